"""An open article with its annotations, indexed for what the window and the edits ask of it.

It changes in one way only: `apply(change)`. The truth is the dataset; this is its image in memory. Each index
is made when it is first asked for: an article that is only read and written needs none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from annotations.model import Annotation, Article, ArticleState, Change, Edit, Relation, Span, State
from annotations.offsets import Tokens

_BUCKET = 512
"""Code points a bucket of the place index: about as long as the paragraph that is asked for."""

_BULK = 1000
"""Edits in one change past which the list of the undecided is made anew instead of kept in step."""

_K = TypeVar("_K")
_A = TypeVar("_A", Span, Relation)

_HIDDEN = (State.REJECTED, State.WITHDRAWN)

Place = tuple[int, int, int, str]
"""Reading order: where it starts, spans before relations, longer first, then id."""


class Document:
    """One article, its tokens, spans and relations. `spans` and `relations` are for reading only."""

    def __init__(
        self,
        article: Article,
        state: ArticleState,
        spans: Iterable[Span] = (),
        relations: Iterable[Relation] = (),
        tokens: Tokens | None = None,
        last_id: int = 0,
    ) -> None:
        self.article, self.state, self.tokens = article, state, tokens
        self.spans: dict[str, Span] = {span.id: span for span in spans}
        self.relations: dict[str, Relation] = {relation.id: relation for relation in relations}
        self._last_id = last_id

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def text_of(self, span: Span) -> str:
        """The stretch of the text that `span` covers."""
        return self.article.text[span.start : span.end]

    # -- asking -----------------------------------------------------------------------------------

    def get(self, annotation_id: str) -> Annotation | None:
        """The span or relation of this id."""
        return self.spans.get(annotation_id) or self.relations.get(annotation_id)

    def spans_in(self, start: int, end: int) -> list[Span]:
        """The spans of every state that share a character with `[start, end)`; outer before inner."""
        found: set[str] = set()
        for bucket in range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1):
            found |= self._buckets.get(bucket, set())
        spans = (self.spans[i] for i in found)
        return sorted((s for s in spans if s.start < end and s.end > start), key=self.place)

    def equal(self, start: int, end: int, label: str) -> Span | None:
        """The span with these bounds and this label: there is one at most."""
        return next((s for s in self.alternatives(start, end) if s.label == label), None)

    def alternatives(self, start: int, end: int) -> list[Span]:
        """The spans with exactly these bounds, of every state and label."""
        return [self.spans[i] for i in self._by_bounds.get((start, end), ())]

    def is_alone(self, start: int, end: int) -> bool:
        """Whether one span at most has exactly these bounds: what is asked of each of very many."""
        return len(self._by_bounds.get((start, end), ())) < 2

    def relations_of(self, span_id: str) -> list[Relation]:
        """The relations of every state that have this span as head or child."""
        return [self.relations[i] for i in self._joined.get(span_id, ())]

    def equal_relation(self, head: str, child: str, label: str) -> Relation | None:
        """The relation with these ends in this direction and this label: there is one at most."""
        return next(
            (r for r in self.relations_of(head) if r.head == head and r.child == child and r.label == label),
            None,
        )

    def shown_spans(self, *, rejected: bool = False) -> Iterator[Span]:
        """The accepted and suggested spans, with the rejected ones if asked for, in no order."""
        return (s for s in self.spans.values() if _shown(s, rejected))

    def shown_relations(self, *, rejected: bool = False) -> Iterator[Relation]:
        """The accepted and suggested relations, with the rejected ones if asked for, in no order."""
        return (r for r in self.relations.values() if _shown(r, rejected))

    def place(self, annotation: Annotation) -> Place:
        """The sort key of reading order; a relation comes with the later of its two ends."""
        if isinstance(annotation, Span):
            return (annotation.start, 0, -annotation.end, annotation.id)
        head, child = self.spans[annotation.head], self.spans[annotation.child]
        return (max(head.start, child.start), 1, -max(head.end, child.end), annotation.id)

    # -- what is undecided ------------------------------------------------------------------------

    @property
    def undecided(self) -> int:
        """How many spans and relations are suggested and not decided."""
        return len(self._undecided)

    def undecided_ids(self) -> list[str]:
        """Their ids, in reading order."""
        return [place[3] for place in self._undecided]

    def next_undecided(self, after: Place | None = None) -> Annotation | None:
        """The first undecided one after a place in reading order (from the start for None)."""
        n = bisect_right(self._undecided, after) if after else 0
        return self.get(self._undecided[n][3]) if n < len(self._undecided) else None

    def previous_undecided(self, before: Place | None = None) -> Annotation | None:
        """The last undecided one before a place in reading order (from the end for None)."""
        n = (bisect_left(self._undecided, before) if before else len(self._undecided)) - 1
        return self.get(self._undecided[n][3]) if n >= 0 else None

    # -- changing ---------------------------------------------------------------------------------

    @property
    def last_id(self) -> int:
        """The highest number given to an id; kept with the article so that no id is used twice."""
        return self._last_id

    def new_id(self, prefix: str) -> str:
        """A fresh id: `s` and a number for a span, `r` and a number for a relation."""
        self._last_id += 1
        while (made := f"{prefix}{self._last_id}") in self.spans or made in self.relations:
            self._last_id += 1
        return made

    def apply(self, change: Change) -> None:
        """Take the rows of `change` over: relations leave before spans do, and come after they have come."""
        self._make_indexes()
        bulk = len(change.edits) > _BULK
        edits = self._apply_states(change.edits) if bulk else change.edits
        spans, relations = _pairs(edits, Span), _pairs(edits, Relation)
        if bulk:
            self._placed.clear()
        for gone, stays in relations:
            if gone is not None and stays is None:
                self._remove_relation(gone.id)
        for before, after in spans:
            if after is not None:
                self._put_span(after, bulk)
            elif before is not None:
                self._remove_span(before.id)
        for _, relation in relations:
            if relation is not None:
                self._put_relation(relation, bulk)
        for edit in edits:
            if isinstance(edit.after, ArticleState):
                self.state = edit.after
        if bulk:
            self._sort_undecided()

    def _apply_states(self, edits: Sequence[Edit]) -> list[Edit]:
        """Replace the spans that stay in their place, which are nearly all of a large change; the others."""
        spans = self.spans
        others: list[Edit] = []
        for edit in edits:
            after = edit.after
            if isinstance(after, Span):
                present = spans.get(after.id)
                if present is not None and present.start == after.start and present.end == after.end:
                    spans[after.id] = after
                    continue
            others.append(edit)
        return others

    def _sort_undecided(self) -> None:
        self._placed = self._find_undecided()
        self._undecided = sorted(self._placed.values())

    def _find_undecided(self) -> dict[str, Place]:
        spans = {s.id: self.place(s) for s in self.spans.values() if s.state is State.SUGGESTED}
        return spans | {r.id: self.place(r) for r in self.relations.values() if r.state is State.SUGGESTED}

    # -- the indexes ------------------------------------------------------------------------------

    @cached_property
    def _placed(self) -> dict[str, Place]:
        return self._find_undecided()

    @cached_property
    def _undecided(self) -> list[Place]:
        return sorted(self._placed.values())

    @cached_property
    def _buckets(self) -> dict[int, set[str]]:
        made: dict[int, set[str]] = {}
        for span in self.spans.values():
            for bucket in self._buckets_of(span):
                made.setdefault(bucket, set()).add(span.id)
        return made

    @cached_property
    def _by_bounds(self) -> dict[tuple[int, int], tuple[str, ...]]:
        made: dict[tuple[int, int], tuple[str, ...]] = {}
        for span in self.spans.values():
            bounds = (span.start, span.end)
            made[bounds] = (*made.get(bounds, ()), span.id)
        return made

    @cached_property
    def _joined(self) -> dict[str, tuple[str, ...]]:
        made: dict[str, tuple[str, ...]] = {}
        for relation in self.relations.values():
            for end in {relation.head, relation.child}:
                made[end] = (*made.get(end, ()), relation.id)
        return made

    def _make_indexes(self) -> tuple[object, ...]:
        """Have every index, before what they are made from changes."""
        return (self._undecided, self._buckets, self._by_bounds, self._joined)

    def _set_undecided(self, annotation_id: str, place: Place | None) -> None:
        """Keep the sorted list of the undecided in step for one annotation; None takes it out."""
        known = self._placed.pop(annotation_id, None)
        if known is not None:
            del self._undecided[bisect_left(self._undecided, known)]
        if place is not None:
            self._placed[annotation_id] = place
            insort(self._undecided, place)

    def _put_span(self, span: Span, bulk: bool) -> None:
        present = self.spans.get(span.id)
        if present is not None and (present.start, present.end) == (span.start, span.end):
            self.spans[span.id] = span
        else:
            if present is not None:
                self._unindex_span(present)
            self._index_span(span)
        if bulk:
            return
        self._set_undecided(span.id, self.place(span) if span.state is State.SUGGESTED else None)
        if present is not None:
            for relation in self.relations_of(span.id):
                if relation.id in self._placed:
                    self._set_undecided(relation.id, self.place(relation))

    def _put_relation(self, relation: Relation, bulk: bool) -> None:
        present = self.relations.get(relation.id)
        if present is not None:
            self._unindex_relation(present)
        self._index_relation(relation)
        if not bulk:
            suggested = relation.state is State.SUGGESTED
            self._set_undecided(relation.id, self.place(relation) if suggested else None)

    def _remove_span(self, span_id: str) -> None:
        present = self.spans.pop(span_id, None)
        if present is not None:
            self._unindex_span(present)
            self._set_undecided(span_id, None)

    def _remove_relation(self, relation_id: str) -> None:
        present = self.relations.pop(relation_id, None)
        if present is not None:
            self._unindex_relation(present)
            self._set_undecided(relation_id, None)

    def _unindex_span(self, span: Span) -> None:
        for bucket in self._buckets_of(span):
            self._buckets[bucket].discard(span.id)
        _drop(self._by_bounds, (span.start, span.end), span.id)

    def _unindex_relation(self, relation: Relation) -> None:
        for end in {relation.head, relation.child}:
            _drop(self._joined, end, relation.id)

    def _index_span(self, span: Span) -> None:
        self.spans[span.id] = span
        for bucket in self._buckets_of(span):
            self._buckets.setdefault(bucket, set()).add(span.id)
        bounds = (span.start, span.end)
        self._by_bounds[bounds] = (*self._by_bounds.get(bounds, ()), span.id)

    def _index_relation(self, relation: Relation) -> None:
        self.relations[relation.id] = relation
        for end in {relation.head, relation.child}:
            self._joined[end] = (*self._joined.get(end, ()), relation.id)

    @staticmethod
    def _buckets_of(span: Span) -> range:
        return range(span.start // _BUCKET, max(span.start, span.end - 1) // _BUCKET + 1)


def _shown(annotation: Annotation, rejected: bool) -> bool:
    return annotation.state not in _HIDDEN or (rejected and annotation.state is State.REJECTED)


def _pairs(edits: Iterable[Edit], kind: type[_A]) -> list[tuple[_A | None, _A | None]]:
    """The rows of one kind, before and after."""
    return [
        (e.before if isinstance(e.before, kind) else None, e.after if isinstance(e.after, kind) else None)
        for e in edits
        if isinstance(e.before or e.after, kind)
    ]


def _drop(index: dict[_K, tuple[str, ...]], key: _K, annotation_id: str) -> None:
    left = tuple(i for i in index.get(key, ()) if i != annotation_id)
    if left:
        index[key] = left
    else:
        index.pop(key, None)
