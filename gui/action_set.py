"""The QActions of a window, made from the rows in `gui.actions` and kept in step with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.actions import ACTIONS, Action, Where, entity_actions, relation_actions
from gui.icons import icon

if TYPE_CHECKING:
    from gui.desk import Desk

_STANDARD = {"Undo": QKeySequence.StandardKey.Undo, "Redo": QKeySequence.StandardKey.Redo}


class ActionSet(QObject):
    """All actions of one window by id. They act on the desk; keys are bound to the widgets they belong to."""

    labels_changed = Signal()
    """The actions of the label scheme were made anew."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._rows: dict[str, Action] = {}
        self._actions: dict[str, QAction] = {}
        self._label_ids: list[str] = []
        self._running = 0
        self._hearers: dict[Where, list[QWidget]] = {
            Where.WINDOW: [window],
            Where.ARTICLE: [],
            Where.DECISION: [],
            Where.QUEUE: [],
        }
        for row in ACTIONS:
            self._add(row)
        session = desk.session
        for signal in (
            session.selection_changed,
            session.mode_changed,
            session.opened,
            session.dataset_opened,
        ):
            signal.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.undo_stack.indexChanged.connect(self.refresh)
        session.scheme_changed.connect(self._make_label_actions)
        desk.settings.changed.connect(self.refresh)
        self._make_label_actions()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._actions

    def rows(self) -> list[Action]:
        """The rows of all actions, those of the label scheme last."""
        return list(self._rows.values())

    def listen(self, widget: QWidget, where: Where) -> None:
        """Let `widget` hear the keys of the actions that belong there, while it or a child has the focus."""
        self._hearers[where].append(widget)
        if where is Where.ARTICLE:
            self._hearers[Where.DECISION].append(widget)
        for action_id, row in self._rows.items():
            if widget in self._hearers[row.where]:
                widget.addAction(self._actions[action_id])

    def refresh(self, *_: object) -> None:
        """Enable, check and name each action as the session stands; once, after one that runs."""
        if self._running:
            return
        session = self._desk.session
        for action_id, row in self._rows.items():
            action = self._actions[action_id]
            action.setEnabled(not session.busy and row.enabled(session))
            if row.checked is not None:
                action.setChecked(row.checked(self._desk))
        stack = session.undo_stack
        self._actions["edit.undo"].setText(f"Undo: {stack.undoText()}" if stack.canUndo() else "Undo")
        self._actions["edit.redo"].setText(f"Redo: {stack.redoText()}" if stack.canRedo() else "Redo")

    def _make_label_actions(self) -> None:
        for action_id in self._label_ids:
            self._rows.pop(action_id)
            action = self._actions.pop(action_id)
            for hearers in self._hearers.values():
                for widget in hearers:
                    widget.removeAction(action)
            action.deleteLater()
        rows = (*entity_actions(self._desk.session), *relation_actions(self._desk.session))
        self._label_ids = [row.id for row in rows]
        for row in rows:
            self._add(row)
        self.refresh()
        self.labels_changed.emit()

    def _add(self, row: Action) -> None:
        action = QAction(row.text, self)
        action.setObjectName(row.id)
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setCheckable(row.checked is not None)
        action.setShortcuts(shortcuts(row))
        in_window = row.where is Where.WINDOW
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if in_window else Qt.ShortcutContext.WidgetShortcut
        )
        name = row.text.rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{name} ({keys})" if keys else name)
        action.triggered.connect(lambda _=False, row=row: self._run(row))
        self._rows[row.id] = row
        self._actions[row.id] = action
        for widget in self._hearers[row.where]:
            widget.addAction(action)

    def _run(self, row: Action) -> None:
        self._running += 1
        try:
            row.run(self._desk)
        finally:
            self._running -= 1
        self.refresh()


def shortcuts(row: Action) -> list[QKeySequence]:
    """The key sequences of an action; the system's own for those that are standard."""
    found: list[QKeySequence] = []
    for key in row.keys:
        found += QKeySequence.keyBindings(_STANDARD[key]) if key in _STANDARD else [QKeySequence(key)]
    return found
