"""Gold on disk: an article's record beside it, and a gold file that follows. Exports: `gui.exporting`."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.formats.gold import export_article, export_gold, gold_path
from annotations.formats.writing import Written
from annotations.model import Change, Status
from gui import folders

if TYPE_CHECKING:
    from gui.desk import Desk

FOLLOW_SECONDS = 10
"""How long a gold file that follows may be behind, at the most."""

_FOLLOW = "gold_file"
_BEHIND = "gold_file_behind"


class Gold(QObject):
    """Writes gold. The dataset is the truth; what is written here is checked against it as it is written."""

    changed = Signal()
    """`verified` or `behind` is another: for the status bar."""

    def __init__(self, desk: Desk, ask_unfinished: Callable[[], str]) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._ask_unfinished = ask_unfinished
        self.verified = ""
        """Where gold was last written and verified; empty when not yet for what is open."""
        self.following: Path | None = None
        """The gold file that follows the open dataset."""
        self._waiting: set[int] = set()
        self._on_the_way: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=FOLLOW_SECONDS * 1000)
        self._timer.timeout.connect(self.follow_now)
        desk.session.changed.connect(self._article_changed)
        desk.session.dataset_opened.connect(self._dataset_opened)

    @property
    def behind(self) -> int:
        """How many articles the gold file that follows is behind by."""
        return len(self._waiting | self._on_the_way)

    # -- this article -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write the open article's record to `NAME.gold.jsonl` beside it, or where the person says.

        Where it is not done, ask once: mark done and save, or save as it stands. A gold file that follows is
        brought up to date as well; an article that came from no file has its place there and needs no other.
        """
        document = self._desk.session.document
        if document is None:
            return
        self.follow_now()
        if self.following is not None and not Path(document.article.source).is_file():
            return
        if document.state.status in (Status.DONE, Status.SKIPPED):
            self._save_here()
            return
        answer = self._ask_unfinished()
        if answer == "done":
            self._desk.finish.done(go_on=False, then=self._save_here)
        elif answer == "as_it_stands":
            self._save_here()

    def _save_here(self) -> None:
        session = self._desk.session
        document, dataset = session.document, session.dataset
        if document is None or dataset is None:
            return
        article = self._desk.files.place(document.article.key) or Path(document.article.source)
        there = os.path.isfile(article)  # noqa: PTH113
        path = gold_path(article) if there else self._ask_path(document.article.title, article)
        if path is None:
            return
        source, key, annotator = dataset.path, document.article.key, self._annotator
        self._write(path, lambda: _export_one(source, key, path, annotator))

    def _ask_path(self, title: str, article: Path) -> Path | None:
        name = f"{folders.file_name(title)}.gold.jsonl"
        return self._ask("Save this article's gold", name, article)

    def _ask(self, title: str, name: str, article: Path | None = None) -> Path | None:
        """Ask where to save: beside the article, else beside the dataset, else where something was last."""
        dataset = self._desk.session.dataset
        place = folders.to_save(name, article, None if dataset is None else dataset.path)
        chosen, _ = QFileDialog.getSaveFileName(self._desk.window, title, place, "Gold JSONL (*.jsonl)")
        if not chosen:
            return None
        folders.used(Path(chosen))
        return Path(chosen)

    # -- the whole dataset ------------------------------------------------------------------------

    def was_written(self, path: Path) -> None:
        """Note that an export wrote the gold of the open dataset to `path`, and verified it."""
        self.verified = str(path)
        self.changed.emit()

    def ask_follow(self) -> None:
        """Ask for the gold file that follows the dataset from now on."""
        dataset = self._desk.session.dataset
        if dataset is None:
            return
        path = self._ask("Gold file that follows", f"{dataset.path.stem}.gold.jsonl")
        if path is not None:
            self.follow(path)

    def follow(self, path: Path) -> None:
        """Keep `path` up to date with the done articles from now on."""
        dataset = self._desk.session.dataset
        if dataset is None:
            return
        try:
            dataset.set_setting(_FOLLOW, str(path))
        except GoldspanError as error:
            self._desk.fail(error)
            return
        self.following = path
        self._fall_behind(0)
        self.follow_now()

    def follow_now(self) -> None:
        """Bring the gold file that follows up to date, in the background."""
        path, source = self.following, self._source()
        if path is None or source is None or not self._waiting:
            return
        self._timer.stop()
        self._on_the_way |= self._waiting
        self._waiting.clear()
        annotator = self._annotator
        self._write(
            path,
            lambda: _export(source, path, annotator),
            then=lambda _: self._caught_up(),
            failed=self._not_written,
        )

    def finish(self) -> GoldspanError | None:
        """Bring the gold file that follows up to date before the dataset is closed, and wait for it.

        Gives back why it could not be written: then it is brought up to date when the dataset is next open.
        """
        path, source = self.following, self._source()
        if path is None or source is None or not self.behind:
            return None
        try:
            self._desk.background.wait_for(partial(_export, source, path, self._annotator))
        except GoldspanError as error:
            error.kept = f"{error.kept} All decisions are saved in {source.name}.".strip()
            return error
        self._waiting.clear()
        self._caught_up()
        return None

    def fall_behind(self) -> None:
        """Bring the gold file that follows up to date soon: done articles have come in."""
        if self.following is not None:
            self._fall_behind(0)
            if not self._timer.isActive():
                self._timer.start()

    def _caught_up(self) -> None:
        self._on_the_way.clear()
        if not self._waiting:
            self._mark("")
        self.changed.emit()

    def _not_written(self, error: BaseException) -> None:
        """It stays behind until the next decision, Ctrl+S, or the end."""
        self._waiting |= self._on_the_way
        self._on_the_way.clear()
        self.changed.emit()
        self._desk.fail(error)

    def _fall_behind(self, article: int) -> None:
        if not self.behind:
            self._mark("1")
        self._waiting.add(article)
        self.changed.emit()

    def _mark(self, behind: str) -> None:
        """Keep whether the file is behind, so that it catches up after whatever ended the window."""
        dataset = self._desk.session.dataset
        if dataset is not None and not dataset.read_only:
            with suppress(GoldspanError):
                dataset.set_setting(_BEHIND, behind)

    # -- writing ----------------------------------------------------------------------------------

    @property
    def _annotator(self) -> str:
        return str(self._desk.settings.get("annotator"))

    def _source(self) -> Path | None:
        dataset = self._desk.session.dataset
        return dataset.path if dataset is not None else None

    def _write(
        self,
        path: Path,
        work: Callable[[], Written],
        then: Callable[[Written], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        opened = self._desk.session.dataset

        def done(written: Written) -> None:
            if self._desk.session.dataset is not opened:
                return
            self.verified = str(path)
            if then is not None:
                then(written)
            else:
                count = f"{written.records:,} article{'' if written.records == 1 else 's'}"
                self._desk.say("info", f"{count} written to {path}, every offset verified.")
            self.changed.emit()

        self._desk.background.run(work, done=done, failed=failed or self._desk.fail)

    def _article_changed(self, change: Change) -> None:
        document = self._desk.session.document
        self.verified = ""
        if document is None or self.following is None:
            return
        touched = any(getattr(row, "done_at", "") for e in change.edits for row in (e.before, e.after))
        if document.state.status is Status.DONE or touched:
            self._fall_behind(change.article)
            if not self._timer.isActive():
                self._timer.start()

    def _dataset_opened(self) -> None:
        self._timer.stop()
        self._waiting.clear()
        self._on_the_way.clear()
        self.verified, self.following = "", None
        dataset = self._desk.session.dataset
        if dataset is not None:
            with suppress(GoldspanError):
                name, behind = dataset.setting(_FOLLOW), dataset.setting(_BEHIND)
                self.following = Path(name) if name else None
                if behind and name:
                    self._waiting.add(0)
                    self._timer.start()
        self.changed.emit()


def _export(source: Path, path: Path, annotator: str) -> Written:
    """Export from a reader of its own, so that the window's decisions do not wait."""
    with Dataset.open(source, read_only=True) as dataset:
        return export_gold(dataset, str(path), annotator=annotator)


def _export_one(source: Path, key: int, path: Path, annotator: str) -> Written:
    """Export one article likewise: the window's own image of it may change meanwhile."""
    with Dataset.open(source, read_only=True) as dataset:
        document, seconds = dataset.load(key), dataset.seconds(key)
    return export_article(document, path, seconds=seconds, annotator=annotator)
