"""All findings about one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from annotations.check.bounds import SENTENCES, Edges, flaws
from annotations.check.fixes import words_of_fix
from annotations.check.found import Finding, Kind, Places
from annotations.check.labels import TextLabels, contradictions, rarest_first, text_labels, times, unknown
from annotations.check.relations import LastTokens, broken_constraint
from annotations.check.twins import RelationGroups, SpanGroups, group_relations, group_spans, ranked
from annotations.document import Document
from annotations.edits.step import named, quoted
from annotations.model import Annotation, Relation, Span, State
from annotations.scheme import LabelScheme

_KINDS = list(Kind)

_STEP = 250
"""Spans or relations that are looked at in one step: a millisecond at the most."""

MOST_ABOUT = 100
"""Spans that a finding about one text names; its sentence counts them all."""

_T = TypeVar("_T")


def check_article(
    document: Document,
    scheme: LabelScheme | None = None,
    states: Sequence[State] = (State.ACCEPTED,),
) -> list[Finding]:
    """The findings about an article, by place. Spans and relations of these states are looked at.

    Without a scheme, or with one that has no label, nothing is said of labels and constraints. A span whose
    bounds are outside the text is looked at no further.
    """
    return by_place(finding for step in check_steps(document, scheme, states) for finding in step)


def check_steps(
    document: Document,
    scheme: LabelScheme | None = None,
    states: Sequence[State] = (State.ACCEPTED,),
    edges: Edges | None = None,
    *,
    guess_tokens: bool = True,
) -> Iterator[list[Finding]]:
    """The same a step at a time, in no order, for who has something else to do between two steps.

    A step looks at some hundred spans. The document must not change before the last one. `edges` are those of
    its tokens, where the caller keeps them. Without `guess_tokens` nothing is said of shared tokens before
    the article has its own: to guess them takes a tenth of a second for 100,000 words.
    """
    check = _Check(document, scheme, states)
    return check.steps(edges, guess_tokens=guess_tokens or document.tokens is not None)


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about one article in the order in which they are listed."""
    return sorted(findings, key=lambda f: (f.start, f.end, _KINDS.index(f.kind), f.ids))


