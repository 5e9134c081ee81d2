"""A label's chip in the label bar: its colour, its name, its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import Type, current_theme, draw_focus, label_paint, metrics, scaled, type_font
from gui.widgets.keycap import key_cap_width, paint_key_cap
from gui.widgets.swatch import paint_relation_swatch, paint_swatch

_PAD = 8
_GAP = 7
_CAP = 16
_MARK = 14


class Chip(QAbstractButton):
    """A button for one label. `clicked` is a press; armed and hidden are set from without.

    Armed (what is selected next gets this label) shows fill, a line of 2 px and a pencil; hidden shows
    dashes and a crossed eye. The outline of a chip at rest is `border`, as its name and colour say enough.
    """

    def __init__(
        self, label: str, colour: str, key: str = "", *, relation: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour, self._key, self._relation = colour, key, relation
        self._armed = False
        self._concealed = False
        self.setText(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def label(self) -> str:
        """The label's name."""
        return self.text()

    @property
    def armed(self) -> bool:
        """Whether the label is armed."""
        return self._armed

    @property
    def concealed(self) -> bool:
        """Whether the label's spans are hidden in the article."""
        return self._concealed

    def set_armed(self, armed: bool) -> None:
        """Arm the label or not."""
        self._armed = armed
        self._describe()

    def set_concealed(self, concealed: bool) -> None:
        """Show the label as hidden in the article or not."""
        self._concealed = concealed
        self._describe()

    def sizeHint(self) -> QSize:
        """Return the size of mark, name and key with their gaps."""
        words = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        cap = key_cap_width(self._key, _CAP) + _GAP if self._key else 3
        return QSize(_PAD + _MARK + 6 + round(words + 0.5) + cap + 6, scaled(metrics.CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the chip in its state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        mark = QRect(_PAD, 0, _MARK, self.height())
        self._paint_mark(painter, mark)
        theme = current_theme()
        painter.setPen(theme.muted if self._concealed else theme.text)
        painter.setFont(self._font())
        left = mark.right() + 7
        painter.drawText(
            QRect(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._key:
            width, height = key_cap_width(self._key, _CAP), scaled(_CAP)
            top = (self.height() - height) // 2
            paint_key_cap(painter, QRect(self.width() - 6 - width, top, width, height), self._key)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme)
        painter.end()

    def _font(self) -> QFont:
        return type_font(Type.SECONDARY, weight=QFont.Weight.Medium)

    def _paint_box(self, painter: QPainter) -> None:
        theme, paint = current_theme(), label_paint(self._colour)
        pen, ground = QPen(theme.border, theme.outline), theme.raised
        if self._armed:
            pen, ground = QPen(paint.line, 2), paint.fill
        elif self.isDown() or self.underMouse():
            ground = theme.window
        inset = pen.widthF() / 2
        painter.setBrush(ground)
        if self._concealed and not self._armed:
            pen.setDashPattern([3, 3])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = metrics.RADIUS_CONTROL - inset
        painter.drawRoundedRect(box, radius, radius)

    def _paint_mark(self, painter: QPainter, mark: QRect) -> None:
        if self._armed:
            paint_icon(painter, mark, "pencil", "text")
        elif self._concealed:
            paint_icon(painter, mark, "eye-off", "muted")
        elif self._relation:
            paint_relation_swatch(painter, mark, self._colour)
        else:
            paint_swatch(painter, mark, self._colour)

    def _describe(self) -> None:
        parts = [self.text(), f"key {self._key}" if self._key else ""]
        parts += ["armed" if self._armed else "", "hidden" if self._concealed else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()
