"""A table of labels under its head with the buttons that add, move and remove."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from annotations.errors import EditRefused
from annotations.scheme_draft import Kind, SchemeDraft
from gui.dialogs.scheme.label_model import LabelModel
from gui.dialogs.scheme.label_table import LabelTable
from gui.icons import icon
from gui.theme import scaled, set_look

_TITLES = {"entity": "Entity labels", "relation": "Relation labels"}


class LabelPane(QWidget):
    """The labels of one kind. `chosen` says which one is in question, `edited` that the list has changed,
    `refused` why it has not, `opened` that the chosen label is to be edited (Enter, double click, a new one).
    """

    chosen = Signal(int)
    edited = Signal()
    refused = Signal(str)
    opened = Signal()

    def __init__(self, draft: SchemeDraft, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._kind = draft, kind
        self.model = LabelModel(draft, kind, self)
        self.table = LabelTable(self.model)
        self.table.setAccessibleName(_TITLES[kind])
        self.table.chosen.connect(self.chosen)
        self.table.doubleClicked.connect(self.opened)
        title, self._count = QLabel(_TITLES[kind]), QLabel()
        set_look(title, "strong")
        set_look(self._count, "muted")
        self._bar = QFrame()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(title)
        row.addWidget(self._count, 1)
        self._bar.setFixedHeight(scaled(42))
        self._add_actions(row)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self._bar)
        self.column.addWidget(line())
        self.column.addWidget(self.table, 1)
        set_look(self._bar, "page")
        self.refresh()

    def _add_actions(self, row: QHBoxLayout) -> None:
        one = "label" if self._kind == "entity" else "relation label"
        self.add = self._action(row, "plus", f"Add a {one}", "Ins", self._added, words="Add")
        self.up = self._action(row, "chevron-up", "Move up", "Alt+Up", lambda: self._move(-1))
        self.down = self._action(row, "chevron-down", "Move down", "Alt+Down", lambda: self._move(1))
        self.remove = self._action(row, "trash-2", f"Remove the {one}", "Del", self._removed)
        for key in ("Return", "Enter", "F2"):
            action = QAction(self.table)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self.opened)
            self.table.addAction(action)

    def _action(
        self, row: QHBoxLayout, name: str, tip: str, key: str, do: Callable[[], None], words: str = ""
    ) -> QToolButton:
        """A button of the head whose key holds while the table has the focus."""
        button = QToolButton()
        button.setIcon(icon(name, size=16))
        button.setText(words)
        button.setAccessibleName(tip)
        shortcut = QKeySequence(key)
        button.setToolTip(f"{tip} ({shortcut.toString(QKeySequence.SequenceFormat.NativeText)})")
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        action = QAction(tip, self.table)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        self.table.addAction(action)
        button.clicked.connect(lambda: do())
        row.addWidget(button)
        return button

    def refresh(self) -> None:
        """Say that the draft has changed; the chosen row stays, or the nearest that is left."""
        row, count = self.table.row, len(self._draft.labels(self._kind))
        self.model.refresh()
        self._count.setText(str(count))
        if self.table.row < 0 <= row and count:
            self.table.choose(min(row, count - 1))
        for button in (self.up, self.down, self.remove):
            button.setEnabled(count > 0)

    def _added(self) -> None:
        row = self._draft.add(self._kind)
        self.refresh()
        self.table.choose(row)
        self.edited.emit()
        self.opened.emit()

    def _move(self, step: int) -> None:
        if self.table.row >= 0:
            row = self._draft.move(self._kind, self.table.row, step)
            self.model.refresh()
            self.table.choose(row)
            self.edited.emit()

    def _removed(self) -> None:
        if self.table.row < 0:
            return
        try:
            self._draft.remove(self._kind, self.table.row)
        except EditRefused as error:
            self.refused.emit(str(error))
            return
        self.refresh()
        self.edited.emit()


def line() -> QFrame:
    """Return a divider of one pixel."""
    divider = QFrame()
    divider.setFixedHeight(1)
    set_look(divider, "line")
    return divider
