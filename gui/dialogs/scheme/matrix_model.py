"""Which head may lead to which child, as a table of check cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from annotations.scheme import EntityLabel, RelationLabel
from annotations.scheme_draft import SchemeDraft
from gui.dialogs.scheme.label_model import Index

Role = Qt.ItemDataRole


class MatrixModel(QAbstractTableModel):
    """The pairs of one relation label: heads are rows, children columns.

    It shows the entity labels of its pairs and those that `include` asked for, in the scheme's order.
    """

    def __init__(self, draft: SchemeDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._relation = -1
        self._included: set[str] = set()
        self.shown: list[EntityLabel] = []

    @property
    def relation(self) -> RelationLabel | None:
        """The relation label, if one is chosen."""
        relations = self._draft.scheme.relations
        return relations[self._relation] if 0 <= self._relation < len(relations) else None

    def show_relation(self, index: int) -> None:
        """Show the pairs of this relation label; -1 shows none."""
        if index != self._relation:
            self._relation, self._included = index, set()
        self.refresh()

    def include(self, name: str) -> None:
        """Show an entity label that has no pair yet."""
        self._included.add(name)
        self.refresh()

    def refresh(self) -> None:
        """Say that the draft has changed."""
        named = {end for pair in self._pairs() for end in pair} | self._included
        shown = [label for label in self._draft.scheme.entities if label.name in named]
        if shown == self.shown:
            self._say_changed()
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def others(self) -> list[EntityLabel]:
        """Return the entity labels that are not shown."""
        names = {label.name for label in self.shown}
        return [label for label in self._draft.scheme.entities if label.name not in names]

    def summary(self) -> str:
        """Return how many of the pairs shown are allowed, in words."""
        allowed = len(self._pairs())
        return f"{allowed} of {len(self.shown) ** 2} pairs" if allowed else "every pair"

    def toggle(self, index: Index) -> None:
        """Allow a pair, or not any more."""
        head, child = self._ends(index)
        # What a person has once seen stays in sight, also without a pair.
        self._included |= {head, child}
        self._draft.allow(self._relation, head, child, (head, child) not in self._pairs())
        self._say_changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of heads."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of children."""
        return 0 if parent.isValid() else len(self.shown)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ARG002 - both sides name the same labels
        """Return the label of a row or column."""
        return self.shown[section].name if role == Role.DisplayRole and section < len(self.shown) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return whether a pair is allowed, and in words for who does not see the cell."""
        head, child = self._ends(index)
        allowed = (head, child) in self._pairs()
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if allowed else Qt.CheckState.Unchecked
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return f"{head} to {child}: {'allowed' if allowed or not self._pairs() else 'not allowed'}"
        return None

    def _pairs(self) -> frozenset[tuple[str, str]]:
        return self.relation.pairs if self.relation else frozenset()

    def _ends(self, index: Index) -> tuple[str, str]:
        return self.shown[index.row()].name, self.shown[index.column()].name

    def _say_changed(self) -> None:
        if self.shown:
            last = len(self.shown) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))
