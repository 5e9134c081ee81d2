"""Where boxes, labels and lines of one block stand: boxes a line piece, label rows, head room. Pure.

Coordinates are px from the block's upper left corner. Nothing here depends on what is selected or hovered,
so no such thing ever moves the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from gui.article.labels import Label, draft_label, give_rows
from gui.article.marks import Mark
from gui.article.measures import Measures
from gui.article.shape import Shape


class Piece(msgspec.Struct, frozen=True, gc=False):
    """The box of a highlight in one line; `first` and `last` say that it begins and ends there.

    An open side has no outline: the highlight goes on in another line.
    """

    mark: Mark
    line: int
    rect: QRectF
    path: QPainterPath
    first: bool
    last: bool
    open_left: bool
    open_right: bool


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line: its band from `top` to `top + height`, its baseline, and its characters `[start, end)`.

    `free` is the y above which no label and no box of the line reaches: arcs have their lanes there.
    """

    top: float
    height: float
    baseline: float
    free: float
    start: int
    end: int


class Placed(msgspec.Struct, frozen=True, gc=False):
    """One block, laid out: its lines, boxes (outer before inner) and labels.

    `closes` says that the text ends with it, so that the offset after its last character is its own too.
    """

    start: int
    end: int
    shape: Shape
    height: float
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    labels: tuple[Label, ...]
    closes: bool

    def line_at(self, y: float) -> int:
        """The index of the line that `y` falls into; the first above, the last below."""
        return next(
            (n for n, line in enumerate(self.lines) if y < line.top + line.height), len(self.lines) - 1
        )


class Draft(NamedTuple):
    """A block whose labels have their places in their lines, but whose lines have no y yet.

    It is what lanes of arcs are counted from.
    """

    start: int
    end: int
    shape: Shape
    labels: Sequence[Label]


LanesFor = Callable[[Draft], Sequence[int]]
"""How many lanes of arcs stand above each line of a block; lines past the last entry have none."""


class _Box(NamedTuple):
    """A piece without its y."""

    mark: Mark
    line: int
    left: float
    right: float
    first: bool
    last: bool
    open_left: bool
    open_right: bool


def place(
    shape: Shape,
    marks: Sequence[Mark],
    measures: Measures,
    *,
    labels: bool = True,
    closes: bool = False,
    lanes_for: LanesFor | None = None,
) -> Placed:
    """Place everything of a block; sets the lines of its text layout as a part of it.

    `labels` shows them; `lanes_for` gives the lanes of arcs above each line.
    """
    boxes = [box for mark in marks for box in _boxes(shape, mark, measures)]
    drafts = _labels(boxes, shape, measures) if labels else []
    lanes = lanes_for(Draft(shape.start, shape.end, shape, drafts)) if lanes_for else ()
    lines = _lines(shape, boxes, drafts, lanes, measures)
    for text_line, line in zip(shape.lines, lines, strict=True):
        text_line.setPosition(QPointF(0, line.baseline - text_line.ascent()))
    pieces = tuple(_piece(box, lines[box.line], measures) for box in boxes)
    settled = tuple(label.at(lines[label.line].baseline, measures) for label in drafts)
    height = lines[-1].top + lines[-1].height if lines else measures.pitch
    return Placed(shape.start, shape.end, shape, height, lines, pieces, settled, closes)


def _boxes(shape: Shape, mark: Mark, measures: Measures) -> list[_Box]:
    start, end = max(mark.start, shape.start), min(mark.end, shape.end)
    found: list[_Box] = []
    for line in range(shape.line_of(start), shape.line_of(max(start, end - 1)) + 1):
        found += _line_boxes(shape, mark, line, start, end, measures)
    return found


def _line_boxes(shape: Shape, mark: Mark, line: int, start: int, end: int, measures: Measures) -> list[_Box]:
    """The boxes of a highlight in one line; more than one where directions mix."""
    first, last = max(start, shape.firsts[line]), min(end, shape.line_end(line))
    text = shape.source[first - shape.start : last - shape.start]
    if last < mark.end:
        last -= len(text) - len(text.rstrip())
    if first > mark.start and text.strip():
        first += len(text) - len(text.lstrip())
    if first >= last and mark.start < mark.end:
        return []
    extents = shape.extents(line, first, last) if first < last else [(shape.caret_x(first)[1],) * 2]
    before, after = _side(shape, first - 1, line, measures, mark), _side(shape, last, line, measures, mark)
    begun, goes_on = first > mark.start, last < mark.end
    left, right = (before, after) if not shape.rtl else (after, before)
    open_left, open_right = (begun, goes_on) if not shape.rtl else (goes_on, begun)
    ends = len(extents) - 1
    return [
        _Box(
            mark,
            line,
            x0 - (left if n == 0 else 0.0),
            x1 + (right if n == ends else 0.0),
            not begun and n == (ends if shape.rtl else 0),
            not goes_on and n == (0 if shape.rtl else ends),
            open_left and n == 0,
            open_right and n == ends,
        )
        for n, (x0, x1) in enumerate(extents)
    ]


