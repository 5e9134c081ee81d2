"""Reading one article in brat's standoff format: its text and its annotation lines become a record."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from annotations.formats.brat_lines import Event, Lines, Mark, Place, TextBound
from annotations.formats.building import Builder
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Status
from annotations.offsets import Utf16Map

EXTRA = "brat"
"""The field of `extra` in which brat's own things are kept: `attributes`, `normalizations` and so on."""

_NOTE = "AnnotatorNotes"
_Convert = Callable[[int], int]


def record(name: str, text: str, lines: Lines, reading: Reading, report: Report) -> Record:
    """The article `name` of a text and all of its annotation lines.

    Raises GoldspanError for bounds that are no stretch of the text, for a T line whose text is not what they
    cover, and for ids that are not there.
    """
    return _Article(name, text, lines, reading, report).record()


class _Article:
    def __init__(self, name: str, text: str, lines: Lines, reading: Reading, report: Report) -> None:
        self._name, self._lines, self._reading, self._report = name, lines, reading, report
        self._builder = Builder(text, f"brat, {name}", reading, report)
        self._triggers = {event.id: event.trigger for event in lines.events}
        self._kept: dict[str, dict[str, Any]] = defaultdict(dict)
        self._notes: dict[str, list[str]] = defaultdict(list)
        self._own: dict[str, Any] = {}
        self._spans = {line.id for line in lines.texts}
        self._known = self._spans | {line.id for line in lines.relations}

    def record(self) -> Record:
        for mark in self._lines.marks:
            self._take_mark(mark)
        self._take_spans()
        for line in self._lines.relations:
            self._relate(line.head, line.child, line.label, line.place, line.id)
        for event in self._lines.events:
            self._take_event(event)
        if self._lines.equivalences:
            self._own["equivalences"] = self._lines.equivalences
            self._report.leave("an equivalence (kept, not shown)", self._name, len(self._lines.equivalences))
        empty = not self._builder.spans and self._reading.gold is None
        return self._builder.record(
            id=self._name,
            source=self._name,
            extra={EXTRA: self._own} if self._own else None,
            status=Status.UNTOUCHED if empty else None,
        )

    def _take_mark(self, mark: Mark) -> None:
        """Keep an attribute, a normalisation or a note for the span or relation that it is about."""
        target = self._triggers.get(mark.target, mark.target)
        if mark.kind == "#" and target in self._known:
            self._notes[target].append(mark.values[1])
            if mark.values[0] != _NOTE:
                self._report.leave(f"the kind of a note ({mark.values[0]})", str(mark.place))
            return
        field = {"A": "attributes", "N": "normalizations", "#": "notes"}[mark.kind]
        kept = self._kept[target] if target in self._known else self._own
        values = list(mark.values) if target in self._known else [mark.target, *mark.values]
        kept.setdefault(field, []).append(values)
        self._report.leave(f"one of the {field} (kept, not shown)", str(mark.place))

    def _take_spans(self) -> None:
        convert = _units(self._builder.text, self._lines.texts, self._name, self._report)
        for line in self._lines.texts:
            pieces = [(convert(start), convert(end)) for start, end in line.pieces]
            notes = self._notes[line.id]
            start, end = pieces[0][0], pieces[-1][1]
            if end > len(self._builder.text):
                line.place.fail(
                    "bounds",
                    f"{start} to {end} is beyond the text, which has {len(self._builder.text):,} characters",
                )
            _check_text(self._builder.text, pieces, line)
            if not _is_whole(self._builder.text, pieces):
                notes = [*notes, discontinuous(pieces)]
                self._kept[line.id]["pieces"] = [list(piece) for piece in pieces]
                self._report.leave("a discontinuous span (now the span that covers it)", str(line.place))
            self._builder.span(
                start,
                end,
                line.label,
                f"line {line.place.number}",
                id=line.id,
                note="\n".join(notes),
                extra=self._extra(line.id),
            )

    def _take_event(self, event: Event) -> None:
        if event.trigger not in self._spans:
            event.place.fail("trigger", f"there is no {event.trigger}")
        for role, argument in event.arguments:
            label = re.sub(r"(?<=.)\d+$", "", role)
            self._relate(event.trigger, argument, label, event.place, "")
            self._report.leave("an argument of an event (now a relation)", str(event.place))
        if not event.arguments:
            self._report.leave("an event (now a span)", str(event.place))

    def _relate(self, head: str, child: str, label: str, place: Place, id: str) -> None:
        ends = [self._triggers.get(end, end) for end in (head, child)]
        for end, wanted in zip(ends, (head, child), strict=True):
            if end not in self._spans:
                place.fail("arguments", f"there is no span {wanted}")
        self._builder.relation(
            ends[0],
            ends[1],
            label,
            f"line {place.number}",
            id=id,
            note="\n".join(self._notes[id]) if id else "",
            extra=self._extra(id) if id else None,
        )

    def _extra(self, id: str) -> dict[str, Any] | None:
        return {EXTRA: self._kept[id]} if self._kept[id] else None


def discontinuous(pieces: Iterable[Sequence[int]]) -> str:
    """What the note of a span says that stands for these pieces."""
    return f"Discontinuous in brat: {'; '.join(f'{start} to {end}' for start, end in pieces)}."


def _is_whole(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether the pieces together with the line breaks between them are one stretch."""
    gaps = [text[a[1] : b[0]] for a, b in itertools.pairwise(pieces)]
    return all(not gap or (gap.isspace() and ("\n" in gap or "\r" in gap)) for gap in gaps)


def _covered(text: str, pieces: list[tuple[int, int]]) -> str:
    return " ".join(text[start:end] for start, end in pieces)


def _fits(text: str, pieces: list[tuple[int, int]], written: str) -> bool:
    """Whether a T line's text is what its bounds cover; brat writes white space as blanks."""
    return "".join(_covered(text, pieces).split()) == "".join(written.split())


def _check_text(text: str, pieces: list[tuple[int, int]], line: TextBound) -> None:
    if line.text is not None and not _fits(text, pieces, line.text):
        covered = _covered(text, pieces)
        line.place.fail("text", f"“{line.text[:40]}” is expected there, and the text has “{covered[:40]}”")


def _units(text: str, lines: list[TextBound], name: str, report: Report) -> _Convert:
    """What turns the file's offsets into code points: some tools count otherwise than brat.

    The first way of counting in which every T line covers its own text.
    """
    for what, convert in _ways(text):
        if all(
            line.text is None or _fits(text, [(convert(a), convert(b)) for a, b in line.pieces], line.text)
            for line in lines
        ):
            if what:
                report.leave(f"offsets that count {what} (now characters)", name)
            return convert
    return _as_they_are


def _ways(text: str) -> Iterator[tuple[str, _Convert]]:
    yield "", _as_they_are
    if "\r\n" in text:
        # In a text whose line feeds became CRLF on the way, offset n of the old text lies after as many
        # carriage returns as there were line feeds before n.
        breaks = [m.start() - n for n, m in enumerate(re.finditer("\r\n", text))]
        yield "a line break as one character", lambda n: n + bisect_right(breaks, n - 1)
    if not text.isascii():
        yield "UTF-16 units", Utf16Map(text).to_points
    yield "the byte order mark", lambda n: max(0, n - 1)


def _as_they_are(offset: int) -> int:
    return offset
