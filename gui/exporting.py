"""Exports from the window: asked for in a dialog, run in a process beside it, their outcome in the bar.

What exports is loaded when it is first needed, so that the start is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotations.errors import GoldspanError
from gui import folders
from gui.widgets.message_bar import BarButton

if TYPE_CHECKING:
    from annotations.exporting import Exported, Job
    from annotations.formats.report import Left
    from gui.children import Running
    from gui.desk import Desk
    from gui.dialogs.export_choice import Choice

_PATIENCE_MS = 800
"""After so long a bar says that an export runs, with a button that stops it."""


class Exporting(QObject):
    """One export at a time; `running` tells whether there is one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._running: Running | None = None
        self._job: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say_running)

    @property
    def running(self) -> bool:
        """Whether an export runs."""
        return self._running is not None

    @property
    def pid(self) -> int:
        """The id of the process that exports; 0 where none does."""
        return self._running.pid if self._running is not None else 0

    # -- asking -----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask what to export and where to, and export it; a place in the list of the dialog is gone to."""
        from gui.dialogs import export_choice

        session = self._desk.session
        if self.running:
            self._say_running()
            return
        if session.dataset is None:
            return
        choice = export_choice.read(session.dataset)
        try:
            accepted, spot = self._ask(choice)
            export_choice.keep(session.dataset, choice)
        except GoldspanError as error:
            self._desk.fail(error)
            return
        if spot is not None:
            self._go(*spot, BarButton("Back to the export", self.ask))
        elif accepted:
            article = session.document.article.key if session.document is not None else 0
            self.start(self._job_of(choice, session.dataset.path, article))

    def _ask(self, choice: Choice) -> tuple[bool, tuple[int, str] | None]:
        from gui.dialogs.export import ExportDialog
        from gui.dialogs.export_choice import path_of, put_path

        session = self._desk.session
        if session.dataset is None:
            return False, None
        totals = session.dataset.totals()
        counts = {"done": totals.done, "all": totals.articles}
        if session.document is not None:
            counts["one"] = 1
        if choice.which not in counts:
            choice.which = "done"
        path = session.dataset.path
        article = session.document.article.key if session.document is not None else 0
        dialog = ExportDialog(self._desk.background, path, choice, counts, article, self._desk.window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            put_path(choice, path_of(choice, path))
        return accepted, dialog.spot

    def _job_of(self, choice: Choice, dataset: Path, article: int) -> Job:
        from annotations.exporting import Chosen, Job
        from annotations.formats import split
        from gui.dialogs.export_choice import path_of

        return Job(
            Chosen(str(dataset), choice.which, article if choice.which == "one" else 0),
            path_of(choice, dataset),
            choice.format_id,
            split.parse(choice.shares) if choice.is_split else (),
            choice.seed,
            choice.misplaced,
            choice.overlaps,
            str(self._desk.settings.get("annotator")),
        )

    def ask_page(self) -> None:
        """Ask where to, and write the open article as a page that any browser shows."""
        from annotations.exporting import Chosen, Job

        session = self._desk.session
        if session.dataset is None or session.document is None:
            return
        article = session.document.article
        name = f"{folders.file_name(article.title or article.id)}.html"
        source = Path(article.source) if article.source else None
        place = folders.to_save(name, source, session.dataset.path)
        title = "Export this article as a page"
        chosen, _ = QFileDialog.getSaveFileName(self._desk.window, title, place, "HTML page (*.html)")
        if chosen:
            folders.used(Path(chosen))
            self.start(Job(Chosen(str(session.dataset.path), "one", article.key), chosen, "html"))

    # -- running ----------------------------------------------------------------------------------

    def start(self, job: Job) -> None:
        """Run an export beside the window, unless one runs."""
        from annotations.exporting import export, sweep
        from gui.children import run_child

        if self.running:
            self._say_running()
            return
        self._job = job
        self._desk.working(f"Exporting to {Path(job.out).name}…")
        self._running = run_child(
            self._desk.background,
            export,
            job,
            done=partial(self._done, job),
            failed=partial(self._failed, job),
            progress=self._progress,
            lost=partial(sweep, Path(job.out)),
        )
        self._patience.start()

    def stop(self) -> None:
        """Have the export that runs stopped: what was there before is there still, unless it was through."""
        if self._running is not None:
            self._running.stop()

    def close(self) -> None:
        """Stop the export that runs, and wait until nothing of it is left."""
        if self._running is not None:
            self._running.drop()
            self._running.wait()
            self._end()

    def _say_running(self) -> None:
        if self._job is not None:
            from annotations.formats.registry import by_id

            name, out = by_id(self._job.format_id).name, Path(self._job.out).name
            self._desk.say("info", f"Exporting to {out} as {name}.", BarButton("Stop", self.stop))

    def _progress(self, done: int, total: int) -> None:
        if self._job is not None and self.running:
            out = Path(self._job.out).name
            words = f"{done:,} of {total:,} articles" if done < total else "checking what was written"
            self._desk.working(f"Exporting to {out}: {words}")

    def _end(self) -> None:
        self._running = None
        self._patience.stop()
        self._desk.working("")

    def _failed(self, job: Job, error: BaseException) -> None:
        from annotations.child import Stopped

        self._end()
        if isinstance(error, Stopped):
            out = Path(job.out).name
            self._desk.say("info", f"The export to {out} was stopped. Nothing was written.")
        else:
            self._desk.fail(error)

    # -- the outcome ------------------------------------------------------------------------------

    def _done(self, job: Job, exported: Exported) -> None:
        from annotations.formats.registry import by_id

        self._end()
        out, format_ = Path(job.out), by_id(job.format_id)
        count = f"{exported.articles:,} article{'' if exported.articles == 1 else 's'}"
        sentence = f"{count} written to {out.name} as {format_.name}, and checked."
        buttons = [BarButton("Show the folder", partial(_show, out), stay=True)]
        if exported.left:
            left = partial(self._show_left, sentence, exported.left)
            buttons.append(BarButton("Show what was left…", left, stay=True))
        if format_.id == "goldspan" and self._is_open(job):
            self._desk.gold.was_written(out)
        more = ""
        if exported.train:
            more = f"To train there: {exported.train[0]}"
            copy = partial(QGuiApplication.clipboard().setText, _commands(out, exported.train))
            buttons.append(BarButton("Copy the commands", copy, stay=True))
        self._desk.bar.show_message("info", sentence, strong=(out.name,), more=more, buttons=buttons)

    def _is_open(self, job: Job) -> bool:
        dataset = self._desk.session.dataset
        return dataset is not None and str(dataset.path) == job.chosen.dataset

    def _show_left(self, sentence: str, left: Mapping[str, Left]) -> None:
        from gui.dialogs.export_left import LeftDialog

        dialog = LeftDialog(sentence, left, self._desk.window)
        dialog.exec()
        dialog.deleteLater()
        if dialog.spot is not None:
            self._go(*dialog.spot, BarButton("Back to the list", partial(self._show_left, sentence, left)))

    def _go(self, article: int, id: str, back: BarButton) -> None:
        """Open an article and select a span or relation in it, with a way back in the bar."""
        session = self._desk.session
        if not session.open_article(article) or session.document is None:
            return
        if id:
            session.select([id])
        self._desk.view.setFocus()
        self._desk.say("info", f"From the export: {session.document.article.title or 'this article'}.", back)


def _show(out: Path) -> None:
    with suppress(OSError):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(out if out.is_dir() else out.parent)))


def _commands(out: Path, train: tuple[str, ...]) -> str:
    """What is typed into a shell to train."""
    import shlex

    return "\n".join([f"cd {shlex.quote(str(out))}", *train])
