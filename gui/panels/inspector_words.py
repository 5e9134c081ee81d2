"""What the inspector says of a span or a relation, as markup of ours with all else escaped."""

from __future__ import annotations

from html import escape

from annotations.document import Document
from annotations.model import PERSON, Annotation, Relation, Span, State
from gui.panels.inspector_rows import link, muted
from gui.panels.listing import words_of

_MANY = 6
"""Relations that are listed; the rest is counted."""


def sources_words(annotation: Annotation) -> str:
    """Who put it forward."""
    return escape(" · ".join("you" if source == PERSON else source for source in annotation.sources))


def was_words(document: Document, annotation: Annotation) -> str:
    """The suggestion that it was before a person changed it; empty where nobody has."""
    was = annotation.was if isinstance(annotation, Span) else None
    if was is None or not isinstance(annotation, Span):
        return ""
    moved = (was.start, was.end) != (annotation.start, annotation.end)
    text = f"“{escape(_line(document, was.start, was.end))}” " if moved else ""
    score = f" {was.score:.2f}" if was.score is not None else ""
    by = f" by {was.source}" if was.source else ""
    return f"{text}{escape(was.label)}{escape(score)}{muted(by)}"


def relations_words(document: Document, annotation: Annotation) -> str:
    """The relations of a span, each a link; withdrawn ones are not there."""
    if not isinstance(annotation, Span):
        return ""
    found = sorted(document.relations_of(annotation.id), key=document.place)
    live = [r for r in found if r.state in (State.ACCEPTED, State.SUGGESTED)]
    lines = [_relation_line(document, annotation, relation) for relation in live[:_MANY]]
    if len(live) > _MANY:
        lines.append(muted(f"and {len(live) - _MANY:,} more"))
    return "<br>".join(lines)


def _relation_line(document: Document, span: Span, relation: Relation) -> str:
    outward = relation.head == span.id
    other = document.spans[relation.child if outward else relation.head]
    text = _line(document, other.start, other.end)
    words = f"{relation.label} → {text}" if outward else f"{relation.label} ← {text}"
    state = muted(" (suggested)") if relation.state is State.SUGGESTED else ""
    return link(relation.id, words) + state


def ends_words(document: Document, annotation: Annotation) -> str:
    """Head and child of a relation, each a link."""
    if not isinstance(annotation, Relation):
        return ""
    lines = []
    for name, span_id in (("head", annotation.head), ("child", annotation.child)):
        span = document.spans[span_id]
        lines.append(link(span_id, words_of(document, span)) + muted(f" {span.label}, {name}"))
    return "<br>".join(lines)


def alternatives_words(document: Document, annotation: Annotation) -> str:
    """The other labels that were put forward for the same bounds, each a link to its span."""
    if not isinstance(annotation, Span):
        return ""
    lines = []
    for other in document.alternatives(annotation.start, annotation.end):
        if other.id == annotation.id or other.label == annotation.label:
            continue
        score = f" {other.score:.2f}" if other.score is not None else ""
        state = f" ({other.state})" if other.state is not State.SUGGESTED else ""
        lines.append(link(other.id, f"{other.label}{score}") + muted(f" {', '.join(other.sources)}{state}"))
    return "<br>".join(lines)


def several_words(annotations: list[Annotation]) -> str:
    """The labels among several selected ones: `3 PERSON · 2 GPE`."""
    counts: dict[str, int] = {}
    for annotation in annotations:
        counts[annotation.label] = counts.get(annotation.label, 0) + 1
    most = sorted(counts.items(), key=lambda pair: -pair[1])
    return " · ".join(f"{count:,} {label}" for label, count in most[:_MANY]) + (
        "…" if len(most) > _MANY else ""
    )


def _line(document: Document, start: int, end: int) -> str:
    text = " ".join(document.text[start : min(end, start + 80)].split())
    return text if len(text) <= 40 else f"{text[:39]}…"
