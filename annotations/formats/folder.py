"""The one way in which a folder of files is written: whole, checked, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from annotations.errors import GoldspanError

_MARK = ".goldspan-export"
"""A file in each folder that was written here: only such a folder, or an empty one, is replaced."""


def write_folder(path: Path, fill: Callable[[Path], object], check: Callable[[Path], object]) -> None:
    """Let `fill` write into a new folder beside `path`, and put it in place when `check` has read it.

    A folder that is there is replaced only where it is empty or was written by an export. Raises
    GoldspanError where it cannot be, and lets what `fill` and `check` raise through: what was there is then
    as it was.
    """
    target = Path(os.path.realpath(path))
    _refuse_foreign(path, target)
    temporary = target.with_name(f".{target.name[:100]}.writing-{os.getpid()}-{secrets.token_hex(4)}")
    aside = target.with_name(f".{target.name[:100]}.old-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        temporary.mkdir()
        try:
            (temporary / _MARK).touch()
            fill(temporary)
            check(temporary)
            _put_in_place(temporary, target, aside)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldspanError(f"{path} could not be written ({reason}). Choose another place.") from error
    shutil.rmtree(aside, ignore_errors=True)


def sweep_folders(path: Path, pid: int) -> None:
    """Remove what a process that was killed has left beside `path`; an old folder put aside comes back."""
    target = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        for entry in target.parent.iterdir():
            if entry.name.startswith(f".{target.name[:100]}.writing-{pid}-") and entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name.startswith(f".{target.name[:100]}.old-{pid}-"):
                if target.exists():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    entry.rename(target)


def _refuse_foreign(path: Path, target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise GoldspanError(f"{path} is a file, and a folder is to be written. Choose another name.")
    if any(target.iterdir()) and not (target / _MARK).exists():
        raise GoldspanError(f"{path} is a folder with other files in it. Choose another name.")


def _put_in_place(temporary: Path, target: Path, aside: Path) -> None:
    if not target.exists():
        temporary.rename(target)
        return
    target.rename(aside)
    try:
        temporary.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            aside.rename(target)
        raise
