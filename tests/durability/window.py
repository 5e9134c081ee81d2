"""The window that gets killed: the real entry, pressing keys until it is no more, and saying what it does.

`python -m tests.durability.window FD SEED DATASET`. At each mark it writes a line of JSON to FD: what is
done, and when by the monotonic clock. A line is in the pipe once it is written, however the process ends.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotations.dataset import Dataset
from annotations.model import Change, Relation, Span, State
from gui.app import main
from gui.article.pane import ArticlePane
from gui.main_window import MainWindow
from gui.session import Session

PAUSE = 20
"""Milliseconds between what a key painted and the next key: a kill comes at most 15 after a key."""
_NONE = Qt.KeyboardModifier.NoModifier
ACCEPT, REJECT, ORG = (Qt.Key.Key_A, _NONE), (Qt.Key.Key_X, _NONE), (Qt.Key.Key_3, _NONE)
ACCEPT_SAME = (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


class Driver:
    """Presses one key after another, and marks: key, writing, committed, painted."""

    def __init__(self, pipe: int, seed: int) -> None:
        self._pipe, self._dice = pipe, random.Random(seed)
        self._window: MainWindow | None = None
        self._committed = False
        apply, paint = Dataset.apply, ArticlePane.paintEvent

        def applied(dataset: Dataset, change: Change, *, last_id: int = 0) -> None:
            self._mark("writing", rows=_rows(change))
            apply(dataset, change, last_id=last_id)
            self._mark("committed")
            self._committed = True

        def painted(pane: ArticlePane, event: QPaintEvent) -> None:
            paint(pane, event)
            if self._committed:
                self._mark("painted")
                self._committed = False

        Dataset.apply = applied  # type: ignore[method-assign]
        ArticlePane.paintEvent = painted  # type: ignore[method-assign]

    def start(self) -> None:
        """Wait for the window to take keys, then press them without end."""
        app = QApplication.instance()
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        if not windows or QApplication.focusWindow() is None or app is None:
            for window in windows:
                window.activateWindow()
            QTimer.singleShot(5, self.start)
            return
        self._window = windows[0]
        sys.excepthook = _end
        self._window.desk.view.setFocus()
        self._mark("ready")
        self._press()

    def _press(self) -> None:
        window = self._window
        if window is None:
            return
        if not self._committed:
            key, modifiers = self._key(window.desk.session)
            self._mark("key")
            QTest.keyClick(window.desk.view, key, modifiers)
        QTimer.singleShot(PAUSE, self._press)

    def _key(self, session: Session) -> tuple[Qt.Key, Qt.KeyboardModifier]:
        """A key that changes something: accept, reject, accept the same, relabel as ORG, or undo."""
        chosen = session.selected
        keys = [UNDO] if session.undo_stack.canUndo() else []
        if chosen and chosen[0].state is State.SUGGESTED:
            keys += [ACCEPT, ACCEPT, REJECT, ACCEPT_SAME]
            if isinstance(chosen[0], Span) and chosen[0].label != "ORG":
                keys.append(ORG)
        return self._dice.choice(keys)

    def _mark(self, what: str, **more: object) -> None:
        line = json.dumps({"what": what, "at": time.monotonic_ns(), **more})
        os.write(self._pipe, line.encode() + b"\n")


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug ends the window with its report, where it would else show it and go on."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


def _rows(change: Change) -> dict[str, str | None]:
    """What a change leaves, by id ("" is the article's state); None for what it takes away."""
    rows: dict[str, str | None] = {}
    for edit in change.edits:
        row = edit.after or edit.before
        name = row.id if isinstance(row, (Span, Relation)) else ""
        rows[name] = None if edit.after is None else repr(edit.after)
    return rows


if __name__ == "__main__":
    application = QApplication(["goldspan"])
    driver = Driver(int(sys.argv[1]), int(sys.argv[2]))
    QTimer.singleShot(0, driver.start)
    sys.exit(main(sys.argv[3:]))
