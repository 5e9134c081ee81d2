"""The dialog of an export: which format, which articles, where to, and what will be left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotations.formats.holding import keeps, loses
from annotations.formats.registry import FORMATS
from gui.background import Background
from gui.dialogs.export_choice import Choice, path_of
from gui.dialogs.export_left import LeftList
from gui.dialogs.export_options import ExportOptions
from gui.dialogs.export_preview import Preview
from gui.dialogs.frame import MARGIN, DialogFrame
from gui.theme import metrics, scaled, set_look
from gui.widgets.rows import dress_rows

_WRITTEN = [f for f in FORMATS if f.writes]


class ExportDialog(DialogFrame):
    """Asks for an export; `choice` is what was chosen, `spot` a place to go to instead of exporting.

    `counts` are the articles by `done`, `all` and, where one is open, `one`; `article` is its key.
    """

    def __init__(
        self,
        background: Background,
        dataset: Path,
        choice: Choice,
        counts: dict[str, int],
        article: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Export", "exportDialog", parent)
        self.choice = choice
        self._dataset, self._article, self._counts = dataset, article, counts
        self._last = path_of(choice, dataset) if choice.paths else ""
        self.spot: tuple[int, str] | None = None
        self.preview = Preview(background, self)
        self.formats = QListWidget()
        self._name, self._purpose, self._keeps, self._loses = (QLabel() for _ in range(4))
        self.options = ExportOptions(choice, dataset, counts)
        self.written = QLabel()
        self.left = LeftList()
        self._lay_out()
        self.add_cancel()
        self.go = self.add_button("Export", "Enter", primary=True, icon="upload")
        self.go.clicked.connect(self.accept)
        self._fill()
        self.formats.currentRowChanged.connect(self._choose_format)
        self.options.changed.connect(self._show)
        self.options.which.currentChanged.connect(lambda _: self._look())
        self.preview.changed.connect(self._show_preview)
        self.left.asked.connect(self._go_there)
        self.finished.connect(lambda _: self.preview.stop())
        self._show()
        self._look()
        self.formats.setFocus()
        self.fit(880, 640)

    def choose(self, format_id: str) -> None:
        """Choose a format in the list."""
        self.formats.setCurrentRow([f.id for f in _WRITTEN].index(format_id))

    # -- putting it together ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        dress_rows(self.formats)
        self.formats.setAccessibleName("Format")
        self.formats.setFixedWidth(scaled(196))
        for label, look in (
            (self._name, "heading"),
            (self._purpose, ""),
            (self._keeps, "secondary"),
            (self._loses, "secondary"),
            (self.written, "strong"),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_look(label, look)
        about = QVBoxLayout()
        about.setSpacing(4)
        for label in (self._name, self._purpose, self._keeps, self._loses):
            about.addWidget(label)
        column = QVBoxLayout()
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(16)
        column.addLayout(about)
        column.addWidget(self.options)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.written)
        below.addWidget(self.left, 1)
        column.addLayout(below, 1)
        upright = QFrame()
        set_look(upright, "upright")
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(_padded(self.formats))
        halves.addWidget(upright)
        halves.addLayout(column, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(halves, 1)

    def _fill(self) -> None:
        for format_ in _WRITTEN:
            item = QListWidgetItem(format_.name)
            item.setSizeHint(QSize(0, scaled(metrics.ROW)))
            item.setToolTip(format_.purpose)
            self.formats.addItem(item)
        self.choose(self.choice.format_id)

    # -- following what is chosen -----------------------------------------------------------------

    def _choose_format(self, row: int) -> None:
        self.choice.format_id = _WRITTEN[row].id
        self.options.show_choice()
        self._show()

    def _look(self) -> None:
        self.preview.look(self._dataset, self.choice.which, self._article)

    def _show(self) -> None:
        format_ = self.choice.format
        self._name.setText(format_.name)
        self._purpose.setText(format_.purpose)
        self._keeps.setText(f"Keeps {', '.join(keeps(format_.holds))}.")
        lost = loses(format_.holds)
        self._loses.setText(f"Loses {', '.join(lost)}." if lost else "Loses nothing that was decided.")
        self._show_note()
        self._show_preview()

    def _show_note(self) -> None:
        path, flaw = path_of(self.choice, self._dataset), self.options.flaw
        empty = not self._counts[self.choice.which]
        if empty:
            flaw = "No article is done. Mark some done, or export all."
        self.go.setEnabled(not flaw)
        set_look(self.note, "error" if flaw and not empty else "muted")
        there = not flaw and path != self._last and Path(path).exists()
        self.note.setText(flaw or (f"{Path(path).name} is there, and is replaced." if there else ""))

    def _show_preview(self) -> None:
        forecast = self.preview.forecast(self.choice.format_id)
        if forecast is None:
            self.written.setText(self.preview.words)
            self.left.clear()
            self.left.setVisible(False)
            return
        counts = ((forecast.articles, "article"), (forecast.spans, "span"), (forecast.relations, "relation"))
        words = ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts)
        self.written.setText(
            f"{words} will be written. Left are:"
            if forecast.left
            else f"{words} will be written: all there is."
        )
        self.left.setVisible(bool(forecast.left))
        self.left.show_left(forecast.left)

    def _go_there(self, article: int, id: str) -> None:
        self.spot = (article, id)
        self.reject()


def _padded(formats: QListWidget) -> QFrame:
    """The list with room above and below, on its own ground."""
    holder = QFrame()
    set_look(holder, "surface")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 12, 0, 12)
    column.addWidget(formats)
    return holder
