"""The report of an import: what was read, what was left and where, and the records that were bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.dialogs.frame import DialogFrame
from gui.dialogs.import_words import outcome, report_text
from gui.theme import reading_font

if TYPE_CHECKING:
    from gui.importing import ImportEnd


class ImportReportDialog(DialogFrame):
    """Shows the report as text that can be copied (`report`)."""

    def __init__(self, end: ImportEnd, parent: QWidget | None = None) -> None:
        super().__init__("Report of the import", "importReportDialog", parent)
        self.report = report_text(end)
        self.add_heading(f"Import of {end.plan.name}", outcome(end)[1])
        words = QPlainTextEdit(self.report)
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        words.setFont(reading_font("Mono", 12 / 17))
        words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        words.setAccessibleName("Report")
        self.body.addWidget(words, 1)
        self.copy = self.add_button("Copy the report", icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        close = self.add_button("Close", "Enter", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus()
        self.fit(760, 520)
