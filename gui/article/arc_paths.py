"""The shapes of arcs: strokes, dots, arrow heads, label grounds, and which arc a point is on.

`base` is the y down to which a line's head room is free for arcs; y grows downwards, lanes grow upwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from gui.article.arc_lanes import LABEL_PAD, LANE
from gui.article.arcs import Mark, Piece, Tip

FIRST_LANE = 9.1
"""From `base` up to the lowest lane's line."""

CORNER = 6.0
"""Radius of an arc's corners."""

DOT = 2.3
"""Radius of the dot at the head."""

ARROW = (7.2, 6.6)
"""Width and height of the arrow head at the child."""

ARROW_DROP = 0.7
"""How far the arrow's tip reaches under `base`, onto the label."""

CHEVRON = (4.5, 4.0)
"""Length and half the height of the open arrow of an arc that goes on."""

LABEL_HEIGHT = 13.0
"""Height of the page's ground behind an arc's label."""

LABEL_LIFT = 2.5
"""How far a label that reaches over the ends of a lowest arc is raised, so that it clears the arrow."""

NEAR = 4.0
"""How far from an arc a point still counts as on it, in px at any zoom."""


def lane_y(piece: Piece, base: float, scale: float) -> float:
    """The y along which a piece runs."""
    return base - (FIRST_LANE + LANE * piece.lane) * scale


def label_y(piece: Piece, base: float, scale: float) -> float:
    """The y of the middle of a piece's label: on the arc, or just over it where it would lie on the marks."""
    y = lane_y(piece, base, scale)
    if piece.lane or piece.label is None:
        return y
    over = piece.label < piece.x1 or piece.label + piece.width > piece.x2
    return y - LABEL_LIFT * scale if over else y


def stroke_path(piece: Piece, base: float, scale: float, *, gap: bool) -> QPainterPath:
    """The line of a piece, without its marks; with `gap` it is broken where its label lies on it."""
    y = lane_y(piece, base, scale)
    radius = min(CORNER * scale, (piece.x2 - piece.x1) / 2)
    left, right = _foot(piece.left, base, y + radius, scale), _foot(piece.right, base, y + radius, scale)
    path = QPainterPath()
    if left is None:
        path.moveTo(piece.x1, y)
    else:
        path.moveTo(piece.x1, left)
        path.lineTo(piece.x1, y + radius)
        path.arcTo(piece.x1, y, 2 * radius, 2 * radius, 180, -90)
    if gap and piece.label is not None:
        start, end = piece.label - LABEL_PAD * scale, piece.label + piece.width + LABEL_PAD * scale
        if piece.x1 + radius <= start and end <= piece.x2 - radius:
            path.lineTo(start, y)
            path.moveTo(end, y)
    if right is None:
        path.lineTo(piece.x2, y)
    else:
        path.lineTo(piece.x2 - radius, y)
        path.arcTo(piece.x2 - 2 * radius, y, 2 * radius, 2 * radius, 90, -90)
        path.lineTo(piece.x2, right)
    return path


def _foot(tip: Tip, base: float, least: float, scale: float) -> float | None:
    """How far down an upright goes; None where there is none. An arrow hides the last of it."""
    if tip.mark is Mark.HEAD:
        return max(base + tip.drop, least)
    if tip.mark is Mark.CHILD:
        return max(base + tip.drop + (ARROW_DROP - ARROW[1] + 1) * scale, least)
    return None


def filled_marks(piece: Piece, base: float, scale: float) -> QPainterPath:
    """The dot and the arrow head of a piece, as far as it has them."""
    path = QPainterPath()
    for x, tip in ((piece.x1, piece.left), (piece.x2, piece.right)):
        if tip.mark is Mark.HEAD:
            path.addEllipse(QPointF(x, base + tip.drop), DOT * scale, DOT * scale)
        elif tip.mark is Mark.CHILD:
            path.addPath(arrow(QPointF(x, base + tip.drop + ARROW_DROP * scale), scale))
    return path


def arrow(tip: QPointF, scale: float) -> QPainterPath:
    """The arrow head that points down at `tip`."""
    half, height = ARROW[0] / 2 * scale, ARROW[1] * scale
    path = QPainterPath()
    path.addPolygon(QPolygonF([tip, tip - QPointF(half, height), tip + QPointF(half, -height)]))
    path.closeSubpath()
    return path


def chevron(piece: Piece, base: float, scale: float) -> QPainterPath:
    """The open arrow of a piece that goes on in another line, else nothing."""
    path = QPainterPath()
    y = lane_y(piece, base, scale)
    length, half = CHEVRON[0] * scale, CHEVRON[1] * scale
    for x, tip, inwards in ((piece.x1, piece.left, length), (piece.x2, piece.right, -length)):
        if tip.mark is Mark.ONWARD:
            path.moveTo(x + inwards, y - half)
            path.lineTo(x, y)
            path.lineTo(x + inwards, y + half)
    return path


def label_rect(piece: Piece, base: float, scale: float) -> QRectF | None:
    """The ground of a piece's label, None where it has none."""
    if piece.label is None:
        return None
    pad, height = LABEL_PAD * scale, LABEL_HEIGHT * scale
    y = label_y(piece, base, scale)
    return QRectF(piece.label - pad, y - height / 2, piece.width + 2 * pad, height)


def piece_path(piece: Piece, base: float, scale: float) -> QPainterPath:
    """All of a piece: its unbroken line and its marks."""
    path = stroke_path(piece, base, scale, gap=False)
    path.addPath(filled_marks(piece, base, scale))
    path.addPath(chevron(piece, base, scale))
    return path


def rubber_path(start: QPointF, end: QPointF, scale: float) -> QPainterPath:
    """The line of a relation in the making: from the top of a span label, over both, down to `end`."""
    top = min(start.y(), end.y()) - FIRST_LANE * scale
    left, right = sorted((start, end), key=QPointF.x)
    radius = min(CORNER * scale, (right.x() - left.x()) / 2)
    path = QPainterPath(left)
    path.lineTo(left.x(), top + radius)
    path.arcTo(left.x(), top, 2 * radius, 2 * radius, 180, -90)
    path.lineTo(right.x() - radius, top)
    path.arcTo(right.x() - 2 * radius, top, 2 * radius, 2 * radius, 90, -90)
    path.lineTo(right)
    return path


def nearest(pieces: Iterable[tuple[Piece, float]], point: QPointF, scale: float) -> str | None:
    """The relation whose arc (pieces with their `base`) is nearest to `point`, if `NEAR`; labels included."""
    best, found = NEAR, None
    for piece, base in pieces:
        away = _distance(piece, base, scale, point.x(), point.y())
        if away < best or (found is None and away <= NEAR):
            best, found = away, piece.relation
    return found


def _distance(piece: Piece, base: float, scale: float, x: float, y: float) -> float:
    ground = label_rect(piece, base, scale)
    if ground is not None and ground.contains(x, y):
        return 0.0
    lane = lane_y(piece, base, scale)
    away = _apart(x, piece.x1, piece.x2) + abs(y - lane) if not piece.x1 <= x <= piece.x2 else abs(y - lane)
    for end, tip in ((piece.x1, piece.left), (piece.x2, piece.right)):
        if tip.mark in (Mark.HEAD, Mark.CHILD):
            away = min(away, max(abs(x - end), _apart(y, lane, base + tip.drop)))
    return away


def _apart(at: float, low: float, high: float) -> float:
    return max(low - at, at - high, 0.0)
