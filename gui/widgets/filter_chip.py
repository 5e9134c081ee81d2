"""A chip for a filter that is on: its words and a cross; a press takes the filter away. And a row of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import Type, current_theme, draw_focus, metrics, scaled, type_font

_HEIGHT = 24
_PAD = 8
_CROSS = 12
_GAP = 4


class FilterChip(QAbstractButton):
    """What is pressed is taken away: `clicked` tells of it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setToolTip(f"{words}: take this filter away")
        self.setAccessibleName(f"{words}, take this filter away")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """The size of words and cross."""
        words = QFontMetrics(_font()).horizontalAdvance(self.text())
        return QSize(_PAD + words + _GAP + scaled(_CROSS) + _PAD, scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Paint ground, words and cross."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, theme.outline))
        painter.setBrush(theme.window if self.isDown() or self.underMouse() else theme.accent_soft)
        inset, radius = theme.outline / 2, metrics.RADIUS_CONTROL - theme.outline / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.setPen(theme.text)
        painter.setFont(_font())
        cross = QRect(self.width() - _PAD - scaled(_CROSS) + 2, 0, scaled(_CROSS), self.height())
        room = QRect(_PAD, 0, cross.left() - _GAP - _PAD, self.height())
        words = QFontMetrics(_font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        paint_icon(painter, cross, "x", "muted")
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme)
        painter.end()


class FilterChips(QWidget):
    """Chips side by side, in as many rows as they need; hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[FilterChip] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_words(self, words: Sequence[str]) -> list[FilterChip]:
        """Show a chip for each of these words, in place of those that are there; returns them."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [FilterChip(text, self) for text in words]
        for chip in self.chips:
            chip.show()
        self._place()
        self.setVisible(bool(self.chips))
        return self.chips

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left = top = 0
        for chip in self.chips:
            size = chip.sizeHint().boundedTo(QSize(max(1, self.width()), scaled(_HEIGHT)))
            if left and left + size.width() > self.width():
                left, top = 0, top + scaled(_HEIGHT) + _GAP
            chip.setGeometry(QRect(left, top, size.width(), size.height()))
            left += size.width() + _GAP
        self.setFixedHeight(top + scaled(_HEIGHT))


def _font() -> QFont:
    return type_font(Type.SECONDARY)
