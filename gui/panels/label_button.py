"""A label as a link to others: swatch and name in line with words, a ground only under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Type, current_theme, draw_focus, metrics, scaled, type_font
from gui.widgets import paint_relation_swatch, paint_swatch

_MARK = 14
_GAP = 7
_HEIGHT = 22


class LabelButton(QAbstractButton):
    """Shows a label; what a click does is for the owner to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour, self._relation, self._suggested = "azure", False, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_label(self, name: str, colour: str, *, relation: bool, suggested: bool) -> None:
        """Show another label."""
        self._colour, self._relation, self._suggested = colour, relation, suggested
        self.setText(name)
        self.setAccessibleName(f"Label {name}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size of swatch and name."""
        words = QFontMetricsF(type_font(Type.BODY)).horizontalAdvance(self.text())
        return QSize(_MARK + _GAP + round(words + 0.5) + 4, scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint swatch and name; under the mouse the name is underlined."""
        theme, painter = current_theme(), QPainter(self)
        mark = QRect(0, 0, _MARK, self.height())
        draw = paint_relation_swatch if self._relation else paint_swatch
        draw(painter, mark, self._colour, suggested=self._suggested)
        font = type_font(Type.BODY)
        font.setUnderline(self.underMouse() or self.isDown())
        painter.setFont(font)
        painter.setPen(theme.text)
        words = QRect(_MARK + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme, metrics.RADIUS_KEY)
        painter.end()
