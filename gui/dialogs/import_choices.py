"""How files are to be imported: what becomes of annotations, texts, known articles, bad records, labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QWidget

from annotations.formats.format import Reading
from annotations.formats.guess import ENCODINGS
from gui import folders
from gui.theme import set_look
from gui.widgets.elided import ElidedLabel
from gui.widgets.key_button import KeyButton

SUFFIX = ".goldspan"

_GOLD = (("As the file says", None), ("Gold", True), ("Suggestions", False))
_SPLITS = (("One article a file", "file"), ("One a line", "line"), ("One a paragraph", "paragraph"))
_TWINS = (("Leave out", False), ("Add once more", True))
_BAD = (("Stop, import nothing", False), ("Leave it out", True))
_ENCODED = {"text", "csv", "conll", "bioes"}
"""The formats that do not say how they are encoded."""


class ImportChoices(QWidget):
    """The choices as a form. `reading_changed` tells that the preview is to be made anew."""

    reading_changed = Signal()

    def __init__(self, formats: QComboBox, into: Path | None, parent: QWidget | None = None) -> None:
        """Make the form; `formats` is its first row. `into` is the new dataset, None where one is open."""
        super().__init__(parent)
        self.into = into
        self.gold, self.split = _combo("Annotations", _GOLD), _combo("Texts", _SPLITS)
        self.encoding, self.column = _combo("Encoding", [("Found by itself", "")]), QComboBox()
        for codec, name in ENCODINGS.items():
            self.encoding.addItem(name, codec)
        self.column.setAccessibleName("Text column")
        self.offer_columns(())
        self.twins, self.bad = _combo("Known texts", _TWINS), _combo("A bad record", _BAD)
        self.labels = QCheckBox("Add new labels to the label scheme")
        self.labels.setChecked(True)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            ("Format", formats),
            ("Annotations", self.gold),
            ("Texts", self.split),
            ("Encoding", self.encoding),
            ("Text column", self.column),
            ("Known texts", self.twins),
            ("A bad record", self.bad),
        ):
            label = QLabel(words)
            set_look(label, "muted")
            label.setBuddy(field)
            self._form.addRow(label, field)
        if into is not None:
            self._add_place(into)
        self._form.addRow(self.labels)
        for field in (self.gold, self.split, self.encoding, self.column):
            field.activated.connect(lambda _: self.reading_changed.emit())

    def _add_place(self, into: Path) -> None:
        self.place = ElidedLabel(into.name)
        self.place.setToolTip(str(into))
        self.choose = KeyButton("Choose…")
        self.choose.clicked.connect(self._ask_place)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        label = QLabel("New dataset")
        set_look(label, "muted")
        self._form.addRow(label, row)

    @property
    def reading(self) -> Reading:
        """How the files are to be read."""
        column = str(self.column.currentData() or "") if self._shows(self.column) else ""
        return Reading(
            self.gold.currentData(),
            str(self.split.currentData()) if self._shows(self.split) else "file",
            str(self.encoding.currentData()) if self._shows(self.encoding) else "",
            column,
        )

    def fit_formats(self, format_ids: Sequence[str]) -> None:
        """Show the choices that matter to files of these formats."""
        there = set(format_ids)
        self._form.setRowVisible(self.split, "text" in there)
        self._form.setRowVisible(self.column, "csv" in there)
        self._form.setRowVisible(self.encoding, bool(there & _ENCODED))
        self._form.setRowVisible(self.gold, not there or bool(there - {"text"}))

    def offer_columns(self, columns: Sequence[str]) -> None:
        """Offer the columns of a table, with the choice that was made."""
        chosen = self.column.currentData()
        self.column.clear()
        self.column.addItem("Found by itself", "")
        for name in columns:
            self.column.addItem(name, name)
        self.column.setCurrentIndex(max(0, self.column.findData(chosen)))

    def set_place(self, path: Path) -> None:
        """Import into a new dataset at `path`."""
        self.into = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self.place.setText(self.into.name)
        self.place.setToolTip(str(self.into))

    def _ask_place(self) -> None:
        if self.into is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "New dataset", str(self.into), f"Goldspan datasets (*{SUFFIX})"
        )
        if name:
            folders.used(Path(name))
            self.set_place(Path(name))

    def _shows(self, field: QWidget) -> bool:
        return self._form.isRowVisible(field)


def _combo(name: str, rows: Sequence[tuple[str, object]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for words, value in rows:
        combo.addItem(words, value)
    return combo
