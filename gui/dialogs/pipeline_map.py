"""The table that leads from a pipeline's labels to those of the scheme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from annotations.dataset import PipelineChoice
from annotations.scheme import EntityLabel, LabelScheme
from gui.theme import set_look
from gui.widgets.swatch import swatch_icon

NOT_SHOWN = "Not shown"


class PipelineMap(QWidget):
    """A row for each label of the pipeline: switched on or off, and the scheme's label that stands for it."""

    def __init__(self, labels: Sequence[str], scheme: LabelScheme, choice: PipelineChoice) -> None:
        super().__init__()
        self._scheme = scheme
        self.switches: dict[str, QCheckBox] = {}
        self.targets: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for column, words in enumerate(("The pipeline's label", "Shown as")):
            head = QLabel(words)
            set_look(head, "caption")
            grid.addWidget(head, 0, column)
        for row, label in enumerate(labels, 1):
            self._add(grid, row, label, choice)
        grid.setRowStretch(len(labels) + 1, 1)

    def result(self, name: str) -> PipelineChoice:
        """The choice as it stands, for the pipeline of this name."""
        mapping, off = {}, []
        for label, target in self.targets.items():
            shown_as = str(target.currentData())
            if not self.switches[label].isChecked() or not shown_as:
                off.append(label)
            if shown_as and shown_as != label:
                mapping[label] = shown_as
        return PipelineChoice(name, mapping, tuple(off))

    def _add(self, grid: QGridLayout, row: int, label: str, choice: PipelineChoice) -> None:
        wanted = choice.mapping.get(label, label)
        entity = self._scheme.entity(wanted)
        # What the scheme lacks cannot be shown, and that is no decision to switch it off.
        on = label not in choice.off or entity is None
        switch, target = QCheckBox(label.replace("&", "&&")), QComboBox()
        switch.setChecked(on)
        target.addItem(NOT_SHOWN, "")
        for each in self._scheme.entities:
            _add_label(target, each)
        target.setCurrentIndex(max(0, target.findData(wanted)))
        target.setEnabled(on)
        target.setAccessibleName(f"{label} is shown as")
        target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        switch.toggled.connect(target.setEnabled)
        self.switches[label], self.targets[label] = switch, target
        grid.addWidget(switch, row, 0)
        grid.addWidget(target, row, 1)


def _add_label(target: QComboBox, label: EntityLabel) -> None:
    words = label.name if label.on else f"{label.name} (switched off)"
    target.addItem(swatch_icon(label.colour), words, label.name)
