"""The choice of a label's colour: the palette's 18 hues and one of the person's own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from annotations.palette import HUES
from gui.theme import current_theme, label_paint, scaled
from gui.theme.marks import draw_tick

_ROW = 9
"""Swatches in a row."""


class Swatches(QWidget):
    """A grid of hues, one of them chosen, or none where the colour is a person's own; arrows go about it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setSpacing(scaled(6))
        grid.setContentsMargins(0, 0, 0, 0)
        self._buttons = {hue.name: _Swatch(hue.name, self) for hue in HUES}
        for place, button in enumerate(self._buttons.values()):
            grid.addWidget(button, place // _ROW, place % _ROW)
            self._group.addButton(button)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.accessibleName()))

    def show_colour(self, colour: str) -> None:
        """Mark a hue; a colour that is none of the palette marks nothing."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == colour)
        self._group.setExclusive(True)

    def button(self, hue: str) -> QAbstractButton:
        """Return the swatch of a hue."""
        return self._buttons[hue]


class _Swatch(QAbstractButton):
    """One hue: its fill in its outline; chosen, a tick and a ring around it."""

    def __init__(self, hue: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(hue)
        self.setToolTip(hue)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a swatch."""
        return QSize(scaled(30), scaled(26))

    def minimumSizeHint(self) -> QSize:
        """Return the least room for a tick."""
        return QSize(scaled(22), scaled(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is painted whole
        """Paint the swatch."""
        theme, paint = current_theme(), label_paint(self.accessibleName())
        box = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hasFocus():
            halo = theme.accent_soft if self.hasFocus() else QColor(Qt.GlobalColor.transparent)
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(halo)
            painter.drawRoundedRect(box.adjusted(0.4, 0.4, -0.4, -0.4), 6, 6)
            box = box.adjusted(3.4, 3.4, -3.4, -3.4)
        painter.setPen(QPen(paint.line, 1.2))
        painter.setBrush(paint.fill)
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            draw_tick(painter, box, theme.text)
        painter.end()
