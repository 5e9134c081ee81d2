"""The list of the queue: what is seen stays where it is while rows come and go before it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

from gui.panels.queue_delegate import QueueDelegate
from gui.panels.queue_model import PAGE, ROW, QueueModel
from gui.session import Session
from gui.theme import metrics, scaled
from gui.widgets import dress_rows


class QueueList(QListView):
    """Shows a window on the queue, and has it grow at either end."""

    def __init__(self, session: Session, model: QueueModel) -> None:
        super().__init__()
        self.setObjectName("queueList")
        self.setAccessibleName("Articles")
        dress_rows(self, metrics.QUEUE_ROW)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self._model = model
        self.setItemDelegate(QueueDelegate(session))
        self.setModel(model)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def read_again(self) -> None:
        """Read what is shown again, without a move of what is seen."""
        bar = self.verticalScrollBar()
        value = bar.value()
        self._model.refresh()
        self.executeDelayedItemsLayout()
        bar.setValue(value)

    def show_index(self, index: QModelIndex, *, far: bool) -> None:
        """Bring a row into view, in the middle where it was not near."""
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.PositionAtCenter if far else hint.EnsureVisible)

    def key_of(self, index: QModelIndex) -> int | None:
        """The key of the article in a row."""
        return index.data(ROW).key if index.isValid() else None

    def _inserted(self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        # One row that comes at the very top is seen at once.
        if not parent.isValid() and first == 0 and (last > 0 or self.verticalScrollBar().value() > 0):
            self._shift(last + 1)

    def _removed(self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        if not parent.isValid() and first == 0 and last > 0:
            self._shift(-last - 1)

    def _shift(self, rows: int) -> None:
        """Follow rows that came or went before those that are seen."""
        bar = self.verticalScrollBar()
        value = bar.value()
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        bar.setValue(value + rows * scaled(metrics.QUEUE_ROW))

    def _scrolled(self, value: int) -> None:
        if self._model.more_before and value < PAGE // 10 * scaled(metrics.QUEUE_ROW):
            self._model.fetch_before()
