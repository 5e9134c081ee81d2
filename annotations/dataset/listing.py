"""What the queue shows as a window opens (a page of it, a row, the totals), by the driver: it starts faster.

What is asked for later, with filters, is in `queries`, whose SQLAlchemy takes 0.2 s to import.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from annotations.dataset.values import QueueRow, Totals
from annotations.model import Status

_ROW = (
    "SELECT key, position, title, status, flagged, undecided, accepted, relations"
    " FROM article WHERE hidden = 0"
)


def page(connection: sqlite3.Connection, after: int | None, limit: int) -> list[QueueRow]:
    """At most `limit` articles from behind a position, in their order; None is before the first."""
    found = connection.execute(
        f"{_ROW} AND (? IS NULL OR position > ?) ORDER BY position LIMIT ?", (after, after, limit)
    )
    return [queue_row(row) for row in found]


def row(connection: sqlite3.Connection, key: int) -> QueueRow | None:
    """One article as the queue lists it."""
    found = connection.execute(f"{_ROW} AND key = ?", (key,)).fetchone()
    return None if found is None else queue_row(found)


def queue_row(row: tuple[Any, ...]) -> QueueRow:
    """A row of the table as the queue lists it."""
    key, position, title, status, flagged, undecided, accepted, relations = row
    return QueueRow(key, position, title, Status(status), bool(flagged), undecided, accepted, relations)


def totals(connection: sqlite3.Connection) -> Totals:
    """How far the whole queue is."""
    found = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE status = ?), count(*) FILTER (WHERE flagged = 1)"
        " FROM article WHERE hidden = 0",
        (Status.DONE.value,),
    )
    return Totals(*found.fetchone())
