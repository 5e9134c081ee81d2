"""Drawing, relabelling and resizing spans, and their notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from annotations.document import Document
from annotations.edits.step import LIVE, Step, existing, named, quoted
from annotations.errors import EditRefused
from annotations.model import PERSON, Change, Relation, Span, State, Was
from annotations.offsets import trim
from annotations.scheme import LabelScheme


def add(document: Document, start: int, end: int, label: str) -> Change:
    """Draw a span, accepted at once; white space at its edges is left out."""
    step = Step(document)
    span = _draw(step, start, end, label)
    if span is None:
        raise EditRefused(f"{quoted(document.text[start:end])} is {label} here already.")
    return step.change(f"Draw {named(document, span)} as {label}")


def add_all(document: Document, bounds: Sequence[tuple[int, int]], label: str) -> Change:
    """Draw a span at each of the bounds; where it is accepted already, nothing changes."""
    step = Step(document)
    for start, end in bounds:
        _draw(step, start, end, label)
    return step.change(f"Annotate {len(bounds):,} occurrences as {label}")


def relabel(document: Document, scheme: LabelScheme, ids: Iterable[str], label: str) -> Change:
    """Give spans another label. A suggestion is accepted as changed, what it was becomes a negative."""
    step = Step(document)
    spans = [a for a in existing(document, ids) if isinstance(a, Span)]
    for span in spans:
        # What an earlier one of them has taken the place of is settled with it.
        if step.now(span) is span:
            become(step, scheme, span, span.start, span.end, label)
    what = named(document, spans[0]) if len(spans) == 1 else f"{len(spans):,} spans"
    return step.change(f"Relabel {what} as {label}")


def resize(document: Document, scheme: LabelScheme, span_id: str, start: int, end: int) -> Change:
    """Give a span other bounds. A suggestion is accepted as changed, what it was becomes a negative."""
    step, span = Step(document), document.spans[span_id]
    start, end = _bounds(document, start, end)
    become(step, scheme, span, start, end, span.label)
    return step.change(f"Resize {named(document, span)} to {quoted(document.text[start:end])}")


def annotate(document: Document, annotation_id: str, note: str) -> Change:
    """Write the note of a span or a relation."""
    step, annotation = Step(document), document.get(annotation_id)
    if annotation is None:
        raise EditRefused("What the note was for is no longer there.")
    step.put(replace(annotation, note=note))
    return step.change(f"Note on {named(document, annotation)}")


def occurrences(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The bounds of every occurrence of `text[start:end]`, itself included.

    Where that stretch sits on whole tokens, so do the occurrences: “Iran” is not found in “Iranian”.
    """
    wanted, text, tokens = document.text[start:end], document.text, document.tokens
    whole = tokens is not None and tokens.exact(start, end) is not None
    found, at = [], text.find(wanted) if wanted else -1
    while at >= 0:
        stop = at + len(wanted)
        if not whole or (tokens is not None and tokens.exact(at, stop) is not None):
            found.append((at, stop))
        at = text.find(wanted, stop)
    return found


def _bounds(document: Document, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start <= end <= len(document.text):
        raise EditRefused(f"{start}–{end} is outside the text, which has {len(document.text):,} characters.")
    start, end = trim(document.text, start, end)
    if start == end:
        raise EditRefused("There is only white space here. Select the characters of the span.")
    return start, end


def _draw(step: Step, start: int, end: int, label: str) -> Span | None:
    start, end = _bounds(step.document, start, end)
    present = step.equal(start, end, label)
    if present is not None and present.state is State.ACCEPTED:
        return None
    span = present or Span(step.document.new_id("s"), start, end, label, State.ACCEPTED)
    step.accept_span(span)
    return span


def become(step: Step, scheme: LabelScheme, span: Span, start: int, end: int, label: str) -> None:
    """Let `span` have these bounds and this label, accepted."""
    if (span.start, span.end, span.label) == (start, end, label):
        step.accept_span(span)
        return
    _check_relations(step, scheme, span, label)
    present = step.equal(start, end, label)
    if present is not None and present.state in LIVE:
        _give_way(step, span, present)
        return
    changed = replace(span, start=start, end=end, label=label, state=State.ACCEPTED)
    if present is not None:
        # What a suggester put forward and was turned down is now what the person wants: it stands again.
        step.remove(present)
        for relation in step.relations_of(present):
            step.remove(relation)
        changed = replace(changed, sources=present.sources, score=present.score, was=None)
    elif not span.own:
        changed = replace(changed, sources=(PERSON,), score=None, was=_was(span))
    if not span.own:
        twin = replace(span, id=step.document.new_id("s"), state=State.REJECTED, note="", was=None, extra="")
        step.put(twin)
    step.put(changed)
    step.withdraw_competing(changed)


def _give_way(step: Step, span: Span, present: Span) -> None:
    """Accept the span that is there already in place of `span`, whose relations go over to it."""
    step.accept_span(present)
    for relation in step.relations_of(span):
        ends = {"head": relation.head, "child": relation.child}
        moved = replace(relation, **{k: present.id if v == span.id else v for k, v in ends.items()})
        twice = step.document.equal_relation(moved.head, moved.child, moved.label)
        if moved.head == moved.child or twice is not None:
            step.remove(relation)
        else:
            step.put(moved)
    if span.own:
        step.remove(span)
    else:
        step.put(replace(span, state=State.REJECTED))


def _check_relations(step: Step, scheme: LabelScheme, span: Span, label: str) -> None:
    """Refuse a label that an accepted relation of `span` forbids; withdraw suggested ones that it forbids."""
    if label == span.label:
        return
    for relation in step.relations_of(span):
        if relation.state not in LIVE or _allowed(step, scheme, span, relation, label):
            continue
        if relation.state is State.SUGGESTED:
            step.put(replace(relation, state=State.WITHDRAWN))
        else:
            raise EditRefused(
                f"{named(step.document, span)} cannot become {label}: the relation "
                f"{named(step.document, relation)} does not allow it. Remove or relabel the relation first."
            )


def _allowed(step: Step, scheme: LabelScheme, span: Span, relation: Relation, label: str) -> bool:
    head = label if relation.head == span.id else step.span(relation.head).label
    child = label if relation.child == span.id else step.span(relation.child).label
    found = scheme.relation(relation.label)
    return found is None or found.allows(head, child)


def _was(span: Span) -> Was:
    return Was(span.start, span.end, span.label, span.sources[0] if span.sources else "", span.score)
