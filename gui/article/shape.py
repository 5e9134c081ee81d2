"""The shaped text of one block: where each character stands in its lines.

Here code points of the article become UTF-16 units of the block, and nowhere above. x in px from the
column's left edge.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from annotations.offsets import Utf16Map
from gui.article.blocks import has_bidi, right_to_left

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


class Shape:
    """One block's text, broken into lines of a column. Offsets are the article's."""

    def __init__(self, source: str, shown: str, start: int, font: QFont, width: float, tab: float) -> None:
        self.start, self.end = start, start + len(source)
        self.source = source
        self.bidi = has_bidi(source)
        self.rtl = self.bidi and right_to_left(source)
        self._units = Utf16Map(source)
        self._cells: dict[int, list[Cell]] = {}
        self.layout = QTextLayout(shown, font)
        self.layout.setCacheEnabled(True)
        self.layout.setTextOption(_option(self.rtl, tab))
        self.lines = _break_lines(self.layout, width)
        self._firsts = [line.textStart() for line in self.lines]
        self.firsts = [start + self._units.to_points(first) for first in self._firsts]
        """The offset of each line's first character."""

    def line_of(self, offset: int) -> int:
        """The line that holds the character at `offset`."""
        return max(0, bisect_right(self.firsts, offset) - 1)

    def line_end(self, line: int) -> int:
        """The offset after the line's last character."""
        return self.firsts[line + 1] if line + 1 < len(self.firsts) else self.end

    def extents(self, line: int, start: int, end: int) -> list[Extent]:
        """Where `[start, end)` of one line is seen: one stretch, or several where directions mix."""
        first, last = self._to_unit(start), self._to_unit(end)
        if first >= last:
            return []
        if not self.bidi:
            return [(self._x(line, first), self._x(line, last))]
        return _glyph_extents(self.lines[line], first, last - first) or [self._nowhere(line, first)]

    def cell(self, offset: int) -> tuple[int, Extent]:
        """The line and the extent of the character at `offset`; of no width at the end of the block."""
        line = self.line_of(offset)
        unit = self._to_unit(offset)
        if offset >= self.end:
            return line, self._nowhere(line, unit)
        if self.bidi:
            cells = self._line_cells(line)
            at = max(0, bisect_right(cells, unit, key=lambda c: c.start) - 1)
            return line, (cells[at].left, cells[at].right)
        first, last = self._cluster(unit)
        return line, (self._x(line, first), self._x(line, last))

    def offset_at(self, line: int, x: float) -> int:
        """The offset of the character under `x`, or of the nearest one in the line."""
        text_line = self.lines[line]
        if self.bidi:
            cells = self._line_cells(line)
            cell = min(cells, key=lambda c: max(c.left - x, x - c.right, 0.0), default=None)
            return self.start if cell is None else self._to_offset(cell.start)
        unit = text_line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        unit = min(max(unit, text_line.textStart()), text_line.textStart() + text_line.textLength())
        if self._x(line, unit) > x and unit > text_line.textStart():
            unit = self._cluster(unit - 1)[0]
        return min(self._to_offset(unit), max(self.start, self.line_end(line) - 1))

    def caret_at(self, line: int, x: float) -> int:
        """The offset between two characters that is nearest to `x`."""
        offset = self.offset_at(line, x)
        if offset >= self.end:
            return offset
        _, (left, right) = self.cell(offset)
        after = x > (left + right) / 2
        if self.leftwards(offset):
            after = x < (left + right) / 2
        return self._to_offset(self._cluster(self._to_unit(offset))[1]) if after else offset

    def caret_x(self, offset: int) -> tuple[int, float]:
        """The line and x of the caret before the character at `offset`."""
        line, (left, right) = self.cell(offset)
        return line, right if self.leftwards(offset) else left

    def leftwards(self, offset: int) -> bool:
        """Whether the character at `offset` runs from right to left."""
        if not self.bidi:
            return False
        runs = self.lines[self.line_of(offset)].glyphRuns(self._to_unit(offset), 1)
        return runs[0].isRightToLeft() if runs else self.rtl

    def _to_unit(self, offset: int) -> int:
        return self._units.to_units(offset - self.start)

    def _to_offset(self, unit: int) -> int:
        return self.start + self._units.to_points(unit)

    def _x(self, line: int, unit: int) -> float:
        return float(self.lines[line].cursorToX(unit)[0])  # type: ignore[index]

    def _nowhere(self, line: int, unit: int) -> Extent:
        """An extent of no width, for what has no glyph."""
        x = self._x(line, unit)
        return (x, x)

    def _cluster(self, unit: int) -> tuple[int, int]:
        """The units of the character that `unit` is part of."""
        first, last = unit, unit + 1
        while first > 0 and not self.layout.isValidCursorPosition(first):
            first -= 1
        length = self._units.to_units(len(self.source))
        while last < length and not self.layout.isValidCursorPosition(last):
            last += 1
        return first, min(last, length)

    def _line_cells(self, line: int) -> list[Cell]:
        """All characters of a line with both directions; made when first asked for."""
        if line not in self._cells:
            text_line = self.lines[line]
            first, end = text_line.textStart(), text_line.textStart() + text_line.textLength()
            cells: list[Cell] = []
            while first < end:
                last = self._cluster(first)[1]
                found = _glyph_extents(text_line, first, last - first) or [self._nowhere(line, first)]
                cells.append(Cell(found[0][0], found[-1][1], first, last))
                first = last
            self._cells[line] = cells
        return self._cells[line]


def _option(rtl: bool, tab: float) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setTabStopDistance(tab)
    option.setUseDesignMetrics(True)
    return option


def _break_lines(layout: QTextLayout, width: float) -> list[QTextLine]:
    lines: list[QTextLine] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines


def _glyph_extents(line: QTextLine, first: int, length: int) -> list[Extent]:
    """Where the glyphs of these units stand, left to right, runs that touch as one."""
    found: list[Extent] = []
    for run in line.glyphRuns(first, length):
        places = [point.x() for point in run.positions()]
        widths = [point.x() for point in run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())]
        if places:
            found.append((min(places), max(p + w for p, w in zip(places, widths, strict=True))))
    merged: list[Extent] = []
    for left, right in sorted(found):
        if merged and left <= merged[-1][1] + _SAME_PLACE:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged
