"""The queries of the queue and of the label scheme, in SQLAlchemy Core.

They are compiled here and run on a connection of the driver: Core's own engine and pool would stand between
it and the one writer. Importing SQLAlchemy takes 0.2 s, so what opens and edits an article does without.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Integer, Select, String, case, column, func, select, table, union_all, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from annotations.dataset.articles import searched
from annotations.dataset.listing import queue_row
from annotations.dataset.values import QueueRow
from annotations.model import State, Status

_DIALECT = sqlite.dialect(paramstyle="named")

_ARTICLE = table(
    "article",
    column("key", Integer),
    column("position", Integer),
    column("title", String),
    column("search", String),
    column("status", String),
    column("flagged", Integer),
    column("undecided", Integer),
    column("accepted", Integer),
    column("relations", Integer),
    column("hidden", Integer),
)
_LABELLED = {
    name: table(
        name,
        column("article", Integer),
        column("label", String),
        column("state", String),
        *([column("was", String)] if name == "span" else []),
    )
    for name in ("span", "relation")
}
_A = _ARTICLE.c
_SHOWN = _A.hidden == 0
_OPEN = [status for status in Status if status not in (Status.DONE, Status.SKIPPED)]
_ROW = select(
    _A.key, _A.position, _A.title, _A.status, _A.flagged, _A.undecided, _A.accepted, _A.relations
).where(_SHOWN)


def run(connection: sqlite3.Connection, statement: ClauseElement) -> sqlite3.Cursor:
    """Run one statement of Core on the driver's connection."""
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return connection.execute(str(compiled), dict(compiled.params))


def queue(
    connection: sqlite3.Connection,
    *,
    after: int | None,
    limit: int,
    statuses: Collection[Status],
    flagged: bool,
    search: str,
) -> list[QueueRow]:
    """The articles that come after a position, in their order."""
    statement = _ROW
    if after is not None:
        statement = statement.where(_A.position > after)
    if flagged:
        statement = statement.where(_A.flagged == 1)
    if search:
        statement = statement.where(func.instr(_A.search, searched(search)) > 0)
    return [queue_row(row) for row in run(connection, _in_order(statement, statuses, limit))]


def _in_order(statement: Select[Any], statuses: Collection[Status], limit: int) -> Select[Any]:
    """The first rows of `statement` by position, of these statuses where any are given.

    They are taken state by state, so that each comes straight from the index, however few of many they are.
    """
    if not statuses:
        return statement.order_by(_A.position).limit(limit)
    parts = [
        statement.where(_A.status == status.value).order_by(_A.position).limit(limit).subquery()
        for status in statuses
    ]
    merged = union_all(*(select(part) for part in parts)).subquery()
    return select(merged).order_by(merged.c.position).limit(limit)


def next_key(connection: sqlite3.Connection, after: int | None, *, not_done: bool) -> int | None:
    """The article that comes next in the queue, past the end the first; never `after` itself."""
    place = select(_A.position).where(_A.key == after).scalar_subquery()
    everywhere = select(_A.key, _A.position).where(_SHOWN, _A.key.is_distinct_from(after))
    for candidates in (everywhere.where(_A.position > place), everywhere):
        statement = _in_order(candidates, _OPEN if not_done else (), 1)
        found = run(connection, statement).fetchone()
        if found is not None:
            return int(found[0])
    return None


def previous_key(connection: sqlite3.Connection, before: int) -> int | None:
    """The article that comes before in the queue; None before the first."""
    place = select(_A.position).where(_A.key == before).scalar_subquery()
    statement = select(_A.key).where(_SHOWN, _A.position < place).order_by(_A.position.desc())
    found = run(connection, statement.limit(1)).fetchone()
    return None if found is None else int(found[0])


def keys(connection: sqlite3.Connection, *, done: bool) -> list[int]:
    """The keys of all articles, or of those that are done, in the order of the queue."""
    statement = select(_A.key).where(_SHOWN).order_by(_A.position)
    if done:
        statement = statement.where(_A.status == Status.DONE.value)
    return [key for (key,) in run(connection, statement)]


def label_counts(connection: sqlite3.Connection, kind: str) -> dict[str, tuple[int, int]]:
    """For each label of `span` or `relation`: how many are accepted or suggested, in how many articles."""
    rows = _LABELLED[kind]
    counted: Select[Any] = (
        select(rows.c.label, func.count(), func.count(rows.c.article.distinct()))
        .select_from(rows.join(_ARTICLE, _A.key == rows.c.article))
        .where(_SHOWN, rows.c.state.in_([State.ACCEPTED.value, State.SUGGESTED.value]))
        .group_by(rows.c.label)
    )
    return {label: (annotations, articles) for label, annotations, articles in run(connection, counted)}


def labels_in_use(connection: sqlite3.Connection, kind: str, labels: Collection[str]) -> list[str]:
    """Those of `labels` that some annotation of whatever state has."""
    rows = _LABELLED[kind]
    used = select(rows.c.label).distinct().where(rows.c.label.in_(labels)).order_by(rows.c.label)
    return [label for (label,) in run(connection, used)]


def rename_labels(connection: sqlite3.Connection, kind: str, renames: Mapping[str, str]) -> None:
    """Rename the labels of all articles at once, so that two can change places; spans' `was` goes along."""
    rows = _LABELLED[kind]
    label = rows.c.label
    run(connection, update(rows).where(label.in_(renames)).values(label=case(dict(renames), value=label)))
    if kind == "span":
        was = func.json_extract(rows.c.was, "$.label")
        renamed = func.json_set(rows.c.was, "$.label", case(dict(renames), value=was))
        run(connection, update(rows).where(was.in_(renames)).values(was=renamed))
