"""Which articles the queue lists, and in which order: words, a state, a label, the text of a span."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotations.dataset import Sort, Wanted
from annotations.dataset.values import EVERYTHING
from annotations.model import Status
from gui.action_set import ActionSet
from gui.icons import icon
from gui.panels.queue_words import order_words
from gui.session import Session
from gui.theme import metrics
from gui.widgets import ARTICLE_STATES, FLAGGED, Menu, SearchField, swatch_icon, tool_button
from gui.widgets.filter_chip import FilterChips

SEARCH_DELAY = 80
"""Milliseconds after the last letter until the search runs."""

_ORDERS = (
    ("Queue order", Sort.POSITION, False),
    ("Longest first", Sort.LENGTH, True),
    ("Shortest first", Sort.LENGTH, False),
    ("Most undecided first", Sort.UNDECIDED, True),
    ("Fewest undecided first", Sort.UNDECIDED, False),
)


class QueueFilter(QWidget):
    """The search field, the states, a menu for the rest, and a chip for each that is on."""

    changed = Signal()
    """Others are wanted."""

    def __init__(self, session: Session, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        key = actions["article.find"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.search = SearchField("Find an article", key)
        self.search.setObjectName("queueSearch")
        self.states = _states()
        self.more = tool_button("sliders-horizontal", "Filter and sort")
        self.span_text = SearchField("Text of a span")
        self.span_text.setObjectName("queueSpanText")
        self.span_text.hide()
        self.chips = FilterChips()
        self._menu = Menu(self.more)
        self._other = EVERYTHING
        self._wanted = EVERYTHING
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_DELAY)
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What the fields say now."""
        state: Wanted = self.states.currentData()
        return replace(
            self._other,
            statuses=state.statuses,
            flagged=state.flagged,
            search=self.search.text().strip(),
            span_text=self.span_text.text().strip(),
        )

    def clear(self) -> None:
        """Want every article, in the order of the queue."""
        for field in (self.search, self.span_text):
            field.clear()
        self.span_text.hide()
        self.states.setCurrentIndex(0)
        self._choose(EVERYTHING)

    def apply(self) -> None:
        """Tell of what is wanted now, without waiting for another letter."""
        self._timer.stop()
        wanted = self.wanted
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()

    def _lay_out(self) -> None:
        self.more.setMenu(self._menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.states, 1)
        line.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.PADDING, 0, metrics.PADDING, metrics.PADDING)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(line)
        column.addWidget(self.span_text)
        column.addWidget(self.chips)

    def _connect(self) -> None:
        for field in (self.search, self.span_text):
            field.textChanged.connect(lambda _: self._timer.start())
        self.span_text.returnPressed.connect(self.apply)
        self.span_text.editingFinished.connect(self._hide_unused)
        self._timer.timeout.connect(self.apply)
        self.states.currentIndexChanged.connect(lambda _: self.apply())
        self._menu.aboutToShow.connect(self._fill)
        self._session.scheme_changed.connect(self._scheme_changed)

    # -- the menu ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        menu, scheme = self._menu, self._session.scheme
        menu.clear()
        labels = [(label.name, label.colour, "label") for label in scheme.entities]
        relations = [(label.name, label.colour, "relation") for label in scheme.relations]
        for title, rows in (("With the label", labels), ("With the relation", relations)):
            part = Menu(title, menu)
            menu.addMenu(part).setEnabled(bool(rows))
            for name, colour, field in rows:
                mark = swatch_icon(colour or "azure", relation=field == "relation")
                action = part.addAction(mark, name.replace("&", "&&"))
                action.triggered.connect(
                    lambda _=False, field=field, name=name: self._choose(
                        replace(self._other, **{field: name})
                    )
                )
        menu.addAction("With the text of a span…", self.ask_span_text)
        menu.addSeparator()
        group = QActionGroup(menu)
        for words, sort, descending in _ORDERS:
            self._add_order(group, words, sort, descending)

    def _add_order(self, group: QActionGroup, words: str, sort: Sort, descending: bool) -> None:
        action = QAction(words, group, checkable=True)
        action.setChecked((self._other.sort, self._other.descending) == (sort, descending))
        action.triggered.connect(lambda: self._choose(replace(self._other, sort=sort, descending=descending)))
        self._menu.addAction(action)

    def ask_span_text(self) -> None:
        """Show the field for the text of a span, and go there."""
        self.span_text.show()
        self.span_text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _hide_unused(self) -> None:
        if not self.span_text.text() and not self.span_text.hasFocus():
            self.span_text.hide()

    def _choose(self, other: Wanted) -> None:
        self._other = other
        without = {
            other.label: replace(other, label=""),
            other.relation: replace(other, relation=""),
            order_words(other): replace(other, sort=Sort.POSITION, descending=False),
        }
        without.pop("", None)
        for chip, rest in zip(self.chips.show_words(list(without)), without.values(), strict=True):
            chip.clicked.connect(lambda _=False, rest=rest: self._choose(rest))
        self.apply()

    def _scheme_changed(self) -> None:
        """A label that is no longer there finds nothing: it is wanted no more."""
        scheme, other = self._session.scheme, self._other
        if other.label and scheme.entity(other.label) is None:
            other = replace(other, label="")
        if other.relation and scheme.relation(other.relation) is None:
            other = replace(other, relation="")
        if other != self._other:
            self._choose(other)


def _states() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("State")
    box.setIconSize(QSize(metrics.ICON_LIST, metrics.ICON_LIST))
    box.addItem(icon("list-filter", size=metrics.ICON_LIST), "All states", EVERYTHING)
    for status in Status:
        mark = ARTICLE_STATES[status.value]
        box.addItem(mark.icon(), mark.words, Wanted((status,)))
    box.addItem(FLAGGED.icon(), FLAGGED.words, Wanted(flagged=True))
    return box
