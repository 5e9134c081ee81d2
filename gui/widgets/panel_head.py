"""The head of a dock: its title and a few quiet buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.icons import icon
from gui.theme import metrics, scaled, set_look


def tool_button(icon_name: str, words: str, *, size: int = metrics.ICON_LIST) -> QToolButton:
    """Return a quiet button with an icon alone; the words are its tool tip and its accessible name."""
    button = QToolButton()
    button.setIcon(icon(icon_name, size=size))
    button.setIconSize(QSize(scaled(size), scaled(size)))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setAutoRaise(True)
    return button


class PanelHead(QWidget):
    """Title at the left, buttons at the right, 34 px high; also for `QDockWidget.setTitleBarWidget`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(metrics.DOCK_HEAD))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(metrics.PADDING, 0, 6, 0)
        self._row.setSpacing(0)
        self._title = QLabel(title)
        set_look(self._title, "strong")
        self._row.addWidget(self._title, 1)

    def sizeHint(self) -> QSize:
        """Return a hint of its own height: a dock asks for no more than that of its title."""
        return QSize(super().sizeHint().width(), scaled(metrics.DOCK_HEAD))

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget at the right, after those that are there."""
        self._row.addWidget(widget)

    def add_button(self, icon_name: str, words: str) -> QToolButton:
        """Put a quiet button at the right and return it."""
        button = tool_button(icon_name, words)
        self._row.addWidget(button)
        return button

    def add_action(self, action: QAction) -> QToolButton:
        """Put an action's button at the right and return it."""
        button = QToolButton()
        button.setDefaultAction(action)
        side = scaled(metrics.ICON_LIST)
        button.setIconSize(QSize(side, side))
        button.setAutoRaise(True)
        self._row.addWidget(button)
        return button
