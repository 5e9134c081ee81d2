"""How a table is laid out: which character parts its columns, what they are called, what a cell may hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from annotations.errors import GoldspanError
from annotations.formats.text import LIMIT

SPANS = ("article", "span", "start", "end", "label", "text", "state", "sources", "score", "note")
RELATIONS = ("article", "relation", "head", "child", "label", "state", "sources", "score", "note")
TEXTS = ("article", "title", "source", "status", "text")
"""The columns of the three files that an export writes."""

TEXT_NAMES = ("text", "content", "body", "article", "full_text", "article_text", "sentence", "document")
TITLE_NAMES = ("title", "headline")
ID_NAMES = ("id", "article_id", "doc_id", "document_id", "uid", "guid")
"""What columns of other tools are called, the likelier first."""

_DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """A row by its columns, and the line of the file at which it begins."""

    cells: dict[str, str]
    line: int
    file: str

    def fail(self, column: str, problem: str) -> NoReturn:
        """Raise GoldspanError for a cell."""
        raise GoldspanError(
            f"CSV, {self.file}, line {self.line}, column {column}: {problem}. Mend the row, or take it out."
        )

    def number(self, column: str) -> int:
        """The whole number in a cell."""
        cell = self.cells[column].strip()
        if not (cell.isascii() and cell.isdecimal() and len(cell) < 16):
            self.fail(column, f"a number is expected, and there is “{cell[:40]}”")
        return int(cell)

    def score(self) -> float | None:
        """The score, 0 to 1, or None for an empty cell."""
        cell = self.cells["score"].strip()
        if not cell:
            return None
        try:
            score = float(cell)
        except ValueError:
            score = -1
        if not 0 <= score <= 1:
            self.fail("score", f"a number from 0 to 1 is expected, and there is “{cell[:40]}”")
        return score


def files_beside(path: Path) -> tuple[Path, Path]:
    """The files of relations and of texts that belong to a file of spans."""
    return path.with_name(f"{path.stem}.relations.csv"), path.with_name(f"{path.stem}.texts.csv")


def header_of(head: str) -> tuple[str, list[str]]:
    """The delimiter and the columns of a table that begins so; the delimiter that parts most columns."""
    found: list[tuple[str, list[str]]] = []
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(head[:LIMIT], newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if rows:
            found.append((delimiter, [cell.strip() for cell in rows[0]]))
    if not found:
        return ",", []
    return max(found, key=lambda f: (column_of(f[1], TEXT_NAMES) is not None, len(f[1])))


def column_of(columns: list[str], names: Iterable[str]) -> str | None:
    """The column that is called like one of `names`, whatever its capitals."""
    lower = {column.casefold().replace(" ", "_"): column for column in reversed(columns)}
    return next((lower[name] for name in names if name in lower), None)


def rows_of(file: Iterable[str], name: str, delimiter: str) -> Iterator[Row]:
    """The rows after the header. Raises GoldspanError for what is no table, with the line."""
    csv.field_size_limit(LIMIT)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    columns: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise GoldspanError(
                f"CSV, {name}, line {line}: this is no sound row ({error}). Check its quotation marks."
            ) from error
        if not columns:
            columns = [cell.strip() for cell in cells]
        elif cells:
            yield _row(columns, cells, line, name)


def _row(columns: list[str], cells: list[str], line: int, name: str) -> Row:
    """A row, whose cells beyond the columns must be empty; missing ones are."""
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise GoldspanError(
            f"CSV, {name}, line {line}: the row has {len(cells)} cells for {len(columns)} columns. "
            "Check its quotation marks and delimiters."
        )
    padded = cells + [""] * (len(columns) - len(cells))
    return Row(dict(zip(columns, padded, strict=False)), line, name)
