"""A window that is open, and what a person sees in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.document import Document
from annotations.model import Span, State
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme
from gui.widgets.key_button import KeyButton


class OpenWindow:
    """The main window of one test."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window, self.desk = qtbot, window, window.desk
        self.session, self.bar = window.desk.session, window.desk.bar
        self._closed = False

    # -- what is there ----------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """What the message bar says; empty where it is hidden."""
        return "" if self.bar.isHidden() else self.bar.message()

    @property
    def document(self) -> Document:
        document = self.session.document
        assert document is not None, self.said
        return document

    @property
    def first(self) -> Span:
        """The first span of the article."""
        return min(self.document.spans.values(), key=lambda s: s.start)

    def on_disk(self) -> Document:
        assert self.session.dataset is not None
        return self.session.dataset.load(self.document.article.key)

    # -- what a person does -----------------------------------------------------------------------

    def open(self, *paths: Path) -> None:
        """Open files as the command line and the dialogs do, and wait until they are read."""
        self.desk.files.open_paths(list(paths))
        self.wait(lambda: not self.desk.files.reading)

    def wait(self, until: Callable[[], object], seconds: float = 30) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=int(seconds * 1000))

    def wait_suggested(self) -> None:
        self.wait(lambda: not self.desk.suggesting.busy and self.document.spans)

    def says(self, pattern: str) -> None:
        """The message bar says something like this; nobody has to wait for it."""
        assert re.search(pattern, self.said), self.said

    def draw(self, words: str) -> Span:
        """Annotate words in the article as a person: it is on the disk, and no message comes."""
        self.bar.close_message()
        at = self.document.text.index(words)
        return self._draw(at, at + len(words))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the article."""
        self.desk.view.setFocus()
        QTest.keyClick(self.desk.view, key, modifiers)

    def button(self, words: str) -> KeyButton:
        """The button in the message bar that begins with some words."""
        found = [b for b in self.bar.buttons() if b.text().startswith(words)]
        assert found, (words, [b.text() for b in self.bar.buttons()])
        return found[0]

    def alive(self) -> None:
        """The window works: an article can be opened, a span drawn and accepted, and it is on the disk."""
        self.bar.close_message()
        self.desk.files.open_sample()
        assert self.said == ""
        self.draw_anywhere()

    def alive_elsewhere(self) -> None:
        """The window works once the dataset that is open is closed."""
        self.desk.files.close_dataset()
        self.alive()

    def draw_anywhere(self) -> Span:
        """Draw a span that is not there yet; it is on the disk."""
        text, taken = self.document.text, {s.start for s in self.document.spans.values()}
        at = next(
            n for n, c in enumerate(text) if c.isalpha() and n not in taken and (not n or text[n - 1] == " ")
        )
        end = next(n for n in range(at, len(text)) if not text[n].isalpha())
        return self._draw(at, end)

    def try_to_draw(self, words: str) -> None:
        """Select words in the article, and press the key of a label, whatever comes of it."""
        at = self.document.text.index(words)
        self.session.select_range(at, at + len(words))
        self.press(Qt.Key.Key_1)

    def _draw(self, start: int, end: int) -> Span:
        self.session.select_range(start, end)
        self.press(Qt.Key.Key_1)
        assert self.said == ""
        (drawn,) = (
            s for s in self.document.spans.values() if (s.start, s.end, s.label) == (start, end, "PERSON")
        )
        assert drawn.state is State.ACCEPTED
        assert self.on_disk().spans[drawn.id] == drawn
        return drawn

    # -- its end ----------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the window for good, whatever it says; once more does nothing."""
        if self._closed:
            return
        self._closed = True
        for _ in range(2):
            self.window.close()
        assert not self.window.isVisible()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.qtbot.wait(1)


def make_window(qtbot: QtBot) -> OpenWindow:
    """Open the window as `main` does, but for the log."""
    settings = Settings()
    apply_theme("light")
    window = MainWindow(settings)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return OpenWindow(qtbot, window)
