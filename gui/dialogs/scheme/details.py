"""The pane that edits the chosen label: name, key, colour, guideline, on or off, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.scheme_check import Label
from gui.dialogs.scheme.contrast import contrast_line
from gui.dialogs.scheme.key_field import KeyField
from gui.dialogs.scheme.mark_label import MarkLabel
from gui.dialogs.scheme.preview import Preview
from gui.dialogs.scheme.swatches import Swatches
from gui.theme import current_theme, label_paint, set_look, theme_keeper
from gui.widgets.announce import announce
from gui.widgets.swatch import swatch_icon


class Details(QWidget):
    """Shows a label and says what the person makes of it; it changes nothing by itself."""

    renamed = Signal(str)
    keyed = Signal(str)
    coloured = Signal(str)
    guided = Signal(str)
    switched = Signal(bool)
    merge_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self._others: Mapping[str, str] = {}
        self._head, self._usage = MarkLabel(), QLabel()
        set_look(self._usage, "muted")
        self.name, self.key = QLineEdit(), KeyField()
        self.swatches, self.own = Swatches(), QToolButton()
        self.own.setText("Own colour…")
        self.own.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.contrast, self.fault = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.guideline = QPlainTextEdit(tabChangesFocus=True)
        self.on = QCheckBox("Switched on")
        self.on.setToolTip("Off: it is not offered, and its suggestions are left out.")
        self.merge = QToolButton()
        self.merge.setText("Merge into…")
        self.merge.setToolTip("Give everything that has this label another label, over all articles.")
        self._preview = Preview()
        set_look(self.contrast, "secondary")
        set_look(self.fault, "error")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._usage)
        column.addLayout(head)
        column.addSpacing(4)
        names = QGridLayout()
        names.setHorizontalSpacing(12)
        names.setVerticalSpacing(4)
        names.setColumnStretch(0, 1)
        names.addWidget(_caption("Name", self.name), 0, 0)
        names.addWidget(_caption("Key", self.key), 0, 1)
        names.addWidget(self.name, 1, 0)
        names.addWidget(self.key, 1, 1)
        self.key.setFixedWidth(84)
        column.addLayout(names)
        column.addWidget(self.fault)
        colour = QHBoxLayout()
        colour.addWidget(_caption("Colour", self.swatches), 1)
        colour.addWidget(self.own)
        column.addLayout(colour)
        column.addWidget(self.swatches)
        column.addWidget(self.contrast)
        column.addSpacing(6)
        column.addWidget(_caption("Guideline", self.guideline))
        column.addWidget(self.guideline, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.on, 1)
        foot.addWidget(self.merge)
        column.addLayout(foot)
        column.addWidget(_caption("In the article", self._preview))
        column.addWidget(self._preview)
        self.guideline.setMinimumHeight(110)
        self.fault.hide()

    def _connect(self) -> None:
        self.name.textEdited.connect(self.renamed)
        self.name.editingFinished.connect(self._restore_name)
        self.key.pressed_key.connect(self.keyed)
        self.swatches.chosen.connect(self.coloured)
        self.own.clicked.connect(self._ask_colour)
        self.guideline.textChanged.connect(lambda: self.guided.emit(self.guideline.toPlainText()))
        self.on.toggled.connect(self.switched)
        self.merge.clicked.connect(self.merge_asked)
        theme_keeper().themeChanged.connect(self._tell_colour)

    def show_label(self, label: Label | None, usage: str, others: Mapping[str, str]) -> None:
        """Show a label, how much it is used, and the contrasts of its colour beside those of `others`."""
        self._label, self._others = label, others
        self.setEnabled(label is not None)
        self.refuse("")
        self._usage.setText(usage)
        blockers = [QSignalBlocker(widget) for widget in (self.name, self.guideline, self.on)]
        if label is None:
            self._head.clear()
            self.name.clear()
            self.key.clear()
            self.guideline.clear()
            return
        self._head.show_label(label)
        if self.name.text() != label.name:
            self.name.setText(label.name)
        self.key.setText(label.key)
        # Text that is the same is not set again: it would put the caret at the start.
        if self.guideline.toPlainText() != label.guideline:
            self.guideline.setPlainText(label.guideline)
        self.on.setChecked(label.on)
        self.swatches.show_colour(label.colour)
        self.own.setIcon(swatch_icon(label.colour) if label.colour.startswith("#") else QIcon())
        self._preview.show_label(label)
        self._tell_colour()
        del blockers

    def refuse(self, sentence: str, field: QLineEdit | None = None) -> None:
        """Say under the fields why something could not be; an empty sentence takes it away."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        if sentence:
            announce(self.fault, sentence, at_once=True)
        for each in (self.name, self.key):
            _mark_invalid(each, invalid=bool(sentence) and each is field)

    def _restore_name(self) -> None:
        """A name that was refused does not stay in the field once it is left."""
        if self._label is not None and self.name.text() != self._label.name:
            self.name.setText(self._label.name)
            self.renamed.emit(self._label.name)

    def _tell_colour(self) -> None:
        if self._label is not None:
            self.contrast.setText(contrast_line(self._label.colour, self._others, current_theme()))

    def _ask_colour(self) -> None:
        if self._label is None:
            return
        before = self._label.colour
        start = QColor(before) if before.startswith("#") else label_paint(before).line
        colour = QColorDialog.getColor(start, self, f"Colour of {self._label.name}")
        if colour.isValid():
            self.coloured.emit(colour.name())


def _caption(words: str, widget: QWidget) -> QLabel:
    """The word above a field, which is also the field's name to who does not see it."""
    label = QLabel(words)
    set_look(label, "secondary")
    label.setBuddy(widget)
    if not widget.accessibleName():
        widget.setAccessibleName(words)
    return label


def _mark_invalid(field: QLineEdit, *, invalid: bool) -> None:
    if bool(field.property("invalid")) != invalid:
        field.setProperty("invalid", invalid)
        field.style().unpolish(field)
        field.style().polish(field)
