"""Copies of a dataset while it is worked on, and making its file small again.

Backups that are made without being asked for go to the data folder: beside the dataset they would be lost
with it, and in a shared folder they would be in others' way.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from annotations.dataset import failures, word_index
from annotations.dataset.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.paths import data_dir

KEEP = 5
"""Daily backups that are kept of a dataset, unless told otherwise."""

_PAGES = 500
"""Pages of 4 kB that are copied between two looks at whether to go on."""

Progress = Callable[[float], None]


class _Cancelled(Exception):
    """Leaves a backup that nobody wants any more."""


def backup(
    dataset: Dataset,
    target: Path,
    *,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Copy the dataset as it is now to `target`, in place of what is there; whether it was done.

    Decisions go on meanwhile (where no write-ahead log holds, they wait), and are not in it. Until the copy
    is whole and on the disk `target` is as it was. Raises GoldspanError where it cannot be written.
    """
    target = Path(os.path.realpath(target))
    if target == dataset.path:
        raise GoldspanError(f"{target.name} is the dataset itself. Choose another name for the backup.")
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")

    def step(_status: int, left: int, pages: int) -> None:
        progress(1 - left / max(pages, 1))
        if cancelled():
            raise _Cancelled

    try:
        _copy(dataset, target, temporary, step)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except _Cancelled:
        return False
    except (sqlite3.Error, OSError) as error:
        raise failures.backup(target, error) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                temporary.with_name(f"{temporary.name}{suffix}").unlink(missing_ok=True)
    return True


def _copy(dataset: Dataset, target: Path, temporary: Path, step: Callable[[int, int, int], None]) -> None:
    """Copy the pages, and leave a file that opens in a read-only folder too."""
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF").fetchone()  # what fails is thrown away as a whole
        with _view(dataset) as source:
            try:
                source.backup(copy, pages=_PAGES, progress=step)
            except sqlite3.OperationalError as error:  # of the copy: a damaged dataset is a DatabaseError
                raise failures.backup(target, error) from error
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


@contextlib.contextmanager
def _view(dataset: Dataset) -> Iterator[sqlite3.Connection]:
    """A connection that sees the dataset as it is now, however long it is read.

    With a write-ahead log a transaction that reads does so, and no decision begins the backup anew.
    """
    store = dataset.store
    if store.read_only or store.write_ahead:
        with store.read() as connection:
            connection.execute("SELECT count(*) FROM setting").fetchone()
            yield connection
    else:
        with store.writer("The backup") as connection:
            yield connection


def backup_daily(
    dataset: Dataset,
    *,
    folder: Path | None = None,
    keep: int = KEEP,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path | None:
    """Make today's backup and take away those before the last `keep`; None where it is there already."""
    folder = folder or backup_folder(dataset)
    target = folder / f"{datetime.now():%Y-%m-%d}.goldspan"
    if target.exists():
        return None
    _make(folder)
    if not backup(dataset, target, progress=progress, cancelled=cancelled):
        return None
    for old in sorted(folder.glob("????-??-??.goldspan"))[:-keep]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def backup_before(
    dataset: Dataset, *, folder: Path | None = None, progress: Progress = lambda _: None
) -> Path:
    """Make a backup before something that no undo takes back; returns its path. It is kept."""
    folder = folder or backup_folder(dataset)
    _make(folder)
    target = folder / f"before-{datetime.now(UTC):%Y-%m-%dT%H%M%S%f}.goldspan"
    backup(dataset, target, progress=progress)
    return target


def backup_folder(dataset: Dataset) -> Path:
    """Where the backups of a dataset are that are made without being asked for."""
    return data_dir() / "backups" / kept_name(dataset)


def kept_name(dataset: Dataset) -> str:
    """What the data folder calls a dataset: its name, and a mark of its place, for names are given twice."""
    return f"{dataset.path.stem}-{sha256(os.fsencode(dataset.path)).hexdigest()[:8]}"


def compact(dataset: Dataset) -> tuple[int, int]:
    """Make the file as small as its contents, without traces of what was removed; its bytes before and after.

    Decisions wait meanwhile. SQLite does it as one transaction: where it fails the file is as it was.
    """
    store = dataset.store
    with store.alone("Compacting"), store.writer("The compacting") as writer:
        before = _size(dataset.path)
        if word_index.usable(writer):
            writer.execute(f"INSERT INTO {word_index.TABLE} ({word_index.TABLE}) VALUES ('optimize')")
        writer.execute("VACUUM")
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return before, _size(dataset.path)


def _size(path: Path) -> int:
    """The size of the file with its write-ahead log."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.EEXIST:
            error.strerror = "it is a file"
        raise failures.backup(folder, error) from error
