"""The one place that opens dialogs. Each is loaded when it is first asked for, so that the start is quick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from annotations.errors import GoldspanError
from annotations.scheme import SchemeChange
from gui import folders

if TYPE_CHECKING:
    from annotations.dataset.statistics import Statistics
    from annotations.edits.article import Undecided
    from gui.desk import Desk
    from gui.importing import ImportEnd


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

    def ask_title(self, title: str) -> str | None:
        """Ask for another title of an article; None to leave it as it is."""
        from gui.dialogs.rename import RenameDialog

        dialog = RenameDialog(title, self._desk.window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.title.text() if accepted else None

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

    def edit_scheme(self) -> None:
        """Open the label scheme editor; what is applied goes to the session, a merge of labels to all."""
        from gui.dialogs.scheme.merging import LabelMerge
        from gui.dialogs.scheme_editor import SchemeEditor

        session = self._desk.session
        if session.dataset is None:
            return
        try:
            counts, relation_counts = session.dataset.label_counts(), session.dataset.relation_counts()
        except GoldspanError as error:
            self._desk.fail(error)
            return
        edits = SchemeEditor.edit(
            session.scheme, counts, relation_counts, self._desk.window, session.dataset.path
        )
        if isinstance(edits, LabelMerge):
            self._desk.keeping.merge(*edits)
        elif edits is not None:
            session.set_scheme(
                SchemeChange(session.scheme, edits.scheme, edits.renames, edits.relation_renames)
            )

    def statistics(self) -> None:
        """Count the dataset, and show the figures."""
        from gui.dialogs.statistics import StatisticsDialog

        session = self._desk.session

        def show(figures: Statistics) -> None:
            if session.dataset is not None:
                self._show(StatisticsDialog(session.dataset.path, figures, self._desk.window))

        self._desk.keeping.count(show)

    def ask_import(self, paths: Sequence[Path]) -> None:
        """Ask how files are to be imported, and begin."""
        from gui.dialogs.import_dialog import ImportDialog, new_dataset_for

        dataset = self._desk.session.dataset
        into = new_dataset_for(paths, Path(folders.to_save(""))) if dataset is None else None
        scheme = dataset.scheme if dataset is not None else None
        dialog = ImportDialog(paths, self._desk.background, scheme, into, self._desk.window)
        dialog.accepted.connect(lambda: self._desk.importing.begin(dialog.plan))
        self._show(dialog)

    def import_report(self, end: ImportEnd) -> None:
        """Show the report of an import."""
        from gui.dialogs.import_report import ImportReportDialog

        self._show(ImportReportDialog(end, self._desk.window))

    def choose_encoding(self, path: Path, encoding: str) -> None:
        """Ask in which encoding a text is to be read, and read it so."""
        from gui.dialogs.encoding import EncodingDialog

        dialog = EncodingDialog(path, encoding, self._desk.window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted and dialog.chosen != encoding:
            self._desk.files.reread(path, dialog.chosen)

    # -- the program ------------------------------------------------------------------------------

    def preferences(self) -> None:
        """Show the preferences."""
        from gui.dialogs.preferences import PreferencesDialog

        self._show(PreferencesDialog(self._desk.settings, self._desk.window))

    def palette(self) -> None:
        """Show the command palette."""
        from gui.dialogs.palette import Palette

        Palette(self._desk).show_over(self._desk.window)

    def keys(self) -> None:
        """Show the sheet of keys."""
        from gui.dialogs.keys import KeysDialog

        self._show(KeysDialog(self._desk.session.scheme, self._desk.window))

    def about(self) -> None:
        """Say what this program is."""
        from gui.dialogs.about import AboutDialog

        self._show(AboutDialog(self._desk.window))

    def report(self, text: str) -> None:
        """Show what went wrong; further faults while it is shown are in the log only."""
        from gui.dialogs.report import ReportDialog

        if self._desk.window.findChild(ReportDialog) is None:
            self._show(ReportDialog(text, self._desk.window))

    def _show(self, dialog: QDialog) -> None:
        """Open a dialog that gives no answer: the window behind it waits, the program does not."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
