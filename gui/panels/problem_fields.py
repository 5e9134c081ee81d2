"""Above the problem list: of what it is, of which kind, and how far a check of the dataset is."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotations.check.found import Kind
from gui.dataset_check import DatasetCheck
from gui.panels.problem_words import KINDS
from gui.theme import metrics, scaled, set_look
from gui.widgets import ProgressStrip, tool_button


class ProblemFields(QWidget):
    """`chosen` says that another scope or kind is wanted."""

    chosen = Signal()

    def __init__(self, check: DatasetCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self.scope, self.kinds = _combo("What is listed"), _combo("Kind of problem")
        self.scope.addItem("This article", False)
        self.scope.addItem("All articles", True)
        self.kinds.addItem("All kinds", "")
        self.again = tool_button("rotate-ccw", "Check the dataset again")
        self.again.clicked.connect(check.start)
        self.progress = _Progress(check)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scope, 1)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.PADDING, 0, metrics.PADDING, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.progress)
        self.scope.currentIndexChanged.connect(lambda _: self.chosen.emit())
        self.kinds.currentIndexChanged.connect(lambda _: self.chosen.emit())
        self.show_progress()

    @property
    def over_all(self) -> bool:
        """Whether the whole dataset is listed."""
        return bool(self.scope.currentData())

    @property
    def kind(self) -> Kind | None:
        """The kind that is listed, None for all."""
        value = self.kinds.currentData()
        return Kind(value) if value else None

    def show_counts(self, counts: dict[Kind, int]) -> None:
        """Offer the kinds that there are; the chosen one stays, also without any left."""
        chosen = self.kind
        wanted = [("All kinds", "")]
        wanted += [
            (f"{words} ({counts.get(kind, 0):,})", kind.value)
            for kind, words in KINDS.items()
            if counts.get(kind) or kind is chosen
        ]
        shown = [(self.kinds.itemText(n), self.kinds.itemData(n)) for n in range(self.kinds.count())]
        if wanted == shown:
            return
        with QSignalBlocker(self.kinds):
            self.kinds.clear()
            for words, value in wanted:
                self.kinds.addItem(words, value)
            self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen.value if chosen else "")))

    def show_progress(self) -> None:
        """Show how far a check of the dataset is."""
        self.again.setVisible(self.over_all and self._check.begun and not self._check.running)
        self.progress.show_progress()
        self.progress.setVisible(self.over_all and self._check.begun)


class _Progress(QWidget):
    """What the check of the dataset does or did, a strip, and a button that stops it."""

    def __init__(self, check: DatasetCheck) -> None:
        super().__init__()
        self._check = check
        self.words, self._strip = QLabel(), ProgressStrip("accent")
        self.words.setWordWrap(True)
        set_look(self.words, "secondary")
        self.stop = tool_button("x", "Stop the check", size=14)
        self.stop.clicked.connect(check.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self._strip)
        row.addWidget(self.stop)
        self._strip.setFixedWidth(scaled(84))

    def show_progress(self) -> None:
        """Say how far it is."""
        check = self._check
        for running in (self._strip, self.stop):
            running.setVisible(check.running)
        self._strip.set_progress(check.done, check.total)
        self.words.setText(progress_words(check))


def progress_words(check: DatasetCheck) -> str:
    """What the check of the dataset does, or what came of it."""
    if check.running:
        return f"Checking {check.done:,} of {check.total:,}" if check.total else "Checking…"
    articles = f"{check.done:,} article{'' if check.done == 1 else 's'}"
    if check.cancelled:
        return f"Stopped after {articles} of {check.total:,}."
    found = "1 problem" if check.found == 1 else f"{check.found:,} problems"
    more = f" The first {check.listed:,} are listed." if check.left_out else ""
    return f"{articles} checked, {found} found.{more}"


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    combo.setIconSize(QSize(0, 0))
    return combo
