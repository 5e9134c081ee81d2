"""Opening: articles, datasets, pasted text, the sample; from dialogs, the command line, or dropped files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.formats.text import clipboard_text, read_text
from annotations.paths import data_dir
from annotations.scheme_file import default_scheme
from gui.recent import Recent
from resources.loader import read_text as read_resource

if TYPE_CHECKING:
    from gui.desk import Desk

SUFFIX = ".goldspan"
DEFAULT_NAME = f"My articles{SUFFIX}"
SAMPLE = "sample article"


class Files:
    """The ways into the window. Every failure is shown as a sentence, and what was open stays open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.recent = Recent()

    # -- asking -----------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Ask for text files or a dataset, and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._desk.window,
            "Open articles or a dataset",
            "",
            f"Articles and datasets (*.txt *{SUFFIX});;All (*)",
        )
        if names:
            self.open_paths([Path(name) for name in names])

    def ask_open_dataset(self) -> None:
        """Ask for a dataset, and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._desk.window, "Open a dataset", "", f"Goldspan datasets (*{SUFFIX})"
        )
        if name:
            self.open_dataset(Path(name))

    def ask_new_dataset(self) -> None:
        """Ask for a place, and start a dataset with the news scheme there."""
        name, _ = QFileDialog.getSaveFileName(
            self._desk.window, "New dataset", f"articles{SUFFIX}", f"Goldspan datasets (*{SUFFIX})"
        )
        if name:
            path = Path(name)
            self.new_dataset(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    # -- datasets ---------------------------------------------------------------------------------

    def new_dataset(self, path: Path) -> bool:
        """Start a dataset at `path` and open it."""
        try:
            dataset = Dataset.create(path, default_scheme())
        except GoldspanError as error:
            self._desk.fail(error)
            return False
        self._take(dataset)
        return True

    def open_dataset(self, path: Path) -> bool:
        """Open the dataset at `path` with its first article that is not done."""
        current = self._desk.session.dataset
        if current is not None and current.path == path.resolve():
            return True
        try:
            dataset = Dataset.open(path)
        except GoldspanError as error:
            self._desk.fail(error)
            return False
        self._take(dataset)
        key = dataset.next_key(None) or next(iter(dataset.keys()), None)
        if key is not None:
            self._desk.session.open_article(key)
        return True

    def close_dataset(self) -> None:
        """Close what is open and show the welcome page."""
        self._desk.gold.finish()
        self._remember()
        self._desk.session.open_dataset(None)

    def show_folder(self) -> None:
        """Show the folder of the open dataset in the system's file manager."""
        dataset = self._desk.session.dataset
        if dataset is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(dataset.path.parent)))

    def _take(self, dataset: Dataset) -> None:
        self._remember()
        self._desk.session.open_dataset(dataset)
        self._remember()
        for sentence in dataset.notices:
            self._desk.say("warning", sentence)

    def _remember(self) -> None:
        dataset = self._desk.session.dataset
        if dataset is not None:
            totals = dataset.totals()
            self.recent.add(dataset.path, totals.done, totals.articles)

    def _default_dataset(self) -> bool:
        """Have a dataset open: the one that is, or else the person's own default one."""
        if self._desk.session.dataset is not None:
            return True
        path = data_dir() / DEFAULT_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        return self._open_empty(path) if path.exists() else self.new_dataset(path)

    def _open_empty(self, path: Path) -> bool:
        try:
            self._take(Dataset.open(path))
        except GoldspanError as error:
            self._desk.fail(error)
            return False
        return True

    # -- articles ---------------------------------------------------------------------------------

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a dataset, or text files as articles of the dataset that is open (else of the default one)."""
        datasets = [path for path in paths if path.suffix == SUFFIX]
        if datasets:
            self.open_dataset(datasets[0])
        texts = [path for folder in paths if folder.suffix != SUFFIX for path in _texts_in(folder)]
        opened: int | None = None
        for path in texts:
            key = self._add_file(path)
            opened = opened or key
        if opened is not None:
            self._desk.session.open_article(opened)

    def reread(self, path: Path, encoding: str) -> None:
        """Open the text of `path` read in another encoding, in place of the open article if undecided."""
        session = self._desk.session
        document = session.document
        fresh = document is not None and not any(
            s.own or s.state != "suggested" for s in document.spans.values()
        )
        old = document.article if document is not None and fresh else None
        key = self._add_file(path, encoding)
        if key is None or session.dataset is None:
            return
        session.open_article(key)
        if old is not None and old.key != key and old.source == str(path):
            session.dataset.remove_article(old.key)
            session.queue_changed.emit(0)

    def paste(self) -> None:
        """Start a new article from the clipboard's text."""
        try:
            text = clipboard_text(QGuiApplication.clipboard().text())
        except GoldspanError as error:
            self._desk.fail(error)
            return
        self._open_text(text, _title(text), "clipboard")

    def open_sample(self) -> None:
        """Open the article that comes with the program."""
        self._open_text(read_resource("samples/harbour.txt"), "Sample: the harbour talks", SAMPLE)

    def _open_text(self, text: str, title: str, source: str) -> None:
        if not self._default_dataset():
            return
        key = self._add(text, title, source)
        if key is not None:
            self._desk.session.open_article(key)

    def _add_file(self, path: Path, encoding: str | None = None) -> int | None:
        try:
            read = read_text(path, encoding)
        except GoldspanError as error:
            self._desk.fail(error)
            return None
        if not self._default_dataset():
            return None
        key = self._add(read.text, path.stem, str(path.resolve()))
        if key is not None and not read.certain:
            self._desk.tell_encoding(path, read)
        return key

    def _add(self, text: str, title: str, source: str) -> int | None:
        dataset = self._desk.session.dataset
        if dataset is None:
            return None
        try:
            known = dataset.find(hashlib.sha256(text.encode("utf-8")).hexdigest())
            if known is not None:
                return known
            key = dataset.add_article(text, id=title, title=title, source=source)
        except GoldspanError as error:
            self._desk.fail(error)
            return None
        self._desk.session.queue_changed.emit(0)
        return key


def _texts_in(path: Path) -> list[Path]:
    """The file itself, or the text files of a folder."""
    return sorted(path.glob("*.txt")) if path.is_dir() else [path]


def _title(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[:400].split())
    return line if len(line) <= 60 else line[:59].rsplit(" ", 1)[0] + "…"
