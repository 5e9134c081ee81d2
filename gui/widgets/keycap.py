"""A key's name in a small box: `Ctrl+P`, `A`."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Type, current_theme, metrics, scaled, type_font

HEIGHT = 18
"""Height of a cap in px; a chip has lower ones."""


def key_cap_width(text: str, height: int = HEIGHT) -> int:
    """Return the width in px of a cap around a key's name, at least its height."""
    words = QFontMetricsF(type_font(Type.CAPTION)).horizontalAdvance(text)
    return max(scaled(height), round(words) + 10)


def paint_key_cap(painter: QPainter, rect: QRect, text: str, tint: QColor | None = None) -> None:
    """Paint a cap that fills a rectangle; on a coloured ground give the colour of the words there."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(tint) if tint else theme.border
    if tint:
        edge.setAlphaF(0.65)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if tint else theme.raised)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, metrics.RADIUS_KEY - 0.5, metrics.RADIUS_KEY - 0.5)
    painter.setPen(tint or theme.muted)
    painter.setFont(type_font(Type.CAPTION))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """A label that shows a key, given as it is to be read: `QKeySequence.toString(NativeText)`."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the key's name."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another key; without one the cap is hidden."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the box around the words."""
        return QSize(key_cap_width(self._text), scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the cap."""
        painter = QPainter(self)
        paint_key_cap(painter, self.rect(), self._text)
        painter.end()
