"""The foot of the editor: files at the left, what is to be known in the middle, Cancel and Apply."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.icons import icon
from gui.theme import set_look
from gui.widgets.announce import announce

RENAMING = "Renaming a label renames its spans: one step to undo."
"""What stands there as long as nothing is wrong."""


class Footer(QWidget):
    """Buttons, and one sentence between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.load = QPushButton(icon("download", size=16), " Load a scheme…")
        self.save = QPushButton(icon("upload", size=16), " Save as TOML…")
        self.cancel, self.apply = QPushButton("Cancel"), QPushButton("Apply")
        self.sentence = QLabel(RENAMING, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # The blank before the words keeps them off the icon; it is not read out.
        self.load.setAccessibleName("Load a scheme…")
        self.save.setAccessibleName("Save as TOML…")
        set_look(self.load, "quiet")
        set_look(self.save, "quiet")
        set_look(self.apply, "primary")
        set_look(self.sentence, "muted")
        self.apply.setShortcut(QKeySequence("Ctrl+Return"))
        self.apply.setToolTip(
            f"Apply ({self.apply.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(10)
        for widget in (self.load, self.save):
            row.addWidget(widget)
        row.addWidget(self.sentence, 1)
        for widget in (self.cancel, self.apply):
            row.addWidget(widget)
        # Enter belongs to the field or table in which it is pressed; Apply is meant to be meant.
        for button in (self.load, self.save, self.cancel, self.apply):
            button.setAutoDefault(False)

    def say(self, sentence: str = "", look: str = "muted") -> None:
        """Show a sentence as `muted`, `ok`, `warning` or `error`; none brings back the usual one."""
        set_look(self.sentence, look)
        self.sentence.setText(sentence or RENAMING)
        if sentence:
            announce(self.sentence, sentence, at_once=look == "error")
