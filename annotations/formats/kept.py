"""What of an article goes into a format that holds accepted annotations only."""

from __future__ import annotations

from typing import NamedTuple

from annotations.document import Document
from annotations.formats.report import Report
from annotations.model import Annotation, Relation, Span, State


class Kept(NamedTuple):
    """Accepted spans in reading order, and the accepted relations between them."""

    spans: list[Span]
    relations: list[Relation]


def kept(document: Document, place: str, report: Report) -> Kept:
    """The accepted spans and relations; the report names the undecided and the rejected, which stay out."""
    spans = sorted((s for s in document.spans.values() if _is_accepted(s, place, report)), key=document.place)
    ids = {span.id for span in spans}
    relations: list[Relation] = []
    for relation in document.relations.values():
        if not _is_accepted(relation, place, report):
            continue
        if {relation.head, relation.child} <= ids:
            relations.append(relation)
        else:
            report.leave("a relation of a span that is not accepted", place)
    return Kept(spans, sorted(relations, key=document.place))


def _is_accepted(annotation: Annotation, place: str, report: Report) -> bool:
    if annotation.state is State.ACCEPTED:
        return True
    kind = "span" if isinstance(annotation, Span) else "relation"
    what = "an undecided" if annotation.state is State.SUGGESTED else "a rejected"
    report.leave(f"{what} {kind}", place)
    return False
