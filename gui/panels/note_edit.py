"""The field of a note: grows to four lines, and says when what is typed is to be kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.theme import current_theme

LINES = 4
PAUSE = 1000
"""Milliseconds without a letter until what is typed is kept."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteEdit(QPlainTextEdit):
    """Keeps what is typed before Ctrl+Enter marks the article done; Esc leaves the field."""

    written = Signal(str, str)
    """An id, and the note that was typed for it."""
    left = Signal()
    """The person wants to go back to the article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._known = "", ""
        self.setObjectName("note")
        self.setAccessibleName("Note")
        self.setPlaceholderText("Add a note…")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.keep)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def show_note(self, annotation_id: str, note: str) -> None:
        """Show the note of an annotation; what was typed for another one is kept first."""
        if annotation_id != self._id:
            self.keep()
        elif note == self._known:
            return
        self._id, self._known = annotation_id, note
        if self.toPlainText() != note:
            blocked = self.blockSignals(True)
            self.setPlainText(note)
            self.blockSignals(blocked)
        self._timer.stop()
        self._fit()

    def keep(self) -> None:
        """Say what was typed, if it is not kept yet."""
        self._timer.stop()
        # Only what was typed: a note that came in may hold characters that the field shows as others.
        if not self._id or not self.document().isModified():
            return
        self.document().setModified(False)
        note = self.toPlainText().strip()
        if note != self._known:
            self._known = note
            self.written.emit(self._id, note)

    def event(self, event: QEvent) -> bool:
        """Keep the note before a key of the window's acts; take Esc from the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.keep()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the note and leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the note as the field is left."""
        super().focusOutEvent(event)
        self.keep()

    def _typed(self) -> None:
        self._timer.start()
        self._fit()

    def _fit(self) -> None:
        lines = min(LINES, max(1, round(self.document().size().height())))
        margin = 2 * round(self.document().documentMargin())
        self.setFixedHeight(
            lines * self.fontMetrics().lineSpacing() + margin + 10 + 2 * round(current_theme().outline)
        )