class _Check:
    def __init__(self, document: Document, scheme: LabelScheme | None, states: Sequence[State]) -> None:
        self.document = document
        self.scheme = scheme if scheme is not None and (scheme.entities or scheme.relations) else None
        self.places = Places(document)
        self.states = states
        self.spans: list[Span] = []
        self.relations: list[Relation] = []

    def steps(self, edges: Edges | None, *, guess_tokens: bool) -> Iterator[list[Finding]]:
        yield from self._bounds(edges if edges is not None else Edges(self.document.tokens))
        yield from self._twins()
        yield from self._labels()
        yield from self._constraints()
        if guess_tokens:
            yield from self._shared_tokens()
        yield from self._contradictions()

    def _bounds(self, edges: Edges) -> Iterator[list[Finding]]:
        """The findings about bounds; from then on it is known what else is to be looked at."""
        outside = set()
        for some in _parts(list(self.document.spans.values())):
            part = [span for span in some if span.state in self.states]
            found = flaws(self.document, part, edges)
            gone = {span.id for span, kind in found if kind is Kind.OFFSETS}
            self.spans += (span for span in part if span.id not in gone)
            outside |= gone
            yield [self._bound(span, kind) for span, kind in found]
        for joined in _parts(list(self.document.relations.values())):
            live = (r for r in joined if r.state in self.states)
            self.relations += (r for r in live if r.head not in outside and r.child not in outside)
            yield []

    def _bound(self, span: Span, kind: Kind) -> Finding:
        text = f"{span.start} to {span.end}" if kind is Kind.OFFSETS else named(self.document, span)
        return self.places.finding(
            kind,
            f"{text} as {span.label}: {SENTENCES[kind]}",
            span,
            fix=words_of_fix(self.document, kind, span),
        )

    def _twins(self) -> Iterator[list[Finding]]:
        spans: SpanGroups = {}
        relations: RelationGroups = {}
        for part in _parts(list(self.document.spans.values())):
            group_spans(self.document, part, spans)
            yield []
        for joined in _parts(list(self.document.relations.values())):
            group_relations(joined, relations)
            yield []
        groups: list[tuple[Annotation, Sequence[Annotation]]] = [
            *ranked(spans.values()),
            *ranked(relations.values()),
        ]
        for some in _parts(groups):
            yield [self._twin(kept, others) for kept, others in some]

    def _twin(self, kept: Annotation, others: Sequence[Annotation]) -> Finding:
        what = named(self.document, kept)
        what += f" as {kept.label}" if isinstance(kept, Span) else ""
        sentence = f"{what} stands {times(len(others) + 1)}. Keep one."
        fix = words_of_fix(self.document, Kind.DUPLICATE, kept)
        return self.places.finding(Kind.DUPLICATE, sentence, *others, kept, fix=fix)

    def _labels(self) -> Iterator[list[Finding]]:
        scheme = self.scheme
        if scheme is None:
            return
        annotations: list[Annotation] = [*self.spans, *self.relations]
        for part in _parts(annotations):
            yield [self._label(annotation) for annotation in part if unknown(scheme, annotation)]

    def _label(self, annotation: Annotation) -> Finding:
        what = "entity" if isinstance(annotation, Span) else "relation"
        sentence = (
            f"{named(self.document, annotation)}: the label scheme has no {what} label "
            f"“{annotation.label}”. Add it to the scheme, or relabel."
        )
        return self.places.finding(Kind.UNKNOWN_LABEL, sentence, annotation)

    def _constraints(self) -> Iterator[list[Finding]]:
        scheme = self.scheme
        if scheme is None:
            return
        for part in _parts(self.relations):
            found = []
            for relation in part:
                if why := broken_constraint(self.document, scheme, relation):
                    sentence = f"{named(self.document, relation)}: {why}"
                    found.append(self.places.finding(Kind.CONSTRAINT, sentence, relation))
            yield found

    def _shared_tokens(self) -> Iterator[list[Finding]]:
        last = LastTokens(self.document, self.relations)
        for part in _parts(self.spans):
            last.add(part)
            yield []
        for groups in _parts(last.shared()):
            yield [self._shared(group) for group in groups]

    def _shared(self, group: Sequence[Span]) -> Finding:
        texts = " and ".join(f"{named(self.document, s)} as {s.label}" for s in group[:2])
        sentence = (
            f"{texts} end in the same token, and a relation joins one: Prodigy cannot tell them apart. "
            "Remove one, or keep to formats that name spans by ids."
        )
        return self.places.finding(Kind.SHARED_TOKEN, sentence, *group)

    def _contradictions(self) -> Iterator[list[Finding]]:
        labelled: TextLabels = {}
        for part in _parts(self.spans):
            text_labels(self.document, part, labelled)
            yield []
        for texts in _parts(list(contradictions(labelled).items())):
            yield [self._contradiction(text, labels) for text, labels in texts]

    def _contradiction(self, text: str, labels: dict[str, list[Span]]) -> Finding:
        counts = {label: len(spans) for label, spans in labels.items()}
        order = rarest_first(counts)
        said = ", ".join(f"{label} {times(counts[label])}" for label in reversed(order))
        sentence = f"{quoted(text)} has several labels in this article: {said}. Are all meant?"
        # Only the first is sought: to sort very many would hold up who takes the steps.
        first = min(labels[order[0]], key=self.document.place)
        others = (span for label in order for span in labels[label] if span is not first)
        return self.places.finding(Kind.CONTRADICTION, sentence, first, *islice(others, MOST_ABOUT - 1))


def _parts(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(rows), _STEP):
        yield rows[start : start + _STEP]
