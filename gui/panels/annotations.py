"""The annotation list: the spans, the relations and the problems of the open article."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotations.model import Change, Status
from gui.action_set import ActionSet
from gui.actions import Where
from gui.panels.annotation_model import AnnotationModel, Kind
from gui.panels.annotation_table import AnnotationTable
from gui.panels.empty import EmptyNote
from gui.panels.problems import ProblemPage
from gui.panels.relabel_menu import add_decisions
from gui.session import BULK, Session
from gui.settings import Settings
from gui.theme import metrics, scaled, set_look
from gui.widgets import Menu, PanelHead, SegmentedButtons

_FILTER_MENU = ("view.rejected", "view.only_own_relations", "", "view.spans", "view.relations")
_HEAD_MENU = (
    "suggestion.accept_all",
    "suggestion.accept_label",
    "suggestion.accept_score",
    "",
    "suggestion.next",
    "suggestion.previous",
)


PROBLEMS = len(Kind)
"""The place of the problems among the buttons above the list."""


class AnnotationPanel(QWidget):
    """Lists what is annotated; what is selected here is selected in the article, and the other way round."""

    def __init__(
        self, session: Session, actions: ActionSet, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._actions, self._settings = session, actions, settings
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PanelHead("Annotations")
        self.kinds = SegmentedButtons(["Spans", "Relations", "Problems"])
        self.model = AnnotationModel(session, self)
        self.table = AnnotationTable(session, self.model)
        self.empty = EmptyNote()
        self.problems = ProblemPage(session, actions)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.table)
        actions.listen(self.table, Where.DECISION)
        self._connect()
        self._read()

    def sizeHint(self) -> QSize:
        """The width of the design."""
        return QSize(scaled(metrics.SIDE_WIDTH), scaled(420))

    def take_tokens(self) -> None:
        """Look for problems anew: the tokens of the article have become known."""
        self.problems.live.take_tokens()

    # -- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._add_menu("list-filter", "What is shown", _FILTER_MENU)
        self._add_menu("ellipsis", "More", _HEAD_MENU)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.problems)
        row = QVBoxLayout()
        row.setContentsMargins(metrics.PADDING, 0, metrics.PADDING, 8)
        row.addWidget(self.kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _add_menu(self, icon_name: str, words: str, names: tuple[str, ...]) -> None:
        button = self.head.add_button(icon_name, words)
        menu = Menu(button)
        for name in names:
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        button.setMenu(menu)
        button.setPopupMode(button.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(self._kind_chosen)
        self.model.counted.connect(self._show_counts)
        self.problems.counted.connect(self._show_counts)
        self.problems.wanted.connect(self._show_problems)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._session.opened.connect(self._read)
        self._session.following.changed.connect(self._changed)
        self._session.following.selection_changed.connect(self._follow_selection)
        self._session.scheme_changed.connect(self.table.viewport().update)
        self._settings.changed.connect(self._setting_changed)

    # -- keeping in step --------------------------------------------------------------------------

    def _read(self) -> None:
        self.table.hold(True)
        self.model.reset(rejected=bool(self._settings.get("show_rejected")))
        self.table.hold(False)
        self.table.show_selection()

    def _changed(self, change: Change) -> None:
        self.table.hold(True)
        if len(change.edits) > BULK:
            self.model.take_many(change)
        else:
            self.model.take(change)
        self.table.hold(False)
        self.table.show_selection()

    def _setting_changed(self, setting: str) -> None:
        if setting == "show_rejected":
            self._read()

    def _kind_chosen(self, which: int) -> None:
        self.setFocusProxy(self.problems if which == PROBLEMS else self.table)
        if which == PROBLEMS:
            self._show_counts()
            return
        self.table.hold(True)
        self.model.show_kind(Kind(which))
        self.table.fit_columns()
        self.table.hold(False)
        self.table.show_selection()
        self._show_counts()

    def _follow_selection(self) -> None:
        """Where what is selected is of the other kind, list that one; the problems stay listed."""
        if self.kinds.current() == PROBLEMS:
            return
        ids = self._session.selection.ids
        kind = self.model.kind_of(ids[-1]) if ids else None
        if kind is not None and kind is not self.model.kind:
            self.kinds.set_current(kind)

    def _show_problems(self) -> None:
        """Bring the problems into view, also where the panel was closed."""
        dock = self.parentWidget()
        if dock is not None and dock.isHidden():
            dock.show()
        self.kinds.set_current(PROBLEMS)

    # -- showing ----------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        there = self._session.document is not None
        for kind in Kind:
            self.kinds.set_count(kind, self.model.count(kind) if there else None)
        self.kinds.set_count(PROBLEMS, self.problems.count if there else None)
        if self.kinds.current() == PROBLEMS:
            self._stack.setCurrentWidget(self.problems)
            return
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        self._say_empty()
        self._stack.setCurrentWidget(self.empty)

    def _say_empty(self) -> None:
        document, kind = self._session.document, self.model.kind
        if document is None:
            self.empty.say("", "No article is open.")
        elif kind is Kind.RELATIONS:
            self.empty.say("No relations.", "Select a span and press R.")
        elif document.state.status is Status.UNTOUCHED:
            suggest = self._actions["suggest.run"]
            words = "Let the pipeline suggest, or select text and press a label’s key."
            self.empty.say("No suggestions yet.", words, ("Suggest", "", suggest.trigger))
        else:
            words = "Select text and press a label’s key, or mark it done as it is."
            done = self._actions["article.done"]
            self.empty.say("There are no spans here.", words, ("Done, next", "", done.trigger))

    def _show_menu(self, place: QPoint) -> None:
        if self._session.selected:
            menu = Menu(self.table)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            add_decisions(menu, self._session, self._actions)
            menu.popup(self.table.viewport().mapToGlobal(place))
