"""A label's mark and name as the head of a pane."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotations.scheme import RelationLabel
from annotations.scheme_check import Label
from gui.theme import Type, current_theme, scaled, type_font
from gui.widgets.swatch import SIDE, paint_relation_swatch, paint_swatch


class MarkLabel(QWidget):
    """Swatch or stroke, then the name, cut with … where it has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_label(self, label: Label) -> None:
        """Show this label."""
        self._label = label
        self.setAccessibleName(label.name)
        self.setToolTip(label.name)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._label = None
        self.setAccessibleName("")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a heading."""
        return QSize(scaled(80), scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is painted whole
        """Paint mark and name."""
        if self._label is None:
            return
        relation, font = isinstance(self._label, RelationLabel), type_font(Type.HEADING)
        room = self.rect().adjusted(24 if relation else 20, 0, 0, 0)
        painter = QPainter(self)
        draw = paint_relation_swatch if relation else paint_swatch
        draw(painter, QRect(0, 0, 14 if relation else SIDE, self.height()), self._label.colour)
        painter.setFont(font)
        painter.setPen(current_theme().text)
        name = QFontMetrics(font).elidedText(self._label.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        painter.end()
