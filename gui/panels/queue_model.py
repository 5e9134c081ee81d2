"""The rows of the queue: read page by page as the person scrolls, and kept in step one by one."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotations.dataset import Dataset, QueueRow, Wanted
from annotations.errors import GoldspanError
from annotations.model import Status
from gui.session import Session

PAGE = 200
"""Rows that are read at a time."""

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The QueueRow of an index."""


class Filter(NamedTuple):
    """Which articles are listed: those of one state, those with a flag, those that a search finds."""

    status: Status | None = None
    flagged: bool = False
    search: str = ""

    def fits(self, row: QueueRow) -> bool:
        """Whether a row has the state that is asked for; what the search finds only the dataset knows."""
        return (self.status is None or row.status is self.status) and (not self.flagged or row.flagged)


def second_line(row: QueueRow) -> str:
    """The words below an article's title: `24 accepted · 4 relations`, `12 undecided of 33`."""
    if row.flagged:
        rest = _counts(row)
        return f"Flagged · {rest}" if rest else "Flagged"
    if row.status is Status.SKIPPED:
        return "Skipped"
    return _counts(row) or ("No suggestions yet" if row.status is Status.UNTOUCHED else "Nothing annotated")


def _counts(row: QueueRow) -> str:
    decided = row.accepted + row.relations
    if row.undecided and row.status is not Status.DONE:
        of = f" of {row.undecided + decided:,}" if decided else ""
        return f"{row.undecided:,} undecided{of}"
    parts = [f"{row.accepted:,} accepted"] if decided else []
    if row.relations:
        parts.append(f"{row.relations:,} relation{'' if row.relations == 1 else 's'}")
    if row.undecided:
        parts.append(f"{row.undecided:,} undecided")
    return " · ".join(parts)


class QueueModel(QAbstractListModel):
    """The articles of the open dataset that the filter lets through, in the order of the queue."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[QueueRow] = []
        self._more = False
        self.filter = Filter()

    # -- reading ----------------------------------------------------------------------------------

    def reset(self, wanted: Filter | None = None) -> None:
        """Begin anew, with another filter if one is given."""
        self.beginResetModel()
        if wanted is not None:
            self.filter = wanted
        self._rows = []
        self._more = self._session.dataset is not None
        page = self._read(PAGE)
        self._rows, self._more = page, len(page) == PAGE
        self.endResetModel()

    def read_to(self, position: float) -> None:
        """Read on until a position of the queue is covered."""
        while self._more and (not self._rows or self._rows[-1].position < position):
            self._fetch(5 * PAGE)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be rows that are not read yet."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Read one more page."""
        if not parent.isValid():
            self._fetch(PAGE)

    def _fetch(self, limit: int) -> None:
        page = self._read(limit)
        self._more = len(page) == limit
        if page:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._rows += page
            self.endInsertRows()

    def _read(self, limit: int) -> list[QueueRow]:
        dataset, wanted = self._session.dataset, self.filter
        if dataset is None:
            return []
        after = self._rows[-1] if self._rows else None
        statuses = () if wanted.status is None else (wanted.status,)
        listed = Wanted(statuses, wanted.flagged, wanted.search)
        try:
            return dataset.queue(listed, after=after, limit=limit)
        except GoldspanError as error:
            self._session.failed.emit(error)
            return []

    # -- what the view asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, or all words for a screen reader, or the row itself."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {second_line(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{second_line(row)}"
        return row if role == ROW else None

    def index_of(self, row: QueueRow) -> QModelIndex:
        """The index of an article among the rows that are read; an invalid one where it is not."""
        at = bisect_left(self._rows, row.position, key=lambda r: r.position)
        if at < len(self._rows) and self._rows[at].key == row.key:
            return self.index(at, 0)
        return QModelIndex()

    # -- keeping in step --------------------------------------------------------------------------

    def update(self, dataset: Dataset, key: int) -> tuple[QueueRow | None, QueueRow]:
        """Take over how one article stands now; gives its row before (None where unread) and after.

        Raises GoldspanError for what the disk does.
        """
        row = dataset.row(key)
        at = bisect_left(self._rows, row.position, key=lambda r: r.position)
        listed = at < len(self._rows) and self._rows[at].key == key
        before = self._rows[at] if listed else None
        if listed and self.filter.fits(row):
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
        elif listed:
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._rows[at]
            self.endRemoveRows()
        elif self._belongs(row, at):
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
        return before, row

    def _belongs(self, row: QueueRow, at: int) -> bool:
        """Whether a row that is not listed is to be, now that its state is another."""
        read = at < len(self._rows) or not self._more
        return read and not self.filter.search and self.filter.fits(row)
