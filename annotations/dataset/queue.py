"""The queue page by page: each begins behind the last row of the one before (keyset paging).

A condition that few articles meet is answered from its own index, and those few are sorted; where many do,
the articles are walked through in their order until a page is full. So no page costs more the further on it
is. By the driver, for a search is to answer at once: to import SQLAlchemy takes 0.2 s.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from annotations.dataset import listing, word_index
from annotations.dataset.articles import searched
from annotations.dataset.listing import ROW, queue_row
from annotations.dataset.store import Store
from annotations.dataset.values import QueueRow, Sort, Wanted

if TYPE_CHECKING:
    from annotations.dataset.searching import Search

_FEW = 2000
"""Articles up to which it is quicker to sort them than to look for them in their order."""

_SHOWN = "state IN ('accepted', 'suggested')"


class _Condition(NamedTuple):
    """A condition on articles: the query of their keys, and how to ask it of one article, `key`."""

    keys: str
    of_one: str
    value: str


def page(store: Store, wanted: Wanted, after: QueueRow | None, limit: int) -> list[QueueRow]:
    """At most `limit` of the wanted articles behind the row `after`."""
    with contextlib.closing(stream(store, wanted, after, lambda: False, size=limit)) as rows:
        return list(islice(rows, limit))


def stream(
    store: Store,
    wanted: Wanted,
    after: QueueRow | None,
    cancelled: Callable[[], bool],
    *,
    size: int = 200,
) -> Generator[QueueRow, None, None]:
    """The wanted articles behind `after` as they are found, read by `size` rows where no text is read."""
    with store.read() as connection:
        search = _search(wanted)
        scan = search if search and (search.scans or not _indexed(connection)) else None
        if scan or wanted.span_text:
            yield from _scan(connection, wanted, scan, after, cancelled)
            return
        while not cancelled():
            found = connection.execute(*_rows(connection, wanted, after, size)).fetchall()
            rows = [queue_row(row) for row in found]
            yield from rows
            if len(rows) < size:
                return
            after = rows[-1]


def _search(wanted: Wanted) -> Search | None:
    """The search, if there is one: the first page of a window does without the module."""
    if not wanted.search.strip():
        return None
    from annotations.dataset.searching import Search

    return Search(wanted.search)


def _indexed(connection: sqlite3.Connection) -> bool:
    """Whether every article is in the index, and this SQLite can read it."""
    left = connection.execute("SELECT EXISTS (SELECT 1 FROM unindexed)").fetchone()[0]
    return not left and word_index.usable(connection)


def _scan(
    connection: sqlite3.Connection,
    wanted: Wanted,
    search: Search | None,
    after: QueueRow | None,
    cancelled: Callable[[], bool],
) -> Iterator[QueueRow]:
    """Read the texts in their order."""
    part = wanted.span_text.casefold()
    for key, title, text in connection.execute(*_texts(connection, wanted, search, after)):
        if cancelled():
            return
        if search is not None and not search.fits(title, text):
            continue
        if part and not (part in text.casefold() and _has_span(connection, key, text, part)):
            continue
        row = listing.row(connection, key)
        assert row is not None
        yield row


def _has_span(connection: sqlite3.Connection, key: int, text: str, part: str) -> bool:
    """Whether a span of the article has `part` in its text, folded."""
    spans = connection.execute(f'SELECT start, "end" FROM span WHERE article = ? AND {_SHOWN}', (key,))
    return any(part in text[start:end].casefold() for start, end in spans)


# -- statements ---------------------------------------------------------------------------------------


def _rows(
    connection: sqlite3.Connection, wanted: Wanted, after: QueueRow | None, limit: int
) -> tuple[str, dict[str, Any]]:
    """The statement for a page, and its values.

    It goes state by state, so that each comes straight from its index, however few of many there are.
    """
    source, conditions, values = _narrowed(connection, wanted, after, scans=False)
    order = _order(wanted)
    parts = [
        f"SELECT * FROM (SELECT {ROW} FROM {source} WHERE {' AND '.join([*conditions, *status])}"
        f" ORDER BY {order} LIMIT :limit)"
        for status in ([f"status = '{status.value}'"] for status in wanted.statuses)
    ] or [f"SELECT {ROW} FROM {source} WHERE {' AND '.join(conditions)}"]
    return f"{' UNION ALL '.join(parts)} ORDER BY {order} LIMIT :limit", {**values, "limit": limit}


def _texts(
    connection: sqlite3.Connection, wanted: Wanted, search: Search | None, after: QueueRow | None
) -> tuple[str, dict[str, Any]]:
    """The statement for the keys, titles and texts of all that may be wanted, and its values."""
    source, conditions, values = _narrowed(connection, wanted, after, scans=search is not None)
    if wanted.statuses:
        names = ", ".join(f"'{status.value}'" for status in wanted.statuses)
        conditions.append(f"+status IN ({names})")
    statement = (
        f"SELECT key, search, text FROM {source} CROSS JOIN article_text ON article_text.article = key"
        f" WHERE {' AND '.join(conditions)} ORDER BY {_order(wanted)}"
    )
    return statement, values


def _narrowed(
    connection: sqlite3.Connection, wanted: Wanted, after: QueueRow | None, *, scans: bool
) -> tuple[str, list[str], dict[str, Any]]:
    """What is read from, the conditions, and the values; the few articles that qualify are listed by key."""
    conditions = ["hidden = 0"] + (["flagged = 1"] if wanted.flagged else [])
    values: dict[str, Any] = {}
    if wanted.title:
        conditions.append("instr(search, :title) > 0")
        values["title"] = searched(wanted.title)
    few: set[int] | None = None
    for name, condition in _conditions(wanted, scans).items():
        values[name] = condition.value
        found = connection.execute(f"{condition.keys} LIMIT {_FEW + 1}", {name: condition.value}).fetchall()
        if len(found) > _FEW:
            conditions.append(condition.of_one)
        else:
            keys = {key for (key,) in found}
            few = keys if few is None else few & keys
    if after is not None:
        conditions.append(_behind(wanted))
        values |= {"position": after.position, "first": getattr(after, wanted.sort.value)}
    if few is None:
        return "article", conditions, values
    values["few"] = msgspec.json.encode(sorted(few)).decode()
    return "(SELECT value AS few FROM json_each(:few)) CROSS JOIN article ON key = few", conditions, values


def _conditions(wanted: Wanted, scans: bool) -> dict[str, _Condition]:
    """The conditions that an index answers, by the name of their value."""
    found: dict[str, _Condition] = {}
    search = None if scans else _search(wanted)
    if search is not None:
        keys = f"SELECT rowid FROM {word_index.TABLE} WHERE {word_index.TABLE} MATCH :search"
        found["search"] = _Condition(keys, f"+key IN ({keys})", search.pattern)
    for name, table, label in (("label", "span", wanted.label), ("relation", "relation", wanted.relation)):
        if label:
            matches = f"FROM {table} AS r WHERE r.label = :{name} AND r.{_SHOWN}"
            found[name] = _Condition(
                f"SELECT DISTINCT article {matches}",
                f"EXISTS (SELECT 1 {matches} AND r.article = article.key)",
                label,
            )
    return found


def _order(wanted: Wanted) -> str:
    way = " DESC" if wanted.descending else ""
    first = "" if wanted.sort is Sort.POSITION else f"{wanted.sort.value}{way}, "
    return f"{first}position{way}"


def _behind(wanted: Wanted) -> str:
    """The condition on what comes after a row."""
    sign = "<" if wanted.descending else ">"
    if wanted.sort is Sort.POSITION:
        return f"position {sign} :position"
    return f"({wanted.sort.value}, position) {sign} (:first, :position)"
