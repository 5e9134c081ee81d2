"""Label schemes as TOML files on the disk, and the scheme that ships with Goldspan.

A file has `name`, an `[[entity]]` table for each entity label and a `[[relation]]` table for each relation
label; `resources/schemes/news.toml` shows all of it. What a person can get wrong raises a GoldspanError that
names the file and the line.
"""

from __future__ import annotations

from pathlib import Path

from annotations.errors import GoldspanError
from annotations.scheme import LabelScheme
from annotations.scheme_dump import dump
from annotations.scheme_parse import parse
from resources.loader import read_text

__all__ = ["DEFAULT", "LIMIT", "default_scheme", "dump", "parse", "read", "write"]

DEFAULT = "schemes/news.toml"
"""The scheme of a new dataset, in `resources/`."""

LIMIT = 2_000_000
"""A scheme is a page or two; a file of more bytes is something else."""


def default_scheme() -> LabelScheme:
    """Return the news scheme: OntoNotes' 18 entity labels and ten relations."""
    return parse(read_text(DEFAULT), "news.toml")


def read(path: Path) -> LabelScheme:
    """Return the scheme in a file; one that cannot be read or is none raises GoldspanError."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        sentence = (
            f"{path.name} could not be read: {error.strerror or error}. Check the file and load it again."
        )
        raise GoldspanError(sentence) from error
    if len(data) > LIMIT:
        raise GoldspanError(f"{path.name} is no label scheme: it has more than {LIMIT // 1_000_000} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"{path.name}, line {line}: this is not UTF-8. Save the file as UTF-8 and load it again."
        raise GoldspanError(sentence) from error
    return parse(text, path.name)


def write(path: Path, scheme: LabelScheme) -> None:
    """Write a scheme as TOML; on a failure the old file is whole and GoldspanError says why."""
    # Writing is rare, and the start of the window waits for this module.
    from annotations.formats.writing import write_checked

    lines = dump(scheme).encode("utf-8").removesuffix(b"\n").split(b"\n")
    write_checked(path, lines, lambda _line, _number: None)
