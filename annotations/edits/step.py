"""One step in the making: rows as they would be, and the rules that tie spans and relations together.

The rules that every finished step keeps:
- the same bounds with the same label stand once, and so does a relation with the same ends and label;
- an accepted relation has two accepted ends;
- a suggestion that competes with an accepted span (same bounds, other label) is withdrawn;
- a decision makes an untouched article one in progress, and leaves a done one done.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from annotations.document import Document
from annotations.model import (
    Annotation,
    ArticleState,
    Change,
    Edit,
    Relation,
    Row,
    Span,
    State,
    Status,
)

_A = TypeVar("_A", bound=Annotation)

LIVE = (State.ACCEPTED, State.SUGGESTED)
"""The states that are part of the article as it is shown."""

_MANY = 1000
"""Annotations past which the order in which they were chosen is kept: sorting them takes its time."""

_TOUCHED_BY_EDITS = (Status.UNTOUCHED, Status.SUGGESTED, Status.SKIPPED)


class Step:
    """Collects the rows of one change; reads through to the document for what it has not touched."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._after: dict[str, Annotation | None] = {}
        self._arrived: dict[tuple[int, int], list[str]] = {}
        self._state: ArticleState | None = None

    # -- rows as they would be --------------------------------------------------------------------

    def now(self, annotation: _A) -> _A | None:
        """`annotation` as this step would leave it, None once removed."""
        if annotation.id not in self._after:
            return annotation
        left = self._after[annotation.id]
        return left if isinstance(left, type(annotation)) else None

    def span(self, span_id: str) -> Span:
        """The span of this id as this step would leave it."""
        left = self._after.get(span_id, self.document.spans.get(span_id))
        if not isinstance(left, Span):
            raise KeyError(span_id)
        return left

    def equal(self, start: int, end: int, label: str) -> Span | None:
        """The span with these bounds and this label."""
        return next((s for s in self._at(start, end) if s.label == label), None)

    def alternatives(self, span: Span) -> list[Span]:
        """The other spans with the bounds of `span`."""
        return [s for s in self._at(span.start, span.end) if s.id != span.id]

    def _at(self, start: int, end: int) -> list[Span]:
        there = [self.now(s) for s in self.document.alternatives(start, end)]
        there += [self.span(i) for i in self._arrived.get((start, end), ()) if self._after[i] is not None]
        return [s for s in there if s is not None and (s.start, s.end) == (start, end)]

    def relations_of(self, span: Span) -> list[Relation]:
        """The relations that join `span`."""
        found = (self.now(r) for r in self.document.relations_of(span.id))
        return [r for r in found if r is not None]

    # -- putting rows -----------------------------------------------------------------------------

    def put(self, annotation: Annotation) -> None:
        """Add or replace one row."""
        if isinstance(annotation, Span):
            present = self.document.spans.get(annotation.id)
            bounds = (annotation.start, annotation.end)
            if present is None or (present.start, present.end) != bounds:
                arrived = self._arrived.setdefault(bounds, [])
                if annotation.id not in arrived:
                    arrived.append(annotation.id)
        self._after[annotation.id] = annotation

    def remove(self, annotation: Annotation) -> None:
        """Remove one row."""
        self._after[annotation.id] = None

    def put_state(self, state: ArticleState) -> None:
        """Replace the state of the article."""
        self._state = state

    # -- rules ------------------------------------------------------------------------------------

    def accept_span(self, span: Span) -> None:
        """Accept it, and withdraw the suggestions that compete with it."""
        if span.state is not State.ACCEPTED:
            span = replace(span, state=State.ACCEPTED)
        self.put(span)
        self.withdraw_competing(span)

    def withdraw_competing(self, accepted: Span) -> None:
        """Withdraw the suggestions with the bounds of `accepted` and another label."""
        bounds = (accepted.start, accepted.end)
        if bounds not in self._arrived and self.document.is_alone(*bounds):
            return
        for other in self.alternatives(accepted):
            if other.state is State.SUGGESTED:
                self.put(replace(other, state=State.WITHDRAWN))
                self.release_relations(other)

    def release_relations(self, span: Span) -> None:
        """Let the relations of a span go that is no longer live: own ones are removed, others withdrawn."""
        for relation in self.relations_of(span):
            if relation.own:
                self.remove(relation)
            elif relation.state in LIVE:
                self.put(replace(relation, state=State.WITHDRAWN))

    def accept_relation(self, relation: Relation) -> None:
        """Accept it together with its two ends."""
        self.put(replace(relation, state=State.ACCEPTED))
        for end in (relation.head, relation.child):
            span = self.span(end)
            if span.state is not State.ACCEPTED:
                self.accept_span(span)

    def revive_relations(self, span: Span) -> None:
        """Bring the withdrawn relations of `span` back whose other end is live too."""
        for relation in self.relations_of(span):
            ends = (self.span(relation.head), self.span(relation.child))
            if relation.state is State.WITHDRAWN and all(end.state in LIVE for end in ends):
                self.put(replace(relation, state=State.SUGGESTED))

    # -- the result -------------------------------------------------------------------------------

    def change(self, text: str, *, decides: bool = True) -> Change:
        """The change of all rows that differ. `decides` says whether it is a person's decision."""
        edits = [
            Edit(before, after)
            for annotation_id, after in self._after.items()
            if (before := self.document.get(annotation_id)) != after
        ]
        state: Row = self.document.state
        if self._state is not None and self._state != state:
            edits.append(Edit(state, self._state))
        elif edits and decides and self.document.state.status in _TOUCHED_BY_EDITS:
            edits.append(Edit(state, replace(self.document.state, status=Status.IN_PROGRESS)))
        return Change(self.document.article.key, text, tuple(edits))


def named(document: Document, annotation: Annotation) -> str:
    """What a menu or a message calls it: its text in quotes, cut to 32 characters; ends for a relation."""
    if isinstance(annotation, Span):
        return quoted(document.text_of(annotation))
    head, child = document.spans[annotation.head], document.spans[annotation.child]
    return f"{quoted(document.text_of(head))} {annotation.label} {quoted(document.text_of(child))}"


def quoted(text: str) -> str:
    """`text` on one line, in quotes, cut to 32 characters."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= 32 else line[:31] + '…'}”"


def existing(document: Document, ids: Iterable[str]) -> list[Annotation]:
    """The annotations of these ids that the document has, each once: in reading order, many as they come."""
    found = (document.get(i) for i in dict.fromkeys(ids))
    there = [a for a in found if a is not None]
    return sorted(there, key=document.place) if len(there) <= _MANY else there
