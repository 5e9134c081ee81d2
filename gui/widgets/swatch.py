"""The small sample of a label's colour: a square for spans, a stroke for relations."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPen, QPixmap

from gui.theme import current_theme, label_paint

SIDE = 12
"""Side of a swatch in px."""


def paint_swatch(
    painter: QPainter, rect: QRect | QRectF, colour: str, *, suggested: bool = False, empty: bool = False
) -> None:
    """Paint a swatch of 12 px in the middle of a rectangle: accepted filled, suggested pale and dashed,
    `empty` (rejected) dotted without a fill.
    """
    theme, paint = current_theme(), label_paint(colour)
    box = QRectF(0, 0, SIDE, SIDE)
    box.moveCenter(QRectF(rect).center())
    box.moveTo(round(box.x()), round(box.y()))
    pen = QPen(theme.control if empty else paint.line, theme.outline)
    if suggested or empty:
        pen.setDashPattern([1.2, 1.8] if empty else [2.4, 1.7])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if empty else paint.pale if suggested else paint.fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    painter.restore()


def paint_relation_swatch(
    painter: QPainter, rect: QRect | QRectF, colour: str, *, suggested: bool = False
) -> None:
    """Paint a stroke of 14 px in the colour of a relation label in the middle of a rectangle."""
    centre = QRectF(rect).center()
    pen = QPen(label_paint(colour).line, 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if suggested:
        pen.setDashPattern([1.75, 0.85])
    painter.save()
    painter.setPen(pen)
    left, middle = round(centre.x()) - 7, round(centre.y())
    painter.drawLine(left, middle, left + 14, middle)
    painter.restore()


@lru_cache(maxsize=256)
def swatch_icon(colour: str, *, relation: bool = False, suggested: bool = False) -> QIcon:
    """Return a swatch as an icon, for menus and lists; it follows the theme."""
    return QIcon(_Engine(colour, relation, suggested))


class _Engine(QIconEngine):
    def __init__(self, colour: str, relation: bool, suggested: bool) -> None:
        super().__init__()
        self._colour, self._relation, self._suggested = colour, relation, suggested

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        """Paint the swatch in the middle."""
        draw = paint_relation_swatch if self._relation else paint_swatch
        draw(painter, rect, self._colour, suggested=self._suggested)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the swatch for a screen with one device pixel a px."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the swatch on a pixmap of `size` px for a screen with `scale` device pixels a px."""
        pixmap = QPixmap(round(size.width() * scale), round(size.height() * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap
