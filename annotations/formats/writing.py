"""The one way in which a file of records is written: whole, checked, or not at all.

The records go to a temporary file beside the target, which is flushed to the disk, read back and compared,
and only then takes the target's place in one step. Until then the old file is there, whole.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotations.errors import GoldspanError

Verify = Callable[[bytes, int], object]
"""Checks one record, a line without its end, of this line number; raises GoldspanError."""

_STALE = 24 * 3600
"""Seconds after which a temporary file was left behind by a write that was killed."""

_REASONS = {
    errno.ENOSPC: "the disk is full. Make room, or choose another place",
    errno.EDQUOT: "your share of the disk is used up. Make room, or choose another place",
    errno.EFBIG: "the file would be larger than is allowed there. Choose another place",
    errno.EROFS: "the disk is read-only. Choose another place",
    errno.EACCES: "you may not write there. Choose another place, or change its permissions",
    errno.EPERM: "you may not write there. Choose another place, or change its permissions",
    errno.ENOENT: "its folder is not there. Make it, or choose another place",
    errno.ENOTDIR: "its folder is a file. Choose another place",
    errno.ENAMETOOLONG: "its name is too long. Choose a shorter one",
    errno.EIO: "the disk failed. Check it, or choose another place",
}


class Written(msgspec.Struct, frozen=True):
    """What was written: how many records, how many bytes, and the file's SHA-256."""

    records: int
    bytes: int
    sha256: str


def write_checked(path: Path, records: Iterable[bytes], verify: Verify) -> Written:
    """Write records (without a line end), a line each, and replace `path` when all of them read back.

    A link is followed, permissions of the old file stay. Raises GoldspanError where the target cannot be
    written, and lets what `records` and `verify` raise through: the old file is then as it was.
    """

    def check(temporary: Path) -> None:
        with temporary.open("rb") as file:
            for number, line in enumerate(file, 1):
                verify(line.removesuffix(b"\n"), number)

    return write_whole(path, (record + b"\n" for record in records), check)


def write_whole(path: Path, chunks: Iterable[bytes], check: Callable[[Path], object]) -> Written:
    """Write a file of `chunks` (each counts as a record), and replace `path` when `check` has read it back.

    `check` is given the temporary file, and raises where it does not hold what it should. Else as
    `write_checked`.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{_prefix(target)}{os.getpid()}-{secrets.token_hex(4)}.tmp")
    old = None
    try:
        old = _check(path, target)
        _sweep(target)
        with _removed_on_failure(temporary):
            with _create(temporary, old) as file:
                written = _write(file, chunks)
                _permit(file.fileno(), old)
                _flush(file)
            _compare(temporary, path, written)
            check(temporary)
            temporary.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise _refused(str(path), error, old) from error
    except GoldspanError as error:
        if old is not None and not error.kept:
            error.kept = f"{path} is as it was."
        raise
    return written


def write_stream(stream: BinaryIO, records: Iterable[bytes], verify: Verify) -> Written:
    """Write records to a pipe or the standard output, each checked before it goes."""
    written = _write(stream, _verified(records, verify))
    stream.flush()
    return written


def write_records(path: str, records: Iterable[bytes], verify: Verify) -> Written:
    """Write to what a command line names: a file, `-` for the standard output, or a device or a pipe.

    Raises BrokenPipeError where the reader of a pipe has gone.
    """
    if path != "-" and not _is_special(Path(path)):
        return write_checked(Path(path), records, verify)
    try:
        if path == "-":
            return write_stream(sys.stdout.buffer, records, verify)
        with Path(path).open("wb") as stream:
            return write_stream(stream, records, verify)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused("The standard output" if path == "-" else path, error, None) from error


def _refused(path: str, error: OSError, old: os.stat_result | None) -> GoldspanError:
    reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}. Choose another place")
    return GoldspanError(
        f"{path} could not be written: {reason}.", kept=f"{path} is as it was." if old else ""
    )


def _check(path: Path, target: Path) -> os.stat_result | None:
    """What is known of the old file, None where there is none; refuse what must not be replaced."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise GoldspanError(f"{path} is a folder. Name a file in it.")
    if not stat.S_ISREG(old.st_mode):
        raise GoldspanError(f"{path} is a device or a pipe, not a file. Choose another place.")
    if not os.access(target, os.W_OK):
        raise GoldspanError(
            f"{path} or its disk is write-protected. Choose another place, or take the protection off."
        )
    with target.open("rb") as file:
        if file.read(16) == b"SQLite format 3\0":
            raise GoldspanError(f"{path} is a dataset, not a file of records. Choose another name.")
    return old


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _prefix(target: Path) -> str:
    return f".{target.name[:100]}.writing-"


def _sweep(target: Path) -> None:
    """Remove what writes of the same target that were killed have left."""
    prefix = _prefix(target)
    for entry in target.parent.iterdir():
        if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
            with contextlib.suppress(OSError):
                if time.time() - entry.stat().st_mtime > _STALE:
                    entry.unlink()


def sweep_files(path: Path, pid: int) -> None:
    """Remove what the writes of `path` of a process that was killed have left."""
    target = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        for entry in target.parent.iterdir():
            if entry.name.startswith(f"{_prefix(target)}{pid}-") and entry.is_file():
                entry.unlink()


def _create(temporary: Path, old: os.stat_result | None) -> BinaryIO:
    """Open the new file; nobody else may read it before it has the permissions of the old one."""
    mode = 0o666 if old is None else 0o600
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(temporary, flags, mode), "wb")


@contextlib.contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _write(file: BinaryIO, chunks: Iterable[bytes]) -> Written:
    digest = hashlib.sha256()
    count = size = 0
    for chunk in chunks:
        file.write(chunk)
        digest.update(chunk)
        count += 1
        size += len(chunk)
    return Written(count, size, digest.hexdigest())


def _verified(records: Iterable[bytes], verify: Verify) -> Iterator[bytes]:
    for number, record in enumerate(records, 1):
        verify(record, number)
        yield record + b"\n"


def _permit(descriptor: int, old: os.stat_result | None) -> None:
    """Give the new file the owner and permissions of the old one."""
    if os.name != "posix" or old is None:
        return
    with contextlib.suppress(OSError):
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _flush(file: BinaryIO) -> None:
    """Have the bytes on the disk itself."""
    file.flush()
    if sys.platform == "darwin":  # there, fsync leaves them in the drive's own memory
        import fcntl

        fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk; where a folder cannot be flushed, the system sees to it."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _compare(temporary: Path, path: Path, written: Written) -> None:
    with temporary.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != written.sha256:
            raise GoldspanError(
                f"{path} read back otherwise than written: the disk may be failing. Check it."
            )
