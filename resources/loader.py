"""The one way to read what ships with Goldspan: `read_text`, `read_bytes`, `listing`.

Paths are relative to `resources/`, with forward slashes: `read_text("icons/check.svg")`.
A path that is not there raises `FileNotFoundError`: it is a fault of the program, not of the person.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def _find(path: str) -> Traversable:
    return files("resources").joinpath(*path.split("/"))


def read_text(path: str) -> str:
    """Return a file's text, decoded as UTF-8, with its line ends as they are."""
    return read_bytes(path).decode("utf-8")


def read_bytes(path: str) -> bytes:
    """Return a file's bytes."""
    return _find(path).read_bytes()


def listing(folder: str) -> tuple[str, ...]:
    """Return the names of the files in a folder, sorted; folders in it are left out."""
    return tuple(sorted(entry.name for entry in _find(folder).iterdir() if entry.is_file()))
