"""The strip below the article that says what is next when there is nothing to decide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import State, Status
from gui.action_set import ActionSet
from gui.session import Session
from gui.suggesting import Suggesting
from gui.theme import scaled, set_look
from gui.widgets.key_button import KeyButton

_HEIGHT = 46

_CLOSED = (Status.DONE, Status.SKIPPED)


class EmptyStates(QWidget):
    """One sentence and one button, and where the article is done or skipped one that reopens it.

    Hidden while something is undecided or on its way.
    """

    def __init__(self, session: Session, actions: ActionSet, suggesting: Suggesting) -> None:
        super().__init__()
        self.setObjectName("emptyStates")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_look(self, "strip")
        self._session, self._actions, self._suggesting = session, actions, suggesting
        self._found_none = False
        self._strong, self._words = QLabel(), QLabel()
        self._button = KeyButton("", "")
        self._action_id = ""
        self._reopen = KeyButton("Reopen", icon_name="rotate-ccw")
        self._reopen.setToolTip("Take it up again: it is in progress then")
        self._reopen.clicked.connect(actions["article.reopen"].trigger)
        set_look(self._strong, "strong")
        set_look(self._words, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self._strong)
        row.addWidget(self._words, 1)
        row.addWidget(self._reopen)
        row.addWidget(self._button)
        self.setMinimumHeight(scaled(_HEIGHT))
        self._button.clicked.connect(self._pressed)
        session.opened.connect(self._opened)
        session.following.settled.connect(self.refresh)
        suggesting.progressed.connect(self.refresh)
        suggesting.finished.connect(self._finished)
        self.hide()

    def refresh(self, *_: object) -> None:
        """Say what fits the open article as it stands."""
        document = self._session.document
        said = self._sentence(document) if document is not None else None
        self.setVisible(said is not None)
        if said is None:
            return
        strong, words, self._action_id, text = said
        self._strong.setText(strong)
        self._words.setText(words)
        self._reopen.setVisible(document is not None and document.state.status in _CLOSED)
        self._button.setText(text)
        native = QKeySequence.SequenceFormat.NativeText
        self._button.set_key(self._actions[self._action_id].shortcut().toString(native))
        self.setAccessibleName(f"{strong} {words}")

    def _sentence(self, document: Document) -> tuple[str, str, str, str] | None:
        status = document.state.status
        if status is Status.DONE and (done := self._queue_done()):
            return done
        if status in _CLOSED:
            strong = "Done." if status is Status.DONE else "Skipped."
            return (strong, "", "article.next", "Next not done")
        if document.undecided or self._suggesting.busy:
            return None
        accepted = sum(a.state is State.ACCEPTED for a in document.spans.values())
        rejected = sum(a.state is State.REJECTED for a in document.spans.values())
        if accepted or rejected:
            words = f"{accepted:,} accepted, {rejected:,} rejected."
            return ("Everything is decided.", words, "article.done", "Done, next")
        if self._found_none:
            words = "Select text and press a label’s key, or mark it done as it is."
            return ("The pipeline found nothing here.", words, "article.done", "Done, next")
        words = f"Let {self._pipeline()} suggest, or select text and press a label’s key."
        return ("No suggestions yet.", words, "suggest.run", "Suggest")

    def _queue_done(self) -> tuple[str, str, str, str] | None:
        dataset = self._session.dataset
        totals = dataset.totals() if dataset is not None else None
        if totals is None or totals.done < totals.articles:
            return None
        articles = "The article is" if totals.articles == 1 else f"All {totals.articles:,} articles are"
        return (f"{articles} done.", "", "gold.export", "Export…")

    def _pipeline(self) -> str:
        try:
            return self._suggesting.pipeline().title
        except GoldspanError:
            return "a pipeline"

    def _opened(self) -> None:
        self._found_none = False
        self.refresh()

    def _finished(self, document: Document, _unmapped: object) -> None:
        if document is self._session.document:
            self._found_none = True
            self.refresh()

    def _pressed(self) -> None:
        self._actions[self._action_id].trigger()
