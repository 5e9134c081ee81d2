"""The rows of the problem list: findings of the open article or of all, and of one kind if wanted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotations.check.found import Finding, Kind
from gui.panels.problem_words import where

Index = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractListModel):
    """Shows what it is given; `kind` None lists every kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Finding] = []
        self._rows: list[Finding] = []
        self.kind: Kind | None = None
        self.with_article = False
        """Whether a row names its article."""

    def counts(self) -> Counter[Kind]:
        """How many there are of each kind, whether listed or not."""
        return Counter(finding.kind for finding in self._all)

    def show(self, findings: list[Finding], kind: Kind | None, *, with_article: bool) -> bool:
        """List these; whether the rows are others than before."""
        rows = findings if kind is None else [f for f in findings if f.kind is kind]
        self._all, self.kind = findings, kind
        if rows == self._rows and with_article == self.with_article:
            return False
        if not self._grow(rows, with_article):
            self.beginResetModel()
            self._rows, self.with_article = rows, with_article
            self.endResetModel()
        return True

    def _grow(self, rows: list[Finding], with_article: bool) -> bool:
        """Put rows in at the end where all else stays, as it mostly does while a check runs."""
        known = len(self._rows)
        if with_article != self.with_article or len(rows) <= known or rows[:known] != self._rows:
            return False
        self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
        self._rows = rows
        self.endInsertRows()
        return True

    def finding_at(self, row: int) -> Finding | None:
        """The finding in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, finding: Finding) -> int | None:
        """The row of a finding; of one that is gone, that of another about the same in the same article."""
        near = None
        for row, other in enumerate(self._rows):
            if other == finding:
                return row
            if near is None and (other.article, other.kind, other.ids) == (
                finding.article,
                finding.kind,
                finding.ids,
            ):
                near = row
        return near

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sentence of a row, and for who cannot see the list its place too."""
        finding = self.finding_at(index.row())
        if finding is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return finding.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{finding.sentence} {where(finding, with_article=self.with_article)}"
        return None
