"""The command palette: everything that can be done, an article, or a label, by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from gui.dialogs.palette_entries import find_entries
from gui.dialogs.palette_list import ROW, Entries, EntryDelegate
from gui.theme import current_theme, metrics, scaled, set_look
from gui.widgets.floating import can_round, float_rounded
from gui.widgets.keycap import KeyCap
from gui.widgets.rows import dress_rows
from gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from gui.desk import Desk

_WIDTH, _SHOWN, _TOP = 578, 8, 72


class Palette(QWidget):
    """Floats at the top of the window until something is run, Esc is pressed, or a click goes elsewhere."""

    def __init__(self, desk: Desk, typed: str = "") -> None:
        super().__init__(desk.window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        float_rounded(self)
        self._desk = desk
        self.setObjectName("palette")
        self.setAccessibleName("Commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SearchField("Run a command, @ article, # label")
        self.count = QLabel()
        self.entries = Entries()
        self.list = QListView()
        self._empty = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(lambda _: self._run())
        self._find("")
        self.field.setText(typed)

    def show_over(self, window: QWidget) -> None:
        """Show it at the top of a window, in its middle."""
        width = min(scaled(_WIDTH), window.width() - 24)
        self.resize(width, self.sizeHint().height())
        top = min(scaled(_TOP), max(0, (window.height() - self.sizeHint().height()) // 2))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, top)))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter and Esc of the field move through the list, run, and close."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground and its outline."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.control, theme.outline))
        painter.setBrush(theme.raised)
        inset = theme.outline / 2
        radius = metrics.RADIUS_PANEL - inset if can_round() else 0.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_SHOWN,
            Qt.Key.Key_PageDown: _SHOWN,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        rows = self.entries.rowCount()
        if not rows:
            return
        row = self.list.currentIndex().row() + by
        row = row % rows if abs(by) == 1 else min(max(0, row), rows - 1)
        self.list.setCurrentIndex(self.entries.index(row))

    def _find(self, typed: str) -> None:
        found = find_entries(self._desk, typed)
        self.entries.show_found(found)
        shown = len(found.entries)
        self.count.setText(f"{shown:,} of {found.total:,} {found.kind}")
        self._empty.setText(f"No {found.kind.removesuffix('s')} matches “{typed.lstrip('@#').strip()}”.")
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))
        if shown:
            self.list.setCurrentIndex(self.entries.index(0))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines need, as far as there is room for them."""
        room = max(3, (self._desk.window.height() - scaled(_TOP) - 140) // scaled(ROW))
        rows = min(self.entries.rowCount(), _SHOWN, room)
        self.list.setFixedHeight(rows * scaled(ROW) + 2)
        layout = self.layout()
        if layout is not None:
            # Else the lines of before still count for the least height.
            layout.activate()
            self.resize(self.width(), layout.sizeHint().height())

    def _run(self) -> None:
        entry = self.entries.entry(self.list.currentIndex().row())
        if entry is None or not entry.enabled:
            return
        self.close()
        # After the palette is gone and the focus is back: what is run may ask something itself.
        QTimer.singleShot(0, self._desk.window, entry.run)

    def _lay_out(self) -> None:
        self.field.setFrame(False)
        self.field.setStyleSheet("QLineEdit, QLineEdit:focus { border: none; background: transparent; }")
        set_look(self.count, "secondary")
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 14, 8)
        head.addWidget(self.field, 1)
        head.addWidget(self.count)
        dress_rows(self.list)
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.list.setModel(self.entries)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("What fits")
        set_look(self._empty, "muted")
        self._empty.setContentsMargins(20, 20, 20, 20)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(_line())
        column.addSpacing(5)
        column.addWidget(self.list)
        column.addWidget(self._empty)
        column.addStretch(1)
        column.addSpacing(5)
        column.addWidget(_line())
        column.addLayout(_foot())


def _foot() -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setContentsMargins(14, 8, 14, 8)
    foot.setSpacing(6)
    for keys, words in (
        ("↑↓", "choose"),
        ("Enter", "run"),
        ("Esc", "close"),
        ("", ""),
        ("@", "article"),
        ("#", "label"),
    ):
        if not keys:
            foot.addStretch(1)
            continue
        said = QLabel(words)
        set_look(said, "secondary")
        foot.addWidget(KeyCap(keys))
        foot.addWidget(said)
        foot.addSpacing(8)
    return foot


def _line() -> QFrame:
    line = QFrame()
    set_look(line, "line")
    return line
