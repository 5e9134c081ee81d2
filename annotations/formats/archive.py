"""The files of a folder, of a zip archive or a single one, for the formats that are many files."""

from __future__ import annotations

import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from annotations.errors import GoldspanError
from annotations.formats.text import LIMIT

UNPACKED = 2_000_000_000
"""Bytes past which an archive is not unpacked."""

_RATIO = 200
"""How many times its size an archive may unpack to: texts reach 10, a bomb reaches 1,000."""

_SMALL = 10_000_000
"""Bytes up to which an archive is unpacked whatever its ratio."""

_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # also NotImplementedError: a way of packing that Python does not know
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What reading a damaged archive may raise."""


class Files:
    """Files by their names (relative, with slashes), in natural order: `2.txt` comes before `10.txt`.

    Hidden files are none of them. `read` raises GoldspanError for what cannot be read or is 100 MB or more.
    """

    def __init__(self, path: Path, names: list[str], read: Callable[[str], bytes]) -> None:
        self.path, self._read = path, read
        self.names = sorted((name for name in names if not _is_hidden(name)), key=natural)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        try:
            data = self._read(name)
        except _UNREADABLE as error:
            raise GoldspanError(
                f"{self.path.name}, {name}: it could not be read ({error}). Check it, or take it out."
            ) from error
        if len(data) >= LIMIT:
            raise GoldspanError(f"{self.path.name}, {name}: it has 100 MB or more. Split it first.")
        return data


def natural(name: str) -> list[tuple[int, int, str]]:
    """The sort key of a name in which numbers count as numbers."""
    parts = re.split(r"(\d{1,18})", name.casefold())
    return [(0, int(p), p) if p.isdecimal() and p.isascii() else (1, 0, p) for p in parts if p]


@contextmanager
def files_of(path: Path) -> Iterator[Files]:
    """Open a folder, a zip archive or a single file. Raises GoldspanError for what must not be read.

    Refused are paths that climb out of the folder or archive, and archives that unpack to too much.
    """
    if not path.exists():
        raise GoldspanError(f"{path} is not there: moved, renamed or removed. Look for its new place.")
    if path.is_dir():
        yield Files(path, list(_walk(path)), lambda name: _limited(path / name))
        return
    if not zipfile.is_zipfile(path):
        yield Files(path, [path.name], lambda name: _limited(path.with_name(name)))
        return
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise GoldspanError(f"{path.name} is a damaged zip archive ({error}). Get it again.") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check_members(path, members)
        yield Files(path, [member.filename for member in members], archive.read)


def _walk(folder: Path) -> Iterator[str]:
    root = Path(os.path.realpath(folder))
    for parent, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(parent, name)
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(root):
                raise GoldspanError(
                    f"{folder.name}, {name}: this link leads out of the folder. Replace it by a copy."
                )
            yield file.relative_to(root).as_posix()


def _limited(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LIMIT)


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    packed = max(1, path.stat().st_size)
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED or (unpacked > _SMALL and unpacked > _RATIO * packed):
        raise GoldspanError(
            f"{path.name} would unpack to {unpacked:,} bytes, too many for an archive of {packed:,}. "
            "Unpack it yourself if you trust it, and choose the folder."
        )
    for member in members:
        name = member.filename
        if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or _climbs(name):
            raise GoldspanError(
                f"{path.name}, {name}: this path leads out of the archive. Make the archive anew."
            )
        if member.flag_bits & 1:
            raise GoldspanError(f"{path.name}, {name}: it has a password. Unpack it, and choose the folder.")


def _climbs(name: str) -> bool:
    return ".." in re.split(r"[/\\]", name) or name.startswith("\\")


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
