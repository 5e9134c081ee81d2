"""The lines of a brat annotation file: their parts, and errors that name file and line."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

import msgspec

from annotations.errors import GoldspanError

_SPAN = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")
_ARGUMENT = re.compile(r"(\S+?):(\S+)")


class Place(NamedTuple):
    """Where a line stands."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"brat, {self.file}, line {self.number}"

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raise GoldspanError for a field of this line."""
        raise GoldspanError(f"{self}, {field}: {problem}. Mend the line, or take it out.")


class TextBound(msgspec.Struct, frozen=True):
    """A T line: `pieces` are the bounds, `text` is what they cover as it was written, None if it was not."""

    id: str
    label: str
    pieces: tuple[tuple[int, int], ...]
    text: str | None
    place: Place


class Binary(msgspec.Struct, frozen=True):
    """An R line."""

    id: str
    label: str
    head: str
    child: str
    place: Place


class Event(msgspec.Struct, frozen=True):
    """An E line: its trigger, and its arguments as pairs of role and id."""

    id: str
    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    place: Place


class Mark(msgspec.Struct, frozen=True):
    """An A, M, N or # line: what it says (`values`) about which annotation."""

    kind: str
    target: str
    values: tuple[str, ...]
    place: Place


class Lines(msgspec.Struct):
    """All lines of an article's annotation files, by their kind."""

    texts: list[TextBound] = []
    relations: list[Binary] = []
    events: list[Event] = []
    marks: list[Mark] = []
    equivalences: list[list[str]] = []


def parse(data: str, file: str, into: Lines) -> None:
    """Add the lines of a file. Raises GoldspanError for one that is none of brat's."""
    lines = data.split("\n")
    if all(line.endswith("\r") for line in lines[:-1]):
        lines = [line.removesuffix("\r") for line in lines]
    for number, line in enumerate(lines, 1):
        if line.strip():
            _parse_line(line, Place(file, number), into)


def _parse_line(line: str, place: Place, into: Lines) -> None:
    id, tab, rest = line.partition("\t")
    if not tab:
        place.fail("id", "a tab is expected after it, as in “T1⇥Person 0 5⇥Alice”")
    match id[:1]:
        case "T":
            into.texts.append(_text_bound(id, rest, place))
        case "R":
            into.relations.append(_binary(id, rest.rstrip(), place))
        case "E":
            into.events.append(_event(id, rest.split(), place))
        case "A" | "M":
            name, target, *value = _about(rest, place)
            into.marks.append(Mark("A", target, (name, *value), place))
        case "N":
            about, _, text = rest.partition("\t")
            name, target, *value = _about(about, place)
            into.marks.append(Mark("N", target, (name, *value, text), place))
        case "#":
            about, _, text = rest.partition("\t")
            name, target, *_ = _about(about, place)
            into.marks.append(Mark("#", target, (name, text), place))
        case "*":
            into.equivalences.append(rest.split())
        case _:
            place.fail("id", f"“{id[:20]}” begins with none of T, R, E, A, M, N, # and *")


def _text_bound(id: str, rest: str, place: Place) -> TextBound:
    about, tab, text = rest.partition("\t")
    found = _SPAN.fullmatch(about.strip())
    if found is None:
        place.fail("bounds", "a label, a start and an end are expected, as in “Person 0 5”")
    pieces = tuple((int(a), int(b)) for a, b in (piece.split(" ") for piece in found[2].split(";")))
    if any(start >= end for start, end in pieces):
        place.fail("bounds", f"“{found[2]}” does not end after its start")
    return TextBound(id, found[1], tuple(sorted(pieces)), text if tab else None, place)


def _binary(id: str, rest: str, place: Place) -> Binary:
    label, *arguments = rest.split() or [""]
    found = [_ARGUMENT.fullmatch(argument) for argument in arguments]
    ends = [match[2] for match in found if match]
    if len(ends) != 2 or None in found:
        place.fail("arguments", "two are expected, as in “Located Arg1:T1 Arg2:T2”")
    return Binary(id, label, ends[0], ends[1], place)


def _event(id: str, parts: list[str], place: Place) -> Event:
    found = [_ARGUMENT.fullmatch(part) for part in parts]
    pairs = [(match[1], match[2]) for match in found if match]
    if not pairs or len(pairs) != len(parts):
        place.fail("arguments", "a trigger and its arguments are expected, as in “Merge:T2 Org-Arg:T1”")
    return Event(id, pairs[0][0], pairs[0][1], tuple(pairs[1:]), place)


def _about(rest: str, place: Place) -> list[str]:
    """What a mark is called, what it is about, and its value where it has one."""
    parts = rest.split(None, 2)
    if len(parts) < 2:
        place.fail("target", "the id of an annotation is expected, as in “Negation E1”")
    return [part.rstrip() for part in parts]
