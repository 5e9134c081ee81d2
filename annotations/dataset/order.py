"""Going through the queue by its own order: the next open article, those ahead, all keys.

Like all that a window asks for at once it goes by the driver: to import SQLAlchemy takes 0.2 s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotations.model import Status

_OPEN = [status for status in Status if status not in (Status.DONE, Status.SKIPPED)]
_FIRST = float("-inf")


def next_key(connection: sqlite3.Connection, after: int | None, *, not_done: bool) -> int | None:
    """The article that comes next in the queue, past the end the first; never `after` itself."""
    statuses: Sequence[Status] = _OPEN if not_done else list(Status)
    place = _place(connection, after)
    found = _behind(connection, place, statuses, 1) or _behind(connection, _FIRST, statuses, 2)
    return next((key for key in found if key != after), None)


def ahead(connection: sqlite3.Connection, key: int, count: int) -> list[int]:
    """The open articles that come next, not past the end."""
    return _behind(connection, _place(connection, key), _OPEN, count)


def previous_key(connection: sqlite3.Connection, before: int) -> int | None:
    """The article that comes before in the queue; None before the first."""
    found = connection.execute(
        "SELECT key FROM article WHERE hidden = 0 AND position < ? ORDER BY position DESC LIMIT 1",
        (_place(connection, before),),
    ).fetchone()
    return None if found is None else int(found[0])


def keys(connection: sqlite3.Connection, *, done: bool) -> list[int]:
    """The keys of all articles, or of those that are done, in the order of the queue."""
    condition = f"AND status = '{Status.DONE.value}'" if done else ""
    found = connection.execute(f"SELECT key FROM article WHERE hidden = 0 {condition} ORDER BY position")
    return [key for (key,) in found]


def _place(connection: sqlite3.Connection, key: int | None) -> float:
    row = connection.execute("SELECT position FROM article WHERE key = ?", (key,)).fetchone()
    return _FIRST if row is None else float(row[0])


def _behind(
    connection: sqlite3.Connection, place: float, statuses: Sequence[Status], count: int
) -> list[int]:
    """The first articles of these statuses behind a place; each status comes straight from its index."""
    part = (
        "SELECT * FROM (SELECT position, key FROM article WHERE hidden = 0 AND status = ? AND position > ?"
        " ORDER BY position LIMIT ?)"
    )
    values = [value for status in statuses for value in (status.value, place, count)]
    found = connection.execute(
        f"{' UNION ALL '.join([part] * len(statuses))} ORDER BY position LIMIT ?", (*values, count)
    )
    return [key for _, key in found]
