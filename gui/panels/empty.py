"""What a panel says where it has nothing to show: one bold sentence, a way on, and a button that goes it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import metrics, scaled, set_look
from gui.widgets import KeyButton

Button = tuple[str, str, Callable[[], object]]
"""Words, key and what it runs."""


class EmptyNote(QWidget):
    """Words where there are no rows. All is plain text: a title or a search cannot become markup."""

    def __init__(self, parent: QWidget | None = None, *, at_top: bool = False) -> None:
        super().__init__(parent)
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        above = 0 if at_top else scaled(24)
        self._column.setContentsMargins(metrics.PADDING, above, metrics.PADDING, metrics.PADDING)
        self._column.setSpacing(metrics.PADDING)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        self._buttons: list[KeyButton] = []
        self._said: tuple[str, str] = ("", "")

    def say(self, bold: str, more: str = "", *buttons: Button) -> None:
        """Show a bold sentence, the words behind it, and buttons."""
        if self._said != (bold, more):
            self._said = (bold, more)
            self._words.setText(f"<b>{escape(bold)}</b> {escape(more)}".strip())
        self._put_buttons(buttons)

    def text(self) -> str:
        """What is said, as plain text."""
        return " ".join(part for part in self._said if part)

    def buttons(self) -> list[KeyButton]:
        """The buttons that are shown."""
        return list(self._buttons)

    def _put_buttons(self, buttons: tuple[Button, ...]) -> None:
        for old in self._buttons:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for place, (words, key, run) in enumerate(buttons):
            button = KeyButton(words, key)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, run=run: run())
            self._column.insertWidget(1 + place, button)
            self._buttons.append(button)
