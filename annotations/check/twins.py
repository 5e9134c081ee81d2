"""What stands twice: spans with the same bounds and label, relations with the same ends and label."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from annotations.document import Document
from annotations.model import Annotation, Relation, Span, State

_A = TypeVar("_A", Span, Relation)

_STRENGTH = (State.ACCEPTED, State.REJECTED, State.SUGGESTED, State.WITHDRAWN)


def twin_spans(document: Document) -> list[tuple[Span, list[Span]]]:
    """For each span that stands more than once: the one to keep, and the others. A decided one is kept."""
    return _groups(((s.start, s.end, s.label), s) for s in document.spans.values())


def twin_relations(document: Document) -> list[tuple[Relation, list[Relation]]]:
    """For each relation that stands more than once: the one to keep, and the others."""
    return _groups(((r.head, r.child, r.label), r) for r in document.relations.values())


def _groups(rows: Iterable[tuple[Hashable, _A]]) -> list[tuple[_A, list[_A]]]:
    groups: dict[Hashable, list[_A]] = {}
    for key, row in rows:
        groups.setdefault(key, []).append(row)
    ranked = (sorted(group, key=_rank) for group in groups.values() if len(group) > 1)
    return [(group[0], group[1:]) for group in ranked]


def _rank(annotation: Annotation) -> int:
    return _STRENGTH.index(annotation.state)
