"""The labels of a draft as a table: what each cell says; the delegate draws the marks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotations.scheme import EntityLabel, RelationLabel
from annotations.scheme_draft import Kind, SchemeDraft, usage

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

COLOUR, LABEL, KEY, GUIDELINE, USED = "Colour", "Label", "Key", "Guideline", "Used"
"""The columns; that of colours needs no head, and relation labels have no room for the guideline."""

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "entity": (COLOUR, LABEL, KEY, GUIDELINE, USED),
    "relation": (COLOUR, LABEL, KEY, USED),
}

LABEL_ROLE = int(Role.UserRole)
"""The label itself, for the delegate."""


class LabelModel(QAbstractTableModel):
    """One kind of a draft's labels, a row each."""

    def __init__(self, draft: SchemeDraft, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.kind: Kind = kind
        self._shown = len(draft.labels(kind))

    def refresh(self) -> None:
        """Say that the draft has changed."""
        count = len(self._draft.labels(self.kind))
        if count != self._shown:
            self.beginResetModel()
            self._shown = count
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, self.columnCount() - 1))

    def label(self, row: int) -> EntityLabel | RelationLabel:
        """Return the label of a row."""
        return self._draft.labels(self.kind)[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of labels."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS[self.kind])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's head."""
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Role.TextAlignmentRole:
            right = COLUMNS[self.kind][section] == USED
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        column = COLUMNS[self.kind][section]
        if role == Role.DisplayRole:
            return "" if column == COLOUR else column
        return column if role == Role.AccessibleTextRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says, in figures and words; the delegate takes the label by `LABEL_ROLE`."""
        label, column = self.label(index.row()), COLUMNS[self.kind][index.column()]
        count, articles = self._draft.used(self.kind, index.row())
        if role == LABEL_ROLE:
            return label
        if role == Role.DisplayRole:
            guideline = label.guideline.strip().partition("\n")[0]
            words = {LABEL: label.name, KEY: label.key, GUIDELINE: guideline, USED: f"{count:,}"}
            return words.get(column, "")
        if role == Role.ToolTipRole:
            return {GUIDELINE: label.guideline, USED: usage(self.kind, count, articles)}.get(column) or None
        if role == Role.AccessibleTextRole:
            off = "" if label.on else ", switched off"
            return {COLOUR: label.colour, LABEL: f"{label.name}{off}", KEY: label.key or "no key"}.get(column)
        return None
