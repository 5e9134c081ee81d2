"""The grounds of selected text, and of what was looked for: over the fills and under the letters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.article.inks import Inks
from gui.article.layout import Seat
from gui.article.measures import Measures
from gui.article.showing import Showing

_REACH = 3.0
"""Px that a ground is higher than a box, above and below."""

_LINE = 2.0
"""Px of the line under a hit: it lies below the box of a span, so that no fill hides it."""


def paint_grounds(
    painter: QPainter, seat: Seat, showing: Showing, inks: Inks, measures: Measures, band: tuple[float, float]
) -> None:
    """Paint them in one block, as far as they touch `band` of its y.

    All hits are marked quietly; the one that is stood on is selected text, and so has both grounds.
    """
    for rect in hit_rects(seat, showing.hits, measures):
        if rect.bottom() >= band[0] and rect.top() <= band[1]:
            painter.fillRect(rect, inks.hit)
            below = QRectF(rect.left(), rect.bottom() - _LINE, rect.width(), _LINE)
            painter.fillRect(below, inks.theme.accent)
    if showing.selection is not None:
        for rect in _rects(seat, showing.selection, measures):
            painter.fillRect(rect, inks.selection)


def hit_rects(seat: Seat, hits: Sequence[tuple[int, int]], measures: Measures) -> Iterator[QRectF]:
    """Where the hits (bounds in order, apart) are in a block: one place a line, more where directions mix."""
    for bounds in hits[bisect_right(hits, seat.placed.start, key=lambda hit: hit[1]) :]:
        if bounds[0] >= seat.placed.end:
            return
        yield from _rects(seat, bounds, measures)


def _rects(seat: Seat, bounds: tuple[int, int], measures: Measures) -> Iterator[QRectF]:
    placed, shape = seat.placed, seat.placed.shape
    start, end = max(bounds[0], placed.start), min(bounds[1], placed.end)
    if start >= end:
        return
    for n in range(shape.line_of(start), shape.line_of(end - 1) + 1):
        line = placed.lines[n]
        top = measures.snap(line.baseline - measures.above - _REACH)
        bottom = measures.snap(line.baseline + measures.below + _REACH)
        for left, right in shape.extents(n, max(start, line.start), min(end, line.end)):
            yield QRectF(left, top, right - left, bottom - top)
