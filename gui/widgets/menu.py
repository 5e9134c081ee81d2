"""A menu whose keys are its own while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget, QWidgetAction

from gui.theme import scaled, set_look
from gui.widgets.floating import float_rounded
from gui.widgets.keycap import HEIGHT, key_cap_width, paint_key_cap

_CAP_RIGHT = 8
_NO_BREAK_SPACE = "\u00a0"
_OF_EVERY_MENU = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Menu(QMenu):
    """Hears the keys that it shows, and keeps all others from what has the focus behind it.

    Qt leaves the focus where it was while a menu is open, and the article's keys act wherever it has the
    focus: in a plain QMenu, A would accept, or a digit draw, with the menu still there.
    """

    def __init__(self, title: str | QWidget | None = "", parent: QWidget | None = None) -> None:
        if isinstance(title, str):
            super().__init__(title, parent)
        else:
            super().__init__(title)
        float_rounded(self)
        self._caps: dict[QAction, str] = {}

    def add_heading(self, words: str) -> None:
        """Add quiet words that say what the menu is about, with a line below them."""
        heading = QLabel(words, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setContentsMargins(10, 5, 10, 5)
        set_look(heading, "secondary")
        holder = QWidgetAction(self)
        holder.setDefaultWidget(heading)
        holder.setEnabled(False)
        self.addAction(holder)
        self.addSeparator()

    def add_keyed(self, icon: QIcon, words: str, key: str) -> QAction:
        """Add an entry that shows a key in a cap. The key is shown, not bound."""
        blank = self.fontMetrics().horizontalAdvance(_NO_BREAK_SPACE)
        room = _NO_BREAK_SPACE * -(-max(0, key_cap_width(key) - 8) // max(1, blank)) if key else ""
        action = self.addAction(icon, words.replace("&", "&&") + (f"\t{room}" if key else ""))
        if key:
            self._caps[action] = key
        return action

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries, and the caps of their keys over the room that was left for them."""
        super().paintEvent(event)
        if not self._caps:
            return
        painter = QPainter(self)
        for action in self.actions():
            key = self._caps.get(action, "")
            if not key:
                continue
            place = self.actionGeometry(action)
            size = QSize(key_cap_width(key), scaled(HEIGHT))
            left = place.right() - _CAP_RIGHT - size.width() + 1
            cap = QRect(left, place.center().y() - size.height() // 2 + 1, size.width(), size.height())
            paint_key_cap(painter, cap, key)
        painter.end()

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
