"""How long a person has worked on an article: the window in focus, and not idle for more than a minute."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from annotations.errors import GoldspanError
from gui.session import Session

IDLE = 60.0
"""Seconds without a key, a click or a move of the mouse from which on time does not count."""

_KEEP_EVERY = 15_000

_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class Clock(QObject):
    """Adds the seconds of work to the open article in the dataset; they are no undo step."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._key = 0
        self._seconds: dict[int, float] = {}
        self._told = False
        self._last = 0.0
        session.opened.connect(self._article_opened)
        session.dataset_opened.connect(self._dataset_opened)
        timer = QTimer(self, interval=_KEEP_EVERY)
        timer.timeout.connect(self.keep)
        timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the time since the last sign of hands, unless it was too long."""
        if event.type() in _HANDS:
            now = monotonic()
            gap = now - self._last
            if gap > 0.25:
                if self._key and self._last and gap < IDLE:
                    self._seconds[self._key] = self._seconds.get(self._key, 0.0) + gap
                self._last = now
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        """Watch the window that has the focus, alone: each decision makes hundreds of events in all."""
        if window is None:
            self._last = 0.0
        else:
            window.installEventFilter(self)

    def keep(self) -> None:
        """Write what has been counted to the dataset; what it does not take now is written later.

        It is said once that it does not, not every time.
        """
        dataset = self._session.dataset
        if dataset is None or dataset.read_only:
            return
        try:
            for key, seconds in list(self._seconds.items()):
                if seconds >= 1:
                    dataset.add_seconds(key, seconds)
                    del self._seconds[key]
            self._told = False
        except GoldspanError as error:
            if not self._told:
                self._told = True
                self._session.failed.emit(error)

    def _article_opened(self) -> None:
        self.keep()
        document = self._session.document
        self._key = document.article.key if document is not None else 0

    def _dataset_opened(self) -> None:
        self._seconds.clear()
        self._told = False
