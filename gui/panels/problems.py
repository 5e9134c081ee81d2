"""The problems: what `goldspan check` finds in the open article or in the whole dataset, and its mending."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from annotations.check.fixes import fix, fix_all
from annotations.check.found import Finding, Kind
from annotations.errors import GoldspanError
from gui.action_set import ActionSet
from gui.actions import Where
from gui.dataset_check import DatasetCheck
from gui.live_check import LiveCheck
from gui.panels.empty import EmptyNote
from gui.panels.problem_delegate import ProblemDelegate
from gui.panels.problem_fields import ProblemFields
from gui.panels.problem_foot import ProblemFoot
from gui.panels.problem_model import ProblemModel
from gui.panels.problem_words import fix_all_words
from gui.panels.relabel_menu import add_decisions
from gui.session import Session
from gui.theme import metrics, set_look
from gui.widgets import Menu, dress_rows


class ProblemPage(QWidget):
    """A click on a problem goes there. `counted` says that the open article has another number of them,
    `wanted` that this page is to be shown.
    """

    counted = Signal()
    wanted = Signal()

    def __init__(self, session: Session, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self._syncing = self._going_on = False
        self._chosen: Finding | None = None
        self.live, self.check = LiveCheck(session, self), DatasetCheck(session, self)
        self.model = ProblemModel(self)
        self.fields = ProblemFields(self.check)
        self.list = self._make_list()
        self.empty = EmptyNote()
        self.foot = ProblemFoot(actions["problem.fix"], actions["problem.fix_all"])
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self._refresh()

    @property
    def count(self) -> int:
        """How many problems the open article has."""
        return len(self.live.findings)

    @property
    def chosen(self) -> Finding | None:
        """The problem that the list stands on."""
        return self._chosen

    # -- what can be done -------------------------------------------------------------------------

    def check_dataset(self) -> None:
        """Check all articles, and list what is found."""
        self.wanted.emit()
        self.fields.scope.setCurrentIndex(1)
        self.check.start()
        self.setFocus()

    def go(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), from the end to the beginning."""
        self.wanted.emit()
        count = self.model.rowCount()
        if not count:
            return
        here = self.list.currentIndex().row()
        row = (here + by) % count if here >= 0 else (0 if by > 0 else count - 1)
        self.list.setCurrentIndex(self.model.index(row))

    def fix(self) -> None:
        """Mend the chosen problem, or the one of what is selected; the next one is chosen."""
        finding = self._to_fix()
        make = fix(finding, self._session.scheme) if finding is not None else None
        if finding is None or make is None:
            self._refuse()
        elif self._open(finding):
            self._going_on = True
            self._session.do(make)

    def fix_all(self) -> None:
        """Mend all problems of the chosen one's kind in its article, in one step."""
        finding = self._to_fix()
        make = fix_all(finding.kind, self._session.scheme) if finding is not None else None
        if finding is None or make is None:
            self._refuse()
        elif self._open(finding):
            self._going_on = True
            self._session.do(make, rows=self._like(finding.kind))

    def finish(self) -> None:
        """Stop what is under way, for the end of the window."""
        self.check.close()

    def _to_fix(self) -> Finding | None:
        selected, chosen = set(self._session.selection.ids), self._chosen
        if chosen is not None and (not selected or selected & set(chosen.ids)):
            return chosen
        about = (f for f in self.live.findings if selected & set(f.ids))
        return next((f for f in about if f.fix), chosen)

    def _refuse(self) -> None:
        why = "No problem is chosen that mends itself. White space, spans off the tokens and duplicates do."
        self._session.failed.emit(GoldspanError(why))

    def _like(self, kind: Kind) -> int:
        """How many problems of a kind the open article has that mend themselves."""
        return sum(finding.kind is kind and bool(finding.fix) for finding in self.live.findings)

    def _open(self, finding: Finding) -> bool:
        """Open the article of a problem."""
        document = self._session.document
        if document is not None and document.article.key == finding.article:
            return True
        return self._session.open_article(finding.article)

    # -- building ---------------------------------------------------------------------------------

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("problemList")
        view.setAccessibleName("Problems")
        dress_rows(view, metrics.QUEUE_ROW)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(ProblemDelegate(self.model))
        view.setModel(self.model)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return view

    def _lay_out(self) -> None:
        line = QFrame()
        set_look(line, "line")
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fields)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.live.changed.connect(self._found)
        self.live.looked.connect(self._looked)
        self.check.changed.connect(self._refresh)
        self.fields.chosen.connect(self._refresh)
        self._session.opened.connect(self._refresh)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(self._clicked)
        self.list.activated.connect(self._clicked)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._actions.listen(self.list, Where.DECISION)

    # -- keeping in step --------------------------------------------------------------------------

    def _found(self) -> None:
        self.counted.emit()
        self._refresh()

    def _looked(self) -> None:
        document = self._session.document
        if document is not None and self.check.begun:
            self.check.take_over(document.article.key, self.live.findings)
            if self.fields.over_all:
                self._refresh()

    def _refresh(self) -> None:
        here, over_all = self.live.findings, self.fields.over_all
        findings = self.check.findings() if over_all else here
        row = self.list.currentIndex().row()
        self._syncing = True
        changed = self.model.show(findings, self.fields.kind, with_article=over_all)
        self._syncing = False
        self.fields.show_counts(self.model.counts())
        self.fields.show_progress()
        if changed:
            self._stand_on(row)
        self._show_foot()
        self._show_page()

    def _stand_on(self, row: int) -> None:
        """Stay on the chosen problem; where it is gone, on the one that is in its place."""
        same = self.model.row_of(self._chosen) if self._chosen is not None else None
        row = min(row, self.model.rowCount() - 1) if same is None else same
        went = self._going_on and same is None
        self._going_on = False
        self._syncing = True
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self._syncing = False
        self._chosen = self.model.finding_at(row)
        document = self._session.document
        if not went or self._chosen is None or document is None:
            return
        if self._chosen.article == document.article.key:
            self._visit(self._chosen)

    def _choose(self, index: QModelIndex) -> None:
        if self._syncing:
            return
        self._chosen = self.model.finding_at(index.row())
        if self._chosen is not None:
            self._visit(self._chosen)
        self._show_foot()

    def _clicked(self, index: QModelIndex) -> None:
        """Go there again, from wherever the person has gone meanwhile."""
        finding = self.model.finding_at(index.row())
        if finding is not None:
            self._visit(finding)

    def _visit(self, finding: Finding) -> None:
        """Open the article, and select what the problem is about in it."""
        if self._open(finding):
            self._session.select(finding.ids[:1])

    def _show_foot(self) -> None:
        finding, document = self._chosen, self._session.document
        here = finding is not None and document is not None and document.article.key == finding.article
        self.foot.show_finding(finding, self._like(finding.kind) if finding is not None and here else 0)

    def _show_page(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        self._say_empty()
        self._stack.setCurrentWidget(self.empty)

    def _say_empty(self) -> None:
        if self.fields.over_all and not self.check.begun:
            button = ("Check the dataset", "", self.check.start)
            self.empty.say("Not checked yet.", "It runs beside your decisions.", button)
        elif self.check.running and self.fields.over_all:
            self.empty.say("Nothing found so far.")
        elif self._session.document is None and not self.fields.over_all:
            self.empty.say("", "No article is open.")
        elif self.fields.kind is not None:
            self.empty.say("No problem of this kind.")
        else:
            self.empty.say("No problems.", "Spans, relations and labels are as training wants them.")

    def _show_menu(self, place: QPoint) -> None:
        finding = self._chosen
        if finding is None:
            return
        menu = Menu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if finding.fix:
            menu.addAction(finding.fix).triggered.connect(self.fix)
            like = self._like(finding.kind)
            if like > 1:
                menu.addAction(fix_all_words(finding.kind, like)).triggered.connect(self.fix_all)
            menu.addSeparator()
        if self._session.selected:
            add_decisions(menu, self._session, self._actions)
        menu.popup(self.list.viewport().mapToGlobal(place))
