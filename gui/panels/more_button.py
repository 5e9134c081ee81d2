"""The button at the end of the label bar that leads to the labels for which there is no room: `11 more ⌄`."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.icons import paint_icon
from gui.theme import Type, current_theme, draw_focus, metrics, scaled, type_font

_PAD = 10
_MARK = 14


class MoreButton(QAbstractButton):
    """Looks like a chip without a label; the down arrow says that a menu follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """The size of words and arrow."""
        words = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * _PAD + 6 + _MARK, scaled(metrics.CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground, words and arrow."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, theme.outline))
        painter.setBrush(theme.window if self.isDown() or self.underMouse() else theme.raised)
        inset, radius = theme.outline / 2, metrics.RADIUS_CONTROL - theme.outline / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.setPen(theme.text)
        painter.setFont(self._font())
        words = QRect(_PAD, 0, self.width() - _PAD, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        mark = QRect(self.width() - _PAD - _MARK + 2, 0, _MARK, self.height())
        paint_icon(painter, mark, "chevron-down")
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme)
        painter.end()

    def _font(self) -> QFont:
        return type_font(Type.SECONDARY, weight=QFont.Weight.Medium)
