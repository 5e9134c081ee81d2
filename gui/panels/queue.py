"""The queue: the articles of the dataset, where each stands, and how much is done."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from annotations.dataset import QueueRow, Totals
from annotations.dataset.pace import pace
from annotations.errors import GoldspanError
from gui.action_set import ActionSet
from gui.arrange import move_behind
from gui.panels.empty import EmptyNote
from gui.panels.queue_filter import QueueFilter
from gui.panels.queue_head import QueueProgress
from gui.panels.queue_list import QueueList
from gui.panels.queue_model import ROW, QueueModel
from gui.session import Session
from gui.theme import metrics, scaled, set_look
from gui.widgets import Menu, PanelHead

PATIENCE = 300
"""Milliseconds for which the rows of the search before stay, until the first new one is found."""

_MENU = (
    "file.open",
    "file.paste",
    "",
    "article.next",
    "article.previous",
    "article.flag",
    "article.skip",
    "article.reopen",
    "",
    "gold.export",
    "gold.follow",
)

_ROW_MENU = ("article.rename", "article.move_up", "article.move_down", "", "article.remove")

_OPEN_MENU = ("article.flag", "article.skip", "article.reopen", "")
"""What is for the open article alone."""


class QueuePanel(QWidget):
    """Lists the articles; a click or Enter opens one."""

    def __init__(self, session: Session, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(180))
        self.head = PanelHead("Queue")
        self.progress = QueueProgress()
        self.filter = QueueFilter(session, actions)
        self.search, self.states = self.filter.search, self.filter.states
        self.model = QueueModel(session, self)
        self.list = QueueList(session, self.model)
        self.empty = EmptyNote()
        self.all_done = EmptyNote(at_top=True)
        self._stack = QStackedWidget()
        self._opens_first = False
        self._waited = QTimer(self, singleShot=True, interval=PATIENCE)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self._reset()

    def sizeHint(self) -> QSize:
        """The width of the design."""
        return QSize(scaled(metrics.QUEUE_WIDTH), scaled(600))

    def focus_search(self) -> None:
        """Put the cursor into the search field, what is there selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @property
    def chosen(self) -> int | None:
        """The key of the article to act on: that of the current row while the list has the focus, else the
        open one.
        """
        if self.list.hasFocus() and (key := self.list.key_of(self.list.currentIndex())) is not None:
            return key
        document = self._session.document
        return None if document is None else document.article.key

    # -- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        more = self.head.add_button("ellipsis", "More")
        more.setMenu(self._menu(_MENU, more))
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        line = QFrame()
        set_look(line, "line")
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.all_done.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.progress, self.all_done, self.filter, line):
            column.addWidget(part)
        column.addWidget(self._stack, 1)

    def _menu(self, names: tuple[str, ...], parent: QWidget) -> Menu:
        menu = Menu(parent)
        for name in names:
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        return menu

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter_changed)
        self.search.returnPressed.connect(self._open_first)
        self.model.arrived.connect(self._rows_arrived)
        self.model.dropped.connect(lambda key, behind: move_behind(self._session, key, behind))
        self._waited.timeout.connect(self._show_searching)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.customContextMenuRequested.connect(self._show_row_menu)
        self._session.queue_changed.connect(self._queue_changed)
        self._session.dataset_opened.connect(self._dataset_opened)
        self._session.opened.connect(self._article_opened)

    # -- filter -----------------------------------------------------------------------------------

    def _filter_changed(self) -> None:
        self._opens_first = False
        self.model.reset(self.filter.wanted)
        if self.model.searching:
            self._waited.start()
        else:
            self._rows_arrived()

    def _rows_arrived(self) -> None:
        """Show the rows that are wanted now, or that there are none."""
        self._waited.stop()
        if self._opens_first and self.model.rowCount():
            self._opens_first = False
            self._open(self.model.index(0, 0))
        else:
            self._show_open()
        self._show_empty()

    def _show_searching(self) -> None:
        self.model.forget()
        self._show_empty()

    def _dataset_opened(self) -> None:
        """Another dataset begins without a filter; its rows come with the session's next signal."""
        self.filter.clear()

    # -- opening ----------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, QueueRow) and not self._session.open_article(row.key):
            self._show_open()

    def _open_first(self) -> None:
        """Enter in the search field opens the first article that it finds, as soon as it is found."""
        self.filter.apply()
        if self.model.searching:
            self._opens_first = True
        elif self.model.rowCount():
            self._open(self.model.index(0, 0))

    def _article_opened(self) -> None:
        self._show_open()
        self.list.viewport().update()

    def _show_open(self) -> None:
        """Make the row of the open article the current one, and bring it into view."""
        dataset, document = self._session.dataset, self._session.document
        index, far = QModelIndex(), False
        if dataset is not None and document is not None:
            key = document.article.key
            far = not self.model.index_of(key).isValid()
            try:
                index = self.model.bring(dataset.row(key))
            except GoldspanError as error:
                self._session.failed.emit(error)
                return
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, how)
        if index.isValid():
            self.list.show_index(index, far=far)

    def _show_row_menu(self, place: QPoint) -> None:
        """Offer what can be done with the article in a row."""
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        document, key = self._session.document, self.list.key_of(index)
        is_open = document is not None and document.article.key == key
        self.list.setFocus(Qt.FocusReason.MouseFocusReason)
        self.list.setCurrentIndex(index)
        menu = self._menu((*_OPEN_MENU, *_ROW_MENU) if is_open else _ROW_MENU, self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))

    # -- keeping in step --------------------------------------------------------------------------

    def _queue_changed(self, key: int) -> None:
        dataset = self._session.dataset
        if key == 0 or dataset is None:
            self._reset()
            return
        try:
            before, after = self.model.update(dataset, key)
        except GoldspanError as error:
            self._session.failed.emit(error)
            return
        if before is None or (before.status, before.flagged) != (after.status, after.flagged):
            self._count()
            self._show_empty()

    def _reset(self) -> None:
        if self.model.wanted == self.filter.wanted:
            self.list.read_again()
        else:
            self.model.reset(self.filter.wanted)
        self._show_open()
        self._count()
        self._show_empty()

    def _count(self) -> None:
        dataset = self._session.dataset
        try:
            totals = dataset.totals() if dataset is not None else Totals(0, 0, 0)
        except GoldspanError as error:
            self._session.failed.emit(error)
            return
        self.progress.show_totals(totals, pace(dataset) if dataset is not None else None)
        articles, done = totals.articles, totals.done
        if articles and articles == done:
            words = f"All {articles:,} articles are done." if articles > 1 else "The article is done."
            self.all_done.say(words, "", ("Export…", "", self._actions["gold.export"].trigger))
        self.all_done.setVisible(bool(articles) and articles == done)

    def _show_empty(self) -> None:
        """Show the list, or why there is none."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        wanted = self.filter.wanted
        if self.model.searching:
            self.empty.say("", "Searching…")
        elif wanted.search:
            self.empty.say(
                f"No article matches “{wanted.search}”.", "", ("Clear the search", "", self.filter.clear)
            )
        elif wanted.statuses or wanted.flagged:
            words = f"No article is in “{self.states.currentText()}”."
            self.empty.say(words, "", ("Show all states", "", self.filter.clear))
        elif wanted.label or wanted.relation or wanted.span_text:
            self.empty.say("No article has such spans.", "", ("Show all articles", "", self.filter.clear))
        elif self._session.dataset is not None:
            action = self._actions["file.open"]
            self.empty.say("No articles yet.", "Open text files to annotate.", ("Open…", "", action.trigger))
        else:
            self.empty.say("", "No dataset is open.")
        self._stack.setCurrentWidget(self.empty)
