"""The article laid out as far as it is seen: blocks near the viewport in full, the rest as estimates."""

from __future__ import annotations

from math import ceil, exp

import msgspec
from PySide6.QtCore import QRect, QRectF

from annotations.document import Document
from annotations.model import Span
from gui.article.blocks import Blocks
from gui.article.heights import Heights
from gui.article.marks import marks_of
from gui.article.measures import Measures
from gui.article.place import LanesFor, Piece, Placed, place
from gui.article.shape import Shape
from gui.article.visible import Visible

_KEPT = 240
"""Blocks that stay laid out; beyond, the ones farthest from the viewport are let go."""


class Seat(msgspec.Struct, frozen=True, gc=False):
    """A block in the viewport: its text begins at `top` (y in the viewport)."""

    index: int
    placed: Placed
    top: float


class Page(msgspec.Struct, frozen=True, gc=False):
    """What is seen: the blocks from top to bottom, and where the column's left edge is in the viewport."""

    seats: tuple[Seat, ...]
    left: float
    measures: Measures


def difference(before: Page, after: Page, width: int, height: int) -> QRect:
    """The part of a viewport of this size in which two pages differ."""
    if before.left != after.left or len(before.seats) != len(after.seats):
        return QRect(0, 0, width, height)
    slack = after.measures.pitch
    differing = [
        (min(old.top, new.top), max(old.top + old.placed.height, new.top + new.placed.height))
        for old, new in zip(before.seats, after.seats, strict=True)
        if old.placed is not new.placed or old.top != new.top
    ]
    if not differing:
        return QRect()
    top = int(min(top for top, _ in differing) - slack)
    bottom = int(max(bottom for _, bottom in differing) + slack)
    return QRect(0, top, width, bottom - top)


