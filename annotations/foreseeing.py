"""What an export will write and what it will leave, known before anything is written.

It asks the same functions that the writers ask, so that what is foreseen is what their reports then say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from annotations.document import Document
from annotations.formats.accepted import accepted_of, all_of, place_of
from annotations.formats.alignment import place_of as place_of_span
from annotations.formats.alignment import problems
from annotations.formats.record import Record
from annotations.formats.registry import FORMATS, Format, by_id
from annotations.formats.report import Left, Report
from annotations.formats.token_words import longest, words_of
from annotations.model import Annotation, Span, State, Status

PLACES = 200
"""Places that are kept of each thing that will be left."""

_SHOWN = 40
"""Characters of an end of a relation that are shown."""

SILENT = ("spacy", "html")
"""The formats whose writers do not name all that they leave: what is foreseen is added to their reports."""

MISPLACED = "a span that is off the tokens"
OVERLAPPING = "a span that overlaps a longer one"
NO_TOKEN = "an article without a token"


_WEIGHTS = ("off the tokens", "inside a token", "white space at", "overlaps", "relation", "span")
"""Words of what can be left, the gravest first."""


class PlacedReport(Report):
    """A report of a write that says of each span and relation what it is: it is told of each `article`."""

    def __init__(self, places: int = PLACES) -> None:
        super().__init__(places=places)
        self._document: Document | None = None

    def begin(self, document: Document) -> None:
        """Take note of the article that is written next."""
        self._document, self.article = document, document.article.key

    def leave(self, what: str, place: str, count: int = 1, *, id: str = "") -> None:
        """Note what is left; its place is found by `id`."""
        document = self._document
        annotation = document.get(id) if document is not None and id and self.has_room(what) else None
        if document is not None and annotation is not None:
            place = place_in(document, annotation)
        super().leave(what, place, count, id=id)

    def by_weight(self, other: Mapping[str, Left] | None = None) -> dict[str, Left]:
        """What was left, the gravest first; with what of an `other` report is not in this one."""
        left = {**(other or {}), **self.left}

        def weight(what: str) -> int:
            return next((n for n, words in enumerate(_WEIGHTS) if words in what), len(_WEIGHTS))

        kinds = sorted(left, key=lambda what: ("source" in what, "note of" in what, weight(what)))
        return {what: left[what] for what in kinds}


def place_in(document: Document, annotation: Annotation) -> str:
    """Where a span or relation stands, in words."""
    if isinstance(annotation, Span):
        return place_of_span(document, annotation)
    ends = [document.text_of(document.spans[end])[:_SHOWN] for end in (annotation.head, annotation.child)]
    name = document.article.title or document.article.id or "an article without a title"
    return f"{name}, {annotation.label}: {ends[0]!r} → {ends[1]!r}"


class Forecast(msgspec.Struct):
    """What one format will hold: how many articles, spans and relations, and what is left, with places."""

    articles: int = 0
    spans: int = 0
    relations: int = 0
    left: dict[str, Left] = {}


def foresee(records: Iterable[Record], formats: Iterable[str]) -> dict[str, Forecast]:
    """The forecast for each of `formats`, by id; one article in memory at a time."""
    reports = {format_id: PlacedReport() for format_id in formats}
    found = {format_id: Forecast() for format_id in reports}
    alike: dict[str, str] = {}
    for format_id in reports:
        first = next((f for f in alike if _way(by_id(f)) == _way(by_id(format_id))), format_id)
        alike[format_id] = first
    for record in records:
        for format_id, first in alike.items():
            if format_id == first:
                reports[format_id].begin(record.document)
                foresee_one(record, by_id(format_id), found[format_id], reports[format_id])
    for format_id, report in reports.items():
        found[format_id].left = report.by_weight()
    return {format_id: found[first] for format_id, first in alike.items()}


def writing_formats() -> list[str]:
    """The ids of all formats that are written."""
    return [f.id for f in FORMATS if f.writes]


def unfit(record: Record, format_: Format, report: Report) -> None:
    """Note the accepted spans of an article that a format has no place for, under the two names above."""
    holds = format_.holds
    if holds.off_token:
        return
    if holds.text:
        for problem in problems(record.document):
            report.leave(MISPLACED, problem.place, id=problem.span.id)
        return
    words = words_of(record, report)
    if not holds.overlapping:
        longest(words, record, report)


def _way(format_: Format) -> object:
    """Formats with the same are foreseen as one."""
    return format_.holds, format_.id == "goldspan", format_.id == "spacy", format_.id == "html"


def foresee_one(record: Record, format_: Format, into: Forecast, report: Report) -> None:
    """Add what a format will hold of an article to a forecast, and what it will leave to a report."""
    holds = format_.holds
    if not holds.text:
        _foresee_tokens(record, format_, into, report)
        return
    _note_undecided(record, format_, report)
    also = [s for s, held in ((State.SUGGESTED, holds.undecided), (State.REJECTED, holds.rejected)) if held]
    accepted = accepted_of(record, report, *also, State.WITHDRAWN, origins=holds.sources, notes=holds.notes)
    hidden: set[str] = set()
    if not holds.off_token:
        for problem in problems(record.document):
            report.leave(problem.what, problem.place, id=problem.span.id)
            hidden.add(problem.span.id)
    into.articles += 1
    into.spans += len(accepted.spans) - len(hidden)
    for relation in accepted.relations:
        if hidden.isdisjoint((relation.head, relation.child)):
            into.relations += 1
        else:
            report.leave(
                "a relation of a span that is hidden from training", place_of(record), id=relation.id
            )


def _foresee_tokens(record: Record, format_: Format, into: Forecast, report: Report) -> None:
    """A format that has tokens and no text."""
    words = words_of(record, report)
    report.left.pop("a withdrawn span", None)
    report.left.pop("a withdrawn relation", None)
    if not words.texts:
        report.leave(NO_TOKEN, place_of(record))
        if not format_.holds.overlapping:
            return
    into.articles += bool(words.texts)
    if format_.holds.overlapping:
        into.spans += len(words.spans)
    else:
        into.spans += len(longest(words, record, report))
    there = {span.id for span, _ in words.spans}
    for relation in words.accepted.relations:
        if not format_.holds.relations:
            report.leave("a relation", place_of(record), id=relation.id)
        elif there >= {relation.head, relation.child}:
            into.relations += 1
        else:
            report.leave("a relation of a span that is off the tokens", place_of(record), id=relation.id)


def _note_undecided(record: Record, format_: Format, report: Report) -> None:
    """Goldspan's own records of done articles say nothing of what nobody decided on."""
    document = record.document
    if format_.id not in ("goldspan", "spacy") or document.state.status is not Status.DONE:
        return
    for annotation in all_of(document):
        if annotation.state is State.SUGGESTED:
            kind = "span" if isinstance(annotation, Span) else "relation"
            report.leave(f"an undecided {kind} of a done article", place_of(record), id=annotation.id)
