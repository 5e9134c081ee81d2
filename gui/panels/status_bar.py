"""The status bar: which pipeline, what is under way, how much is decided, and whether it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from annotations.dataset import PipelineChoice
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Change
from gui.action_set import ActionSet
from gui.icons import icon
from gui.panels.article_counts import ArticleCounts
from gui.panels.work_shown import WorkShown
from gui.session import Session
from gui.theme import Type, metrics, scaled, set_look, type_font

if TYPE_CHECKING:
    from gui.gold import Gold
    from gui.importing import Importing
    from gui.suggesting import Suggesting

_SHOWN_LABELS = 3


class StatusBar(QStatusBar):
    """Quiet words at the foot of the window; what can be pressed leads to more."""

    def __init__(
        self,
        session: Session,
        actions: ActionSet,
        suggesting: Suggesting,
        gold: Gold,
        importing: Importing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._suggesting, self._gold = session, suggesting, gold
        self._importing = importing
        self._counts = ArticleCounts()
        self._choice: PipelineChoice | None = None
        self.setSizeGripEnabled(False)
        self.setFixedHeight(scaled(metrics.STATUS_BAR))
        self.pipeline = _button("cpu", "Choose the pipeline")
        self.pipeline.clicked.connect(lambda: actions["pipeline.choose"].trigger())
        self.work = WorkShown("Stop suggesting", suggesting.cancel)
        self.imported = WorkShown("Cancel the import", importing.cancel)
        self.hint, self.counts = QLabel(), QLabel()
        set_look(self.hint, "warning")
        self.counts.setTextFormat(Qt.TextFormat.RichText)
        self.gold = _button("shield-check", "", "muted")
        self.gold.clicked.connect(lambda: actions["gold.follow"].trigger())
        self.saved = _button("check", "")
        self.saved.clicked.connect(lambda: actions["dataset.show_folder"].trigger())
        self.at_rest, self.promise = QLabel(), QLabel("Nothing leaves this machine")
        for quiet in (self.at_rest, self.promise):
            set_look(quiet, "secondary")
            quiet.setContentsMargins(9, 0, 9, 0)
        for left in (self.at_rest, self.pipeline, self.work, self.imported, self.hint):
            self.addWidget(left)
        for right in (self.promise, self.counts, self.gold, self.saved):
            self.addPermanentWidget(right)
        self._connect()
        self._dataset_opened()
        self._opened()

    def _connect(self) -> None:
        session = self._session
        session.dataset_opened.connect(self._dataset_opened)
        session.opened.connect(self._opened)
        session.following.changed.connect(self._changed)
        session.busy_changed.connect(self._show_saved)
        self._suggesting.progressed.connect(self._progressed)
        self._suggesting.finished.connect(self._finished)
        self._gold.changed.connect(self._show_gold)
        self._importing.progressed.connect(self._show_import)
        self._show_import()

    # -- left -------------------------------------------------------------------------------------

    def _show_work(self) -> None:
        work = self._suggesting
        counted = work.words == "Suggesting" and work.total > 1
        of = f"{work.done:,} of {work.total:,}" if counted else ""
        self.work.show_work(work.words, of, work.done / work.total if counted else None)

    def _show_import(self) -> None:
        work = self._importing
        self.imported.show_work(work.words, work.counted, work.share)

    def _progressed(self) -> None:
        self._show_work()
        if self._suggesting.choice != self._choice:
            self._show_pipeline()

    def _show_pipeline(self) -> None:
        self._choice = self._suggesting.choice
        try:
            title = self._suggesting.pipeline().title
        except GoldspanError:
            title = f"{self._choice.name} is missing"
        there = self._session.dataset is not None
        self.pipeline.setText(title)
        self.pipeline.setVisible(there)
        self.at_rest.setText(f"Suggestions come from {title}")
        self.at_rest.setVisible(not there)
        self.promise.setVisible(not there)

    def _finished(self, document: Document, unmapped: dict[str, int]) -> None:
        if document is not self._session.document:
            return
        names = sorted(unmapped)
        count = f"{len(names)} label{'' if len(names) == 1 else 's'} not shown: "
        more = "…" if len(names) > _SHOWN_LABELS else ""
        self.hint.setText(count + ", ".join(names[:_SHOWN_LABELS]) + more if names else "")
        found = "\n".join(f"{name}: {unmapped[name]:,}" for name in names)
        self.hint.setToolTip(
            f"The label scheme has no label for these suggestions.\n{found}" if names else ""
        )
        self.hint.setVisible(bool(names))

    # -- right ------------------------------------------------------------------------------------

    def _dataset_opened(self) -> None:
        self._show_pipeline()
        self._show_gold()
        self._show_saved()

    def _opened(self) -> None:
        self._counts.read(self._session.document)
        self.hint.hide()
        self._show_work()
        self._show_counts()

    def _changed(self, change: Change) -> None:
        self._counts.take(change, self._session.document)
        self._show_counts()
        self._show_gold()

    def _show_counts(self) -> None:
        document = self._session.document
        self.counts.setVisible(document is not None)
        if document is not None:
            relations = self._counts.relations
            numbers = (
                (document.undecided, "undecided"),
                (self._counts.accepted, "accepted"),
                (relations, "relation" if relations == 1 else "relations"),
            )
            gap = "&nbsp;" * 4
            self.counts.setText(gap.join(f"<b>{number:,}</b>&nbsp; {words}" for number, words in numbers))

    def _show_gold(self) -> None:
        behind, verified = self._gold.behind, self._gold.verified
        self.gold.setVisible(bool(behind or verified))
        if behind:
            self.gold.setText(f"Gold file {behind:,} behind")
            self.gold.setToolTip(f"{self._gold.following} follows within ten seconds")
        elif verified:
            self.gold.setText("Offsets verified")
            self.gold.setToolTip(f"Every offset in {verified} was read back and compared")

    def _show_saved(self) -> None:
        dataset = self._session.dataset
        self.saved.setVisible(dataset is not None)
        if dataset is None:
            return
        if dataset.read_only:
            words, name, tint = "Read only", "info", "warning"
        elif self._session.busy:
            words, name, tint = "Saving…", "database", "muted"
        else:
            words, name, tint = "Saved", "check", "ok"
        self.saved.setText(words)
        self.saved.setIcon(icon(name, tint, metrics.ICON_LIST))
        self.saved.setToolTip(str(dataset.path))


def _button(name: str, words: str, tint: str = "text") -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, tint, metrics.ICON_LIST))
    button.setIconSize(QSize(metrics.ICON_LIST, metrics.ICON_LIST))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setToolTip(words)
    button.setAutoRaise(True)
    button.setFont(type_font(Type.SECONDARY))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
