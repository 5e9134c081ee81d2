"""A menu whose keys are its own while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

_OF_EVERY_MENU = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Menu(QMenu):
    """Hears the keys that it shows, and keeps all others from what has the focus behind it.

    Qt leaves the focus where it was while a menu is open, and the article's keys act wherever it has the
    focus: in a plain QMenu, A would accept, or a digit draw, with the menu still there.
    """

    def event(self, event: QEvent) -> bool:
        """Take every key for this menu, before it becomes a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the entry with this key does; arrows, Enter and Esc work as in every menu."""
        if event.key() in _OF_EVERY_MENU or not self.choose(QKeySequence(event.keyCombination())):
            super().keyPressEvent(event)

    def choose(self, key: QKeySequence) -> bool:
        """Close the menu and do what the entry with this key does; False where there is none."""
        for action in self.actions():
            if action.isEnabled() and key in action.shortcuts():
                close_menus()
                action.trigger()
                return True
        return False


def close_menus() -> None:
    """Close the open menu, and those that it came from."""
    while isinstance(popup := QApplication.activePopupWidget(), QMenu):
        popup.close()
