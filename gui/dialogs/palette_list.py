"""The lines of the command palette: the model and how they are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.dialogs.palette_entries import Entry, Found
from gui.icons import paint_icon
from gui.theme import Type, current_theme, disabled, metrics, scaled, type_font
from gui.widgets.keycap import HEIGHT, key_cap_width, paint_key_cap
from gui.widgets.swatch import paint_relation_swatch, paint_swatch

ROW = 35
"""Height of a line in px."""

_Index = QModelIndex | QPersistentModelIndex


class Entries(QAbstractListModel):
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


class EntryDelegate(QStyledItemDelegate):
    """Paints a line: its mark, its title with the letters that match, what it acts on, its key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """Return the height of a line."""
        return QSize(scaled(300), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a line."""
        model = index.model()
        entry = model.entry(index.row()) if isinstance(model, Entries) else None
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
