"""The choice of the encoding in which a text file is read, with its first lines in each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from annotations.errors import GoldspanError
from annotations.formats.guess import ENCODINGS
from annotations.formats.text import encoding_name, read_text
from gui.dialogs.frame import DialogFrame
from gui.theme import metrics, reading_font, scaled
from gui.widgets.rows import dress_rows

PREVIEW = 2000
"""Characters of the text that are shown."""


class EncodingDialog(DialogFrame):
    """Shows the file as each encoding reads it; `chosen` is the codec, once accepted."""

    def __init__(self, path: Path, encoding: str, parent: QWidget | None = None) -> None:
        super().__init__("Encoding", "encodingDialog", parent)
        self._path = path
        self.chosen = encoding
        self.add_heading(f"How is {path.name} encoded?", "Choose the one in which its letters read right.")
        self.list, self.preview = QListWidget(), QPlainTextEdit()
        dress_rows(self.list)
        self.list.setAccessibleName("Encodings")
        known = dict(ENCODINGS)
        known.setdefault(encoding, encoding_name(encoding))
        for codec, name in known.items():
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, scaled(metrics.ROW)))
            item.setData(Qt.ItemDataRole.UserRole, codec)
            self.list.addItem(item)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(reading_font("Serif", 15 / 17))
        self.preview.setAccessibleName("First lines")
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(self.list, 4)
        halves.addWidget(self.preview, 6)
        self.body.addLayout(halves, 1)
        self.add_cancel()
        self.read = self.add_button("Read it so", "Enter", primary=True)
        self.read.clicked.connect(self.accept)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemActivated.connect(lambda _: self.read.click())
        self.list.setCurrentRow(list(known).index(encoding))
        self.list.setFocus()
        self.fit(800, 560)

    def choose(self, codec: str) -> None:
        """Choose an encoding in the list."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == codec:
                self.list.setCurrentRow(row)

    def _show(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.chosen = str(item.data(Qt.ItemDataRole.UserRole))
        try:
            text = read_text(self._path, self.chosen).text
        except GoldspanError as error:
            self.preview.setPlainText("")
            self.preview.setPlaceholderText(error.message)
            self.read.setEnabled(False)
            return
        self.preview.setPlainText(text[:PREVIEW])
        self.read.setEnabled(True)
