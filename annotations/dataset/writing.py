"""What writes annotations: a change, and the rows of a whole document, by the driver itself for its speed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import msgspec

from annotations.dataset.rows import RELATION_COLUMNS, SPAN_COLUMNS, relation_row, span_row
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Annotation, ArticleState, Change, Edit, Relation, Span, State

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

    def __init__(self, table: str, put: str, row: Callable[[int, Annotation], tuple[object, ...]]) -> None:
        self._table, self._put, self._row = table, put, row
        self.removed: list[str] = []
        self.stays: list[Annotation] = []
        self.decided: dict[State, list[str]] = {}

    def take(self, before: Annotation | None, after: Annotation | None) -> None:
        if after is None:
            assert before is not None
            self.removed.append(before.id)
        elif before is not None and _decides(before, after):
            self.decided.setdefault(after.state, []).append(after.id)
        else:
            self.stays.append(after)

    def write(self, connection: sqlite3.Connection, article: int) -> None:
        """Raises LookupError where a row to change is not there: the change is not of this state."""
        if self.removed:
            gone = connection.executemany(
                f"DELETE FROM {self._table} WHERE article = ? AND id = ?",
                [(article, i) for i in self.removed],
            )
            self._expect(gone, len(self.removed))
        if self.stays:
            connection.executemany(self._put, [self._row(article, a) for a in self.stays])
        for state, ids in self.decided.items():
            decided = connection.executemany(
                f"UPDATE {self._table} SET state = ? WHERE article = ? AND id = ?",
                [(state.value, article, i) for i in ids],
            )
            self._expect(decided, len(ids))

    def _expect(self, done: sqlite3.Cursor, rows: int) -> None:
        if done.rowcount != rows:
            raise LookupError(f"{rows} rows of {self._table} were to be changed, {done.rowcount} were there")


def _decides(before: Annotation, after: Annotation) -> bool:
    """Whether the state is all that differs."""
    return msgspec.structs.replace(before, state=after.state) == after


def write_change(connection: sqlite3.Connection, change: Change, last_id: int) -> None:
    """Write the rows of `change` and keep the counts of its article in step, inside a transaction."""
    spans = _Rows("span", _PUT_SPAN, span_row)
    relations = _Rows("relation", _PUT_RELATION, relation_row)
    shift = Counts()
    state: ArticleState | None = None
    for edit in change.edits:
        if isinstance(edit.before or edit.after, ArticleState):
            state = edit.after
            continue
        for annotation, by in ((edit.before, -1), (edit.after, 1)):
            if annotation is not None:
                shift.count(annotation, by)
        rows = spans if isinstance(edit.before or edit.after, Span) else relations
        rows.take(edit.before, edit.after)
    spans.write(connection, change.article)
    relations.write(connection, change.article)
    _shift_article(connection, change.article, shift, last_id)
    if state is not None:
        _set_state(connection, change.article, state)


def _shift_article(connection: sqlite3.Connection, article: int, shift: Counts, last_id: int) -> None:
    found = connection.execute(
        "UPDATE article SET undecided = undecided + ?, accepted = accepted + ?, relations = relations + ?,"
        " last_id = max(last_id, ?) WHERE key = ? AND hidden = 0",
        (shift.undecided, shift.accepted, shift.relations, last_id, article),
    )
    if found.rowcount != 1:
        raise GoldspanError("The article was removed from the dataset, so the decision was not saved.")


def _set_state(connection: sqlite3.Connection, article: int, state: ArticleState) -> None:
    connection.execute(
        "UPDATE article SET status = ?, flagged = ?, done_at = ? WHERE key = ?",
        (state.status.value, state.flagged, state.done_at, article),
    )


def write_document(connection: sqlite3.Connection, article: int, document: Document) -> None:
    """Write the annotations and the state of a document to the row of an article that has none yet."""
    counts = Counts()
    for annotation in (*document.spans.values(), *document.relations.values()):
        counts.count(annotation, 1)
    connection.executemany(_PUT_SPAN, [span_row(article, s) for s in document.spans.values()])
    connection.executemany(_PUT_RELATION, [relation_row(article, r) for r in document.relations.values()])
    _shift_article(connection, article, counts, document.last_id)
    _set_state(connection, article, document.state)
