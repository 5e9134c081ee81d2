"""The folders that file dialogs begin in, and names that a file can have."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from annotations.paths import data_dir
from gui.settings import read_json, write_json

_FORBIDDEN = '<>:"/\\|?*'
"""What a file's name cannot have on one system or another."""

_LONGEST = 120
"""Bytes of UTF-8 that a suggested name has at the most: less than every file system takes."""


def to_open(*beside: Path | None) -> str:
    """Where a dialog that opens a file begins: in the folder that was used last, else beside what is open."""
    return _first(_last(), *map(_folder, beside))


def to_save(name: str, *beside: Path | None) -> str:
    """Where a dialog that saves begins: with `name`, beside what is open, else in the folder used last."""
    return str(Path(_first(*map(_folder, beside), _last())) / name)


def used(path: Path) -> None:
    """Remember the folder of a file, or a folder, that the person has chosen."""
    folder = path if path.is_dir() else path.parent
    write_json(_kept(), os.fsdecode(folder))


def file_name(title: str) -> str:
    """A title as the name of a file: without what a name cannot have, and not too long."""
    clean = "".join(
        "-" if char in _FORBIDDEN or unicodedata.category(char)[0] == "C" else char for char in title
    )
    cut = " ".join(clean.split()).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    return cut.strip(" .") or "article"


def _kept() -> Path:
    return data_dir() / "folder.json"


def _last() -> Path | None:
    found = read_json(_kept())
    return Path(found) if isinstance(found, str) and found else None


def _folder(path: Path | None) -> Path | None:
    """The folder of a file, unless it is the program's own: nobody would look for a file there."""
    if path is None or not path.is_absolute():
        return None
    own = Path(os.path.realpath(data_dir()))
    return None if own in (path, *path.parents) else path.parent


def _first(*folders: Path | None) -> str:
    """The first of the folders that is there, else the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (*folders, Path(documents)):
        try:
            if folder is not None and folder.is_dir():
                return str(folder)
        except OSError:  # a share that is gone
            continue
    return str(Path.home())
