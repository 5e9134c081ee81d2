"""CSV: a table with a text column in (an article a row), the three files of an export in and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.building import Builder
from annotations.formats.format import Reading, Sample
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.table_layout import (
    ID_NAMES,
    SPANS,
    TEXT_NAMES,
    TITLE_NAMES,
    Row,
    column_of,
    header_of,
    rows_of,
)
from annotations.formats.table_set import read_set
from annotations.formats.table_writer import write
from annotations.formats.text_lines import head_text, open_text
from annotations.model import Status

__all__ = ["read", "sniff", "write"]

_HEAD = 1 << 16
_PROSE = (".txt", ".md")
"""Endings of texts, whose first line may well be “Article, by …”."""
_SUFFIXES = (".csv", ".tsv", ".tab")


def sniff(sample: Sample) -> bool:
    """Whether its first line names a column of texts, and the file or its second line is a table too."""
    if sample.names or not sample.head or sample.name.endswith(_PROSE):
        return False
    if sample.head.startswith((b"#FORMAT=", b"{", b"[")):
        return False
    head = head_text(sample)
    delimiter, columns = header_of(head)
    if list(SPANS) == columns[: len(SPANS)]:
        return True
    if column_of(columns, TEXT_NAMES) is None:
        return False
    try:
        row = next(rows_of(head.splitlines(keepends=True), sample.name, delimiter), None)
    except GoldspanError:
        row = None
    sound = row is not None and len(columns) > 1 and all(columns)
    return sample.name.endswith(_SUFFIXES) or (sound and row is not None and "" not in row.cells.values())


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a table, a row each; columns other than text, title and id become meta data.

    An export's file of spans is read with the files beside it. The text is in `reading.column`, else in the
    column that is called like one. Raises GoldspanError where there is none, and for a row that is not sound.
    """
    with open_text(path, reading.encoding, report) as file:
        delimiter, columns = header_of(file.read(_HEAD))
        if not reading.column and list(SPANS) == columns[: len(SPANS)]:
            yield from read_set(path, delimiter, reading, report)
            return
        column = reading.column or column_of(columns, TEXT_NAMES)
        if not column or column not in columns:
            wanted = f"no column “{column}”" if column else "no column that is called like a text"
            names = ", ".join(name[:40] for name in columns[:20]) or "none"
            raise GoldspanError(f"CSV, {path.name}: there is {wanted}. Name one of its columns: {names}.")
        file.seek(0)
        for number, row in enumerate(rows_of(file, path.name, delimiter), 1):
            try:
                record = _record(row, column, f"{path.stem}-{number}", reading, report)
            except GoldspanError as error:
                report.skip(error)
                continue
            yield record


def _record(row: Row, column: str, id: str, reading: Reading, report: Report) -> Record:
    cells = row.cells
    text = cells[column]
    builder = Builder(text, f"CSV, {row.file}, line {row.line}, column {column}", reading, report)
    others = [name for name in cells if name != column]
    title, own = column_of(others, TITLE_NAMES), column_of(others, ID_NAMES)
    meta = {name: cells[name] for name in others if name and name not in (title, own) and cells[name]}
    return builder.record(
        id=(cells[own] if own else "") or id,
        title=cells[title] if title else "",
        source=row.file,
        meta=meta,
        status=Status.UNTOUCHED,
    )
