"""The import: which files, in which format, how, and what is in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.formats.gathering import Gathered, gather
from annotations.scheme import LabelScheme
from gui.background import Background
from gui.dialogs.frame import DialogFrame
from gui.dialogs.import_choices import ImportChoices
from gui.dialogs.import_files import ImportFiles
from gui.dialogs.import_look import Look, look
from gui.dialogs.import_preview import ImportPreview
from gui.importing import ImportPlan
from gui.theme import scaled

_LEFT = 340

_T = TypeVar("_T")


class ImportDialog(DialogFrame):
    """Asks how files are imported; `plan` is the answer. It reads in the background and changes nothing.

    `scheme` is that of the open dataset; without one, `into` is the new dataset to be made.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        background: Background,
        scheme: LabelScheme | None,
        into: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Import", "importDialog", parent)
        self._background, self._scheme = background, scheme
        self._stop = Event()
        self._gathering = self._looking = 0
        self._closed = False
        self.files = ImportFiles(self.add_paths)
        self.choices = ImportChoices(self.files.formats, into)
        self.preview = ImportPreview()
        self._lay_out()
        self.add_cancel()
        self.go = self.add_button("Import", "Enter", primary=True, icon="download")
        self.go.clicked.connect(self.accept)
        self.files.current_changed.connect(self._look)
        self.files.changed.connect(self._fit)
        self.choices.reading_changed.connect(self._look)
        self.finished.connect(self._close)
        self._fit()
        self.add_paths(paths)
        self.files.list.setFocus()
        self.fit(920, 640)

    @property
    def plan(self) -> ImportPlan:
        """What is to be imported, and how, as it stands in the dialog."""
        choices = self.choices
        return ImportPlan(
            tuple(self.files.items),
            choices.reading,
            bool(choices.twins.currentData()),
            bool(choices.bad.currentData()),
            choices.labels.isChecked(),
            choices.into,
        )

    @property
    def busy(self) -> bool:
        """Whether a look, or a search through a folder, is still on its way."""
        return self._gathering + self._looking > 0

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files and what is in folders, once their formats are found."""
        if paths:
            self._gathering += 1

            def add(found: list[Gathered]) -> None:
                self._gathering -= 1
                self.files.add(found)

            self._work(lambda: gather(paths), add)

    def _close(self) -> None:
        """Give up what is being looked into; its answer finds nobody."""
        self._closed = True
        self._stop.set()

    # -- inside -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.files, 1)
        left.addWidget(self.choices)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(scaled(_LEFT))
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(side)
        halves.addWidget(self.preview, 1)
        self.body.addLayout(halves, 1)

    def _fit(self) -> None:
        """Show what matters to the files that are there."""
        items = self.files.items
        self.choices.fit_formats([item.format.id for item in items if item.format is not None])
        unread = sum(item.format is None for item in items)
        self.go.setEnabled(unread < len(items) and not self._gathering)
        many = f"{len(items):,} file{'' if len(items) == 1 else 's'}"
        fault = f", {unread:,} in no format that is read" if unread else ""
        self.note.setText(f"{many}{fault}" if items else "")

    def _look(self) -> None:
        """Look into the current file, and give up what was looked into before."""
        self._stop.set()
        self._stop = stop = Event()
        item, reading = self.files.current, self.choices.reading
        if item is None:
            self.preview.show_waiting("No file" if not self._gathering else "Looking into it…")
            return
        self.preview.show_waiting()

        self._looking += 1

        def show(found: Look) -> None:
            self._looking -= 1
            if not stop.is_set():
                self.preview.show_look(found, self._scheme)
                if item.format is not None and item.format.id == "csv":
                    self.choices.offer_columns(found.columns)

        self._work(lambda: look(item, reading, stop), show)

    def _work(self, work: Callable[[], _T], show: Callable[[_T], None]) -> None:
        """Show what work in the background finds, unless the dialog is closed by then."""
        self._fit()

        def done(found: _T) -> None:
            if not self._closed:
                show(found)
                self._fit()

        def failed(error: BaseException) -> None:
            raise error

        self._background.beside(work, done=done, failed=failed)


def new_dataset_for(paths: Sequence[Path], folder: Path) -> Path:
    """A name for the dataset of an import, beside others in a folder, that is not taken."""
    stem = paths[0].name.split(".")[0] if paths else ""
    stem = stem or "articles"
    names = [f"{stem}{end}.goldspan" for end in ("", *(f"-{n}" for n in range(2, 1000)))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])