class ArticleLayout:
    """One article in one column. y in px from the top of the content: `head` px for a title, then the text.

    Heights of blocks that were never near the viewport are estimates; `window` puts the true ones in without
    moving what is seen.
    """

    def __init__(
        self,
        document: Document,
        blocks: Blocks,
        measures: Measures,
        *,
        head: float,
        labels: bool,
        visible: Visible,
    ) -> None:
        self.document, self.blocks, self.measures = document, blocks, measures
        self.head = head
        self.lanes_for: LanesFor | None = None
        self._labels, self._visible = labels, visible
        self._shapes: dict[int, Shape] = {}
        self._placed: dict[int, Placed] = {}
        self.heights = Heights(self._estimates())

    @property
    def height(self) -> float:
        """The height of the content, with as much room below the text as above it."""
        return self.head + self.heights.total + self.measures.px(48)

    # -- laying out -------------------------------------------------------------------------------

    def placed(self, index: int) -> Placed:
        """The block, laid out now if it was not."""
        found = self._placed.get(index)
        if found is None:
            found = self._placed[index] = self._place(index)
            self.heights.set(index, found.height + self._gap(index))
        return found

    def top(self, index: int) -> float:
        """Where the text of the block begins."""
        return self.head + self.heights.before(index) + self._gap(index)

    def window(self, y: float, height: float, anchor: int | None = None) -> tuple[float, range]:
        """Lay out what is seen from `y` on; returns the y that keeps `anchor` in its place, and the blocks.

        Without an anchor the block at `y` is kept.
        """
        keep = self.at(y) if anchor is None else anchor
        seat = self.head + self.heights.before(keep) - y
        self.placed(keep)
        first = last = keep
        below = seat + self.heights[keep]
        while below < height and last + 1 < len(self.blocks):
            last += 1
            self.placed(last)
            below += self.heights[last]
        above = seat
        while above > 0 and first > 0:
            first -= 1
            self.placed(first)
            above -= self.heights[first]
        settled = self.head + self.heights.before(keep) - seat
        bounded = max(0.0, min(settled, self.height - height))
        if abs(bounded - settled) > 0.01:
            return self.window(bounded, height) if anchor is not None else self._rest(bounded, height)
        self._let_go(first, last)
        return settled, range(first, last + 1)

    def _rest(self, y: float, height: float) -> tuple[float, range]:
        """The window at an end of the content: lay out until nothing above changes any more."""
        while True:
            first, last = self.at(y), self.at(y + height)
            for index in range(first, last + 1):
                self.placed(index)
            bounded = max(0.0, min(y, self.height - height))
            if bounded == y and (self.at(y), self.at(y + height)) == (first, last):
                return y, range(first, last + 1)
            y = bounded

    def at(self, y: float) -> int:
        """The index of the block at `y`."""
        return self.heights.at(max(0.0, y - self.head))

    def page(self, y: float, height: float, indexes: range, left: float) -> Page:
        """The blocks of a window in the viewport's coordinates."""
        seats = [Seat(n, self.placed(n), self.top(n) - y) for n in indexes]
        seen = tuple(s for s in seats if s.top < height and s.top + s.placed.height > 0)
        return Page(seen, left, self.measures)

    # -- changing ---------------------------------------------------------------------------------

    def touch(self, start: int, end: int) -> range:
        """Lay out anew, when next asked for, the blocks that `[start, end)` is in; returns them."""
        touched = range(self.blocks.at(start), self.blocks.at(max(start, end - 1)) + 1)
        for index in touched:
            self.touch_block(index)
        return touched

    def touch_block(self, index: int) -> None:
        """Lay out one block's marks anew, when next asked for."""
        self._placed.pop(index, None)

    def touch_all(self) -> None:
        """Lay out all marks anew; the text keeps its lines."""
        self._placed.clear()

    # -- asking -----------------------------------------------------------------------------------

    def cell(self, offset: int) -> QRectF:
        """Where the character at `offset` is: x in the column, y in the content; no width at the end."""
        index = self.blocks.at(offset)
        placed = self.placed(index)
        line, (left, right) = placed.shape.cell(offset)
        baseline = self.top(index) + placed.lines[line].baseline
        above, below = self.measures.above, self.measures.below
        return QRectF(left, baseline - above, right - left, above + below)

    def first_piece(self, span: Span) -> tuple[int, Piece] | None:
        """The block and the box in which a span begins, or None where it is not shown."""
        index = self.blocks.at(span.start)
        for piece in self.placed(index).pieces:
            if piece.first and any(span.id == other.id for other in piece.mark.spans):
                return index, piece
        return None

    # -- inside -----------------------------------------------------------------------------------

    def _gap(self, index: int) -> float:
        return self.measures.gap if self.blocks.gap(index) else 0.0

    def _place(self, index: int) -> Placed:
        shape = self._shapes.get(index)
        if shape is None:
            shape = self._shapes[index] = Shape(
                self.blocks.source(index),
                self.blocks.shown(index),
                self.blocks.start(index),
                self.measures.reading,
                self.measures.width,
                self.measures.tab,
            )
        spans = self.document.spans_in(shape.start, shape.end)
        marks = marks_of([s for s in spans if self._visible.span(s)], self.document.tokens)
        return place(
            shape,
            marks,
            self.measures,
            labels=self._labels,
            closes=index == len(self.blocks) - 1,
            lanes_for=self.lanes_for,
        )

    def _let_go(self, first: int, last: int) -> None:
        if len(self._shapes) <= _KEPT:
            return
        middle = (first + last) / 2
        for index in sorted(self._shapes, key=lambda n: abs(n - middle))[_KEPT // 2 :]:
            if not first <= index <= last:
                del self._shapes[index]
                self._placed.pop(index, None)

    def _estimates(self) -> list[float]:
        measures = self.measures
        line = measures.width / measures.advance * 0.97
        lines = max(1.0, len(self.blocks.text) / line)
        labelled = 1 - exp(-len(self.document.spans) / lines) if self._labels else 0.0
        pitch = measures.pitch + measures.px(7) * labelled
        return [
            max(1, ceil((self.blocks.end(n) - self.blocks.start(n)) / line)) * pitch + self._gap(n)
            for n in range(len(self.blocks))
        ]
