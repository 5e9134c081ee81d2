"""The question what an article is to be called."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.dialogs.frame import DialogFrame


class RenameDialog(DialogFrame):
    """One field, `title`; an empty title is refused by a button that cannot be pressed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("Rename article", "renameDialog", parent)
        self.add_heading("What is the article called?")
        self.title = QLineEdit(title)
        self.title.setAccessibleName("Title")
        self.title.selectAll()
        self.body.addWidget(self.title)
        self.add_cancel()
        rename = self.add_button("Rename", "Enter", primary=True)
        rename.clicked.connect(self.accept)
        self.title.textChanged.connect(lambda text: rename.setEnabled(bool(text.strip())))
        self.title.setFocus()
        self.fit(460)
