"""The queue: the articles of the dataset, where each stands, and how much is done."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from annotations.dataset import QueueRow, Totals
from annotations.errors import GoldspanError
from annotations.model import Status
from gui.action_set import ActionSet
from gui.icons import icon
from gui.panels.empty import EmptyNote
from gui.panels.queue_delegate import QueueDelegate
from gui.panels.queue_head import QueueProgress
from gui.panels.queue_model import ROW, Filter, QueueModel
from gui.session import Session
from gui.theme import metrics, scaled, set_look
from gui.widgets import ARTICLE_STATES, FLAGGED, Menu, PanelHead, SearchField, dress_rows

SEARCH_DELAY = 150
"""Milliseconds after the last letter until the search runs."""

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


class QueuePanel(QWidget):
    """Lists the articles; a click or Enter opens one."""

    def __init__(self, session: Session, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self._totals = Totals(0, 0, 0)
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(180))
        self.head = PanelHead("Queue")
        self.progress = QueueProgress()
        key = actions["article.find"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.search = SearchField("Find an article", key)
        self.search.setObjectName("queueSearch")
        self.states = _state_filter()
        self.model = QueueModel(session, self)
        self.list = self._make_list()
        self.empty = EmptyNote()
        self.all_done = EmptyNote(at_top=True)
        self._stack = QStackedWidget()
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_DELAY)
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

    # -- building ---------------------------------------------------------------------------------

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("queueList")
        view.setAccessibleName("Articles")
        dress_rows(view, metrics.QUEUE_ROW)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(QueueDelegate(self._session))
        view.setModel(self.model)
        return view

    def _lay_out(self) -> None:
        more = self.head.add_button("ellipsis", "More")
        menu = Menu(more)
        for name in _MENU:
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        line = QFrame()
        set_look(line, "line")
        fields = QVBoxLayout()
        fields.setContentsMargins(metrics.PADDING, 0, metrics.PADDING, metrics.PADDING)
        fields.setSpacing(8)
        fields.addWidget(self.search)
        fields.addWidget(self.states)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.all_done.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.progress)
        column.addWidget(self.all_done)
        column.addLayout(fields)
        column.addWidget(line)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.returnPressed.connect(self._open_first)
        self._timer.timeout.connect(self._apply_filter)
        self.states.currentIndexChanged.connect(lambda _: self._apply_filter())
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self._session.queue_changed.connect(self._queue_changed)
        self._session.dataset_opened.connect(self._dataset_opened)
        self._session.opened.connect(self._article_opened)

    # -- filter -----------------------------------------------------------------------------------

    def _apply_filter(self) -> None:
        self._timer.stop()
        wanted = self.states.currentData()._replace(search=self.search.text().strip())
        if wanted != self.model.filter:
            self.model.reset(wanted)
            self._show_open()
            self._show_empty()

    def _clear_filter(self) -> None:
        self.search.clear()
        self.states.setCurrentIndex(0)
        self._apply_filter()

    def _dataset_opened(self) -> None:
        """Another dataset begins without a filter; its rows come with the session's next signal."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        self._timer.stop()

    # -- opening ----------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, QueueRow) and not self._session.open_article(row.key):
            self._show_open()

    def _open_first(self) -> None:
        """Enter in the search field opens the first article that it finds."""
        self._apply_filter()
        if self.model.rowCount():
            self._open(self.model.index(0, 0))

    def _article_opened(self) -> None:
        self._show_open()
        self.list.viewport().update()

    def _show_open(self) -> None:
        """Make the row of the open article the current one, and bring it into view."""
        dataset, document = self._session.dataset, self._session.document
        index = QModelIndex()
        if dataset is not None and document is not None:
            try:
                row = dataset.row(document.article.key)
            except GoldspanError as error:
                self._session.failed.emit(error)
                return
            if self.model.filter.fits(row) and not self.model.filter.search:
                self.model.read_to(row.position)
            index = self.model.index_of(row)
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, how)
        if index.isValid():
            self.list.scrollTo(index)

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
        self.model.reset(self.states.currentData()._replace(search=self.search.text().strip()))
        self._show_open()
        self._count()
        self._show_empty()

    def _count(self) -> None:
        dataset = self._session.dataset
        try:
            self._totals = dataset.totals() if dataset is not None else Totals(0, 0, 0)
        except GoldspanError as error:
            self._session.failed.emit(error)
            return
        self.progress.show_totals(self._totals)
        articles, done = self._totals.articles, self._totals.done
        if articles and articles == done:
            words = f"All {articles:,} articles are done." if articles > 1 else "The article is done."
            self.all_done.say(words, "", ("Export…", "", self._actions["gold.export"].trigger))
        self.all_done.setVisible(bool(articles) and articles == done)

    def _show_empty(self) -> None:
        """Show the list, or why there is none."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        search = self.model.filter.search
        if search:
            self.empty.say(
                f"No article matches “{search}”.", "", ("Clear the search", "", self._clear_filter)
            )
        elif self.model.filter != Filter():
            words = f"No article is in “{self.states.currentText()}”."
            self.empty.say(words, "", ("Show all states", "", self._clear_filter))
        elif self._session.dataset is not None:
            action = self._actions["file.open"]
            self.empty.say("No articles yet.", "Open text files to annotate.", ("Open…", "", action.trigger))
        else:
            self.empty.say("", "No dataset is open.")
        self._stack.setCurrentWidget(self.empty)


def _state_filter() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("State")
    box.setIconSize(QSize(metrics.ICON_LIST, metrics.ICON_LIST))
    box.addItem(icon("list-filter", size=metrics.ICON_LIST), "All states", Filter())
    for status in Status:
        mark = ARTICLE_STATES[status.value]
        box.addItem(mark.icon(), mark.words, Filter(status))
    box.addItem(FLAGGED.icon(), FLAGGED.words, Filter(flagged=True))
    return box
