"""The question what becomes of what is undecided when an article is marked done."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from annotations.edits.article import Undecided
from gui.dialogs.frame import DialogFrame

_CHOICES = (
    (Undecided.REJECT, "Reject", "R"),
    (Undecided.ACCEPT, "Accept", "A"),
    (Undecided.LEAVE, "Leave undecided", "L"),
)


class UndecidedDialog(DialogFrame):
    """Asks once; `answer` is the choice with whether to remember it, None as long as there is none."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__("Mark done", "undecidedDialog", parent)
        self.answer: tuple[Undecided, bool] | None = None
        heading, more = _words(count)
        self.add_heading(heading, more)
        self.remember = QCheckBox("Remember my answer (it can be changed in the preferences)")
        self.body.addWidget(self.remember)
        self.add_cancel()
        for choice, words, key in _CHOICES:
            button = self.add_button(words, key, primary=choice is Undecided.LEAVE)
            button.setObjectName(f"undecided.{choice.value}")
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(button.click)
            if choice is Undecided.LEAVE:
                button.setFocus()
        self.fit(560)

    def _choose(self, choice: Undecided) -> None:
        self.answer = (choice, self.remember.isChecked())
        self.accept()


def _words(count: int) -> tuple[str, str]:
    if count == 1:
        return (
            "1 suggestion is undecided. What becomes of it?",
            "Left undecided, it does not go into the gold. Rejected, it is kept as a negative. "
            "It is one step to undo.",
        )
    return (
        f"{count:,} suggestions are undecided. What becomes of them?",
        "Left undecided, they do not go into the gold. Rejected, they are kept as negatives. "
        "It is one step to undo.",
    )
