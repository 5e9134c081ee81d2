"""What stands twice: spans with the same bounds and label, relations with the same ends and label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from annotations.document import Document
from annotations.model import Annotation, Relation, Span, State

_A = TypeVar("_A", Span, Relation)

SpanGroups = dict[tuple[int, int, str], list[Span]]
"""Spans by their bounds and label."""

RelationGroups = dict[tuple[str, str, str], list[Relation]]
"""Relations by their ends and label."""

_STRENGTH = (State.ACCEPTED, State.REJECTED, State.SUGGESTED, State.WITHDRAWN)


def twin_spans(document: Document) -> list[tuple[Span, list[Span]]]:
    """For each span that stands more than once: the one to keep, and the others. A decided one is kept."""
    return ranked(group_spans(document, document.spans.values(), {}).values())


def twin_relations(document: Document) -> list[tuple[Relation, list[Relation]]]:
    """For each relation that stands more than once: the one to keep, and the others."""
    return ranked(group_relations(document.relations.values(), {}).values())


def group_spans(document: Document, spans: Iterable[Span], into: SpanGroups) -> SpanGroups:
    """Put spans with those that are equal, into the groups so far; gives these back.

    Those whose bounds no other has are left out: they are nearly all.
    """
    for span in spans:
        if not document.is_alone(span.start, span.end):
            into.setdefault((span.start, span.end, span.label), []).append(span)
    return into


def group_relations(relations: Iterable[Relation], into: RelationGroups) -> RelationGroups:
    """Put relations with those that are equal, into the groups so far; gives these back."""
    for relation in relations:
        into.setdefault((relation.head, relation.child, relation.label), []).append(relation)
    return into


def ranked(groups: Iterable[list[_A]]) -> list[tuple[_A, list[_A]]]:
    """Of each group of more than one: the one to keep, and the others."""
    ordered = (sorted(group, key=_rank) for group in groups if len(group) > 1)
    return [(group[0], group[1:]) for group in ordered]


def _rank(annotation: Annotation) -> int:
    return _STRENGTH.index(annotation.state)
