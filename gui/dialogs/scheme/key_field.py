"""The field that takes a label's key by being pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class KeyField(QLineEdit):
    """Shows a key; pressing one emits `pressed_key` with `1`, `B` or `Shift+B`, Backspace with nothing.

    It changes nothing by itself: who listens sets the text, or not. Tab, Esc and keys with Ctrl or Alt go on.
    """

    pressed_key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText("None")
        self.setAccessibleName("Key")
        self.setAccessibleDescription("Press the key that the label is to have; Backspace takes it away.")
        self.setToolTip(
            "Press a digit, a letter but A X R U, or Shift and a letter but A X R. Backspace: no key."
        )

    def event(self, event: QEvent) -> bool:
        """Take letters before the dialog's shortcuts do."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _label_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key that was pressed."""
        if event.key() in _CLEARING:
            self.pressed_key.emit("")
        elif key := _label_key(event):
            self.pressed_key.emit(key)
        else:
            super().keyPressEvent(event)


def _label_key(event: QKeyEvent) -> str:
    """The key as labels write it; empty where it is none that could be typed."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = modifiers == Qt.KeyboardModifier.ShiftModifier
    if modifiers != Qt.KeyboardModifier.NoModifier and not shift:
        return ""
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return ("Shift+" if shift else "") + chr(event.key())
    text = event.text()
    return text.upper() if len(text) == 1 and text.isprintable() and not text.isspace() else ""
