"""Paints arcs: strokes, labels on the page's ground, then dots and arrows; what is in focus last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.article.arc_paths import (
    DOT,
    arrow,
    chevron,
    filled_marks,
    label_rect,
    label_y,
    rubber_path,
    stroke_path,
)
from gui.article.arcs import Piece

STROKE = 1.5
"""Width of an arc's line."""

STROKE_FOCUS = 2.25
"""The same in focus."""

DASHES = (5.0, 3.5)
"""Stroke and gap of a suggested arc."""

DOTS = (1.2, 2.6)
"""Stroke and gap of a rejected one."""


@dataclass(frozen=True, slots=True)
class ArcStyle:
    """What one relation looks like. `text` is its label, with the score where it has one.

    `dashes` are of a suggested or a rejected one; `struck` strikes the label through. `forward` draws it in
    the accent colour over the others; `opacity` is 1, or less where it fades.
    """

    text: str
    colour: QColor
    dashes: tuple[float, float] | None = None
    struck: bool = False
    forward: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class ArcInk:
    """What all arcs of the view are painted with: the label font, ground and accent colours, the scale."""

    font: QFont
    page: QColor
    accent: QColor
    scale: float = 1.0


Based = tuple[Piece, float]
"""A piece, and the y down to which its line's head room is free."""


def paint_arcs(
    painter: QPainter, pieces: Sequence[Based], style_of: Callable[[str], ArcStyle], ink: ArcInk
) -> None:
    """Paint pieces: what fades first, what is in focus last, so that nothing lies over it."""
    styled = [(piece, base, style_of(piece.relation)) for piece, base in pieces]
    layers: tuple[list[tuple[Piece, float, ArcStyle]], ...] = ([], [], [])
    for entry in styled:
        layers[2 if entry[2].forward else int(entry[2].opacity == 1.0)].append(entry)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for layer in layers:
        # In a crowd many lines are one: painted once, what fades stays faint.
        once = list({_look(*entry): entry for entry in layer}.values())
        for piece, base, style in once:
            painter.setOpacity(style.opacity)
            _paint_line(painter, piece, base, style, ink)
        for piece, base, style in layer:
            _paint_label(painter, piece, base, style, ink)
        for piece, base, style in once:
            painter.setOpacity(style.opacity)
            colour = ink.accent if style.forward else style.colour
            painter.fillPath(filled_marks(piece, base, ink.scale), QBrush(colour))
    painter.restore()


def _look(piece: Piece, base: float, style: ArcStyle) -> tuple[object, ...]:
    """All that tells the line and the marks of a piece from those of another."""
    ends = (piece.x1, piece.x2, piece.left, piece.right)
    return (base, piece.lane, *ends, piece.label, style.colour.rgba(), style.dashes, style.forward)


def paint_rubber(painter: QPainter, start: QPointF, end: QPointF, ink: ArcInk) -> None:
    """Paint the arc of a relation in the making, from the top of its head's label to the pointer."""
    scale = ink.scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(ink.accent, STROKE_FOCUS, DASHES, scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(rubber_path(start, end, scale))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink.accent))
    painter.drawEllipse(start, DOT * scale, DOT * scale)
    painter.drawPath(arrow(end, scale))
    painter.restore()


def _paint_line(painter: QPainter, piece: Piece, base: float, style: ArcStyle, ink: ArcInk) -> None:
    scale = ink.scale
    colour, width = (ink.accent, STROKE_FOCUS) if style.forward else (style.colour, STROKE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour, width, style.dashes, scale))
    painter.drawPath(stroke_path(piece, base, scale, gap=True))
    onward = chevron(piece, base, scale)
    if not onward.isEmpty():
        painter.setPen(_pen(colour, width, None, scale))
        painter.drawPath(onward)


def _pen(colour: QColor, width: float, dashes: tuple[float, float] | None, scale: float) -> QPen:
    pen = QPen(colour, width * scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashes is not None:
        # Qt counts dashes in widths of the pen; round caps would close the gaps.
        pen.setDashPattern([length / width for length in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_label(painter: QPainter, piece: Piece, base: float, style: ArcStyle, ink: ArcInk) -> None:
    ground = label_rect(piece, base, ink.scale)
    if ground is None or piece.label is None:
        return
    painter.setOpacity(1.0)
    painter.fillRect(ground, ink.page)
    painter.setOpacity(style.opacity)
    font = ink.font
    if style.struck:
        font = QFont(font)
        font.setStrikeOut(True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(ink.accent if style.forward else style.colour)
    middle = label_y(piece, base, ink.scale) + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(piece.label, middle), style.text)
