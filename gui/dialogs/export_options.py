"""The choices of an export: which articles, where to, and what only some formats have."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotations.errors import GoldspanError
from annotations.exporting import SPLIT
from annotations.formats import split
from gui import folders
from gui.dialogs.export_choice import TRAIN_DEV, TRAIN_DEV_TEST, Choice, path_of, put_path
from gui.theme import scaled
from gui.widgets.key_button import KeyButton
from gui.widgets.segmented import SegmentedButtons

WHICH = ("done", "all", "one")

_PARTS = (("One file", ""), ("Train and dev", TRAIN_DEV), ("Train, dev and test", TRAIN_DEV_TEST))
_MISPLACED = (("Leave them and name them", "leave"), ("Write nothing", "refuse"))
_OVERLAPS = (("Keep the longest and name the others", "longest"), ("Write nothing", "refuse"))


class ExportOptions(QWidget):
    """Controls over a Choice, which they change; `changed` tells of it."""

    changed = Signal()

    def __init__(self, choice: Choice, dataset: Path, counts: dict[str, int]) -> None:
        super().__init__()
        self._choice, self._dataset = choice, dataset
        self.which = SegmentedButtons(["Done", "All", "The open one"][: len(counts)])
        for row, name in enumerate(WHICH[: len(counts)]):
            self.which.set_count(row, counts[name] if name != "one" else None)
        if choice.which in counts:
            self.which.set_current(WHICH.index(choice.which))
        self.path, self.browse = QLineEdit(), KeyButton("Choose…")
        self.parts, self.shares, self.seed = QComboBox(), QLineEdit(), QSpinBox()
        self.misplaced, self.overlaps = _combo(_MISPLACED), _combo(_OVERLAPS)
        self._form = QFormLayout(self)
        self._lay_out()
        self._connect()
        self.show_choice()

    @property
    def flaw(self) -> str:
        """What is wrong with what was typed, in a sentence; empty where nothing is."""
        if not self.path.text().strip():
            return "Name a file or folder to write."
        try:
            if self._choice.is_split and not split.parse(self._choice.shares):
                return "Give the shares of the parts, such as 0.8/0.2."
        except GoldspanError as error:
            return error.message
        return ""

    def show_choice(self) -> None:
        """Show what belongs to the format that is chosen."""
        choice = self._choice
        holds, parted = choice.format.holds, choice.format_id in SPLIT
        controls = (self.path, self.parts, self.shares, self.seed, self.misplaced, self.overlaps)
        blockers = [QSignalBlocker(control) for control in controls]
        self.path.setText(path_of(choice, self._dataset))
        self.parts.setCurrentIndex(min(2, max(1, choice.shares.count("/"))) if choice.parts else 0)
        if self.shares.text() != choice.shares:
            self.shares.setText(choice.shares)
        self.seed.setValue(choice.seed)
        self.misplaced.setCurrentIndex(int(choice.misplaced == "refuse"))
        self.overlaps.setCurrentIndex(int(choice.overlaps == "refuse"))
        del blockers
        self._form.setRowVisible(self._parts_row, parted)
        self.shares.setVisible(choice.is_split)
        self.seed.setVisible(choice.is_split)
        self._seed_words.setVisible(choice.is_split)
        self._form.setRowVisible(self.misplaced, not holds.off_token)
        self._form.setRowVisible(self.overlaps, not holds.overlapping)

    # -- putting it together ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, _ in _PARTS:
            self.parts.addItem(words)
        self.shares.setMinimumWidth(scaled(96))
        self.seed.setRange(0, 2**31 - 1)
        self._seed_words = QLabel("Seed")
        self._parts_row = _row(self.parts, self.shares, self._seed_words, self.seed)
        for control, name in (
            (self.which, "Articles"),
            (self.path, "Write to"),
            (self.parts, "Parts"),
            (self.shares, "Shares of the parts"),
            (self.seed, "Seed of the split"),
            (self.misplaced, "Spans off the tokens"),
            (self.overlaps, "Overlapping spans"),
        ):
            control.setAccessibleName(name)
        form.addRow("Articles", self.which)
        form.addRow("Write to", _row(self.path, self.browse))
        form.addRow("Parts", self._parts_row)
        form.addRow("Spans off the tokens", self.misplaced)
        form.addRow("Overlapping spans", self.overlaps)

    def _connect(self) -> None:
        self.which.currentChanged.connect(lambda row: self._set("which", WHICH[row]))
        self.path.textEdited.connect(self._type_path)
        self.browse.clicked.connect(self._browse)
        self.parts.currentIndexChanged.connect(self._choose_parts)
        self.shares.textEdited.connect(lambda text: self._set("shares", text))
        self.seed.valueChanged.connect(lambda value: self._set("seed", value))
        self.misplaced.currentIndexChanged.connect(lambda row: self._set("misplaced", _MISPLACED[row][1]))
        self.overlaps.currentIndexChanged.connect(lambda row: self._set("overlaps", _OVERLAPS[row][1]))

    def _set(self, name: str, value: str | int) -> None:
        setattr(self._choice, name, value)
        self.show_choice()
        self.changed.emit()

    def _choose_parts(self, row: int) -> None:
        self._choice.parts = row > 0
        self._set("shares", _PARTS[row][1] or self._choice.shares)

    def _type_path(self, text: str) -> None:
        put_path(self._choice, text.strip())
        self.changed.emit()

    def _browse(self) -> None:
        format_ = self._choice.format
        if self._choice.is_split or not format_.suffix:
            title, kinds = "A new folder for the export", ""
        else:
            title, kinds = "Export to", f"{format_.name} (*{format_.suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self, title, self.path.text(), kinds)
        if chosen:
            folders.used(Path(chosen))
            put_path(self._choice, chosen)
            self.show_choice()
            self.changed.emit()


def _combo(rows: tuple[tuple[str, str], ...]) -> QComboBox:
    combo = QComboBox()
    for words, _ in rows:
        combo.addItem(words)
    return combo


def _row(*controls: QWidget) -> QWidget:
    """Controls side by side; the first takes the room."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for place, control in enumerate(controls):
        row.addWidget(control, int(place == 0))
    return holder
