"""Where each character of a line stands in which directions mix. x in px from the line's left edge.

Only such lines need this: elsewhere a character stands between two places of Qt's cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from PySide6.QtGui import QTextLine

Extent = tuple[float, float]
"""From where to where, x in px."""

_SAME_PLACE = 0.75
"""Px between two runs of glyphs that are still one stretch."""


class Cell(NamedTuple):
    """A character as it is seen, with all that joins it: units `[start, end)` at `left` to `right`."""

    left: float
    right: float
    start: int
    end: int
    leftwards: bool


class _Glyphs(NamedTuple):
    """The glyphs of one character: units, extent if there is any, direction, and whether they are several."""

    start: int
    end: int
    extent: Extent | None
    leftwards: bool
    several: bool = False


def line_cells(
    line: QTextLine, clusters: Iterable[tuple[int, int]], unseen: Callable[[int], bool], *, rtl: bool
) -> list[Cell]:
    """The characters of a line, given the units of each; `unseen` tells which units take no room.

    `rtl` is the direction of what has no glyph.
    """
    glyphs = [
        _Glyphs(start, end, None, rtl)
        if end == start + 1 and unseen(start)
        else _glyphs(line, start, end, rtl)
        for start, end in clusters
    ]
    return _cells_from(line, _parted(glyphs))


def cursor_x(line: QTextLine, unit: int) -> float:
    """Where Qt's cursor stands before a unit."""
    # Qt for Python gives a pair, its type stubs a number.
    return float(line.cursorToX(unit)[0])  # type: ignore[index]


def nowhere(line: QTextLine, unit: int) -> Extent:
    """An extent of no width, for what has no glyph."""
    x = cursor_x(line, unit)
    return (x, x)


def _cells_from(line: QTextLine, glyphs: list[_Glyphs]) -> list[Cell]:
    """The places of a line's characters: where their glyphs are, as far as Qt tells that rightly."""
    places = [one.extent or nowhere(line, one.start) for one in glyphs]
    if any(one.several and one.leftwards for one in glyphs):
        places = [_beside(line, glyphs, n, place) for n, place in enumerate(places)]
    return [
        Cell(left, right, one.start, one.end, one.leftwards)
        for one, (left, right) in zip(glyphs, places, strict=True)
    ]


def _beside(line: QTextLine, glyphs: list[_Glyphs], n: int, place: Extent) -> Extent:
    """The place of a character in a line that holds clusters of several glyphs from right to left.

    Of these and of what stands beside them Qt tells the width but not the place. Its cursor is right
    there, between two characters that run the same way.
    """
    own = glyphs[n]
    left, right = place
    width = right - left
    follows = n > 0 and glyphs[n - 1].leftwards == own.leftwards
    leads = n + 1 < len(glyphs) and glyphs[n + 1].leftwards == own.leftwards
    start, end = cursor_x(line, own.start), cursor_x(line, own.end)
    if follows and leads and abs(end - start) <= width + _SAME_PLACE:
        return min(start, end), max(start, end)
    if follows:
        return (start - width, start) if own.leftwards else (start, start + width)
    if leads:
        return (end, end + width) if own.leftwards else (end - width, end)
    return place


def _glyphs(line: QTextLine, start: int, end: int, rtl: bool) -> _Glyphs:
    """What Qt says of the glyphs of one character; `rtl` is the direction of what has none."""
    runs = [run for run in line.glyphRuns(start, end - start) if run.positions()]
    if not runs:
        return _Glyphs(start, end, None, rtl)
    lefts: list[float] = []
    rights: list[float] = []
    for run in runs:
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for place, advance in zip(run.positions(), advances, strict=True):
            lefts.append(place.x())
            rights.append(place.x() + advance.x())
    return _Glyphs(start, end, (min(lefts), max(rights)), runs[0].isRightToLeft(), len(lefts) > 1)


def _parted(glyphs: list[_Glyphs]) -> list[_Glyphs]:
    """The same with each ligature, of which Qt gives every letter the whole, parted among its letters."""
    found: list[_Glyphs] = []
    for extent, group in groupby(glyphs, key=lambda one: one.extent):
        letters = list(group)
        if extent is None or len(letters) == 1:
            found += letters
            continue
        width = (extent[1] - extent[0]) / len(letters)
        for n, one in enumerate(letters):
            left = extent[0] + width * (len(letters) - 1 - n if one.leftwards else n)
            found.append(one._replace(extent=(left, left + width)))
    return found


def merged(extents: Iterable[Extent]) -> list[Extent]:
    """Extents from left to right, those that touch as one."""
    found: list[Extent] = []
    for left, right in sorted(extents):
        if found and left <= found[-1][1] + _SAME_PLACE:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found
