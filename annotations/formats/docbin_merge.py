"""An article of ours that comes back: as it was, but for what was changed in its Doc in the meantime."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from annotations.document import Document
from annotations.formats.docbin_block import Block
from annotations.formats.docbin_file import DocSpan
from annotations.formats.docbin_relations import Triple
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens

CHANGED = "document of Goldspan's that was changed since: its spans and relations came in as they are now"

_A = TypeVar("_A", Span, Relation)


def record(
    block: Block,
    tokens: Tokens,
    spans: list[DocSpan],
    relations: list[Triple] | None,
    reading: Reading,
    report: Report,
) -> Record:
    """The article of a block, with what the Doc has now. `relations` None says that it has no `_.rel`."""
    document = block.record.document
    merge = _Merge(block, tokens)
    merge.take_spans({(*span.bounds(tokens), span.label) for span in spans})
    if relations is not None:
        merge.take_relations(set(relations))
    if merge.changed:
        report.leave(CHANGED, block.record.place)
    kept = [_restated(span, reading.gold) for span in merge.spans.values()]
    joined = [_restated(relation, reading.gold) for relation in merge.relations.values()]
    state = document.state if reading.gold is None else _state(document.state, kept, reading.gold)
    report.articles += 1
    report.labels.update(span.label for span in kept)
    report.relations.update(relation.label for relation in joined)
    own = _own(block, tokens)
    made = Document(document.article, state, kept, joined, own, document.last_id)
    return msgspec.structs.replace(block.record, document=made)


class _Merge:
    """The annotations of a block on the way to those of its Doc; what training may not see stays."""

    def __init__(self, block: Block, tokens: Tokens) -> None:
        self.changed = False
        self.spans = dict(block.record.document.spans)
        self.relations = dict(block.record.document.relations)
        self._new_id = block.record.document.new_id
        self._tokens, self._hidden = tokens, set(block.about.hidden)

    def take_spans(self, now: set[tuple[int, int, str]]) -> None:
        """Make the accepted spans those with these bounds and labels."""
        by_place = {(s.start, s.end, s.label): s for s in self.spans.values()}
        before = {place for place, span in by_place.items() if self._shown(span)}
        self.changed |= now != before
        gone = {by_place[place].id for place in before - now}
        self.spans = {id_: span for id_, span in self.spans.items() if id_ not in gone}
        self.relations = {
            id_: r for id_, r in self.relations.items() if r.head not in gone and r.child not in gone
        }
        for place in sorted(now - before):
            span = by_place.get(place) or Span(self._new_id("s"), *place, State.ACCEPTED)
            self.spans[span.id] = msgspec.structs.replace(span, state=State.ACCEPTED)

    def take_relations(self, now: set[Triple]) -> None:
        """Make the accepted relations those of these first tokens and labels."""
        first = {}
        for id_, span in self.spans.items():
            at = self._tokens.exact(span.start, span.end) if self._shown(span) else None
            if at is not None:
                first[id_] = at.first
        before: dict[Triple, list[str]] = {}
        for relation in self.relations.values():
            if relation.state is State.ACCEPTED and relation.head in first and relation.child in first:
                triple = (first[relation.head], first[relation.child], relation.label)
                before.setdefault(triple, []).append(relation.id)
        starting = {token: id_ for id_, token in reversed(first.items())}
        for triple in before.keys() - now:
            self.changed = True
            for id_ in before[triple]:
                del self.relations[id_]
        for head, child, label in sorted(now - before.keys()):
            self.changed = True
            if head in starting and child in starting:
                made = self._new_id("r")
                ends = (starting[head], starting[child])
                self.relations[made] = Relation(made, *ends, label, State.ACCEPTED)

    def _shown(self, span: Span) -> bool:
        return span.state is State.ACCEPTED and span.id not in self._hidden


def _restated(annotation: _A, gold: bool | None) -> _A:
    """An annotation in the state that the person chose for the whole import; the rejected stay so."""
    changed = {False: (State.ACCEPTED, State.SUGGESTED), True: (State.SUGGESTED, State.ACCEPTED)}
    if gold is None or annotation.state is not changed[gold][0]:
        return annotation
    return msgspec.structs.replace(annotation, state=changed[gold][1])


def _state(state: ArticleState, spans: list[Span], gold: bool) -> ArticleState:
    if gold:
        return msgspec.structs.replace(state, status=Status.DONE)
    undecided = any(span.state is State.SUGGESTED for span in spans)
    status = Status.SUGGESTED if undecided else Status.UNTOUCHED
    return msgspec.structs.replace(state, status=status, done_at="")


def _own(block: Block, tokens: Tokens) -> Tokens | None:
    """The article's own tokens, without those that were made of its gaps."""
    about = block.about
    if about.tokenizer is None:
        return None
    made = set(about.made)
    kept = [(s, e) for n, (s, e) in enumerate(zip(tokens.starts, tokens.ends, strict=True)) if n not in made]
    return Tokens.of(kept, about.tokenizer)
