"""All findings about one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.check.bounds import SENTENCES, flaws
from annotations.check.fixes import words_of_fix
from annotations.check.found import Finding, Kind, Places
from annotations.check.labels import contradictions, rarest_first, text_labels, times, unknown
from annotations.check.relations import broken_constraint, shared_last_tokens
from annotations.check.twins import twin_relations, twin_spans
from annotations.document import Document
from annotations.edits.step import named, quoted
from annotations.model import Annotation, Relation, Span, State
from annotations.scheme import LabelScheme

_KINDS = list(Kind)


def check_article(
    document: Document,
    scheme: LabelScheme | None = None,
    states: Sequence[State] = (State.ACCEPTED,),
) -> list[Finding]:
    """The findings about an article, by place. Spans and relations of these states are looked at.

    Without a scheme, or with one that has no label, nothing is said of labels and constraints. A span whose
    bounds are outside the text is looked at no further.
    """
    return sorted(
        _Check(document, scheme, states).all(), key=lambda f: (f.start, f.end, _KINDS.index(f.kind))
    )


class _Check:
    def __init__(self, document: Document, scheme: LabelScheme | None, states: Sequence[State]) -> None:
        self.document = document
        self.scheme = scheme if scheme is not None and (scheme.entities or scheme.relations) else None
        self.places = Places(document)
        chosen = [s for s in document.spans.values() if s.state in states]
        self.flaws = flaws(document, chosen)
        outside = {span.id for span, kind in self.flaws if kind is Kind.OFFSETS}
        self.spans: list[Span] = sorted((s for s in chosen if s.id not in outside), key=document.place)
        self.relations: list[Relation] = [
            r for r in document.relations.values() if r.state in states and not outside & {r.head, r.child}
        ]

    def all(self) -> Iterator[Finding]:
        yield from self._bounds()
        yield from self._twins()
        yield from self._labels()
        yield from self._constraints()
        yield from self._shared_tokens()
        yield from self._contradictions()

    def _bounds(self) -> Iterator[Finding]:
        for span, kind in self.flaws:
            text = f"{span.start} to {span.end}" if kind is Kind.OFFSETS else named(self.document, span)
            yield self.places.finding(
                kind,
                f"{text} as {span.label}: {SENTENCES[kind]}",
                span,
                fix=words_of_fix(self.document, kind, span),
            )

    def _twins(self) -> Iterator[Finding]:
        groups: list[tuple[Annotation, Sequence[Annotation]]] = [
            *twin_spans(self.document),
            *twin_relations(self.document),
        ]
        for kept, others in groups:
            what = named(self.document, kept)
            what += f" as {kept.label}" if isinstance(kept, Span) else ""
            sentence = f"{what} stands {times(len(others) + 1)}. Keep one."
            fix = words_of_fix(self.document, Kind.DUPLICATE, kept)
            yield self.places.finding(Kind.DUPLICATE, sentence, *others, kept, fix=fix)

    def _labels(self) -> Iterator[Finding]:
        annotations: list[Annotation] = [*self.spans, *self.relations]
        for annotation in annotations:
            if self.scheme is not None and unknown(self.scheme, annotation):
                what = "entity" if isinstance(annotation, Span) else "relation"
                sentence = (
                    f"{named(self.document, annotation)}: the label scheme has no {what} label "
                    f"“{annotation.label}”. Add it to the scheme, or relabel."
                )
                yield self.places.finding(Kind.UNKNOWN_LABEL, sentence, annotation)

    def _constraints(self) -> Iterator[Finding]:
        for relation in self.relations:
            why = "" if self.scheme is None else broken_constraint(self.document, self.scheme, relation)
            if why:
                sentence = f"{named(self.document, relation)}: {why}"
                yield self.places.finding(Kind.CONSTRAINT, sentence, relation)

    def _shared_tokens(self) -> Iterator[Finding]:
        for group in shared_last_tokens(self.document, self.spans, self.relations):
            texts = " and ".join(f"{named(self.document, s)} as {s.label}" for s in group[:2])
            sentence = (
                f"{texts} end in the same token, and a relation joins one: Prodigy cannot tell them apart. "
                "Remove one, or keep to formats that name spans by ids."
            )
            yield self.places.finding(Kind.SHARED_TOKEN, sentence, *group)

    def _contradictions(self) -> Iterator[Finding]:
        for text, labels in contradictions(text_labels(self.document, self.spans)).items():
            counts = {label: len(spans) for label, spans in labels.items()}
            order = rarest_first(counts)
            said = ", ".join(f"{label} {times(counts[label])}" for label in reversed(order))
            sentence = f"{quoted(text)} has several labels in this article: {said}. Are all meant?"
            about = [span for label in order for span in labels[label]]
            yield self.places.finding(Kind.CONTRADICTION, sentence, *about)
