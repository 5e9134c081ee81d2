"""What the dialogs have in common: a heading, a body, and a foot with a note and buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import scaled, set_look
from gui.widgets.key_button import KeyButton

MARGIN = 20


class DialogFrame(QDialog):
    """A dialog with `body` to fill, and `add_button` for its foot. Esc leaves it without a change."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body.setSpacing(12)
        self.note = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_look(self.note, "muted")
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(MARGIN, 12, MARGIN, 12)
        self._foot.setSpacing(10)
        self._foot.addWidget(self.note, 1)
        line = QFrame()
        set_look(line, "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.body, 1)
        column.addWidget(line)
        column.addLayout(self._foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus; elsewhere it presses the primary one."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def add_heading(self, words: str, more: str = "") -> None:
        """Put a heading, and a sentence below it, into the body."""
        heading = QLabel(words, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_look(heading, "heading")
        self.body.addWidget(heading)
        if more:
            sentence = QLabel(more, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
            set_look(sentence, "muted")
            self.body.addWidget(sentence)
        self.setAccessibleDescription(f"{words} {more}".strip())

    def add_button(self, text: str, key: str = "", *, primary: bool = False, icon: str = "") -> KeyButton:
        """Put a button at the right of the foot; Enter presses the primary one."""
        button = KeyButton(text, key, icon_name=icon, primary=primary)
        button.setDefault(primary)
        self._foot.addWidget(button)
        return button

    def add_cancel(self) -> QPushButton:
        """Put the button that leaves without a change into the foot."""
        button = self.add_button("Cancel")
        button.clicked.connect(self.reject)
        return button

    def fit(self, width: int, height: int = 0) -> None:
        """Take a size in px of the design, at most the screen's; without a height, what the words need."""
        room = self.screen().availableSize() - QSize(24, 48)
        self.setMinimumWidth(min(scaled(width), room.width()) if not height else 0)
        wanted = QSize(scaled(width), scaled(height) if height else self._height_of_words(scaled(width)))
        self.resize(wanted.boundedTo(room))

    def _height_of_words(self, width: int) -> int:
        """The height at a width: the hint alone is for lines that break elsewhere."""
        layout, hint = self.layout(), self.sizeHint().height()
        return hint if layout is None else max(hint, layout.totalHeightForWidth(width))
