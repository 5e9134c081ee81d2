"""A dock that is dragged by its panel's own head."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from gui.theme import current_theme


class Dock(QDockWidget):
    """A panel with its head as the title; it has an outline while it floats, as no system frames it."""

    def __init__(self, name: str, title: str, panel: QWidget, head: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setWidget(panel)
        self.setTitleBarWidget(head)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline in the margin of 1 px that Qt leaves round a floating dock."""
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(current_theme().control)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()
