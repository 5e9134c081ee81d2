"""The menu of the datasets that were open lately."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.files import Files
from gui.taking import shown_name
from gui.widgets.menu import Menu


class RecentMenu(Menu):
    """Filled anew each time it opens; a dataset that is no longer where it was cannot be chosen."""

    def __init__(self, files: Files, parent: QWidget | None = None) -> None:
        super().__init__("Open recent", parent)
        self._files = files
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the datasets, the newest first."""
        self.clear()
        datasets = self._files.recent.datasets()
        for dataset in datasets:
            path = Path(dataset.path)
            entry = self.addAction(shown_name(path.stem).replace("&", "&&"))
            entry.setToolTip(shown_name(dataset.path))
            entry.setEnabled(dataset.there)
            entry.triggered.connect(partial(self._open, path))
        if not datasets:
            self.addAction("None yet").setEnabled(False)

    def _open(self, path: Path, _: bool = False) -> None:
        self._files.open_dataset(path)
