"""Pictures of a window with what floats over it, and hands that act on the window for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from annotations.model import Span
from gui.main_window import MainWindow
from gui.theme import current_theme

_WAIT_MS = 60_000


class Camera:
    """Takes pictures of one window, named `NAME-THEME-SCALE.png`."""

    def __init__(self, window: MainWindow, folder: Path, theme: str, only: str) -> None:
        self.window, self.desk = window, window.desk
        self._folder, self._theme, self._only = folder, theme, only

    # -- pictures ---------------------------------------------------------------------------------

    def take(self, name: str) -> None:
        """Save the window as it is seen now, with the dialogs and menus over it."""
        QTest.qWait(200)
        if not name.startswith(self._only):
            return
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                place = widget.mapToGlobal(QPoint()) - self.window.mapToGlobal(QPoint())
                painter.drawPixmap(place, widget.grab())
                if isinstance(widget, QDialog):
                    # The system's frame is not ours to grab: a line stands for it.
                    painter.setPen(current_theme().control)
                    painter.drawRect(QRect(place, widget.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        scale = round(self.window.devicePixelRatioF() * 100)
        picture.save(str(self._folder / f"{name}-{self._theme}-{scale}.png"))

    def take_open(self, name: str, show: Callable[[], object], act: Callable[[QWidget], None] = id) -> None:
        """Open a dialog or a menu, act in it, take the picture, close it."""
        failed: list[BaseException] = []

        def look() -> None:
            dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(50, look)
                return
            try:
                act(dialog)
                self.take(name)
            except Exception as error:
                failed.append(error)
            if isValid(dialog):  # a menu is gone with what was chosen in it
                dialog.close()

        QTimer.singleShot(100, look)
        show()
        self.wait_for(lambda: not QApplication.activeModalWidget() and not QApplication.activePopupWidget())
        if failed:
            raise failed[0]

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        QTest.qWait(150)
        clock = QElapsedTimer()
        clock.start()
        while not done():
            if clock.elapsed() > _WAIT_MS:
                raise TimeoutError("the window is not where the picture wants it")
            QTest.qWait(20)

    # -- what is there ----------------------------------------------------------------------------

    def suggested(self) -> None:
        """Wait for the suggestions of the open article."""
        self.wait_for(lambda: not self.desk.suggesting.busy)

    def span(self, words: str, nth: int = 0) -> Span:
        """The span that is shown on some words of the open article."""
        document = self.desk.session.document
        if document is None:
            raise LookupError("no article is open")
        spans = sorted(document.shown_spans(), key=document.place)
        return [s for s in spans if " ".join(document.text_of(s).split()) == words][nth]

    def select(self, words: str, nth: int = 0) -> Span:
        """Select a span."""
        span = self.span(words, nth)
        self.desk.session.select([span.id])
        return span

    # -- hands ------------------------------------------------------------------------------------

    def do(self, action_id: str) -> None:
        """Run an action."""
        self.desk.actions[action_id].trigger()

    def press(self, *keys: str) -> None:
        """Press letters where the focus is."""
        for key in keys:
            QTest.keyClicks(QApplication.focusWidget() or self.window, key)

    def move(self, point: QPointF, *, held: bool = False) -> None:
        """Move the pointer over the article."""
        viewport = self.desk.view.viewport()
        button = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            point,
            QPointF(viewport.mapToGlobal(point.toPoint())),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)

    def drag_over(self, words: str) -> None:
        """Select words with the pointer."""
        document, view = self.desk.session.document, self.desk.view
        if document is None:
            return
        start = document.text.index(words)
        view.show_offset(start)
        first, last = view.char_rect(start), view.char_rect(start + len(words) - 1)
        begin = QPointF(first.left() + 1, first.center().y())
        end = QPointF(last.right() - 1, last.center().y())
        self.move(begin)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view.viewport(), left, none, begin.toPoint())
        self.move((begin + end) / 2, held=True)
        self.move(end, held=True)
        QTest.mouseRelease(view.viewport(), left, none, end.toPoint())

    def accept_some(self, step: int, *, reject: int = 0) -> None:
        """Accept every suggestion but each `step`th, and reject the first `reject` of those left."""
        session = self.desk.session
        document = session.document
        if document is None:
            return
        ids = document.undecided_ids()
        left = ids[::step]
        session.select([i for i in ids if i not in left], reveal=False)
        self.do("suggestion.accept")
        if reject:
            session.select(left[:reject], reveal=False)
            self.do("suggestion.reject")
