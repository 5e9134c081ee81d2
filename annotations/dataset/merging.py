"""Two labels become one, over all articles.

What is then equal stands once: of two spans with the same bounds, and of two relations with the same ends,
the one that was decided further stays (accepted, suggested, rejected, withdrawn), else the one that had the
label that stays. Relations of the span that goes join the one that stays; a relation that would join it to
itself goes too. No undo takes this back, so a backup is made before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from annotations.dataset import queries
from annotations.dataset.backups import backup_before
from annotations.dataset.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.scheme import LabelScheme

_RANK = "CASE state WHEN 'accepted' THEN 0 WHEN 'suggested' THEN 1 WHEN 'rejected' THEN 2 ELSE 3 END"


_COUNT_AGAIN = """UPDATE article SET
    undecided = (SELECT count(*) FROM span WHERE article = key AND state = 'suggested')
        + (SELECT count(*) FROM relation WHERE article = key AND state = 'suggested'),
    accepted = (SELECT count(*) FROM span WHERE article = key AND state = 'accepted'),
    relations = (SELECT count(*) FROM relation WHERE article = key AND state = 'accepted')
WHERE key = ?"""

_WHAT = "The merging of labels"


class Merged(msgspec.Struct, frozen=True):
    """How many spans and relations took the other label, how many stood twice then, and the backup."""

    relabelled: int
    doubles: int
    backup: Path


def merge_labels(
    dataset: Dataset,
    label: str,
    into: str,
    *,
    progress: Callable[[float], None] = lambda _: None,
    backup_folder: Path | None = None,
) -> Merged:
    """Give everything with the entity label `label` the label `into`, and take `label` out of the scheme."""
    scheme = dataset.scheme
    for name in (label, into):
        if scheme.entity(name) is None:
            raise GoldspanError(f"The label scheme has no label “{name}”.")
    return _merge(dataset, "span", label, into, _without_entity(scheme, label, into), progress, backup_folder)


def merge_relation_labels(
    dataset: Dataset,
    label: str,
    into: str,
    *,
    progress: Callable[[float], None] = lambda _: None,
    backup_folder: Path | None = None,
) -> Merged:
    """Give every relation with the label `label` the label `into`, and take `label` out of the scheme."""
    scheme = dataset.scheme
    for name in (label, into):
        if scheme.relation(name) is None:
            raise GoldspanError(f"The label scheme has no relation “{name}”.")
    return _merge(
        dataset, "relation", label, into, _without_relation(scheme, label, into), progress, backup_folder
    )


def _merge(
    dataset: Dataset,
    kind: str,
    label: str,
    into: str,
    scheme: LabelScheme,
    progress: Callable[[float], None],
    folder: Path | None,
) -> Merged:
    if label == into:
        raise GoldspanError(f"{label} and {into} are the same label. Choose two.")
    renames = {label: into}
    with dataset.store.alone(_WHAT):
        made = backup_before(dataset, folder=folder, progress=progress)
        with dataset.changing_scheme(scheme, renames if kind == "span" else {}, _WHAT) as connection:
            labels = {"label": label, "into": into}
            doubles = _double_spans(connection, labels) if kind == "span" else []
            doubles += _double_relations(connection, labels, kind)
            count = f"SELECT count(*) FROM {kind} WHERE label = ?"
            relabelled = int(connection.execute(count, (label,)).fetchone()[0])
            queries.rename_labels(connection, kind, renames)
            connection.executemany(_COUNT_AGAIN, [(key,) for key in sorted(set(doubles))])
    return Merged(relabelled, len(doubles), made)


def _double_spans(connection: sqlite3.Connection, labels: dict[str, str]) -> list[int]:
    """Take away the spans that will stand twice; their relations go to the other one. The article of each."""
    connection.execute("DROP TABLE IF EXISTS temp.twin")
    connection.execute(
        f"""CREATE TEMP TABLE twin AS SELECT a.article,
            iif(a.rank <= b.rank, a.id, b.id) AS stays, iif(a.rank <= b.rank, b.id, a.id) AS goes
        FROM (SELECT *, {_RANK} AS rank FROM span WHERE label = :into) AS a
        JOIN (SELECT *, {_RANK} AS rank FROM span WHERE label = :label) AS b
        ON a.article = b.article AND a.start = b.start AND a."end" = b."end" """,
        labels,
    )
    for end in ("head", "child"):
        connection.execute(
            f"UPDATE relation SET {end} = stays FROM twin"
            f" WHERE relation.article = twin.article AND {end} = goes"
        )
    gone = connection.execute(
        "DELETE FROM relation WHERE head = child AND article IN (SELECT article FROM twin) RETURNING article"
    ).fetchall()
    gone += connection.execute(
        "DELETE FROM span WHERE (article, id) IN (SELECT article, goes FROM twin) RETURNING article"
    ).fetchall()
    return [key for (key,) in gone]


def _double_relations(connection: sqlite3.Connection, labels: dict[str, str], kind: str) -> list[int]:
    """Take away the relations that stand twice, or will. The article of each."""
    if kind == "span":
        name, scope = "label", "article IN (SELECT article FROM twin)"
    else:
        name, scope = "CASE label WHEN :label THEN :into ELSE label END", "label IN (:label, :into)"
    gone = connection.execute(
        f"""DELETE FROM relation WHERE (article, id) IN (SELECT article, id FROM (
            SELECT article, id, row_number() OVER (
                PARTITION BY article, head, child, {name} ORDER BY {_RANK}, label = :label, id
            ) AS place FROM relation WHERE {scope}
        ) WHERE place > 1) RETURNING article""",
        labels,
    ).fetchall()
    return [key for (key,) in gone]


def _without_entity(scheme: LabelScheme, label: str, into: str) -> LabelScheme:
    """The scheme with one entity label less; constraints on it hold for the other."""

    def now(name: str) -> str:
        return into if name == label else name

    relations = tuple(
        replace(relation, pairs=frozenset((now(head), now(child)) for head, child in relation.pairs))
        for relation in scheme.relations
    )
    return replace(scheme, entities=tuple(e for e in scheme.entities if e.name != label), relations=relations)


def _without_relation(scheme: LabelScheme, label: str, into: str) -> LabelScheme:
    """The scheme with one relation label less; the other may join what either could."""
    pairs = [relation.pairs for relation in scheme.relations if relation.name in (label, into)]
    joined = frozenset().union(*pairs) if all(pairs) else frozenset()
    relations = (
        replace(relation, pairs=joined) if relation.name == into else relation
        for relation in scheme.relations
        if relation.name != label
    )
    return replace(scheme, relations=tuple(relations))
