"""The question how an article that is not done is to be saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.dialogs.frame import DialogFrame

DONE = "done"
AS_IT_STANDS = "as_it_stands"


class UnfinishedDialog(DialogFrame):
    """Asks once; `answer` is `done`, `as_it_stands`, or empty to stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Save this article's gold", "unfinishedDialog", parent)
        self.answer = ""
        self.add_heading(
            "This article is not done.",
            "Gold means that a person has looked at all of it. Saved as it stands, its record says that it "
            "is in progress.",
        )
        self.add_cancel()
        stands = self.add_button("Save as it stands")
        done = self.add_button("Mark done and save", "Enter", primary=True)
        stands.clicked.connect(lambda: self._choose(AS_IT_STANDS))
        done.clicked.connect(lambda: self._choose(DONE))
        done.setFocus()
        self.fit(500)

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.accept()
