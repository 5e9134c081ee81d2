"""The connections to the file of a dataset: one that writes, as many that read as threads ask for."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from annotations.dataset import failures, word_index
from annotations.dataset.lock import WriterLock
from annotations.dataset.migrations import APPLICATION_ID, VERSION, application_id, migrate, version
from annotations.dataset.place import shared_place
from annotations.errors import GoldspanError

_BUSY = 2.0
"""Seconds to wait for another process that holds the file: only readers and backup programs come between."""

_MAGIC = b"SQLite format 3\0"


class Store:
    """An open dataset file, its writer lock and its transactions. Safe to use from several threads."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open a file that exists; an empty one becomes a dataset. Raises GoldspanError, holding nothing."""
        self.path = path
        self.notices: list[str] = []
        self.read_only = read_only
        self.write_ahead = False
        """Whether it is written with a write-ahead log, so that readers stop no writer."""
        self._guard = threading.RLock()
        self._turn = threading.Condition()
        self._hurried = 0
        self._busy_with = ""
        self._idle: list[sqlite3.Connection] = []
        self.closed = False
        self._lock: WriterLock | None = None
        self._writer: sqlite3.Connection | None = None
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty dataset; an existing file is refused, and nothing is left behind by a failure."""
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            raise GoldspanError(
                f"There is a {path.name} in {path.parent} already. Open it, or choose another name."
            ) from None
        except OSError as error:
            raise (
                failures.refused_by_system(path, error) if path.parent.is_dir() else failures.missing(path)
            ) from error
        try:
            return cls(path, read_only=False)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool) -> Store:
        """Open an existing dataset; where nothing may be written, for reading, with a notice."""
        try:
            with path.open("rb") as file:
                head = file.read(len(_MAGIC))
        except FileNotFoundError:
            raise failures.missing(path) from None
        except OSError as error:
            raise failures.refused_by_system(path, error) from error
        if head != _MAGIC:
            raise failures.not_a_dataset(path, "the file is empty" if not head else "it has other contents")
        return cls(path, read_only=read_only)

    def close(self) -> None:
        """Bring all into the one file and let go of it; what the disk refuses now is brought in next time."""
        with self._guard:
            self.closed = True
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                    # Out of WAL, too, unless someone reads: then the closed file opens in a read-only folder.
                    self._writer.execute("PRAGMA journal_mode = DELETE").fetchall()
                self._writer.close()
                self._writer = None
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    # -- transactions -----------------------------------------------------------------------------

    @contextlib.contextmanager
    def write(self, what: str, *, patient: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, on disk when the block ends, undone where it raises.

        `what` begins the sentence for the person (“The decision”). A `patient` one lets all others go first,
        and is on disk for certain when the next one is that is not: long work consists of many of them.
        Raises GoldspanError where it fails.
        """
        with self.writer(what, patient=patient) as writer:
            lightly = patient and self.write_ahead  # only there can what is not on disk yet do no harm
            try:
                if lightly:
                    writer.execute("PRAGMA synchronous = NORMAL")
                writer.execute("BEGIN IMMEDIATE")
                yield writer
                writer.execute("COMMIT")
            except BaseException:
                self._roll_back(writer)
                raise
            finally:
                if lightly:
                    writer.execute("PRAGMA synchronous = FULL")

    @contextlib.contextmanager
    def writer(self, what: str, *, patient: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection that writes, for what is no transaction; else as `write`."""
        with self._my_turn(patient):
            if self.closed:
                raise ValueError("the dataset is closed")
            if self._writer is None:
                raise failures.read_only(self.path, what)
            if not self._in_place():
                raise failures.moved_away(self.path, what)
            try:
                yield self._writer
            except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
                raise
            except (sqlite3.Error, UnicodeEncodeError) as error:
                raise failures.saving(self.path, error, what) from error

    @contextlib.contextmanager
    def _my_turn(self, patient: bool) -> Iterator[None]:
        """Hold the guard; it is not fair, so who is patient waits until nobody else writes or wants to."""
        with self._turn:
            if patient:
                self._turn.wait_for(lambda: not self._hurried)
            else:
                self._hurried += 1
        try:
            with self._guard:
                yield
        finally:
            if not patient:
                with self._turn:
                    self._hurried -= 1
                    self._turn.notify_all()

    def give_way(self) -> None:
        """Wait while a decision is being written: for long work in Python, which would take turns with it.

        A thread that computes gives the interpreter up every 5 ms only, and a decision asks for it ten times.
        """
        if self._hurried:
            with self._turn:
                self._turn.wait_for(lambda: not self._hurried)

    @contextlib.contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """For long work on the whole file, of which there is one at a time; decisions go on beside it.

        Raises GoldspanError where another is under way.
        """
        with self._turn:
            if self._busy_with:
                raise failures.busy(self.path, what, self._busy_with)
            self._busy_with = what
        try:
            yield
        finally:
            with self._turn:
                self._busy_with = ""

    def checkpoint(self) -> None:
        """Bring what was written into the file itself, while others write on; patient work sees to it."""
        with contextlib.suppress(sqlite3.Error), contextlib.closing(self._connect("rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, for this block alone: it sees what was committed when the block began.

        It waits for no writer. Raises GoldspanError where the file cannot be read.
        """
        try:
            connection = self._take()
        except sqlite3.Error as error:
            raise failures.opening(self.path, error) from error
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.Error as error:
            raise failures.opening(self.path, error) from error
        finally:
            self._roll_back(connection)
            if self.closed:
                connection.close()
            else:
                self._idle.append(connection)

    @staticmethod
    def _roll_back(connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")

    def _take(self) -> sqlite3.Connection:
        if self.closed:
            raise ValueError("the dataset is closed")
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect("ro")

    def _in_place(self) -> bool:
        """Whether the path still leads to the file that is open: SQLite would write on into a deleted one."""
        try:
            return self._identity() == self._opened
        except OSError:
            return False

    def _identity(self) -> tuple[int, int]:
        found = self.path.stat()
        return (found.st_dev, found.st_ino)

    # -- opening ----------------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            self._opened = self._identity()
            if not self.read_only:
                self._lock_or_read()
            if self.read_only:
                with self.read() as connection:
                    self._check(connection)
                    if version(connection) < VERSION:
                        raise failures.older(self.path)
            else:
                self._writer = self._connect("rw")
                self._prepare(self._writer)
        except sqlite3.Error as error:
            raise failures.opening(self.path, error) from error
        except OSError as error:
            raise failures.refused_by_system(self.path, error) from error

    def _lock_or_read(self) -> None:
        """Take the writer lock, or go on reading only where the file or its folder may not be written."""
        effective = os.access in os.supports_effective_ids
        writable = all(
            os.access(place, os.W_OK, effective_ids=effective) for place in (self.path, self.path.parent)
        )
        if writable:
            with contextlib.suppress(PermissionError):
                self._lock = WriterLock(self.path)
        if self._lock is None:
            self.read_only = True
            self.notices.append(
                f"{self.path.name} or its folder may not be written, so it is open for reading only. "
                "To annotate, copy it to a folder of your own and open the copy."
            )

    def _connect(self, mode: str) -> sqlite3.Connection:
        place = self.path.as_posix()
        # The path as bytes: names on Linux need not be Unicode. A drive of Windows takes a slash before it.
        quoted = quote(os.fsencode(place if place.startswith("/") else f"/{place}"))
        uri = f"file://{quoted}?mode={mode}"
        connection = sqlite3.connect(
            uri, uri=True, timeout=_BUSY, isolation_level=None, check_same_thread=False
        )
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync = ON")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        fresh = self.path.stat().st_size == 0
        if not fresh:
            self._check(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # a removed text is not left in unused pages
        self._choose_journal(connection)
        if version(connection) < VERSION:
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection)
            connection.execute("COMMIT")
        if not word_index.make(connection):
            self.notices.append(word_index.NO_INDEX)

    def _check(self, connection: sqlite3.Connection) -> None:
        if application_id(connection) != APPLICATION_ID:
            raise failures.not_a_dataset(self.path, "it is a SQLite file of another program")
        if version(connection) > VERSION:
            raise failures.newer(self.path, version(connection), VERSION)

    def _choose_journal(self, connection: sqlite3.Connection) -> None:
        """A write-ahead log where it holds, else a rollback journal, with a notice."""
        place = shared_place(self.path)
        if not place:
            try:
                if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                    self.write_ahead = True
                    return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    raise
            place = "where no write-ahead log can be kept"
        connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
        self.notices.append(
            f"{self.path.name} lies {place}: it is written with a rollback journal, which is safe there and "
            "somewhat slower. Open it on one machine at a time."
        )
