"""The regions and relations of one Label Studio result, put in their place in the text.

Its browser counts in UTF-16 units, and models that predict for it in code points: the text that a region
holds tells which. A text that lost its leading white space on the way shifts all regions alike.
"""

from __future__ import annotations

from typing import Any

import msgspec

from annotations.formats.building import Builder
from annotations.formats.report import Report
from annotations.model import State
from annotations.offsets import Utf16Map

UNNAMED = "related"
"""The label of a relation that has none, which Label Studio allows."""


class Value(msgspec.Struct):
    """What a region of text holds: its bounds, its text and its labels."""

    start: int | float | str | None = None
    end: int | float | str | None = None
    text: Any = None
    labels: list[str] = []


class Region(msgspec.Struct):
    """One row of a result: a region, a relation, or something for other kinds of data."""

    type: str = ""
    id: int | str | None = None
    value: Value | None = None
    from_id: int | str | None = None
    to_id: int | str | None = None
    direction: str | None = None
    labels: list[str] | None = None
    score: float | None = None


class Regions:
    """Takes results over into the article that `builder` makes."""

    def __init__(self, builder: Builder, report: Report) -> None:
        self._builder, self._report = builder, report
        self._text = builder.text
        self._units = Utf16Map(builder.text)

    def take(
        self,
        result: list[Region],
        field: str,
        state: State | None = None,
        *,
        source: str = "",
        score: float | None = None,
    ) -> None:
        """Take the regions, then the relations, whose ends may be named before they come.

        `field` is where the result stands. A region with several labels becomes several spans, of which the
        first one is what relations join.
        """
        ids: dict[int | str, str] = {}
        origin = {"state": state, "source": source}
        for n, row in enumerate(result):
            here = f"field {field}[{n}]"
            if row.type == "labels" and row.value is not None:
                certain = row.score if row.score is not None else score
                start, end = self._bounds(row.value, here)
                made = [self._span(start, end, label, here, origin, certain) for label in row.value.labels]
                if not made:
                    self._report.leave("a region without a label", self._builder.place)
                elif row.id is not None:
                    ids[row.id] = made[0]
            elif row.type != "relation":
                name = row.type or "without a type"
                self._report.leave(f"a result of the kind {name}", self._builder.place)
        for n, row in enumerate(result):
            if row.type == "relation":
                self._relation(row, ids, f"field {field}[{n}]", origin)

    def _span(
        self, start: int, end: int, label: str, here: str, origin: dict[str, Any], score: float | None
    ) -> str:
        """The span; one that a person accepted already is not suggested again."""
        suggested = origin["state"] is State.SUGGESTED
        known = self._builder.known(start, end, label) if suggested else None
        return known or self._builder.span(start, end, label, here, score=score, **origin)

    def _relation(self, row: Region, ids: dict[int | str, str], here: str, origin: dict[str, Any]) -> None:
        """A relation from left to right, or the other way; one in both directions becomes two."""
        head, child = (self._end(end, ids, here) for end in (row.from_id, row.to_id))
        if row.direction == "left":
            head, child = child, head
        labels = row.labels or [UNNAMED]
        if not row.labels:
            self._report.leave(f"a relation without a label, which is named {UNNAMED}", self._builder.place)
        ways = [(head, child)]
        if row.direction == "bi":
            self._report.leave("a relation in both directions, which becomes two", self._builder.place)
            ways.append((child, head))
        for label in labels:
            for ends in ways:
                if origin["state"] is None or not self._builder.related(*ends, label):
                    self._builder.relation(*ends, label, here, **origin)

    def _end(self, end: int | str | None, ids: dict[int | str, str], here: str) -> str:
        if end is None or end not in ids:
            self._builder.fail(here, f"the result has no region with the id “{end}”")
        return ids[end]

    def _bounds(self, value: Value, here: str) -> tuple[int, int]:
        """The bounds in code points, by the text that the region holds where it holds one."""
        try:
            start, end = int(value.start or 0), int(value.end if value.end is not None else -1)
        except ValueError:
            self._builder.fail(f"{here}.value", f"“{value.start}” to “{value.end}” are no offsets")
        expected = value.text if isinstance(value.text, str) else ""
        length = self._units.to_units(len(self._text))
        units = (start, end)
        if 0 <= start <= end <= length:
            units = (self._units.to_points(start), self._units.to_points(end))
        if not expected:
            return units
        for found in (units, (start, end)):
            if 0 <= found[0] <= found[1] and self._text[found[0] : found[1]] == expected:
                return found
        return self._by_text(expected, units[0], here)

    def _by_text(self, expected: str, near: int, here: str) -> tuple[int, int]:
        """Where the text of a region stands, next to where it should."""
        lead = len(self._text) - len(self._text.lstrip())
        anchors = [max(0, min(at, len(self._text))) for at in (near + lead, near)]
        places = [self._text.find(expected, at) for at in anchors]
        places += [self._text.rfind(expected, 0, at + len(expected)) for at in anchors]
        distances = [(min(abs(place - at) for at in anchors), place) for place in places if place >= 0]
        if not distances:
            self._builder.fail(f"{here}.value.text", f"“{expected}” is nowhere in the text")
        self._report.leave("a region that was placed by its text", self._builder.place)
        best = min(distances)[1]
        return best, best + len(expected)
