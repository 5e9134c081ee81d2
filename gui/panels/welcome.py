"""The welcome page: ways to start, the datasets that were open lately, and where files can be dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import folders
from gui.icons import logo
from gui.panels.welcome_parts import DropZone, MissingRow
from gui.panels.welcome_rows import PAD, RecentRow, StartRow, WelcomeRow
from gui.recent import RecentDataset
from gui.theme import Type, current_theme, metrics, scaled, set_look, theme_keeper, type_font

if TYPE_CHECKING:
    from gui.desk import Desk

_LEFT, _RIGHT, _BETWEEN = 434, 528, 64
_ONE_COLUMN = 860
"""Width in px below which the two columns stand one below the other."""

_STARTS = (
    ("file.open", "file-text", "Open an article…", "A text file, or a folder of them", "Ctrl+O"),
    ("file.paste", "clipboard-paste", "Paste a text", "Starts a new article from the clipboard", "Ctrl+V"),
    ("dataset.open", "database", "Open a dataset…", "A .goldspan file", "Ctrl+Shift+O"),
    ("dataset.new", "file-plus", "New dataset…", "Choose a place for it", "Ctrl+N"),
    ("file.sample", "book-open", "Try the sample", "One article with suggestions to decide", ""),
)


class WelcomePage(QScrollArea):
    """What is seen while no dataset is open. `refresh` reads the list of recent datasets anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("welcomePage")
        self.setAccessibleName("Welcome")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.starts: list[StartRow] = []
        self.recents: list[RecentRow] = []
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._recent_rows = QVBoxLayout()
        self._clear = QPushButton("Clear the list")
        self._logo, self._sentence = QLabel(), QLabel()
        self._lay_out()
        # The clipboard's key starts an article on this page only: elsewhere it would surprise.
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(lambda: desk.files.paste())
        theme_keeper().themeChanged.connect(self._dress)
        self.refresh()
        self._dress()

    def refresh(self) -> None:
        """Show the recent datasets as they are now."""
        had_focus = any(row.hasFocus() for row in self.recents)
        while (item := self._recent_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.recents = []
        datasets = self._desk.files.recent.datasets()
        self._clear.setVisible(bool(datasets))
        for dataset in datasets:
            self._recent_rows.addWidget(_line())
            self._recent_rows.addWidget(self._recent(dataset) if dataset.there else self._missing(dataset))
        self._recent_rows.addWidget(_line())
        if not datasets:
            self._recent_rows.addWidget(_empty())
        if had_focus:
            (self.recents or self.starts)[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns side by side, or one below the other where there is too little room."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < scaled(_ONE_COLUMN)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    # -- putting it together ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        page, middle = QWidget(), QWidget()
        set_look(page, "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setMaximumWidth(scaled(_LEFT + _BETWEEN + _RIGHT))
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addSpacing(28)
        self._columns.setSpacing(scaled(32))
        for column in (self._left, self._right):
            column.setSpacing(0)
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._columns.addLayout(self._left, _LEFT)
        self._columns.addSpacing(0)
        self._columns.addLayout(self._right, _RIGHT)
        self._fill_left()
        self._fill_right()
        whole.addLayout(self._columns)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        down = QVBoxLayout(page)
        down.setContentsMargins(24, 24, 24, 24)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.setWidget(page)

    def _head(self) -> QVBoxLayout:
        title, sentence = QLabel("Goldspan"), self._sentence
        set_look(title, "title")
        sentence.setTextFormat(Qt.TextFormat.RichText)
        sentence.setFont(type_font(Type.BODY))
        set_look(sentence, "muted")
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._logo)
        row.addWidget(title, 1)
        head = QVBoxLayout()
        head.setContentsMargins(PAD, 0, PAD, 0)
        head.setSpacing(8)
        head.addLayout(row)
        head.addWidget(sentence)
        return head

    def _fill_left(self) -> None:
        self._left.addWidget(_heading("Start"))
        for action_id, icon_name, title, more, key in _STARTS:
            if action_id == "file.sample":
                self._left.addSpacing(6)
                self._left.addWidget(_line(PAD))
                self._left.addSpacing(6)
            native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            row = StartRow(icon_name, title, more, native)
            row.setObjectName(f"welcome.{action_id}")
            row.clicked.connect(lambda _=False, which=action_id: self._desk.actions[which].trigger())
            self._watch(row)
            self.starts.append(row)
            self._left.addWidget(row)
        self.setFocusProxy(self.starts[0])

    def _fill_right(self) -> None:
        set_look(self._clear, "quiet")
        self._clear.clicked.connect(self._clear_recent)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 4, 0)
        head.addWidget(_heading("Recent"), 1)
        head.addWidget(self._clear)
        self._right.addLayout(head)
        self._recent_rows.setSpacing(2)
        self._right.addLayout(self._recent_rows)
        self._right.addSpacing(24)
        self._right.addWidget(DropZone())

    def _recent(self, dataset: RecentDataset) -> RecentRow:
        row = RecentRow(dataset)
        row.clicked.connect(lambda: self._desk.files.open_dataset(Path(dataset.path)))
        row.removed.connect(lambda: self._remove(dataset.path))
        self._watch(row)
        self.recents.append(row)
        return row

    def _missing(self, dataset: RecentDataset) -> QWidget:
        return MissingRow(dataset, self._find, self._remove)

    def _watch(self, row: WelcomeRow) -> None:
        row.stepped.connect(lambda by: self._step(row, by))

    def _step(self, row: WelcomeRow, by: int) -> None:
        rows: list[WelcomeRow] = [*self.starts, *self.recents]
        there = rows[(rows.index(row) + by) % len(rows)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(there)

    # -- the list ---------------------------------------------------------------------------------

    def _remove(self, path: str) -> None:
        self._desk.files.recent.remove(path)
        self.refresh()

    def _clear_recent(self) -> None:
        self._desk.files.recent.clear()
        self.refresh()
        self.starts[0].setFocus()

    def _find(self, path: str) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, f"Find {Path(path).name}", folders.to_open(Path(path)), "Goldspan datasets (*.goldspan)"
        )
        if name:
            folders.used(Path(name))
            if self._desk.files.open_dataset(Path(name)):
                self._remove(path)

    def _dress(self) -> None:
        strong = f"<span style='color: {current_theme().text.name()}; font-weight: 500'>spacy train</span>"
        self._sentence.setText(f"From a raw article to gold that {strong} accepts.")
        self._logo.setPixmap(logo(scaled(48), self.devicePixelRatioF()))


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    set_look(label, "strong")
    label.setContentsMargins(PAD, 0, 0, 0)
    label.setMinimumHeight(scaled(metrics.CONTROL + 4))
    return label


def _empty() -> QLabel:
    label = QLabel("<b>No datasets yet.</b> What you open is listed here.")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    set_look(label, "muted")
    label.setContentsMargins(PAD, 16, PAD, 16)
    return label


def _line(inset: int = 0) -> QWidget:
    line = QFrame()
    set_look(line, "line")
    if not inset:
        return line
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(inset, 0, inset, 0)
    row.addWidget(line)
    return holder
