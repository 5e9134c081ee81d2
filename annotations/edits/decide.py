"""Decisions: accept, reject, undecided again, for one or for many."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from annotations.document import Document
from annotations.edits.step import LIVE, Step, existing, named, quoted
from annotations.errors import EditRefused
from annotations.model import Annotation, Change, Relation, Span, State


def accept(document: Document, ids: Iterable[str]) -> Change:
    """Accept spans and relations; a relation's two ends are accepted with it."""
    step, chosen = Step(document), existing(document, ids)
    # Of competing suggestions the one with the best score is taken: it withdraws the others.
    for annotation in sorted(chosen, key=lambda a: -(a.score or 0)):
        if step.now(annotation) is not annotation or annotation.state is State.ACCEPTED:
            continue
        if isinstance(annotation, Span):
            step.accept_span(annotation)
        else:
            step.accept_relation(annotation)
    return step.change(_what("Accept", document, chosen))


def reject(document: Document, ids: Iterable[str]) -> Change:
    """Reject what a suggester put forward, remove what a person drew; relations go along."""
    step, chosen = Step(document), existing(document, ids)
    for annotation in chosen:
        if isinstance(annotation, Span):
            _reject_span(step, annotation)
        elif step.now(annotation) is None:
            continue
        elif annotation.own:
            step.remove(annotation)
        else:
            step.put(replace(annotation, state=State.REJECTED))
    verb = "Remove" if chosen and all(a.own for a in chosen) else "Reject"
    return step.change(_what(verb, document, chosen))


def reset(document: Document, ids: Iterable[str]) -> Change:
    """Make decided suggestions undecided again, with what their decision had withdrawn."""
    step, chosen = Step(document), existing(document, ids)
    for annotation in chosen:
        # One that was changed takes the place of what it was, which may be chosen too, and is then gone.
        left = step.now(annotation)
        if left is None or left.state is State.SUGGESTED:
            continue
        if isinstance(left, Span):
            _reset_span(step, left)
        else:
            _reset_relation(step, left)
    return step.change(_what("Undecide", document, chosen))


def same_suggestions(document: Document, annotation: Annotation) -> list[str]:
    """The ids of all suggestions with the text and label of `annotation`, itself included if undecided."""
    wanted = _likeness(document, annotation)
    return [
        i
        for i in document.undecided_ids()
        if (other := document.get(i)) is not None and _likeness(document, other) == wanted
    ]


def suggestions_of(document: Document, *, label: str | None = None, least: float | None = None) -> list[str]:
    """The ids of the undecided: all, those of one label, those with a score of `least` or more."""
    found = []
    for i in document.undecided_ids():
        annotation = document.get(i)
        if annotation is None or (label is not None and annotation.label != label):
            continue
        if least is None or (annotation.score is not None and annotation.score >= least):
            found.append(i)
    return found


def _reject_span(step: Step, span: Span) -> None:
    if span.own:
        for relation in step.relations_of(span):
            step.remove(relation)
        step.remove(span)
    elif span.state is not State.REJECTED:
        step.put(replace(span, state=State.REJECTED))
        step.release_relations(span)


def _reset_span(step: Step, span: Span) -> None:
    text = named(step.document, span)
    for relation in step.relations_of(span):
        if relation.state is State.ACCEPTED and relation.own:
            raise EditRefused(f"{text} is an end of a relation that you drew. Remove the relation first.")
        if relation.state is State.ACCEPTED:
            step.put(replace(relation, state=State.SUGGESTED))
    if span.own and span.was is None:
        raise EditRefused(f"You drew {text}, so it cannot be undecided. Remove it instead.")
    if span.was is not None:
        was = span.was
        twin = step.equal(was.start, was.end, was.label)
        if twin is not None and twin.id != span.id:
            step.remove(twin)
        sources = twin.sources if twin is not None else (was.source,)
        back = replace(
            span, start=was.start, end=was.end, label=was.label, sources=sources, score=was.score, was=None
        )
        span = replace(back, state=State.SUGGESTED)
    else:
        span = replace(span, state=State.SUGGESTED)
    step.put(span)
    for other in step.alternatives(span):
        if other.state is State.ACCEPTED:
            raise EditRefused(f"{text} is accepted as {other.label}. Undecide or remove that span first.")
        if other.state is State.WITHDRAWN:
            step.put(replace(other, state=State.SUGGESTED))
            step.revive_relations(other)
    step.revive_relations(span)


def _reset_relation(step: Step, relation: Relation) -> None:
    text = named(step.document, relation)
    if relation.own:
        raise EditRefused(f"You drew {text}, so it cannot be undecided. Remove it instead.")
    for end in (relation.head, relation.child):
        span = step.span(end)
        if span.state not in LIVE:
            raise EditRefused(
                f"{quoted(step.document.text_of(span))} is {span.state}, so its relation cannot come back. "
                "Take the span back first."
            )
    step.put(replace(relation, state=State.SUGGESTED))


def _likeness(document: Document, annotation: Annotation) -> tuple[str, ...]:
    if isinstance(annotation, Span):
        return (annotation.label, document.text_of(annotation))
    ends = (document.spans[annotation.head], document.spans[annotation.child])
    return (annotation.label, *(document.text_of(end) for end in ends))


def _what(verb: str, document: Document, chosen: list[Annotation]) -> str:
    if len(chosen) != 1:
        return f"{verb} {len(chosen):,} annotations"
    only = chosen[0]
    text = named(document, only)
    return f"{verb} {text} as {only.label}" if isinstance(only, Span) else f"{verb} {text}"
