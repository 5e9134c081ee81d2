"""The real window in this process, driven by real key events, with the frames that it paints."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotations.document import Document
from gui.article.pane import ArticlePane
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme

PATIENCE = 120.0
"""Seconds after which nothing is waited for."""


class Window:
    """A window on a dataset, all panels open, as large as the screen. `painted` counts article frames."""

    def __init__(self, dataset: Path, *, article: bool = True) -> None:
        self.app = QApplication.instance() or QApplication(["goldspan"])
        self.painted = 0
        self.painted_at = 0.0
        self._watch_painting()
        settings = Settings()
        apply_theme(settings.get("appearance"))
        self.main = MainWindow(settings)
        self.desk = self.main.desk
        self.session, self.view = self.desk.session, self.desk.view
        self.desk.files.open_paths([dataset])
        if not article:
            self.session.close_article()
        self.main.resize(1600, 1000)
        self.main.show()
        self.main.activateWindow()
        QTimer.singleShot(0, self.main.settle)
        self.wait(lambda: QApplication.focusWindow() is not None)
        self.view.setFocus()
        self.rest()

    @property
    def document(self) -> Document:
        """The open article."""
        document = self.session.document
        if document is None:
            raise RuntimeError("no article is open")
        return document

    def _watch_painting(self) -> None:
        """Count the article's frames at the end of the paintEvent of each."""
        paint = ArticlePane.paintEvent

        def painted(pane: ArticlePane, event: QPaintEvent) -> None:
            paint(pane, event)
            self.painted += 1
            self.painted_at = perf_counter()

        ArticlePane.paintEvent = painted  # type: ignore[method-assign]

    # -- waiting ----------------------------------------------------------------------------------

    def turn(self) -> None:
        """Let the event loop do all that is waiting."""
        self.app.processEvents()

    def wait(self, until: Callable[[], bool]) -> None:
        """Run the loop until something holds; raises TimeoutError where it never does.

        It sleeps when there is nothing to do, as a window does: turning it without a pause would take the
        interpreter from the threads that work in the background.
        """
        stop = perf_counter() + PATIENCE
        loop, look = QEventLoop(), QTimer(interval=1)
        look.timeout.connect(lambda: loop.quit() if until() or perf_counter() > stop else None)
        look.start()
        if not until():
            loop.exec()
        look.stop()
        if not until():
            raise TimeoutError("the window did not come to it")

    def rest(self, milliseconds: int = 300) -> None:
        """Let time pass, with the loop running."""
        QTest.qWait(milliseconds)

    # -- hands ------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and let go of a key in the article."""
        QTest.keyClick(self.view, key, modifiers)

    def frame(self, act: Callable[[], object]) -> tuple[float, float]:
        """Seconds from an act to the end of the paintEvent that shows it, and until all panels show it too.

        The panels follow a moment later.
        """
        before, started = self.painted, perf_counter()
        act()
        while self.painted == before:
            self.app.processEvents()
            if perf_counter() - started > PATIENCE:
                raise TimeoutError("nothing was painted")
        shown = self.painted_at - started
        while self.session.following.behind:
            self.app.processEvents()
        self.app.processEvents()
        return shown, perf_counter() - started

    def close(self) -> None:
        """Close the window and end its worker."""
        self.main.close()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Lateness:
    """How late the event loop comes to what is due, measured each millisecond: seconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._due = perf_counter() + 0.001
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, now - self._due))
        self._due = now + 0.001

    def stop(self) -> list[float]:
        """End it; all that was measured."""
        self._timer.stop()
        return self.late


def resident(pid: int) -> float:
    """Resident memory of a process in MB, shared pages included."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def proportional(pid: int) -> float:
    """Memory of a process in MB, each shared page counted by the share of it that is its own (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
