"""The undo step: one change that the dataset holds."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from annotations.dataset.managing import Step
from annotations.model import Change
from annotations.scheme import SchemeChange


class ApplyChange(QUndoCommand):
    """The only undo command: the record of one committed change, of what is annotated in an article, of an
    article as a whole (its title, its place in the queue, whether it is there), or of the label scheme.

    The session commits a change, or its inverse, and moves the stack only after that: a large one commits in
    the background, and one that cannot be saved never reaches the stack. So there is nothing to do here.
    """

    def __init__(self, change: Change | Step | SchemeChange) -> None:
        super().__init__(change.text)
        self.change = change
