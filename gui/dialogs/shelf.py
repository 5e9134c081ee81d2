"""The one place that opens dialogs. Each is loaded when it is first asked for, so that the start is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.edits.article import Undecided
    from gui.desk import Desk


class Dialogs:
    """The dialogs of one window. Those that ask wait for the answer and give it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- questions --------------------------------------------------------------------------------

    def ask_undecided(self, count: int) -> tuple[Undecided, bool] | None:
        """Ask what becomes of so many undecided ones; the answer and whether to remember it, None to stay."""
        from gui.dialogs.undecided import UndecidedDialog

        dialog = UndecidedDialog(count, self._desk.window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    def ask_unfinished(self) -> str:
        """Ask how an article that is not done is saved: `done`, `as_it_stands`, or empty to stay."""
        from gui.dialogs.unfinished import UnfinishedDialog

        dialog = UnfinishedDialog(self._desk.window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    # -- the dataset ------------------------------------------------------------------------------

    def choose_pipeline(self) -> None:
        """Ask for the pipeline and the mapping of its labels; suggestions are made anew when they change."""
        from gui.dialogs.pipeline import PipelineDialog

        suggesting = self._desk.suggesting
        dialog = PipelineDialog(self._desk.session.scheme, suggesting.choice, self._desk.window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted and dialog.result_choice != suggesting.choice:
            suggesting.choose(dialog.result_choice)
