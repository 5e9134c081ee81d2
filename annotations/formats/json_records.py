"""The objects of a JSON file, one at a time: a line each, printed over several lines, or in one array.

A file is never in memory as a whole: only the object that is being read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotations.errors import GoldspanError
from annotations.formats.fields import Fields
from annotations.formats.report import Report

LIMIT = 100_000_000
"""Bytes from which on a line or an object is refused: no article is that long."""

_CHUNK = 1 << 20
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_OPEN, _CLOSE = frozenset({b"{", b"["}), frozenset({b"}", b"]"})
_MEND = "Mend the file there, or take what follows out."
_KEY = re.compile(rb"\s*:\s*")
_SEEN = 20
"""Objects of a file that are looked at to recognise its format."""


class Item(NamedTuple):
    """One object as it stands in the file, and its place for sentences: format, file, line or record."""

    raw: bytes
    place: str

    def fields(self) -> Fields:
        """Its fields. Raises GoldspanError where it is no JSON object in UTF-8."""
        try:
            self.raw.decode()
        except UnicodeDecodeError as error:
            raise GoldspanError(
                f"{self.place}: byte {error.start + 1} is not UTF-8. "
                "Save the file as UTF-8, or take the record out."
            ) from error
        return Fields(self.raw, self.place)


def items(path: Path, file_format: str, report: Report) -> Iterator[Item]:
    """The objects of a file of `file_format` (its name for people), whichever way they are laid out.

    What is too long goes to `report.skip`. Raises GoldspanError where the file cannot be read, or where it
    cannot be told where an object ends.
    """
    place = f"{file_format}, {path.name}"
    try:
        with path.open("rb") as file:
            if file.read(3) != codecs.BOM_UTF8:
                file.seek(0)
            first = file.tell()
            head = file.read(_CHUNK)
            file.seek(first)
            if is_lines(head):
                yield from _lines(file, place, report)
            else:
                yield from _objects(file, place, report)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldspanError(f"{path} could not be read ({reason}). Check that it is there.") from error


def is_lines(head: bytes) -> bool:
    """Whether a file that begins with `head` has an object a line."""
    line, feed, _ = head.lstrip().partition(b"\n")
    goes_on = bool(feed) and line.rstrip().endswith((b"{", b"[", b",", b":"))
    return not (line.startswith(b"[") or goes_on)


def beginnings(head: bytes) -> list[dict[str, bytes]]:
    """The first objects of a file that begins with `head`: of each key what its value begins with.

    The last one may be cut short. Empty where `head` is no JSON.
    """
    found: list[dict[str, bytes]] = []
    depth = 0
    array = head.lstrip()[:1] == b"["
    if head.lstrip()[:1] not in (b"{", b"["):
        return found
    for token in _TOKEN.finditer(head, head.index(b"[") + 1 if array else 0):
        mark = token.group()
        if mark in _OPEN:
            depth += 1
            if depth == 1:
                if len(found) == _SEEN:
                    break
                found.append({})
        elif mark in _CLOSE:
            depth -= 1
        elif depth == 1 and (colon := _KEY.match(head, token.end())):
            key = mark[1:-1].decode(errors="replace")
            found[-1][key] = b"".join(head[colon.end() : colon.end() + 200].split())
    return found


def _lines(file: BinaryIO, place: str, report: Report) -> Iterator[Item]:
    number = 0
    while line := file.readline(LIMIT):
        number += 1
        if len(line) == LIMIT and not line.endswith(b"\n"):
            while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            report.skip(_too_long(f"{place}, line {number}"))
        elif line.strip():
            yield Item(line, f"{place}, line {number}")


def _objects(file: BinaryIO, place: str, report: Report) -> Iterator[Item]:
    """The objects of an array, or of objects that follow each other."""
    scan = _Scan(file)
    array = scan.skip_opening()
    number = 0
    while True:
        number += 1
        here = f"{place}, record {number}"
        found = scan.next_object()
        if found is None:
            report.skip(_too_long(here))
            return
        if not found.raw:
            break
        expected = b"," if array and number > 1 else b""
        if found.before != expected:
            what = "a comma" if expected else "an object"
            report.skip(
                GoldspanError(f"{here}: {_shown(found.before)} stands where {what} was expected. {_MEND}")
            )
            return
        if not found.whole:
            report.skip(GoldspanError(f"{here}: the file ends in the middle of it. Copy the file anew."))
            return
        yield Item(found.raw, here)
    if found.before != (b"]" if array else b""):
        problem = f"it ends with {_shown(found.before)}" if found.before else "its last bracket is missing"
        report.skip(GoldspanError(f"{place}, after record {number - 1}: {problem}. {_MEND}"))


class _Found(NamedTuple):
    """What stands before an object, the object (empty at the end of the file), and whether it has an end."""

    before: bytes
    raw: bytes
    whole: bool


class _Scan:
    """Finds where the objects of a file begin and end, reading on as needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._buffer, self._at = file, b"", 0

    def skip_opening(self) -> bool:
        """Pass over the bracket of an array; False where there is none."""
        while not self._buffer.strip() and self._more():
            pass
        self._at = len(self._buffer) - len(self._buffer.lstrip())
        array = self._buffer[self._at : self._at + 1] == b"["
        self._at += array
        return array

    def next_object(self) -> _Found | None:
        """The next object; None where it is longer than the limit."""
        if self._at > _CHUNK // 2:
            self._buffer, self._at = self._buffer[self._at :], 0
        at, begin, depth = self._at, -1, 0
        while len(self._buffer) - self._at <= LIMIT:
            for token in _TOKEN.finditer(self._buffer, at):
                mark = token.group()
                if mark == b'"' or (begin < 0 and mark in _CLOSE):
                    break  # a string that goes on beyond what was read, or the end of the array
                at = token.end()
                if mark in _OPEN:
                    begin = token.start() if begin < 0 else begin
                    depth += 1
                elif mark in _CLOSE:
                    depth -= 1
                    if depth == 0:
                        return self._take(begin, at, whole=True)
            if not self._more():
                end = len(self._buffer)
                return self._take(begin if begin >= 0 else end, end, whole=False)
        return None

    def _take(self, begin: int, end: int, *, whole: bool) -> _Found:
        before, self._at = self._buffer[self._at : begin].strip(), end
        return _Found(before, self._buffer[begin:end], whole)

    def _more(self) -> bool:
        """Read on, the more the longer what is being read: a long string is looked at again each time."""
        found = self._file.read(max(_CHUNK, len(self._buffer)))
        self._buffer += found
        return bool(found)


def _shown(raw: bytes) -> str:
    return f"“{raw[:20].decode(errors='replace')}”" if raw else "nothing"


def _too_long(place: str) -> GoldspanError:
    return GoldspanError(f"{place}: it is longer than {LIMIT:,} bytes. Split the text into articles first.")
