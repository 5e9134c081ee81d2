"""The annotations of one kind in reading order, found by bisection: what a list of 25,000 rows stands on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from annotations.check import bounds
from annotations.document import Document, Place
from annotations.model import Annotation, Relation, Span, State

Keep = Callable[[Document, Annotation], bool]
"""Whether an annotation belongs into the listing."""


class Listing:
    """Places in reading order, with the place of each id. `read` fills it, `move` keeps one in step."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._places: list[Place] = []
        self._place_of: dict[str, Place] = {}

    def __len__(self) -> int:
        return len(self._places)

    def id_at(self, row: int) -> str:
        """The id of the annotation in a row."""
        return self._places[row][3]

    def row_of(self, annotation_id: str) -> int | None:
        """The row of an annotation, None where it is not listed."""
        place = self._place_of.get(annotation_id)
        return None if place is None else bisect_left(self._places, place)

    def read(self, document: Document | None, annotations: list[Annotation]) -> None:
        """Begin anew with those of `annotations` that belong here."""
        if document is None:
            self._places = []
        else:
            self._places = sorted(document.place(a) for a in annotations)
        self._place_of = {place[3]: place for place in self._places}

    def place_wanted(self, document: Document, annotation_id: str) -> Place | None:
        """Where an annotation is to stand now; None where it does not belong here."""
        annotation = document.get(annotation_id)
        if annotation is None or not self._keep(document, annotation):
            return None
        return document.place(annotation)

    def place_known(self, annotation_id: str) -> Place | None:
        """Where it stands so far."""
        return self._place_of.get(annotation_id)

    def row_for(self, place: Place) -> int:
        """The row that a place has or would have."""
        return bisect_left(self._places, place)

    def insert(self, row: int, places: list[Place]) -> None:
        """Take annotations in that come to stand side by side before what is in `row` so far."""
        self._places[row:row] = places
        self._place_of |= {place[3]: place for place in places}

    def remove(self, annotation_id: str) -> None:
        """Let an annotation go."""
        del self._places[bisect_left(self._places, self._place_of.pop(annotation_id))]


ARROW = " → "
"""Between the head and the child of a relation."""


def shown(annotation: Annotation, *, rejected: bool) -> bool:
    """Whether a list shows it: accepted and suggested, rejected if asked for, never withdrawn."""
    if annotation.state is State.REJECTED:
        return rejected
    return annotation.state is not State.WITHDRAWN


def flaw_of(document: Document, annotation: Annotation) -> str:
    """What is wrong with the bounds of an accepted span, in words; empty for all else."""
    if not isinstance(annotation, Span) or annotation.state is not State.ACCEPTED:
        return ""
    return flaw(document, annotation)


def flaw(document: Document, span: Span) -> str:
    """What training would make of the bounds of a span, in words; empty where they are as they should be."""
    kind = bounds.flaw(document, span)
    return "" if kind is None else bounds.SENTENCES[kind]


def words_of(document: Document, annotation: Annotation) -> str:
    """The text of a span, or head and child of a relation, on one line, cut to what a row can show."""
    if isinstance(annotation, Relation):
        head, child = document.spans[annotation.head], document.spans[annotation.child]
        return f"{_line(document, head)}{ARROW}{_line(document, child)}"
    return _line(document, annotation)


def _line(document: Document, span: Span) -> str:
    stretch = document.text[span.start : min(span.end, span.start + 200)]
    return " ".join(stretch.split())