def _side(shape: Shape, neighbour: int, line: int, measures: Measures, mark: Mark) -> float:
    """How far a box reaches sideways: into white space and margins, not onto a letter."""
    if shape.firsts[line] <= neighbour < shape.line_end(line):
        beside = shape.source[neighbour - shape.start]
        if not beside.isspace():
            return 0.0
    return measures.px(1.2 + 1.5 * mark.level)


def _labels(boxes: Sequence[_Box], shape: Shape, measures: Measures) -> list[Label]:
    """The labels of a block in their rows: one for each highlight and line."""
    by_line: dict[int, list[Label]] = {}
    seen: set[tuple[int, int, int]] = set()
    tops: dict[int, list[_Box]] = {}
    for box in boxes:
        tops.setdefault(box.line, []).append(box)
        key = (box.mark.start, box.mark.end, box.line)
        if key not in seen:
            seen.add(key)
            continued = box.mark.start < shape.firsts[box.line]
            label = draft_label(box.mark, box.line, box.left, continued, measures)
            by_line.setdefault(box.line, []).append(label)
    found: list[Label] = []
    for line, labels in by_line.items():
        reaches = [(box.left, box.right, box.mark.level) for box in tops[line]]
        found += give_rows(labels, reaches, measures)
    return found


def _lines(
    shape: Shape,
    boxes: Sequence[_Box],
    labels: Sequence[Label],
    lanes: Sequence[int],
    measures: Measures,
) -> tuple[Line, ...]:
    """Stack the lines, each with the head room that it needs."""
    rows, nest = [0] * len(shape.lines), [0] * len(shape.lines)
    for label in labels:
        rows[label.line] = max(rows[label.line], label.row + 1)
    for box in boxes:
        nest[box.line] = max(nest[box.line], box.mark.level)
    lines: list[Line] = []
    top = 0.0
    rest = measures.pitch - measures.above - measures.below
    for n, text_line in enumerate(shape.lines):
        arcs = lanes[n] if n < len(lanes) else 0
        head = measures.px(12 * rows[n] - 5 if rows[n] else 0) + measures.px(2 * nest[n])
        room = measures.px(16 * arcs + 6) if arcs else 0.0
        over = max(0.0, text_line.ascent() - measures.above - rest / 2)
        under = max(0.0, text_line.descent() - measures.below - rest / 2)
        under = max(under, measures.level * (nest[n] - 1))
        baseline = measures.snap(top + room + max(head, over) + rest / 2 + measures.above)
        height = measures.snap(baseline + measures.below + rest / 2 + under) - top
        reach = measures.above + measures.px(1.5) + measures.level * nest[n]
        label_reach = measures.label_rise + measures.row * rows[n] if rows[n] else 0.0
        free = baseline - reach - label_reach
        lines.append(Line(top, height, baseline, free, shape.firsts[n], shape.line_end(n)))
        top += height
    return tuple(lines)


def _piece(box: _Box, line: Line, measures: Measures) -> Piece:
    grow = measures.px(1.5) + measures.level * box.mark.level
    left, right = measures.snap(box.left) + 0.5, measures.snap(box.right) - 0.5
    top = measures.snap(line.baseline - measures.above - grow) + 0.5
    bottom = measures.snap(line.baseline + measures.below + grow) - 0.5
    rect = QRectF(left, top, max(2.0, right - left), bottom - top)
    path = box_path(rect, measures.px(4), open_left=box.open_left, open_right=box.open_right)
    return Piece(box.mark, box.line, rect, path, box.first, box.last, box.open_left, box.open_right)


def box_path(
    rect: QRectF, radius: float, *, open_left: bool = False, open_right: bool = False
) -> QPainterPath:
    """A box with round corners; an open side has neither outline nor corners."""
    path = QPainterPath()
    if not open_left and not open_right:
        radius = min(radius, rect.width() / 2, rect.height() / 2)
        path.addRoundedRect(rect, radius, radius)
        return path
    if open_left and open_right:
        path.moveTo(rect.topLeft())
        path.lineTo(rect.topRight())
        path.moveTo(rect.bottomRight())
        path.lineTo(rect.bottomLeft())
        return path
    return _half_box(rect, min(radius, rect.width(), rect.height() / 2), left=open_right)


def _half_box(rect: QRectF, radius: float, *, left: bool) -> QPainterPath:
    """Three sides of a box, drawn from its open side and back to it; `left` is the side that is closed."""
    side, other = (rect.left(), rect.right()) if left else (rect.right(), rect.left())
    turn = radius if left else -radius
    path = QPainterPath(QPointF(other, rect.top()))
    path.lineTo(side + turn, rect.top())
    path.quadTo(side, rect.top(), side, rect.top() + radius)
    path.lineTo(side, rect.bottom() - radius)
    path.quadTo(side, rect.bottom(), side + turn, rect.bottom())
    path.lineTo(other, rect.bottom())
    return path
