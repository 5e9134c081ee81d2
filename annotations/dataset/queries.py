"""The queries about labels over all articles, in SQLAlchemy Core.

They are compiled here and run on a connection of the driver: Core's own engine and pool would stand between
it and the one writer. Importing SQLAlchemy takes 0.2 s, so what opens and edits an article does without.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Integer, Select, String, case, column, func, select, table, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from annotations.model import State

_DIALECT = sqlite.dialect(paramstyle="named")

_ARTICLE = table("article", column("key", Integer), column("hidden", Integer))
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


def run(connection: sqlite3.Connection, statement: ClauseElement) -> sqlite3.Cursor:
    """Run one statement of Core on the driver's connection."""
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return connection.execute(str(compiled), dict(compiled.params))


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
