"""What a format is to the rest of the program: how it is recognised, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written
from annotations.scheme import LabelScheme


class Sample(msgspec.Struct, frozen=True):
    """What a file is recognised by: its name in lower case, and its first 64 kB; for a folder, its names.

    `head` is without a byte order mark and, where the file goes on, ends after its last whole line.
    """

    name: str
    head: bytes = b""
    names: tuple[str, ...] = ()
    """The names of what is in a folder and below it, or in a zip archive, with slashes; else empty."""


class Holds(msgspec.Struct, frozen=True):
    """What a format keeps of an article, so that what it loses can be said before it is written."""

    text: bool = True
    """The text as it is; else its tokens joined by blanks."""
    tokens: bool = False
    overlapping: bool = True
    off_token: bool = True
    relations: bool = True
    rejected: bool = False
    undecided: bool = False
    """Suggestions that nobody has decided on yet."""
    notes: bool = False
    sources: bool = False
    """What suggested a span or relation, where it was not the person."""


class Reading(msgspec.Struct, frozen=True):
    """How a person wants files to be read.

    `gold` decides what becomes of annotations: True accepted, False suggested, None what the file says of
    itself (by default accepted where the format is one of gold). `split` is how a text becomes articles:
    `file`, `line` or `paragraph`. `encoding` is a codec name, empty for the one that fits. `column` is the
    column of the text in a table, empty for the one that looks like it.
    """

    gold: bool | None = None
    split: str = "file"
    encoding: str = ""
    column: str = ""


class Writing(msgspec.Struct, frozen=True):
    """How a person wants files to be written.

    `split` are the shares of train, dev and (if three) test, empty for one file; `seed` chooses the articles.
    `scheme` has the labels. `misplaced` is what becomes of spans that no model can be trained on, where that
    is what a format is for: `leave` has the report name them, `refuse` writes nothing. Of overlapping spans,
    where a format holds none, the longest stays, and the report names the others.
    """

    scheme: LabelScheme
    split: tuple[float, ...] = ()
    seed: int = 0
    misplaced: str = "leave"


class Reader(Protocol):
    """A module that reads a format."""

    def sniff(self, sample: Sample) -> bool:
        """Whether a file is of this format; asked in the order of `FORMATS`, the strictest first."""

    def read(self, path: Path, reading: Reading, report: Report) -> Iterator[Record]:
        """The articles of a file or folder, one at a time, in its order.

        Raises GoldspanError that names format, file, line or record, field, and what was expected; a bad
        record goes to `report.skip`, what cannot be kept to `report.leave`.
        """


class Writer(Protocol):
    """A module that writes a format."""

    def write(self, records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
        """Write articles to a file or folder, as a whole: checked, then put in place of the old one.

        What the format cannot hold goes to `report.leave`, with its place.
        """
