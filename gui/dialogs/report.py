"""What is shown when something went wrong that no person caused: a report that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.dialogs.about import versions
from gui.dialogs.frame import DialogFrame
from gui.theme import reading_font


class ReportDialog(DialogFrame):
    """Says that the work is safe; `report` is what the button copies."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__("A fault in Goldspan", "reportDialog", parent)
        last = next((line for line in reversed(trace.strip().splitlines()) if line.strip()), "")
        self.report = f"{trace.strip()}\n\n{versions()}"
        self.add_heading(
            "Something went wrong in Goldspan.",
            "Your decisions are saved. What you did last may not have happened: look, and do it again. "
            f"({last})",
        )
        words = QPlainTextEdit(self.report)
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        words.setFont(reading_font("Mono", 12 / 17))
        words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        words.setAccessibleName("Report")
        self.body.addWidget(words, 1)
        self.copy = self.add_button("Copy the report", icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        close = self.add_button("Go on", "Enter", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus()
        self.fit(720, 460)
