"""Keeps the decision log: which article was finished when, for the pace in the queue's head."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotations.dataset.pace import note_finished, note_reopened
from annotations.errors import GoldspanError
from annotations.model import ArticleState, Change, Status
from gui.clock import Clock
from gui.session import Session


class PaceLog(QObject):
    """Notes each article that is marked done, or is not any more, also by undo and redo."""

    def __init__(self, session: Session, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._told = False
        session.changed.connect(self._changed)

    def _changed(self, change: Change) -> None:
        dataset = self._session.dataset
        turned = [_turned(edit.before, edit.after) for edit in change.edits]
        if dataset is None or not any(turned):
            return
        try:
            if 1 in turned:
                self._clock.keep()
                note_finished(dataset, change.article)
            else:
                note_reopened(dataset, change.article)
        except GoldspanError as error:
            # A pace is nothing that a person has to hear of at every article.
            if not self._told:
                self._told = True
                self._session.failed.emit(error)


def _turned(before: object, after: object) -> int:
    """1 where a state becomes done, -1 where it is done no more, else 0."""
    if not isinstance(before, ArticleState) or not isinstance(after, ArticleState):
        return 0
    return (after.status is Status.DONE) - (before.status is Status.DONE)
