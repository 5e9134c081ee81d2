"""Joined buttons of which one is chosen, each with a count: `Spans 28 | Relations 5 | Problems 0`."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gui.theme import Type, current_theme, draw_focus, metrics, scaled, type_font

_PAD = 12
_GAP = 6


class SegmentedButtons(QWidget):
    """Chooses one of several views. `currentChanged(index)` says which, also when set by the program."""

    currentChanged = Signal(int)

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments = [
            _Segment(name, first=i == 0, last=i == len(names) - 1) for i, name in enumerate(names)
        ]
        for index, segment in enumerate(self._segments):
            row.addWidget(segment)
            segment.toggled.connect(lambda on, which=index: self.currentChanged.emit(which) if on else None)
        self._segments[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def current(self) -> int:
        """Return the index of the chosen one."""
        return next(index for index, segment in enumerate(self._segments) if segment.isChecked())

    def set_current(self, index: int) -> None:
        """Choose one."""
        self._segments[index].setChecked(True)

    def set_count(self, index: int, count: int | None) -> None:
        """Show a count behind a name, or none."""
        self._segments[index].set_count(count)

    def button(self, index: int) -> QAbstractButton:
        """Return the button of an index, for tool tips and tests."""
        return self._segments[index]


class _Segment(QAbstractButton):
    def __init__(self, name: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        self._count = ""
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        shown = "" if count is None else f"{count:,}"
        if shown == self._count and self.accessibleName():
            return
        self._count = shown
        self.setAccessibleName(f"{self.text()}, {self._count}" if self._count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._words_width(QFont.Weight.DemiBold) + 2 * _PAD, scaled(metrics.CHIP))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_width(QFont.Weight.DemiBold) + _PAD, scaled(metrics.CHIP))

    def _words_width(self, weight: QFont.Weight) -> int:
        measure = QFontMetricsF(type_font(Type.BODY, weight=weight))
        count = _GAP + measure.horizontalAdvance(self._count) if self._count else 0.0
        return round(measure.horizontalAdvance(self.text()) + count + 0.5)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        theme = current_theme()
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        font = type_font(Type.BODY, weight=weight)
        painter.setFont(font)
        painter.setPen(theme.accent if self.isChecked() else theme.text)
        left = (self.width() - self._words_width(weight)) // 2
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, self.width(), self.height()), vertical, self.text())
        if self._count:
            left += round(QFontMetricsF(font).horizontalAdvance(self.text())) + _GAP
            painter.drawText(QRect(left, 0, self.width(), self.height()), vertical, self._count)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme)
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        """Paint ground and outline; inner ends run out of the widget, each draws the line at its right."""
        theme, beyond = current_theme(), 12
        ground = theme.raised
        if self.isChecked():
            ground = theme.accent_soft
        elif self.isDown() or self.underMouse():
            ground = theme.window
        box = QRectF(self.rect()).adjusted(
            0.5 if self._first else -beyond, 0.5, -0.5 if self._last else beyond, -0.5
        )
        painter.setPen(QPen(theme.control, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, metrics.RADIUS_CONTROL - 0.5, metrics.RADIUS_CONTROL - 0.5)
        if not self._last:
            edge = self.width() - 0.5
            painter.drawLine(QPointF(edge, 0), QPointF(edge, self.height()))
        if self.isChecked() and theme.high_contrast:
            painter.fillRect(QRectF(4, self.height() - 4, self.width() - 8, 2), theme.accent)
