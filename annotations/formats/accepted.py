"""What a format takes that keeps only what was accepted; the rest of an article is named and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotations.document import Document
from annotations.formats.goldspan import in_state, relations_in_state
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import PERSON, Annotation, Relation, Span, State

_NAMES = {
    State.SUGGESTED: "an undecided {}",
    State.REJECTED: "a rejected {}",
    State.WITHDRAWN: "a withdrawn {}",
}


class Accepted(NamedTuple):
    """The accepted spans and relations of an article, in reading order."""

    spans: list[Span]
    relations: list[Relation]


def accepted_of(
    record: Record, report: Report, *also: State, origins: bool = False, notes: bool = False
) -> Accepted:
    """The accepted annotations; those of other states go to `report.leave`, but for the states of `also`.

    So do notes, unless the format keeps `notes`, and sources other than the person, unless it keeps
    `origins`. Raises GoldspanError for an accepted relation whose ends are not.
    """
    document, place = record.document, place_of(record)
    for annotation in all_of(document):
        kind = "span" if isinstance(annotation, Span) else "relation"
        if annotation.state is State.ACCEPTED:
            if annotation.note and not notes:
                report.leave(f"the note of a {kind}", place, id=annotation.id)
            if not origins and annotation.sources != (PERSON,):
                report.leave(f"the source of a {kind}", place, id=annotation.id)
        elif annotation.state not in also:
            report.leave(_NAMES[annotation.state].format(kind), place, id=annotation.id)
    spans = in_state(document, document.spans.values(), State.ACCEPTED)
    return Accepted(spans, relations_in_state(document, State.ACCEPTED))


def all_of(document: Document) -> Iterator[Annotation]:
    """All spans and relations of an article, of every state."""
    yield from document.spans.values()
    yield from document.relations.values()


def place_of(record: Record) -> str:
    """How a report calls an article that is written."""
    article = record.document.article
    return article.title or article.id or record.place or "an article without a title"
