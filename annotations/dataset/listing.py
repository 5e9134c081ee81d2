"""A row of the queue, and its totals."""

from __future__ import annotations

import sqlite3
from typing import Any

from annotations.dataset.values import QueueRow, Totals
from annotations.model import Status

ROW = "key, position, title, status, flagged, undecided, accepted, relations, length"
"""The columns of `queue_row`."""

_ROW = f"SELECT {ROW} FROM article WHERE hidden = 0"


def row(connection: sqlite3.Connection, key: int) -> QueueRow | None:
    """One article as the queue lists it."""
    found = connection.execute(f"{_ROW} AND key = ?", (key,)).fetchone()
    return None if found is None else queue_row(found)


def queue_row(row: tuple[Any, ...]) -> QueueRow:
    """A row of the table as the queue lists it."""
    key, position, title, status, flagged, undecided, accepted, relations, length = row
    return QueueRow(
        key, position, title, Status(status), bool(flagged), undecided, accepted, relations, length
    )


def totals(connection: sqlite3.Connection) -> Totals:
    """How far the whole queue is."""
    found = connection.execute(
        "SELECT total(articles), total(articles) FILTER (WHERE status = ?),"
        " total(articles) FILTER (WHERE flagged = 1), total(articles) FILTER (WHERE status = ?) FROM tally",
        (Status.DONE.value, Status.SKIPPED.value),
    )
    return Totals(*map(int, found.fetchone()))
