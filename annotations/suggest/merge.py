"""Takes suggestions over into an open article, so that nothing a person decided changes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

import msgspec

from annotations.document import Document
from annotations.model import Change, Edit, Relation, Span, State, Status
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from annotations.suggest.results import Ends, SuggestedRelation, SuggestedSpan, Suggestions

_LIVE = (State.SUGGESTED, State.ACCEPTED)
_KEEPS = (State.ACCEPTED, State.REJECTED)

_A = TypeVar("_A", Span, Relation)
_Found = SuggestedSpan | SuggestedRelation


def merge(
    document: Document, found: Suggestions, sources: Collection[str], scheme: LabelScheme
) -> Change | None:
    """The change that takes `found` over, or None where it changes nothing.

    In the range of `found` it replaces what `sources` (all suggesters of the run, see `Loaded`) put forward
    and nobody decided. What equals a decided annotation does not come back, nor does another label on the
    bounds of an accepted span. It is no undo step.
    """
    merging = _Merge(document, found, frozenset(sources), scheme)
    merging.spans()
    merging.relations()
    return merging.change("Suggest")


def without_switched_off(document: Document, scheme: LabelScheme) -> Change | None:
    """The change that removes the undecided suggestions of labels that are switched off; None without any."""
    merging = _Merge(document, None, frozenset(), scheme)
    entities = {label.name for label in scheme.entities if not label.on}
    relations = {label.name for label in scheme.relations if not label.on}
    for relation in document.relations.values():
        if relation.state is State.SUGGESTED and not relation.own and relation.label in relations:
            merging.remove_relation(relation)
    for span in document.spans.values():
        if span.state is State.SUGGESTED and not span.own and span.label in entities:
            merging.remove_span(span)
    return merging.change("Remove the suggestions of labels that are off")


def accepted_spans(document: Document) -> list[Ends]:
    """The spans of an article that new relations may join whatever a pipeline finds: the accepted ones."""
    accepted = (span for span in document.spans.values() if span.state is State.ACCEPTED)
    return [(span.start, span.end, span.label) for span in accepted]


def tokens_of(parts: Iterable[Suggestions]) -> Tokens | None:
    """The tokens of an article from all parts of a run, in order; None where there are none."""
    starts, ends, tokenizer = array("I"), array("I"), ""
    for part in parts:
        starts.extend(start for start, _ in part.tokens)
        ends.extend(end for _, end in part.tokens)
        tokenizer = part.tokenizer
    return Tokens(starts, ends, tokenizer) if tokenizer else None


class _Merge:
    """The edits of one merge, collected. Rows of the document are looked at, never changed."""

    def __init__(
        self, document: Document, found: Suggestions | None, sources: frozenset[str], scheme: LabelScheme
    ) -> None:
        self._document, self._sources, self._scheme = document, sources, scheme
        self._found = found or Suggestions(0, 0, [], [], [], "", {})
        self._edits: list[Edit] = []
        start, end = self._found.start, self._found.end
        self._known = [span for span in document.spans_in(start, end) if span.start >= start]
        self._gone: set[str] = set()
        self._added: dict[Ends, str] = {}

    def spans(self) -> None:
        """Refresh, remove and add spans."""
        on = {label.name for label in self._scheme.entities if label.on}
        wanted = {span.ends: span for span in self._found.spans if span.label in on}
        for span in self._known:
            if span.state is State.SUGGESTED:
                self._refresh(span, wanted.pop((span.start, span.end, span.label), None), self.remove_span)
        for span_wanted in wanted.values():
            self._add_span(span_wanted)

    def relations(self) -> None:
        """Refresh, remove and add relations; call it after `spans`."""
        wanted: dict[tuple[str, str, str], SuggestedRelation] = {}
        for relation in self._found.relations:
            head, child = self._end(relation.head), self._end(relation.child)
            label = self._scheme.relation(relation.label)
            allowed = label and label.on and label.allows(relation.head[2], relation.child[2])
            if head and child and head != child and allowed:
                wanted.setdefault((head, child, relation.label), relation)
        for known in self._known_relations():
            if known.state is State.SUGGESTED and known.id not in self._gone:
                self._refresh(
                    known, wanted.pop((known.head, known.child, known.label), None), self.remove_relation
                )
        for (head, child, name), relation in wanted.items():
            if self._document.equal_relation(head, child, name) is None:
                made = Relation(
                    self._document.new_id("r"),
                    head,
                    child,
                    name,
                    State.SUGGESTED,
                    (relation.source,),
                    relation.score,
                )
                self._edits.append(Edit(None, made))

    def remove_span(self, span: Span) -> None:
        """Remove an undecided span with its relations, unless one of these was decided."""
        joined = self._document.relations_of(span.id)
        if any(relation.state in _KEEPS for relation in joined):
            return
        for relation in joined:
            if relation.id not in self._gone:
                self.remove_relation(relation)
        self._gone.add(span.id)
        self._edits.append(Edit(span, None))

    def remove_relation(self, relation: Relation) -> None:
        """Remove a relation."""
        self._gone.add(relation.id)
        self._edits.append(Edit(relation, None))

    def change(self, text: str) -> Change | None:
        """All of it as one change; the first suggestions of an untouched article move it in the queue."""
        if not self._edits:
            return None
        state = self._document.state
        if state.status is Status.UNTOUCHED and any(edit.after for edit in self._edits):
            moved = msgspec.structs.replace(state, status=Status.SUGGESTED)
            self._edits.append(Edit(state, moved))
        return Change(self._document.article.key, text, tuple(self._edits))

    def _refresh(self, known: _A, wanted: _Found | None, remove: Callable[[_A], None]) -> None:
        others: tuple[str, ...] = tuple(source for source in known.sources if source not in self._sources)
        if wanted is None:
            if len(others) == len(known.sources):
                return
            if not others:
                remove(known)
                return
            self._edits.append(Edit(known, msgspec.structs.replace(known, sources=others)))
            return
        sources = known.sources if wanted.source in known.sources else (*others, wanted.source)
        score = _higher(known.score, wanted.score) if others else wanted.score
        if (sources, score) != (known.sources, known.score):
            self._edits.append(Edit(known, msgspec.structs.replace(known, sources=sources, score=score)))

    def _add_span(self, wanted: SuggestedSpan) -> None:
        for span in self._document.alternatives(wanted.start, wanted.end):
            if span.label == wanted.label or span.state is State.ACCEPTED:
                return
        made = Span(
            self._document.new_id("s"),
            wanted.start,
            wanted.end,
            wanted.label,
            State.SUGGESTED,
            (wanted.source,),
            wanted.score,
        )
        self._added[wanted.ends] = made.id
        self._edits.append(Edit(None, made))

    def _end(self, ends: Ends) -> str | None:
        """The id of the span that a relation names, if it is there and neither rejected nor withdrawn."""
        span = self._document.equal(*ends)
        if span is None:
            return self._added.get(ends)
        return span.id if span.state in _LIVE and span.id not in self._gone else None

    def _known_relations(self) -> list[Relation]:
        """The relations whose later end is in the range."""
        document = self._document
        joined = {r.id: r for span in self._known for r in document.relations_of(span.id)}
        return [r for r in joined.values() if document.place(r)[0] < self._found.end]


def _higher(score: float | None, other: float | None) -> float | None:
    if score is None or other is None:
        return other if score is None else score
    return max(score, other)
