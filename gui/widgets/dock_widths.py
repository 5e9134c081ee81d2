"""Keeps docks as wide as the person wants them: a narrow window squeezes them, a wide one gives it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow


class DockWidths(QObject):
    """Watches a window and one dock of each of its sides; `wanted` are their widths in px, in their order."""

    def __init__(self, window: QMainWindow, docks: Sequence[QDockWidget], wanted: Sequence[int]) -> None:
        super().__init__(window)
        self._window, self._docks = window, list(docks)
        self.wanted = list(wanted)
        self._window_width = window.width()
        window.installEventFilter(self)
        for dock in self._docks:
            dock.installEventFilter(self)

    def apply(self) -> None:
        """Make the docks as wide as they are wanted, as far as the window has room beside the article."""
        there = [
            (dock, width)
            for dock, width in zip(self._docks, self.wanted, strict=True)
            if self._has_side(dock)
        ]
        if there:
            docks, widths = zip(*there, strict=True)
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn a width from a dock that is dragged wider or narrower; give it back with the window's."""
        if event.type() == QEvent.Type.Resize:
            if watched is self._window:
                self._window_width = self._window.width()
                if any(d.width() != w for d, w in zip(self._docks, self.wanted, strict=True)):
                    self.apply()
            elif isinstance(watched, QDockWidget) and self._is_dragged() and self._has_side(watched):
                self.wanted[self._docks.index(watched)] = watched.width()
        return super().eventFilter(watched, event)

    def _has_side(self, dock: QDockWidget) -> bool:
        """Whether a dock is seen at the left or right, where its width is its own."""
        sides = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
        return not dock.isHidden() and not dock.isFloating() and self._window.dockWidgetArea(dock) in sides

    def _is_dragged(self) -> bool:
        """Whether a border of the docks is under the pressed mouse button, and not one of the window."""
        pressed = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        return bool(pressed) and self._window.width() == self._window_width
