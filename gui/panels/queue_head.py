"""The top of the queue: how much is done, as words and as a strip of gold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotations.dataset import Totals
from gui.theme import metrics, set_look
from gui.widgets import ProgressStrip


class QueueProgress(QWidget):
    """`37 of 120 done` and `31 %` over a strip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(metrics.PADDING, 4, metrics.PADDING, 8)
        grid.setVerticalSpacing(7)
        self._words, self._percent, self._strip = QLabel(), QLabel(), ProgressStrip()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        for label in (self._words, self._percent):
            set_look(label, "muted")
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self._percent, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._strip, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.show_totals(Totals(0, 0, 0))

    def show_totals(self, totals: Totals) -> None:
        """Show how far the queue is."""
        self._words.setText(f"<b>{totals.done:,}</b> of {totals.articles:,} done")
        self._percent.setText(f"{_percent(totals)} %")
        self._strip.set_progress(totals.done, totals.articles)
        self._strip.setAccessibleName(self.text())

    def text(self) -> str:
        """The words, as plain text."""
        return self._words.text().replace("<b>", "").replace("</b>", "")


def _percent(totals: Totals) -> int:
    """The share that is done, rounded; 100 and 0 only where all or none are."""
    if totals.done in (0, totals.articles):
        return 100 if totals.done else 0
    return min(99, max(1, round(100 * totals.done / totals.articles)))
