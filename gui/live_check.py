"""What is wrong in the open article, looked for between two frames."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.check.article import by_place, check_steps
from annotations.check.bounds import Edges
from annotations.check.found import Finding
from gui.session import Session

_LATER = 60
"""Milliseconds after a decision: the article, the lists and the counts come first."""

_SLICE = 0.004
"""Seconds that one turn may take."""


class LiveCheck(QObject):
    """Keeps `findings` in step with the open article, a moment behind: `changed` says that they are others.

    The look begins anew with each change, in turns so short that no frame waits for them.
    """

    changed = Signal()
    looked = Signal()
    """A look came to its end, whether it found something else or not."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._steps: Iterator[list[Finding]] | None = None
        self._found: list[Finding] = []
        self._edges: Edges | None = None
        self._article = 0
        self.findings: list[Finding] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        session.opened.connect(self._opened)
        session.changed.connect(self.begin)
        session.scheme_changed.connect(self.begin)
        self._opened()

    @property
    def behind(self) -> bool:
        """Whether what is listed may be of a moment ago."""
        return self._timer.isActive()

    def begin(self, *_: object) -> None:
        """Look anew, soon."""
        self._steps = None
        self._timer.start(_LATER)

    def take_tokens(self) -> None:
        """Look anew where other tokens of the article are known now."""
        document = self._session.document
        if document is not None and (self._edges is None or self._edges.tokens is not document.tokens):
            self.begin()

    def _opened(self) -> None:
        document = self._session.document
        article = document.article.key if document is not None else 0
        if article != self._article:
            self._article = article
            self._edges = None
            self._show([])
        self.begin()

    def _go_on(self) -> None:
        document = self._session.document
        if document is None:
            self._show([])
            return
        if self._session.busy:  # the document is another in a moment, perhaps in the midst of a turn
            self.begin()
            return
        until = perf_counter() + _SLICE
        if self._steps is None:
            if self._edges is None or self._edges.tokens is not document.tokens:
                self._edges = Edges(document.tokens)
            self._found = []
            self._steps = check_steps(document, self._session.scheme, edges=self._edges, guess_tokens=False)
        for found in self._steps:
            self._found += found
            if perf_counter() > until:
                self._timer.start(0)
                return
        self._steps = None
        self._show(by_place(self._found))
        self.looked.emit()

    def _show(self, findings: list[Finding]) -> None:
        self._found = []
        if findings != self.findings:
            self.findings = findings
            self.changed.emit()
