"""The list of differences between two annotations of one text, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from annotations.agreement.matching import relations_of, spans_of
from annotations.check.found import Lines
from annotations.document import Document
from annotations.edits.step import named
from annotations.model import Annotation, Relation, Span

_T = TypeVar("_T", Span, Relation)

Bounds = tuple[int, int]


class Kind(StrEnum):
    """How two annotations differ."""

    ONLY_FIRST = "only in A"
    ONLY_SECOND = "only in B"
    OTHER_LABEL = "other label"
    OTHER_BOUNDS = "other bounds"


class Difference(msgspec.Struct, frozen=True):
    """One difference: what each set has there, empty where it has nothing.

    `what` is `span` or `relation`; `start` is the code point where it begins, `line` and `column` count from
    1. The ids are those of the two annotations.
    """

    kind: Kind
    article: str
    what: str
    first: str
    second: str
    start: int
    line: int
    column: int
    first_id: str = ""
    second_id: str = ""


def span_key(span: Span) -> tuple[int, int, str]:
    """What makes two spans of two sets the same."""
    return (span.start, span.end, span.label)


def ends_of(document: Document, relation: Relation) -> tuple[Bounds, Bounds]:
    """The bounds of a relation's head and child."""
    head, child = document.spans[relation.head], document.spans[relation.child]
    return (head.start, head.end), (child.start, child.end)


def differences(first: Document, second: Document) -> list[Difference]:
    """The differences between two annotations of one text, by place.

    A span that one set alone has is paired with one of its bounds in the other (other label), else with one
    of its label that shares a character with it (other bounds), each with one at most. A relation is paired
    with one that joins the same bounds.
    """
    found = _Found(first, second)
    found.spans()
    found.relations()
    return sorted(found.found, key=lambda d: (d.start, d.what, d.kind, d.first, d.second))


class _Found:
    def __init__(self, first: Document, second: Document) -> None:
        self.found: list[Difference] = []
        self._first, self._second, self._lines = first, second, Lines(first.text)

    def spans(self) -> None:
        firsts = {span_key(s): s for s in spans_of(self._first)}
        seconds = {span_key(s): s for s in spans_of(self._second)}
        left = [s for key, s in firsts.items() if key not in seconds]
        right = [s for key, s in seconds.items() if key not in firsts]
        by_bounds: dict[object, list[Span]] = {}
        for span in right:
            by_bounds.setdefault((span.start, span.end), []).append(span)
        left, taken = self._pair_by([((s.start, s.end), s) for s in left], by_bounds)
        right = [s for s in right if s.id not in taken]
        left, right = self._pair_overlapping(left, right)
        self._alone(left, right)

    def relations(self) -> None:
        firsts = {(*ends_of(self._first, r), r.label): r for r in relations_of(self._first)}
        seconds = {(*ends_of(self._second, r), r.label): r for r in relations_of(self._second)}
        by_ends: dict[object, list[Relation]] = {}
        right = [(key, r) for key, r in seconds.items() if key not in firsts]
        for key, relation in right:
            by_ends.setdefault(key[:2], []).append(relation)
        left = [(key[:2], r) for key, r in firsts.items() if key not in seconds]
        alone, taken = self._pair_by(left, by_ends)
        self._alone(alone, [r for _, r in right if r.id not in taken])

    def _pair_by(
        self, left: Sequence[tuple[object, _T]], right: dict[object, list[_T]]
    ) -> tuple[list[_T], set[str]]:
        """Note what has another label at the same place; the rest of the left, ids taken of the right."""
        alone: list[_T] = []
        taken: set[str] = set()
        for place, annotation in left:
            others = right.get(place)
            if others:
                other = others.pop(0)
                taken.add(other.id)
                self._add(Kind.OTHER_LABEL, annotation, other)
            else:
                alone.append(annotation)
        return alone, taken

    def _pair_overlapping(self, left: list[Span], right: list[Span]) -> tuple[list[Span], list[Span]]:
        """Note what has the same label and shares a character; what is left over of both."""
        alone: list[Span] = []
        for span in left:
            other = next(
                (s for s in right if s.label == span.label and s.start < span.end and s.end > span.start),
                None,
            )
            if other is None:
                alone.append(span)
            else:
                right.remove(other)
                self._add(Kind.OTHER_BOUNDS, span, other)
        return alone, right

    def _alone(self, left: list[_T], right: list[_T]) -> None:
        for annotation in left:
            self._add(Kind.ONLY_FIRST, annotation, None)
        for annotation in right:
            self._add(Kind.ONLY_SECOND, None, annotation)

    def _add(self, kind: Kind, first: Annotation | None, second: Annotation | None) -> None:
        document, annotation = (self._first, first) if first is not None else (self._second, second)
        assert annotation is not None
        span = document.spans[annotation.head] if isinstance(annotation, Relation) else annotation
        line, column = self._lines.at(span.start)
        self.found.append(
            Difference(
                kind,
                document.article.title or document.article.id,
                "span" if isinstance(annotation, Span) else "relation",
                _said(self._first, first),
                _said(self._second, second),
                span.start,
                line,
                column,
                first.id if first is not None else "",
                second.id if second is not None else "",
            )
        )


def _said(document: Document, annotation: Annotation | None) -> str:
    if annotation is None:
        return ""
    text = named(document, annotation)
    return f"{text} as {annotation.label}" if isinstance(annotation, Span) else text
