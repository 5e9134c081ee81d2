"""The table of labels: swatch and name, key cap, guideline, use."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotations.scheme import EntityLabel, RelationLabel
from annotations.scheme_draft import Kind
from gui.dialogs.scheme.label_model import (
    COLOUR,
    COLUMNS,
    GUIDELINE,
    KEY,
    LABEL,
    LABEL_ROLE,
    USED,
    Index,
    LabelModel,
)
from gui.theme import Type, current_theme, draw_focus, metrics, scaled, set_look, type_font
from gui.widgets.keycap import HEIGHT as CAP
from gui.widgets.keycap import key_cap_width, paint_key_cap
from gui.widgets.swatch import paint_relation_swatch, paint_swatch

_WIDTHS = {COLOUR: 38, LABEL: 140, KEY: 66, USED: 74}

_PAD = 6
"""Room beside what a cell says, as in the heads."""

_LEAST = 240
"""Width under which the use is left out: mark, key, use and a name of some ten letters."""


class LabelTable(QTableView):
    """Labels of one kind, one of them chosen. `chosen` says which, also when the table takes the focus.

    `marked` is whether the details beside it show this table's label; else its row is grey.
    """

    chosen = Signal(int)

    def __init__(self, model: LabelModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marked = False
        self.setModel(model)
        self.setItemDelegate(_LabelDelegate(self, model.kind))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        set_look(self, "page")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(metrics.TABLE_ROW))
        self.verticalHeader().setMinimumSectionSize(scaled(metrics.TABLE_ROW))
        self._lay_out_columns(COLUMNS[model.kind])
        self.selectionModel().currentRowChanged.connect(self._say)

    def _lay_out_columns(self, columns: tuple[str, ...]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(scaled(36))
        stretched = GUIDELINE if GUIDELINE in columns else LABEL
        for section, column in enumerate(columns):
            if column == stretched:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(section, scaled(_WIDTHS[column]))

    @property
    def row(self) -> int:
        """The chosen row, or -1."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row and scroll to it."""
        index = self.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def sizeHint(self) -> QSize:
        """Ask for eleven rows."""
        return QSize(super().sizeHint().width(), scaled(metrics.TABLE_ROW * 11 + metrics.ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the use beside the name, the name comes first."""
        super().resizeEvent(event)
        last = self.model().columnCount() - 1
        self.setColumnHidden(last, self.viewport().width() < scaled(_LEAST))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this table's label is the one in question."""
        super().focusInEvent(event)
        if self.row >= 0:
            self.chosen.emit(self.row)

    def _say(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())


class _LabelDelegate(QStyledItemDelegate):
    """Draws a cell: ground, mark, words."""

    def __init__(self, table: LabelTable, kind: Kind) -> None:
        super().__init__(table)
        self._table = table
        self._columns = COLUMNS[kind]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        label, column = index.data(LABEL_ROLE), self._columns[index.column()]
        painter.save()
        self._paint_ground(painter, option.rect, index)
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if column == COLOUR:
            draw = paint_relation_swatch if isinstance(label, RelationLabel) else paint_swatch
            draw(painter, QRect(room.left() + 5, room.top(), 14, room.height()), label.colour)
        elif column == LABEL:
            self._paint_name(painter, room, label)
        elif column == KEY:
            if label.key:
                cap = QRect(0, 0, key_cap_width(label.key), scaled(CAP))
                cap.moveCenter(room.center())
                cap.moveLeft(room.left())
                paint_key_cap(painter, cap, label.key)
        else:
            painter.setFont(type_font(Type.BODY))
            painter.setPen(current_theme().muted)
            side = Qt.AlignmentFlag.AlignRight if column == USED else Qt.AlignmentFlag.AlignLeft
            _write(painter, room, str(index.data()), side)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, table = current_theme(), self._table
        if index.row() == table.row:
            painter.fillRect(rect, theme.accent_soft if table.marked else theme.window)
            if table.marked and index.column() == 0:
                painter.fillRect(rect.x(), rect.y(), metrics.ROW_BAR, rect.height(), theme.accent)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.border)
        if index.row() == table.row and table.hasFocus():
            painter.setClipRect(rect)
            whole = QRect(0, rect.y(), table.viewport().width(), rect.height())
            draw_focus(painter, whole.toRectF(), theme, radius=2)

    def _paint_name(self, painter: QPainter, room: QRect, label: EntityLabel | RelationLabel) -> None:
        theme = current_theme()
        painter.setFont(type_font(Type.BODY, weight=type_font(Type.LABEL_SUGGESTED).weight()))
        painter.setPen(theme.text if label.on else theme.muted)
        if not label.on:
            painter.save()
            painter.setFont(type_font(Type.CAPTION))
            _write(painter, room, "off", Qt.AlignmentFlag.AlignRight)
            painter.restore()
            room = room.adjusted(0, 0, -24, 0)
        _write(painter, room, label.name, Qt.AlignmentFlag.AlignLeft)


def _write(painter: QPainter, room: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    words = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
