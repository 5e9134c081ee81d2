"""A look into a file before it is imported: its first articles. Runs in a thread; nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, cast

from annotations.errors import GoldspanError
from annotations.formats.report import Report
from gui.importing import breathing

if TYPE_CHECKING:
    from collections.abc import Generator

    from annotations.formats.format import Reading
    from annotations.formats.gathering import Gathered
    from annotations.formats.record import Record

ARTICLES = 50
"""Articles that are looked at, at the most."""

_SECONDS = 3.0
"""Time after which what was read has to do."""

_BEGINNING = 240
"""Characters of a text that are shown."""


@dataclass(frozen=True)
class Glance:
    """One article of a preview."""

    title: str
    beginning: str
    spans: int
    relations: int


@dataclass(frozen=True)
class Look:
    """What was seen. `report` counts labels and has what was bad; `error` ended it, `more` follows."""

    glances: tuple[Glance, ...]
    report: Report
    error: str = ""
    more: bool = False
    columns: tuple[str, ...] = ()
    """The columns of a table."""


def look(item: Gathered, reading: Reading, stop: Event) -> Look:
    """Read the first articles of a file as they would be imported."""
    report = Report(skip_bad=True)
    if item.format is None:
        return Look((), report, item.problem)
    columns = _columns(item) if item.format.id == "csv" else ()
    glances: list[Glance] = []
    error, more, started = "", False, perf_counter()
    records = cast("Generator[Record]", iter(item.format.reader.read(item.path, reading, report)))
    with closing(records):
        try:
            for record in islice(breathing(records, stop), ARTICLES + 1):
                if len(glances) == ARTICLES or perf_counter() - started > _SECONDS:
                    more = True
                    break
                glances.append(_glance(record))
        except GoldspanError as found:
            error = found.message
    return Look(tuple(glances), report, error, more, columns)


def _glance(record: Record) -> Glance:
    document = record.document
    beginning = " ".join(document.text[:_BEGINNING].replace("\0", "␀").split())
    title = document.article.title or record.place
    return Glance(title, beginning, len(document.spans), len(document.relations))


def _columns(item: Gathered) -> tuple[str, ...]:
    from annotations.formats.registry import sample_of
    from annotations.formats.table_layout import header_of
    from annotations.formats.text_lines import head_text

    try:
        return tuple(name for name in header_of(head_text(sample_of(item.path)))[1] if name)
    except GoldspanError:
        return ()


def counted(counts: Iterator[tuple[str, int]] | list[tuple[str, int]], most: int = 8) -> str:
    """Labels with their counts: `PERSON 12 · ORG 3 · …`."""
    shown = list(islice(counts, most + 1))
    words = [f"{label} {count:,}" for label, count in shown[:most]]
    return " · ".join([*words, "…"] if len(shown) > most else words)
