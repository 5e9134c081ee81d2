"""The preferences, made from the rows of `gui.settings`: what is changed applies at once."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.frame import MARGIN, DialogFrame
from gui.settings import SETTINGS, Setting, Settings
from gui.theme import scaled, set_look

_Control = QCheckBox | QComboBox | QLineEdit

_WIDTH = 580
"""Px of the design."""


class _Area(QScrollArea):
    """Asks for the height of all that it holds, so that it scrolls on small screens only."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        """Return the size of the contents, at the width that the dialog has."""
        width = scaled(_WIDTH)
        return QSize(width, self._inner.heightForWidth(width))


class PreferencesDialog(DialogFrame):
    """A control for each row that belongs on the page; `controls` has them by the setting's id."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("Preferences", "preferencesDialog", parent)
        self._settings = settings
        self.controls: dict[str, _Control] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        for row in SETTINGS:
            if row.page:
                self._add(form, row)
        inner = QWidget()
        inner.setLayout(form)
        area = _Area(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(area)
        self.note.setText("What you change applies at once.")
        close = self.add_button("Close", primary=True)
        close.clicked.connect(self.accept)
        settings.changed.connect(self._show)
        next(iter(self.controls.values())).setFocus()
        self.fit(_WIDTH)

    def _add(self, form: QFormLayout, row: Setting) -> None:
        control = self._control(row)
        control.setObjectName(f"preference.{row.id}")
        control.setAccessibleDescription(row.help)
        self.controls[row.id] = control
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(control)
        if row.help:
            words = QLabel(row.help, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
            set_look(words, "secondary")
            column.addWidget(words)
        if isinstance(control, QCheckBox):
            form.addRow("", column)
            return
        title = QLabel(row.title, wordWrap=True)
        title.setBuddy(control)
        title.setFixedWidth(scaled(170))
        control.setAccessibleName(row.title)
        form.addRow(title, column)

    def _control(self, row: Setting) -> _Control:
        value = self._settings.get(row.id)
        if row.choices:
            return self._choice(row, str(value))
        if isinstance(row.default, bool):
            check = QCheckBox(row.title)
            check.setChecked(bool(value))
            check.toggled.connect(lambda on: self._settings.set(row.id, on))
            return check
        field = QLineEdit(str(value))
        field.textEdited.connect(lambda text: self._settings.set(row.id, text.strip()))
        return field

    def _choice(self, row: Setting, value: str) -> QComboBox:
        choice = QComboBox()
        for each, words in row.choices:
            choice.addItem(words, each)
        if row.id == "reading_font":
            choice.insertSeparator(choice.count())
            for family in QFontDatabase.families():
                if not family.startswith(".") and not QFontDatabase.isPrivateFamily(family):
                    choice.addItem(family, family)
            choice.setMaxVisibleItems(16)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(16)
        choice.setCurrentIndex(max(0, choice.findData(value)))
        choice.currentIndexChanged.connect(lambda _: self._settings.set(row.id, choice.currentData()))
        return choice

    def _show(self, setting_id: str) -> None:
        """Show what was changed elsewhere meanwhile."""
        control = self.controls.get(setting_id)
        value = self._settings.get(setting_id)
        if control is None:
            return
        with QSignalBlocker(control):
            if isinstance(control, QComboBox):
                control.setCurrentIndex(max(0, control.findData(value)))
            elif isinstance(control, QCheckBox):
                control.setChecked(bool(value))
            elif control.text().strip() != value:
                control.setText(str(value))
