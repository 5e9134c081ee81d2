"""The three files of an exported table read back: spans, and beside them relations and texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.building import Builder
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.table_layout import RELATIONS, SPANS, TEXTS, Row, files_beside, rows_of
from annotations.formats.text_lines import open_text
from annotations.model import State, Status


class _Group:
    """The rows of one file, which come article by article in the order of the texts."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.next = next(rows, None)

    def of(self, article: str) -> Iterator[Row]:
        """The rows of the next article."""
        while self.next is not None and self.next.cells["article"] == article:
            yield self.next
            self.next = next(self._rows, None)


def read_set(path: Path, delimiter: str, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of an export by its file of spans; it streams all three files side by side."""
    relations, texts = files_beside(path)
    if not texts.exists():
        raise GoldspanError(
            f"CSV, {path.name}: these are spans, and {texts.name} with their texts is not beside it. Add it."
        )
    return read_files(path, relations, texts, delimiter, reading, report)


def read_files(
    spans: Path, relations: Path, texts: Path, delimiter: str, reading: Reading, report: Report
) -> Iterator[Record]:
    """As `read_set`, wherever the three files are; that of the relations may be missing."""
    encoding = reading.encoding or "utf-8-sig"
    with open_text(spans, encoding, report) as span_file, open_text(texts, encoding, report) as text_file:
        groups = [_Group(_checked(rows_of(span_file, spans.name, delimiter), SPANS))]
        articles = _checked(rows_of(text_file, texts.name, delimiter), TEXTS)
        if not relations.exists():
            yield from _articles(articles, groups, reading, report)
            return
        with open_text(relations, encoding, report) as file:
            groups.append(_Group(_checked(rows_of(file, relations.name, delimiter), RELATIONS)))
            yield from _articles(articles, groups, reading, report)


def _checked(rows: Iterator[Row], columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a file that has these columns."""
    for row in rows:
        missing = [column for column in columns if column not in row.cells]
        if missing:
            raise GoldspanError(f"CSV, {row.file}: it has no column “{missing[0]}”. Export it again.")
        yield row


def _articles(
    texts: Iterator[Row], groups: list[_Group], reading: Reading, report: Report
) -> Iterator[Record]:
    for row in texts:
        parts = [list(group.of(row.cells["article"])) for group in groups]
        try:
            record = _record(row, parts, reading, report)
        except GoldspanError as error:
            report.skip(error)
            continue
        yield record
    for group in groups:
        if group.next is not None:
            article = group.next.cells["article"]
            group.next.fail(
                "article",
                f"“{article[:40]}” is not the next article; the rows must stand by article, in the order of "
                "the texts",
            )


def _record(row: Row, parts: list[list[Row]], reading: Reading, report: Report) -> Record:
    cells = row.cells
    builder = Builder(cells["text"], f"CSV, {row.file}, line {row.line}", reading, report)
    for span in parts[0]:
        _add_span(builder, span, reading)
    for relation in parts[1] if len(parts) > 1 else ():
        _add_relation(builder, relation, reading)
    try:
        status = Status(cells["status"])
    except ValueError:
        row.fail("status", f"one of {', '.join(Status)} is expected, and there is “{cells['status'][:40]}”")
    return builder.record(
        id=cells["article"],
        title=cells["title"],
        source=cells["source"],
        status=status if reading.gold is None else None,
    )


def _add_span(builder: Builder, row: Row, reading: Reading) -> None:
    cells = row.cells
    start, end = row.number("start"), row.number("end")
    if builder.text[start:end] != cells["text"]:
        row.fail("text", f"“{cells['text'][:40]}” is expected at {start} to {end}, and the text has another")
    made = builder.span(
        start,
        end,
        cells["label"],
        f"span in line {row.line} of {row.file}",
        id=cells["span"],
        state=_state(row, reading),
        score=row.score(),
        note=cells["note"],
    )
    sources = unpack_sources(cells["sources"])
    if sources:
        builder.spans[made] = msgspec.structs.replace(builder.spans[made], sources=sources)


def _add_relation(builder: Builder, row: Row, reading: Reading) -> None:
    cells = row.cells
    made = builder.relation(
        cells["head"],
        cells["child"],
        cells["label"],
        f"relation in line {row.line} of {row.file}",
        id=cells["relation"],
        state=_state(row, reading),
        score=row.score(),
        note=cells["note"],
    )
    sources = unpack_sources(cells["sources"])
    if sources:
        builder.relations[made] = msgspec.structs.replace(builder.relations[made], sources=sources)


def _state(row: Row, reading: Reading) -> State:
    """The state in the file; a choice for the whole import turns accepted into suggested or back."""
    cell = row.cells["state"].strip()
    try:
        state = State(cell)
    except ValueError:
        row.fail("state", f"one of {', '.join(State)} is expected, and there is “{cell[:40]}”")
    if reading.gold is None or state in (State.REJECTED, State.WITHDRAWN):
        return state
    return State.ACCEPTED if reading.gold else State.SUGGESTED


def pack_sources(sources: tuple[str, ...]) -> str:
    """Sources in a cell: the one, several or odd ones as a JSON list."""
    if len(sources) == 1 and sources[0] and not sources[0].startswith("["):
        return sources[0]
    return msgspec.json.encode(sources).decode()


def unpack_sources(cell: str) -> tuple[str, ...]:
    """What `pack_sources` has put into a cell; what is no JSON list is one source."""
    if cell.startswith("["):
        try:
            found: Any = msgspec.json.decode(cell, type=tuple[str, ...])
        except msgspec.DecodeError:
            return (cell,)
        return tuple(found)
    return (cell,) if cell else ()
