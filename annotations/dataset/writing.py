"""What writes annotations: a change, and the rows of a whole document, by the driver itself for its speed."""

from __future__ import annotations

import sqlite3

import msgspec

from annotations.dataset.rows import RELATION_COLUMNS, SPAN_COLUMNS, relation_row, span_row
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Annotation, ArticleState, Change, Span, State

_PUT_SPAN = f"INSERT OR REPLACE INTO span ({SPAN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_RELATION = f"INSERT OR REPLACE INTO relation ({RELATION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Counts(msgspec.Struct):
    """What the queue shows of an article, or by how much a change shifts it."""

    undecided: int = 0
    accepted: int = 0
    relations: int = 0

    def count(self, annotation: Annotation, by: int) -> None:
        """Count one annotation in (`by` 1) or out (`by` -1)."""
        if annotation.state is State.SUGGESTED:
            self.undecided += by
        elif annotation.state is State.ACCEPTED:
            if isinstance(annotation, Span):
                self.accepted += by
            else:
                self.relations += by


class _Rows:
    """The edits of one table, sorted by what SQL does for them."""

    def __init__(self, table: str, put: str) -> None:
        self._table, self._put = table, put
        self._removed: list[str] = []
        self._put_whole: list[Annotation] = []
        self._decided: dict[State, list[str]] = {}

    def take(self, before: Annotation | None, after: Annotation | None) -> None:
        """Take in one edit."""
        if after is not None and before is not None and _decides(before, after):
            self._decided.setdefault(after.state, []).append(after.id)
        elif after is not None:
            self._put_whole.append(after)
        elif before is not None:
            self._removed.append(before.id)

    def write(self, connection: sqlite3.Connection, article: int) -> None:
        """Raises LookupError where a row to change is not there: the change is not of this state."""
        if self._removed:
            gone = connection.executemany(
                f"DELETE FROM {self._table} WHERE article = ? AND id = ?",
                [(article, row_id) for row_id in self._removed],
            )
            self._expect(gone, len(self._removed))
        if self._put_whole:
            connection.executemany(self._put, [_row(article, annotation) for annotation in self._put_whole])
        for state, ids in self._decided.items():
            # One statement for all of them: row by row it takes twice as long for 25,000.
            decided = connection.execute(
                f"UPDATE {self._table} SET state = ? WHERE article = ?"
                " AND id IN (SELECT value FROM json_each(?))",
                (state.value, article, msgspec.json.encode(ids).decode()),
            )
            self._expect(decided, len(ids))

    def _expect(self, done: sqlite3.Cursor, rows: int) -> None:
        if done.rowcount != rows:
            raise LookupError(f"{rows} rows of {self._table} were to be changed, {done.rowcount} were there")


def _decides(before: Annotation, after: Annotation) -> bool:
    """Whether the state is all that differs."""
    return bool(msgspec.structs.replace(before, state=after.state) == after)


def _row(article: int, annotation: Annotation) -> tuple[object, ...]:
    if isinstance(annotation, Span):
        return span_row(article, annotation)
    return relation_row(article, annotation)


def write_change(connection: sqlite3.Connection, change: Change, last_id: int) -> None:
    """Write the rows of `change` and keep the counts of its article in step, inside a transaction."""
    spans, relations = _Rows("span", _PUT_SPAN), _Rows("relation", _PUT_RELATION)
    shift = Counts()
    for edit in change.edits:
        before, after = edit.before, edit.after
        if isinstance(before, ArticleState) or isinstance(after, ArticleState):
            continue
        if before is not None:
            shift.count(before, -1)
        if after is not None:
            shift.count(after, 1)
        (spans if isinstance(before or after, Span) else relations).take(before, after)
    spans.write(connection, change.article)
    relations.write(connection, change.article)
    _shift_article(connection, change.article, shift, last_id)
    for edit in change.edits:
        if isinstance(edit.after, ArticleState):
            _set_state(connection, change.article, edit.after)


def _shift_article(connection: sqlite3.Connection, article: int, shift: Counts, last_id: int) -> None:
    found = connection.execute(
        "UPDATE article SET undecided = undecided + ?, accepted = accepted + ?, relations = relations + ?,"
        " last_id = max(last_id, ?) WHERE key = ? AND hidden = 0",
        (shift.undecided, shift.accepted, shift.relations, last_id, article),
    )
    if found.rowcount != 1:
        raise GoldspanError("The article was removed from the dataset, so nothing was saved.")


def _set_state(connection: sqlite3.Connection, article: int, state: ArticleState) -> None:
    connection.execute(
        "UPDATE article SET status = ?, flagged = ?, done_at = ? WHERE key = ?",
        (state.status.value, state.flagged, state.done_at, article),
    )


def write_document(connection: sqlite3.Connection, article: int, document: Document) -> None:
    """Write the annotations and the state of a document to the row of an article that has none yet."""
    counts = Counts()
    for span in document.spans.values():
        counts.count(span, 1)
    for relation in document.relations.values():
        counts.count(relation, 1)
    connection.executemany(_PUT_SPAN, [span_row(article, s) for s in document.spans.values()])
    connection.executemany(_PUT_RELATION, [relation_row(article, r) for r in document.relations.values()])
    _shift_article(connection, article, counts, document.last_id)
    _set_state(connection, article, document.state)
