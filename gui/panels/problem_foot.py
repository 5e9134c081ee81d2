"""Below the problem list: the whole sentence of the chosen problem, and the buttons that mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotations.check.found import Finding
from gui.panels.problem_words import fix_all_words
from gui.theme import metrics, set_look
from gui.widgets import KeyButton

_SHORT = 24
"""Letters that a button has room for beside the other."""


class ProblemFoot(QWidget):
    """Hidden where no problem is chosen."""

    def __init__(self, fix: QAction, fix_all: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.fix = KeyButton("Fix", fix.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self.fix_all = KeyButton("All")
        self.fix.clicked.connect(fix.trigger)
        self.fix_all.clicked.connect(fix_all.trigger)
        line = QFrame()
        set_look(line, "line")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.fix)
        row.addWidget(self.fix_all)
        row.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(metrics.PADDING, 8, metrics.PADDING, metrics.PADDING)
        words.setSpacing(8)
        words.addWidget(self.sentence)
        words.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(words)
        self.show_finding(None, 0)

    def show_finding(self, finding: Finding | None, like: int) -> None:
        """Show a problem; `like` is how many of its kind can be mended at once in its article."""
        self.setVisible(finding is not None)
        if finding is None:
            return
        self.sentence.setText(finding.sentence)
        self.fix.setVisible(bool(finding.fix))
        self.fix.setText(finding.fix if len(finding.fix) <= _SHORT else finding.fix.partition(":")[0])
        self.fix.setAccessibleName(finding.fix)
        self.fix_all.setVisible(bool(finding.fix) and like > 1)
        if finding.fix and like > 1:
            self.fix_all.setText(f"All {like:,}")
            self.fix_all.setToolTip(f"{fix_all_words(finding.kind, like)} in this article")
            self.fix_all.setAccessibleName(fix_all_words(finding.kind, like))
