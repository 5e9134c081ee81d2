"""What is under way, in the status bar: words, a strip, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.theme import Type, scaled, set_look, type_font
from gui.widgets import ProgressStrip, tool_button
from gui.widgets.elided import ElidedLabel

_STEPS = 1000


class WorkShown(QWidget):
    """Hidden while nothing is under way."""

    def __init__(self, stops: str, stop: Callable[[], None]) -> None:
        """Make it; the button is called `stops` and runs `stop`."""
        super().__init__()
        self._words, self._of = ElidedLabel(), QLabel()
        self._words.setMaximumWidth(scaled(260))
        self._strip = ProgressStrip("accent")
        self._strip.setFixedWidth(scaled(84))
        self.stop = tool_button("x", stops, size=14)
        self.stop.clicked.connect(stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        for label in (self._words, self._of):
            set_look(label, "muted")
            label.setFont(type_font(Type.SECONDARY))
        for widget in (self._words, self._strip, self._of, self.stop):
            row.addWidget(widget)

    def text(self) -> str:
        """What is said of it."""
        return f"{self._words.text()} {self._of.text()}".strip()

    def show_work(self, words: str, of: str, share: float | None) -> None:
        """Show what is under way and how far it is; nothing without words, no strip without a share."""
        self.setVisible(bool(words))
        self._words.setText(words)
        self._of.setText(of)
        self._strip.setVisible(share is not None)
        self._strip.set_progress(round(_STEPS * (share or 0)), _STEPS)
