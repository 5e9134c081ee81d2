"""The rows of the queue: a window on it that grows as the person scrolls, and is kept in step one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from annotations.dataset import Dataset, QueueRow, Wanted
from annotations.dataset.values import EVERYTHING
from annotations.errors import GoldspanError
from gui.panels.queue_reader import QueueReader, takes_a_while
from gui.panels.queue_words import second_line
from gui.session import Session

PAGE = 200
"""Rows that are read at a time."""

MOST = 10 * PAGE
"""Rows that are kept; beyond, the farthest from where one reads on are let go of."""

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The QueueRow of an index."""

MIME = "application/x-goldspan-article"
"""The key of an article that is dragged about in the list."""


def fits(wanted: Wanted, row: QueueRow) -> bool:
    """Whether a row has the state that is asked for; all else only the dataset knows."""
    return (not wanted.statuses or row.status in wanted.statuses) and (not wanted.flagged or row.flagged)


class QueueModel(QAbstractListModel):
    """Some of the wanted articles, side by side in their order: those that are seen, and some around them."""

    arrived = Signal()
    """Rows that took a while are there, or it is known that there are none."""
    dropped = Signal(int, object)
    """An article (its key) is to be moved behind another one, or (None) to the beginning."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[QueueRow] = []
        self.more_before = False
        """Whether there are rows before the first one that is read."""
        self._more = False
        self._stale = False
        self.wanted = EVERYTHING
        self._reader = QueueReader(self._found, self._ended, self._failed, self)
        session.dataset_closing.connect(self._reader.finish)

    # -- reading ----------------------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Whether the wanted rows are still on their way, and those that are shown are from before."""
        return self._stale

    def reset(self, wanted: Wanted | None = None) -> None:
        """Begin anew, with others if others are wanted. The rows stay until the first new one is found."""
        self._reader.cancel()
        if wanted is not None:
            self.wanted = wanted
        dataset = self._session.dataset
        if dataset is not None and takes_a_while(self.wanted):
            self._stale = True
            self._more = False
            self._reader.read(dataset, self.wanted, None, PAGE)
        else:
            page = self._page(self.wanted, None, PAGE)
            self._replace(page, before=False, more=len(page) == PAGE)

    def refresh(self) -> None:
        """Read the same part of the queue again."""
        if not self._rows or takes_a_while(self.wanted):
            self.reset()
            return
        # From the beginning where that is shown, though another article may begin now.
        before = self._page(_turned(self.wanted), self._rows[0], 1) if self.more_before else []
        limit = max(PAGE, len(self._rows))
        rows = self._page(self.wanted, before[0] if before else None, limit)
        self._replace(rows, before=bool(before), more=len(rows) == limit)

    def bring(self, row: QueueRow) -> QModelIndex:
        """The index of an article, read with those around it if need be; invalid where it is not wanted."""
        index = self.index_of(row.key)
        if index.isValid() or takes_a_while(self.wanted) or not fits(self.wanted, row):
            return index
        if self._rows and self._more and self._order(row) > self._order(self._rows[-1]):
            self._fetch()
            index = self.index_of(row.key)
            if index.isValid():
                return index
        half = PAGE // 2
        before = self._page(_turned(self.wanted), row, half)
        behind = self._page(self.wanted, row, half)
        self._replace([*reversed(before), row, *behind], before=len(before) == half, more=len(behind) == half)
        return self.index_of(row.key)

    def forget(self) -> None:
        """Show no rows of what was wanted before."""
        if self._stale and self._rows:
            self.beginResetModel()
            self._rows, self.more_before = [], False
            self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be rows that are not read yet."""
        return self._more and not parent.isValid() and not self._reader.reading

    def fetchMore(self, parent: Index) -> None:
        """Read one more page."""
        if self.canFetchMore(parent):
            self._fetch()

    def fetch_before(self) -> int:
        """Read the page before the first row; how many rows that are."""
        page = self._page(_turned(self.wanted), self._rows[0], PAGE)
        self.more_before = len(page) == PAGE
        if page:
            self.beginInsertRows(QModelIndex(), 0, len(page) - 1)
            self._rows[:0] = reversed(page)
            self.endInsertRows()
        if len(self._rows) > MOST:
            self._drop(MOST, len(self._rows))
            self._more = True
        return len(page)

    def _fetch(self) -> None:
        dataset = self._session.dataset
        after = self._rows[-1] if self._rows else None
        if dataset is not None and takes_a_while(self.wanted):
            self._reader.read(dataset, self.wanted, after, PAGE)
            return
        page = self._page(self.wanted, after, PAGE)
        self._more = len(page) == PAGE
        self._append(page)
        if len(self._rows) > MOST:
            self._drop(0, len(self._rows) - MOST)
            self.more_before = True

    def _page(self, wanted: Wanted, after: QueueRow | None, limit: int) -> list[QueueRow]:
        dataset = self._session.dataset
        if dataset is None:
            return []
        try:
            return dataset.queue(wanted, after=after, limit=limit)
        except GoldspanError as error:
            self._session.failed.emit(error)
            return []

    def _replace(self, rows: list[QueueRow], *, before: bool, more: bool) -> None:
        self.beginResetModel()
        self._rows, self.more_before, self._more, self._stale = rows, before, more, False
        self.endResetModel()

    def _append(self, page: list[QueueRow]) -> None:
        # A row whose count is the order may have moved from before the page into it.
        known = {row.key for row in self._rows}
        page = [row for row in page if row.key not in known]
        if page:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._rows += page
            self.endInsertRows()

    def _drop(self, first: int, end: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, end - 1)
        del self._rows[first:end]
        self.endRemoveRows()

    def _found(self, rows: list[QueueRow]) -> None:
        if self._stale:
            self._replace(rows, before=False, more=False)
        else:
            self._append(rows)
        self.arrived.emit()

    def _ended(self, more: bool) -> None:
        if self._stale:
            self._replace([], before=False, more=False)
        self._more = more
        self.arrived.emit()

    def _failed(self, error: BaseException) -> None:
        self._ended(False)
        if not isinstance(error, GoldspanError):
            raise error
        self._session.failed.emit(error)

    def _order(self, row: QueueRow) -> tuple[float, float]:
        sign = -1 if self.wanted.descending else 1
        return (sign * getattr(row, self.wanted.sort.value), sign * row.position)

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

    def index_of(self, key: int) -> QModelIndex:
        """The index of an article among the rows that are read; an invalid one where it is not."""
        at = self._at(key)
        return QModelIndex() if at is None else self.index(at, 0)

    # -- dragging ---------------------------------------------------------------------------------

    @property
    def movable(self) -> bool:
        """Whether articles can be moved: where the whole queue is shown, in its own order."""
        dataset = self._session.dataset
        return self.wanted == EVERYTHING and dataset is not None and not dataset.read_only

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are dragged, and dropped between others."""
        flags = super().flags(index)
        if not self.movable:
            return flags
        return flags | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def supportedDropActions(self) -> Qt.DropAction:
        """A drag moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of the dragged article."""
        data = QMimeData()
        data.setData(MIME, str(self._rows[indexes[0].row()].key).encode())
        return data

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002 - Qt's own signature
        row: int,
        column: int,  # noqa: ARG002
        parent: Index,
    ) -> bool:
        """Ask for the move. False, always: the view has no row to take away for it."""
        if not data.hasFormat(MIME) or parent.isValid() or not self.movable:
            return False
        key = int(bytes(data.data(MIME).data()))
        at = len(self._rows) if row < 0 else row
        if at == 0 and self.more_before:
            at = self.fetch_before()
        behind = self._rows[at - 1].key if at else None
        QTimer.singleShot(0, self, lambda: self.dropped.emit(key, behind))
        return False

    # -- keeping in step --------------------------------------------------------------------------

    def update(self, dataset: Dataset, key: int) -> tuple[QueueRow | None, QueueRow]:
        """Take over how one article stands now; gives its row before (None where unread) and after.

        Raises GoldspanError for what the disk does.
        """
        row = dataset.row(key)
        at = self._at(key)
        if at is None:
            at = bisect_left(self._rows, self._order(row), key=self._order)
            if self._belongs(row, at):
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            return None, row
        before = self._rows[at]
        if fits(self.wanted, row):
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
        else:
            self._drop(at, at + 1)
        return before, row

    def _at(self, key: int) -> int | None:
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def _belongs(self, row: QueueRow, at: int) -> bool:
        """Whether a row that is not listed is to be, now that its state is another."""
        read = (at < len(self._rows) or not self._more) and (at > 0 or not self.more_before)
        return read and not takes_a_while(self.wanted) and fits(self.wanted, row)


def _turned(wanted: Wanted) -> Wanted:
    return replace(wanted, descending=not wanted.descending)
