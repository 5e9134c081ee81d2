"""Opening: articles, datasets, pasted text, the sample; from dialogs, the command line, or dropped files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.formats.text import Undecodable, clipboard_text
from annotations.scheme_file import default_scheme
from gui import folders
from gui.recent import Recent
from gui.taking import (
    SUFFIX,
    Taken,
    add_text,
    default_dataset,
    is_much,
    is_plain,
    outcome,
    pasted_data,
    shown_name,
    source_of,
    take_files,
    texts_in,
    title_of,
)
from gui.widgets.message_bar import BarButton
from resources.loader import read_text as read_resource

if TYPE_CHECKING:
    from gui.desk import Desk

SAMPLE = "sample article"


class Files:
    """The ways into the window. Every failure is shown as a sentence, and what was open stays open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.recent = Recent()
        self._places: dict[int, Path] = {}
        self._stopped = Event()
        self._reading = 0

    @property
    def reading(self) -> bool:
        """Whether files are still being read, behind the window."""
        return self._reading > 0

    def place(self, key: int) -> Path | None:
        """The file that an article was opened from in this window."""
        return self._places.get(key)

    # -- asking -----------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Ask for text files or a dataset, and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._desk.window,
            "Open articles or a dataset",
            folders.to_open(self._beside()),
            f"Articles and datasets (*.txt *{SUFFIX});;All (*)",
        )
        if names:
            folders.used(Path(names[0]))
            self.open_paths([Path(name) for name in names])

    def ask_import(self) -> None:
        """Ask for files of any format, and import them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._desk.window, "Files to import", folders.to_open(self._beside()), "All (*)"
        )
        if names:
            folders.used(Path(names[0]))
            self._desk.dialogs.ask_import([Path(name) for name in names])

    def ask_open_dataset(self) -> None:
        """Ask for a dataset, and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._desk.window,
            "Open a dataset",
            folders.to_open(self._beside()),
            f"Goldspan datasets (*{SUFFIX})",
        )
        if name:
            folders.used(Path(name))
            self.open_dataset(Path(name))

    def ask_new_dataset(self) -> None:
        """Ask for a place, and start a dataset with the news scheme there."""
        place = folders.to_save(f"articles{SUFFIX}", self._beside())
        name, _ = QFileDialog.getSaveFileName(
            self._desk.window, "New dataset", place, f"Goldspan datasets (*{SUFFIX})"
        )
        if name:
            path = Path(name)
            folders.used(path)
            self.new_dataset(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def _beside(self) -> Path | None:
        dataset = self._desk.session.dataset
        return None if dataset is None else dataset.path

    # -- datasets ---------------------------------------------------------------------------------

    def new_dataset(self, path: Path) -> bool:
        """Start a dataset at `path` and open it."""
        self._desk.bar.close_message()
        return self._try(lambda: self._take(Dataset.create(path, default_scheme())))

    def open_dataset(self, path: Path) -> bool:
        """Open the dataset at `path` with its first article that is not done."""
        self._desk.bar.close_message()
        current = self._desk.session.dataset
        if current is not None and str(current.path) == os.path.realpath(path):
            return True
        if not self._try(lambda: self._take(Dataset.open(path))):
            return False
        return self._try(self._open_first)

    def close_dataset(self) -> None:
        """Close what is open and show the welcome page."""
        self._leave()
        self._desk.session.open_dataset(None)

    def show_folder(self) -> None:
        """Show the folder of the open dataset in the system's file manager."""
        dataset = self._desk.session.dataset
        if dataset is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(dataset.path.parent)))

    def _try(self, run: Callable[[], None]) -> bool:
        try:
            run()
        except GoldspanError as error:
            self._desk.fail(error)
            return False
        return True

    def open_first(self, key: int) -> None:
        """Open the first article from this key on."""
        self._try(lambda: self._open_from(key))

    def _open_from(self, key: int) -> None:
        dataset = self._desk.session.dataset
        if dataset is not None:
            found = next(filter(key.__le__, dataset.keys()), None)
            if found is not None:
                self._desk.session.open_article(found)

    def _open_first(self) -> None:
        dataset = self._desk.session.dataset
        if dataset is not None:
            key = dataset.next_key(None) or next(iter(dataset.keys()), None)
            if key is not None:
                self._desk.session.open_article(key)

    def take(self, dataset: Dataset) -> None:
        """Show a dataset in place of what is open."""
        self._try(lambda: self._take(dataset))

    def _take(self, dataset: Dataset) -> None:
        self._leave()
        self._desk.session.open_dataset(dataset)
        self._remember()
        if dataset.notices:
            self._desk.say("warning", " ".join(dataset.notices))

    def _leave(self) -> None:
        """Let go of the open dataset: what is being read for it is dropped, its gold file is written."""
        self._desk.importing.leave()
        self._stopped.set()
        self._stopped = Event()
        self._places.clear()
        error = self._desk.gold.finish()
        if error is not None:
            self._desk.fail(error)
        self._remember()

    def _remember(self) -> None:
        """Keep how far the open dataset is; where it cannot be read any more, what was known stays."""
        dataset = self._desk.session.dataset
        if dataset is not None:
            with suppress(GoldspanError):
                totals = dataset.totals()
                self.recent.add(dataset.path, totals.done, totals.articles)

    # -- articles ---------------------------------------------------------------------------------

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a dataset, or text files as articles of the dataset that is open (else of the default one).

        What is in another format, or a folder of more than texts, leads to the import dialog.
        """
        self._desk.bar.close_message()
        datasets = [path for path in paths if path.suffix.lower() == SUFFIX]
        if datasets and self.open_dataset(datasets[0]) and len(datasets) > 1:
            self._desk.say(
                "warning", f"One dataset is open at a time: {datasets[0].name} is, the others are not."
            )
        others = [path for path in paths if path not in datasets]
        if any(not is_plain(path) for path in others):
            # Not before the window is seen: at the start these come with its command.
            QTimer.singleShot(0, self._desk.window, lambda: self._desk.dialogs.ask_import(others))
            return
        texts: list[Path] = []
        refused: list[tuple[Path, GoldspanError]] = []
        for path in others:
            try:
                texts += texts_in(path)
            except GoldspanError as error:
                refused.append((path, error))
        if texts or refused:
            self._read(texts, self._show, refused=refused)

    def reread(self, path: Path, encoding: str) -> None:
        """Open the text of `path` read in another encoding, in place of the open article if undecided."""
        session = self._desk.session
        document = session.document
        old = None
        if document is not None and not any(s.own or s.state != "suggested" for s in document.spans.values()):
            old = document.article

        def show(taken: Taken) -> None:
            self._show(taken)
            if (
                old is not None
                and taken.opened
                and taken.opened[0][0] != old.key
                and old.source == source_of(path)
            ):
                self._try(lambda: self._remove(old.key))

        self._read([path], show, encoding)

    def _remove(self, key: int) -> None:
        session = self._desk.session
        if session.dataset is not None:
            session.dataset.remove_article(key)
            session.queue_changed.emit(0)

    def paste(self) -> None:
        """Start a new article from the clipboard's text; files, and data of another format, are imported."""
        about = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in about.urls() if url.isLocalFile()]
        if files:
            self.open_paths(files)
            return
        try:
            text = clipboard_text(QGuiApplication.clipboard().text())
            data = pasted_data(text)
        except GoldspanError as error:
            self._desk.fail(error)
            return
        if data is not None:
            self._desk.dialogs.ask_import([data])
            return
        self._open_text(text, title_of(text), "clipboard")

    def open_sample(self) -> None:
        """Open the article that comes with the program."""
        self._open_text(read_resource("samples/harbour.txt"), "Sample: the harbour talks", SAMPLE)

    def _open_text(self, text: str, title: str, source: str) -> None:
        self._desk.bar.close_message()

        def run() -> None:
            dataset = self._desk.session.dataset
            if dataset is None:
                dataset = default_dataset()
                self._take(dataset)
            key, _ = add_text(dataset, text, title, source)
            self._desk.session.queue_changed.emit(0)
            self._desk.session.open_article(key)

        self._try(run)

    # -- reading ----------------------------------------------------------------------------------

    def _read(
        self,
        paths: Sequence[Path],
        show: Callable[[Taken], None],
        encoding: str | None = None,
        refused: Sequence[tuple[Path, GoldspanError]] = (),
    ) -> None:
        """Take files into the open dataset, else the default one; much of it behind the window.

        `refused` are those of which it is known before that they cannot be taken.
        """
        dataset, stopped = self._desk.session.dataset, self._stopped

        def work() -> Taken:
            taken = Taken(dataset, refused=[*refused])
            take_files(taken, default_dataset, paths, stopped, encoding)
            return taken

        if not is_much(paths):
            self._try(lambda: show(work()))
            return

        def ended() -> None:
            self._reading -= 1
            self._desk.working("")

        def done(taken: Taken) -> None:
            ended()
            if self._desk.session.dataset is dataset:
                show(taken)
            elif dataset is None and taken.dataset is not None:
                taken.dataset.close()

        def failed(error: BaseException) -> None:
            ended()
            if not stopped.is_set():
                self._desk.fail(error)

        self._reading += 1
        name = shown_name(paths[0].name) if len(paths) == 1 else f"{len(paths):,} files"
        self._desk.working(f"Reading {name}…")
        self._desk.background.run(work, done=done, failed=failed)

    def _show(self, taken: Taken) -> None:
        """Open the first article that was taken, and say what there is to say of the others."""
        session = self._desk.session
        if session.dataset is None and taken.dataset is not None:
            self._take(taken.dataset)
        self._places.update({key: Path(os.path.realpath(path)) for key, path in taken.opened})
        if taken.opened:
            session.queue_changed.emit(0)
            session.open_article(taken.opened[0][0])
        self._tell(taken)

    def _tell(self, taken: Taken) -> None:
        alone = len(taken.refused) + len(taken.guessed) == 1
        if alone and taken.guessed:
            self._desk.tell_encoding(*taken.guessed[0])
            return
        buttons = []
        if alone and isinstance(taken.refused[0][1], Undecodable):
            choose = partial(self._desk.dialogs.choose_encoding, taken.refused[0][0], "utf-8")
            buttons = [BarButton("Choose its encoding…", choose)]
        level, sentence = outcome(taken)
        if sentence:
            self._desk.say(level, sentence, *buttons)
