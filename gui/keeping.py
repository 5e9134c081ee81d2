"""Keeping the dataset: backups when asked for and once a day, compacting, merging labels, its figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from annotations.dataset import Dataset
from gui import folders
from gui.background import Background
from gui.taking import SUFFIX, shown_name
from gui.widgets.message_bar import BarButton

if TYPE_CHECKING:
    from annotations.dataset.merging import Merged
    from annotations.dataset.statistics import Statistics
    from annotations.scheme_draft import Kind
    from gui.desk import Desk

_SETTLED = 5000
"""Milliseconds after a dataset is opened until its daily backup begins: the person comes first."""


class Keeping(QObject):
    """What concerns the file as a whole. Backups go on beside decisions; all else holds them back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._background = Background(self)
        self._stopped = Event()
        self._working = 0
        self._percent = -1
        self._daily = QTimer(self, singleShot=True, interval=_SETTLED)
        self._daily.timeout.connect(self.backup_daily)
        desk.session.dataset_opened.connect(self._dataset_opened)

    @property
    def working(self) -> bool:
        """Whether a backup or a count is under way."""
        return self._working > 0

    # -- backups ----------------------------------------------------------------------------------

    def ask_backup(self) -> None:
        """Ask for a place, and back the dataset up to it."""
        dataset = self._desk.session.dataset
        if dataset is None:
            return
        today = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        place = folders.to_save(f"{dataset.path.stem} {today}{SUFFIX}", dataset.path)
        name, _ = QFileDialog.getSaveFileName(
            self._desk.window, "Back up the dataset", place, f"Goldspan datasets (*{SUFFIX})"
        )
        if name:
            path = Path(name)
            folders.used(path)
            self.backup(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def backup(self, target: Path) -> None:
        """Back the dataset up to `target`, beside the person's decisions."""
        from annotations.dataset import backups

        dataset = self._desk.session.dataset
        if dataset is None:
            return
        stopped, cancelled, what = self._stopped, Event(), f"Backing up {shown_name(dataset.path.name)}"

        def done(whole: bool) -> None:
            if whole:
                show = BarButton("Show the folder", partial(_show_folder, target.parent))
                size = _size(target.stat().st_size)
                self._desk.say("info", f"Backed up to {target} ({size}).", show)
            elif cancelled.is_set():
                self._desk.say("info", "The backup was cancelled; nothing was written.")

        self._desk.say("info", f"{what} to {target}.", BarButton("Cancel", cancelled.set))

        def unwanted() -> bool:
            return stopped.is_set() or cancelled.is_set()

        tell = partial(self._tell, what)
        self._run(lambda: backups.backup(dataset, target, progress=tell, cancelled=unwanted), done)

    def backup_daily(self) -> None:
        """Make today's backup in the data folder, where it is wanted and not there yet."""
        from annotations.dataset import backups

        dataset, settings = self._desk.session.dataset, self._desk.settings
        if dataset is None or dataset.read_only or not settings.get("daily_backup"):
            return
        stopped, keep = self._stopped, int(settings.get("backups_kept"))

        def make() -> None:
            if dataset.totals().articles:
                backups.backup_daily(dataset, keep=keep, cancelled=stopped.is_set)

        self._run(make, lambda _: None)

    def show_backups(self) -> None:
        """Show the folder of the backups that were made without being asked for."""
        from annotations.dataset.backups import backup_folder

        dataset = self._desk.session.dataset
        if dataset is None:
            return
        folder = backup_folder(dataset)
        if folder.is_dir():
            _show_folder(folder)
        else:
            sentence = f"There is no backup of {shown_name(dataset.path.name)} yet."
            self._desk.say("info", sentence, BarButton("Back up…", self.ask_backup))

    # -- the file ---------------------------------------------------------------------------------

    def compact(self) -> None:
        """Make the file as small as its contents; decisions wait meanwhile."""
        from annotations.dataset import backups

        dataset = self._desk.session.dataset
        if dataset is None:
            return

        def done(sizes: tuple[int, int]) -> None:
            self._desk.working("")
            before, after = map(_size, sizes)
            name = shown_name(dataset.path.name)
            words = f"now {after}, before {before}" if before != after else f"{after} as before"
            self._desk.say("info", f"{name} is compact: {words}.")

        self._desk.working(f"Compacting {shown_name(dataset.path.name)}…")
        self._desk.session.hold(lambda: backups.compact(dataset), done, failed=self._failed)

    def merge(self, kind: Kind, label: str, into: str) -> None:
        """Merge a label into another over all articles, after a backup; no undo reaches back over it."""
        from annotations.dataset import merging

        session = self._desk.session
        dataset = session.dataset
        if dataset is None:
            return
        merge = merging.merge_labels if kind == "entity" else merging.merge_relation_labels

        def done(merged: Merged) -> None:
            self._desk.working("")
            session.read_anew()
            show = BarButton("Show the folder", partial(_show_folder, merged.backup.parent))
            self._desk.say("info", merged_words(kind, label, into, merged), show)

        what = f"Merging {label} into {into}"
        self._desk.working(f"{what}…")
        tell = partial(self._tell, what)
        session.hold(lambda: merge(dataset, label, into, progress=tell), done, failed=self._failed)

    def count(self, show: Callable[[Statistics], None]) -> None:
        """Count the dataset, and hand the figures on where it is still open."""
        dataset = self._desk.session.dataset
        if dataset is not None:
            self._run(dataset.statistics, show)

    # -- in the background ------------------------------------------------------------------------

    def finish(self) -> None:
        """Drop what is under way, for the end of the window: a backup is whole or not there."""
        self._daily.stop()
        self._stopped.set()
        self._background.close()

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Do something beside decisions; what it gives is for the dataset that is open now."""
        dataset = self._desk.session.dataset

        def ended(result: object) -> None:
            self._working -= 1
            self._desk.working("")
            if self._desk.session.dataset is dataset:
                done(result)

        def failed(error: BaseException) -> None:
            self._working -= 1
            if self._desk.session.dataset is dataset:
                self._failed(error)

        self._working += 1
        self._background.run(work, done=ended, failed=failed)

    def _failed(self, error: BaseException) -> None:
        self._desk.working("")
        self._desk.fail(error)

    def _tell(self, what: str, share: float) -> None:
        """In a thread: say how far it is, once for each percent."""
        percent = int(share * 100)
        if percent != self._percent:
            self._percent = percent
            self._background.post(partial(self._desk.working, f"{what}: {percent} %"))

    def _dataset_opened(self) -> None:
        self._stopped.set()
        self._stopped = Event()
        dataset: Dataset | None = self._desk.session.dataset
        if dataset is not None:
            self._daily.start()
        else:
            self._daily.stop()


def merged_words(kind: Kind, label: str, into: str, merged: Merged) -> str:
    """What came of a merge, with the path of the backup."""
    thing = "span" if kind == "entity" else "relation"
    count = f"{merged.relabelled:,} {thing}{'' if merged.relabelled == 1 else 's'}"
    doubles = f" {merged.doubles:,} stood twice then and went." if merged.doubles else ""
    return f"{count} of {label} became {into}.{doubles} The dataset as it was before is in {merged.backup}."


def _size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
