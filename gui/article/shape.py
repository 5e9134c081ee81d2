"""The shaped text of one block: where each character stands in its lines.

Here code points of the article become UTF-16 units of the block, and nowhere above. x in px from the
column's left edge.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from annotations.offsets import Utf16Map
from gui.article.blocks import has_bidi, right_to_left
from gui.article.cells import Cell, Extent, cursor_x, line_cells, merged, nowhere


class Shape:
    """One block's text, broken into lines of a column. Offsets are the article's."""

    def __init__(self, source: str, shown: str, start: int, font: QFont, width: float, tab: float) -> None:
        self.start, self.end = start, start + len(source)
        self.source, self._shown = source, shown
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
        cells = self._line_cells(line)
        inside = cells[bisect_left(cells, first, key=lambda c: c.end - 1) :]
        return merged((c.left, c.right) for c in inside if c.start < last) or [self._nowhere(line, first)]

    def cell(self, offset: int) -> tuple[int, Extent]:
        """The line and the extent of the character at `offset`; of no width at the end of the block."""
        line = self.line_of(offset)
        unit = self._to_unit(offset)
        if offset >= self.end:
            return line, self._nowhere(line, unit)
        if self.bidi:
            cell = self._cell_of(line, unit)
            return line, self._nowhere(line, unit) if cell is None else (cell.left, cell.right)
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
        cell = self._cell_of(self.line_of(offset), self._to_unit(offset))
        return cell.leftwards if cell is not None else self.rtl

    def _to_unit(self, offset: int) -> int:
        return self._units.to_units(offset - self.start)

    def _to_offset(self, unit: int) -> int:
        return self.start + self._units.to_points(unit)

    def _x(self, line: int, unit: int) -> float:
        return cursor_x(self.lines[line], unit)

    def _nowhere(self, line: int, unit: int) -> Extent:
        return nowhere(self.lines[line], unit)

    def _cluster(self, unit: int) -> tuple[int, int]:
        """The units of the character that `unit` is part of."""
        first, last = unit, unit + 1
        while first > 0 and not self.layout.isValidCursorPosition(first):
            first -= 1
        length = self._units.to_units(len(self.source))
        while last < length and not self.layout.isValidCursorPosition(last):
            last += 1
        return first, min(last, length)

    def _cell_of(self, line: int, unit: int) -> Cell | None:
        cells = self._line_cells(line)
        return cells[max(0, bisect_right(cells, unit, key=lambda c: c.start) - 1)] if cells else None

    def _line_cells(self, line: int) -> list[Cell]:
        """All characters of a line with both directions; made when first asked for."""
        if line not in self._cells:
            self._cells[line] = line_cells(
                self.lines[line], self._clusters(line), self._is_unseen, rtl=self.rtl
            )
        return self._cells[line]

    def _clusters(self, line: int) -> Iterator[tuple[int, int]]:
        first = self.lines[line].textStart()
        end = first + self.lines[line].textLength()
        while first < end:
            last = self._cluster(first)[1]
            yield first, last
            first = last

    def _is_unseen(self, unit: int) -> bool:
        """Whether a character takes no room: its glyph has a width of which Qt makes no use."""
        return unicodedata.category(self._shown[self._units.to_points(unit)]) == "Cf"


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
