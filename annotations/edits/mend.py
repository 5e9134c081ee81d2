"""Mending what no person would mind: bounds of many spans at once, and what stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from annotations.document import Document
from annotations.edits.spans import become
from annotations.edits.step import Step
from annotations.model import Change, Relation, Span
from annotations.scheme import LabelScheme

Bounds = tuple[int, int]


def fit(document: Document, scheme: LabelScheme, bounds: Mapping[str, Bounds], text: str) -> Change:
    """Give spans (by id) new bounds; one whose bounds are empty goes, with its relations.

    A span that so becomes another's equal gives way to it. `text` is what the Edit menu says.
    """
    step = Step(document)
    for span_id, (start, end) in bounds.items():
        span = document.spans.get(span_id)
        if span is None or step.now(span) is not span:
            continue
        if start < end:
            become(step, scheme, span, start, end, span.label)
        else:
            _remove(step, span)
    return step.change(text)


def remove_twins(
    document: Document,
    spans: Iterable[tuple[Span, Iterable[Span]]],
    relations: Iterable[tuple[Relation, Iterable[Relation]]],
    text: str,
) -> Change:
    """Remove the others of each group; their relations go over to the span that is kept.

    A relation that would then stand twice, or join a span to itself, is removed.
    """
    step = Step(document)
    for _, others in relations:
        for relation in others:
            step.remove(relation)
    kept_for = {other.id: kept.id for kept, others in spans for other in others}
    taken = _triples(step, kept_for)
    for other_id in kept_for:
        for relation in step.relations_of(document.spans[other_id]):
            moved = replace(
                relation,
                head=kept_for.get(relation.head, relation.head),
                child=kept_for.get(relation.child, relation.child),
            )
            triple = (moved.head, moved.child, moved.label)
            if moved.head == moved.child or triple in taken:
                step.remove(relation)
            elif moved != relation:
                taken.add(triple)
                step.put(moved)
        step.remove(document.spans[other_id])
    return step.change(text)


def _triples(step: Step, kept_for: Mapping[str, str]) -> set[tuple[str, str, str]]:
    """The relations that join kept spans already."""
    there = (step.now(r) for r in step.document.relations.values())
    return {
        (r.head, r.child, r.label)
        for r in there
        if r is not None and r.head not in kept_for and r.child not in kept_for
    }


def _remove(step: Step, span: Span) -> None:
    for relation in step.relations_of(span):
        step.remove(relation)
    step.remove(span)
