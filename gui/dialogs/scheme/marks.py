"""The small marks of labels in tables and heads: swatch, stroke, key cap."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPen, QPixmap

from gui.theme import Type, current_theme, label_paint, metrics, type_font

SWATCH = 12.0
"""Side of a swatch in px."""

STROKE = 16.0
"""Length of the stroke that stands for a relation label, in px."""


def paint_mark(painter: QPainter, left: float, middle: float, colour: str, *, relation: bool) -> None:
    """Paint a label's mark with its left end and its middle line: a swatch, or a stroke for relations."""
    paint = label_paint(colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if relation:
        painter.setPen(QPen(paint.line, 2))
        painter.drawLine(QLineF(left, middle, left + STROKE, middle))
    else:
        painter.setPen(QPen(paint.line, 1.2))
        painter.setBrush(paint.fill)
        painter.drawRoundedRect(QRectF(left + 0.5, middle - SWATCH / 2, SWATCH - 1, SWATCH - 1), 3, 3)
    painter.restore()


def mark_icon(colour: str) -> QIcon:
    """Return a swatch of 16 px for menus and buttons."""
    ratio = 2.0
    pixmap = QPixmap(round(16 * ratio), round(16 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, (16 - SWATCH) / 2, 8, colour, relation=False)
    painter.end()
    return QIcon(pixmap)


def paint_key(painter: QPainter, left: float, middle: float, key: str) -> None:
    """Paint a key cap with its left end and its middle line; nothing for no key."""
    if not key:
        return
    theme, font = current_theme(), type_font(Type.CAPTION)
    width = max(18.0, QFontMetricsF(font).horizontalAdvance(key) + 10)
    box = QRectF(left + 0.5, round(middle - 9) + 0.5, round(width), 18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.border, theme.outline))
    painter.setBrush(theme.page)
    painter.drawRoundedRect(box, metrics.RADIUS_KEY, metrics.RADIUS_KEY)
    painter.setPen(theme.muted)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def paint_tick(painter: QPainter, box: QRectF, pen: QPen) -> None:
    """Paint a check mark, 12 px wide, in the middle of a box."""
    corner = box.center() - QPointF(6, 6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline([corner + QPointF(*point) for point in ((1.5, 6.4), (4.6, 9.4), (10.5, 3.0))])
    painter.restore()
