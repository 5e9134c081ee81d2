"""The command palette: everything that can be done, an article, or a label, by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.palette_entries import Entry, Found, find_entries
from gui.icons import paint_icon
from gui.theme import Type, current_theme, disabled, metrics, scaled, set_look, type_font
from gui.widgets.keycap import HEIGHT, KeyCap, key_cap_width, paint_key_cap
from gui.widgets.rows import dress_rows
from gui.widgets.search_field import SearchField
from gui.widgets.swatch import paint_relation_swatch, paint_swatch

if TYPE_CHECKING:
    from gui.desk import Desk

_WIDTH, _ROW, _SHOWN, _TOP = 578, 35, 8, 72

_Index = QModelIndex | QPersistentModelIndex


class Palette(QWidget):
    """Floats at the top of the window until something is run, Esc is pressed, or a click goes elsewhere."""

    def __init__(self, desk: Desk, typed: str = "") -> None:
        super().__init__(desk.window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._desk = desk
        self.setObjectName("palette")
        self.setAccessibleName("Commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SearchField("Run a command, @ article, # label")
        self.count = QLabel()
        self.entries = _Entries()
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
        painter.fillRect(self.rect(), theme.raised)
        painter.setPen(QPen(theme.control, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
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
        room = max(3, (self._desk.window.height() - scaled(_TOP) - 140) // scaled(_ROW))
        rows = min(self.entries.rowCount(), _SHOWN, room)
        self.list.setFixedHeight(rows * scaled(_ROW) + 2)
        self.resize(self.width(), self.sizeHint().height())

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
        self.list.setItemDelegate(_EntryDelegate(self.list))
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


class _Entries(QAbstractListModel):
    """The lines that fit."""

    def __init__(self) -> None:
        super().__init__()
        self._found = Found([], 0, "commands")

    def show_found(self, found: Found) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The line of a row."""
        entries = self._found.entries
        return entries[row] if 0 <= row < len(entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many lines fit."""
        return 0 if parent.isValid() else len(self._found.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line, with all of it for screen readers."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.more, entry.key) if part)
        return None


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        return QSize(scaled(300), scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        entry = model.entry(index.row()) if isinstance(model, _Entries) else None
        if entry is None:
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(6, 0, -6, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.accent, 2) if theme.high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(rect, metrics.RADIUS_KEY, metrics.RADIUS_KEY)
        _paint_mark(painter, QRect(rect.left() + 8, rect.center().y() - 8, 17, 17), entry)
        place = rect.adjusted(36, 0, -10, 0)
        if entry.key:
            width, height = key_cap_width(entry.key), scaled(HEIGHT)
            cap = QRect(place.right() - width, rect.center().y() - height // 2, width, height)
            paint_key_cap(painter, cap, entry.key)
            place.setRight(cap.left() - 10)
        _paint_words(painter, place, entry)
        painter.restore()


def _paint_mark(painter: QPainter, box: QRect, entry: Entry) -> None:
    if entry.colour:
        (paint_relation_swatch if entry.relation else paint_swatch)(painter, box, entry.colour)
    elif entry.icon:
        tint = "text" if entry.enabled else disabled(current_theme())
        paint_icon(painter, box.adjusted(0, 0, -1, -1), entry.icon, tint)


def _paint_words(painter: QPainter, place: QRect, entry: Entry) -> None:
    """Paint the title with the letters that match in bold accent, then what it acts on."""
    theme = current_theme()
    plain, bold = type_font(Type.BODY), type_font(Type.BODY, weight=QFont.Weight.DemiBold)
    ink = theme.text if entry.enabled else disabled(theme)
    left, places = place.left(), set(entry.places)
    for start, end in _runs(len(entry.title), places):
        marked = start in places
        font = bold if marked else plain
        words = QFontMetrics(font).elidedText(
            entry.title[start:end], Qt.TextElideMode.ElideRight, max(0, place.right() - left)
        )
        painter.setFont(font)
        painter.setPen(theme.accent if marked and entry.enabled else ink)
        painter.drawText(
            QRect(left, place.top(), place.width(), place.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        left += QFontMetrics(font).horizontalAdvance(words)
    left += 10
    if entry.more and left < place.right() - 30:
        small = type_font(Type.SECONDARY)
        painter.setFont(small)
        painter.setPen(theme.muted if entry.enabled else disabled(theme))
        room = QRect(left, place.top(), place.right() - left, place.height())
        words = QFontMetrics(small).elidedText(entry.more, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _runs(length: int, places: set[int]) -> list[tuple[int, int]]:
    """The stretches of a title whose letters all match, or all do not."""
    runs, start = [], 0
    for at in range(1, length + 1):
        if at == length or (at in places) != (start in places):
            runs.append((start, at))
            start = at
    return runs


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
