"""The files of an import: a list to add to and to take from, each with the format in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations.formats.gathering import Gathered
from annotations.formats.registry import FORMATS, by_id
from gui import folders
from gui.icons import icon
from gui.theme import metrics, scaled, set_look
from gui.widgets.key_button import KeyButton
from gui.widgets.rows import dress_rows

_ROLE = Qt.ItemDataRole.UserRole


class ImportFiles(QWidget):
    """Holds `items`. `current_changed` tells that another one is to be looked into, or in another format."""

    current_changed = Signal()
    changed = Signal()
    """There are others."""

    def __init__(self, ask: Callable[[Sequence[Path]], None], parent: QWidget | None = None) -> None:
        """Make it empty; `ask` is given what the person adds, and answers with `add`."""
        super().__init__(parent)
        self._ask = ask
        self.list, self.formats = QListWidget(), QComboBox()
        dress_rows(self.list)
        self.list.setAccessibleName("Files")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.formats.setAccessibleName("Format of the file")
        for row in FORMATS:
            if row.reads:
                self.formats.addItem(row.name, row.id)
        self.files, self.folder = KeyButton("Files…", icon_name="plus"), KeyButton("Folder…")
        self.remove = KeyButton("Remove")
        self.files.clicked.connect(self._ask_files)
        self.folder.clicked.connect(self._ask_folder)
        self.remove.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.files, self.folder, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QLabel("Files")
        set_look(head, "strong")
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.list.currentRowChanged.connect(lambda _: self._show_format())
        self.formats.activated.connect(lambda _: self._choose_format())
        self._show_format()

    @property
    def items(self) -> list[Gathered]:
        """The files, in order, with the formats that were found or chosen."""
        return [self.list.item(row).data(_ROLE) for row in range(self.list.count())]

    @property
    def current(self) -> Gathered | None:
        """The file that is looked into."""
        item = self.list.currentItem()
        found: Gathered | None = None if item is None else item.data(_ROLE)
        return found

    def add(self, found: Sequence[Gathered]) -> None:
        """Add files that are not there yet."""
        known = {item.key for item in self.items}
        for each in found:
            if each.key not in known:
                item = QListWidgetItem()
                item.setSizeHint(QSize(0, scaled(metrics.ROW)))
                _dress(item, each)
                self.list.addItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.changed.emit()

    def choose_format(self, format_id: str) -> None:
        """Read the current file in another format."""
        self.formats.setCurrentIndex(self.formats.findData(format_id))
        self._choose_format()

    def _choose_format(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.formats.currentIndex() >= 0:
            each: Gathered = item.data(_ROLE)
            _dress(item, each._replace(format=by_id(str(self.formats.currentData())), problem=""))
            self.changed.emit()
            self.current_changed.emit()

    def _show_format(self) -> None:
        each = self.current
        self.formats.setEnabled(each is not None)
        self.remove.setEnabled(each is not None)
        found = each.format if each is not None else None
        self.formats.setCurrentIndex(-1 if found is None else self.formats.findData(found.id))
        self.current_changed.emit()

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._show_format()
        self.changed.emit()

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Files to import", folders.to_open(), "All (*)")
        self._chosen([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "A folder to import", folders.to_open())
        self._chosen([Path(name)] if name else [])

    def _chosen(self, paths: Sequence[Path]) -> None:
        if paths:
            folders.used(paths[0])
            self._ask(paths)


def _dress(item: QListWidgetItem, each: Gathered) -> None:
    """Show a file by its name and format; the whole path is in the tool tip."""
    name = each.format.name if each.format is not None else "no format"
    folder = each.path.is_dir()
    item.setData(_ROLE, each)
    item.setText(f"{each.path.name}{'/' if folder else ''}  ·  {name}")
    item.setToolTip(f"{each.path}\n{each.problem}".strip())
    tint = "muted" if each.format is not None else "error"
    sign = ("folder-open" if folder else "file-text") if each.format is not None else "triangle-alert"
    item.setIcon(icon(sign, tint, metrics.ICON_LIST))
