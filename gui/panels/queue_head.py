"""The top of the queue: how much is done, as words and as a strip of gold, and how fast it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotations.dataset import Totals
from annotations.dataset.pace import Pace
from gui.panels.queue_words import pace_words
from gui.theme import metrics, set_look
from gui.widgets import ProgressStrip


class QueueProgress(QWidget):
    """`37 of 120 done` and `31 %` over a strip; below it, once known, `14 an hour · about 5 h 30 left`."""

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
        self._pace = QLabel()
        set_look(self._pace, "secondary")
        self._pace.setToolTip("From the time that you spent on the last articles; only this machine keeps it")
        grid.addWidget(self._pace, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.show_totals(Totals(0, 0, 0))

    def show_totals(self, totals: Totals, pace: Pace | None = None) -> None:
        """Show how far the queue is, and how long the rest will take at this pace."""
        words = pace_words(pace, totals)
        self._pace.setText(words)
        self._pace.setVisible(bool(words))
        self._words.setText(f"<b>{totals.done:,}</b> of {totals.articles:,} done")
        self._percent.setText(f"{_percent(totals)} %")
        self._strip.set_progress(totals.done, totals.articles)
        self._strip.setAccessibleName(self.text())

    def text(self) -> str:
        """The words, as plain text."""
        done = self._words.text().replace("<b>", "").replace("</b>", "")
        return " · ".join(part for part in (done, self._pace.text()) if part)


def _percent(totals: Totals) -> int:
    """The share that is done, rounded; 100 and 0 only where all or none are."""
    if totals.done in (0, totals.articles):
        return 100 if totals.done else 0
    return min(99, max(1, round(100 * totals.done / totals.articles)))
