"""What follows the article: signals of the session, told again once it has painted its own frame."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.model import Change

_LATER = 8
"""Milliseconds: enough for the article's frame and for what else waits, too few to be seen."""

_LARGE = 1000
"""Edits in a change past which the lists take so long for it that nothing else is told in the same turn."""


class Following(QObject):
    """The session's signals a moment later, those of one moment told together.

    A decision is seen in the article at once; lists, counts and the inspector need not be ready in the same
    frame, which would be twice as long for them. Who acts on what they show calls `catch_up` first.
    """

    changed = Signal(object)
    """A Change of the open article, each in its order."""
    selection_changed = Signal()
    queue_changed = Signal(int)
    settled = Signal()
    """All is told: what shows the article, or what is selected in it, as a whole is to be shown anew."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._changes: deque[Change] = deque()
        self._rows: list[int] = []
        self._selection = False
        self.behind = False
        """Whether something is still to be told."""
        self._timer = QTimer(self, singleShot=True, interval=_LATER)
        self._timer.timeout.connect(self._tell)

    def follow_change(self, change: Change) -> None:
        """Tell of a change a moment later."""
        self._changes.append(change)
        self._follow()

    def follow_selection(self) -> None:
        """Tell a moment later that something else is selected."""
        self._selection = True
        self._follow()

    def follow_row(self, key: int) -> None:
        """Tell a moment later that the row of an article is another in the queue; 0 for all rows."""
        if key not in self._rows:
            self._rows.append(key)
        self._follow()

    def forget_article(self) -> None:
        """Another article is open: what changed in the one before is of no interest any more."""
        self._changes.clear()

    def catch_up(self) -> None:
        """Tell now what is still to be told."""
        while self.behind:
            self._tell()

    def _tell(self) -> None:
        """Tell what there is; a large change by itself, and what comes after it a turn later."""
        while self._changes:
            change = self._changes.popleft()
            self.changed.emit(change)
            if len(change.edits) > _LARGE:
                self._timer.start()
                return
        rows, selection = self._rows, self._selection
        self._rows, self._selection, self.behind = [], False, False
        if selection:
            self.selection_changed.emit()
        for key in rows:
            self.queue_changed.emit(key)
        self.settled.emit()

    def _follow(self) -> None:
        self.behind = True
        if not self._timer.isActive():
            self._timer.start()
