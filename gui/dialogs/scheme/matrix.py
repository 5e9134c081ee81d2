"""The constraint matrix: a table of head by child with a check in each pair that is allowed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.scheme_draft import SchemeDraft
from gui.dialogs.scheme.label_model import Index
from gui.dialogs.scheme.matrix_model import MatrixModel
from gui.icons import icon
from gui.theme import Type, current_theme, draw_focus, scaled, set_look, type_font
from gui.theme.marks import draw_tick
from gui.widgets.elided import ElidedLabel
from gui.widgets.swatch import SIDE, paint_swatch, swatch_icon

_CELL = 26


class Matrix(QWidget):
    """The pairs of the chosen relation label. `edited` says that one was allowed or forbidden."""

    edited = Signal()

    def __init__(self, draft: SchemeDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MatrixModel(draft, self)
        self.table = _MatrixTable(self.model, self)
        self.table.toggled.connect(self._toggled)
        self._name = QLabel(textFormat=Qt.TextFormat.PlainText)
        set_look(self._name, "strong")
        self._words = ElidedLabel()
        set_look(self._words, "muted")
        self._count = QLabel()
        set_look(self._count, "secondary")
        self.another = QToolButton()
        self.another.setText("Another label…")
        self.another.setIcon(icon("plus", "muted", 14))
        self.another.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.another.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.another.setMenu(QMenu(self.another))
        self.another.menu().aboutToShow.connect(self._fill_menu)
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._words, 1)
        foot.addWidget(self.another)
        foot.addStretch(1)
        foot.addWidget(self._count)
        column = QVBoxLayout(self)
        # The button of the foot has an inner margin; the rest lines up with its icon.
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 0, 0, 0)
        inner.setSpacing(4)
        inner.addLayout(head)
        inner.addWidget(self.table, 1)
        column.setContentsMargins(4, 8, 12, 6)
        column.setSpacing(4)
        column.addLayout(inner, 1)
        column.addLayout(foot)

    def show_relation(self, index: int) -> None:
        """Show the pairs of a relation label of the draft."""
        self.model.show_relation(index)
        self._tell()

    def refresh(self) -> None:
        """Say that the draft has changed."""
        self.model.refresh()
        self._tell()

    def _tell(self) -> None:
        relation = self.model.relation
        self.another.setEnabled(relation is not None and bool(self.model.others()))
        self._name.setText(relation.name if relation else "")
        every = relation is not None and not relation.pairs
        self._words.setText(
            ""
            if not relation
            else "may join every pair"
            if every
            else "may join head (row) and child (column)"
        )
        self._count.setText(self.model.summary() if relation else "")
        self.table.fit()
        self.table.setAccessibleName(
            f"Pairs of {relation.name}: heads in rows, children in columns" if relation else ""
        )

    def _toggled(self, index: QModelIndex) -> None:
        self.model.toggle(index)
        self._tell()
        self.edited.emit()

    def _fill_menu(self) -> None:
        menu = self.another.menu()
        menu.clear()
        for label in self.model.others():
            action = menu.addAction(swatch_icon(label.colour), label.name)
            action.triggered.connect(lambda _checked=False, name=label.name: self._include(name))

    def _include(self, name: str) -> None:
        self.model.include(name)
        self._tell()
        self.table.setFocus()


class _MatrixTable(QTableView):
    """The cells; a click or Space toggles one."""

    toggled = Signal(QModelIndex)

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.setItemDelegate(_CellDelegate(self))
        self.setVerticalHeader(_Heads(model, self))
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet(
            "QTableView, QTableView QHeaderView, QTableView QHeaderView::section,"
            " QTableCornerButton::section { background: palette(base); border: none; }"
            " QHeaderView::section { color: palette(window-text); padding: 0 4px; }"
        )
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(scaled(_CELL))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setDefaultSectionSize(scaled(_CELL))
        self.clicked.connect(self.toggled)
        self._corner = _Corner(self)

    def fit(self) -> None:
        """Give each column the room of its head."""
        metric = self.horizontalHeader().fontMetrics()
        for column, label in enumerate(self._model.shown):
            self.setColumnWidth(column, max(scaled(49), metric.horizontalAdvance(label.name) + 14))
        self._corner.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle with Space; arrows go about the cells."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, or say what an empty matrix means."""
        super().paintEvent(event)
        if self._model.shown or self._model.relation is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(current_theme().muted)
        painter.setFont(type_font(Type.SECONDARY))
        words = "Any label may lead to any other. Add the labels that it is to be kept to."
        room = self.viewport().rect().adjusted(0, 8, -8, -8)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), words)
        painter.end()


class _Corner(QLabel):
    """Says what rows and columns are."""

    def __init__(self, table: QTableView) -> None:
        super().__init__("head ╲ child", table)
        self._table = table
        set_look(self, "caption")
        for header in (table.horizontalHeader(), table.verticalHeader()):
            header.geometriesChanged.connect(self.fit)

    def fit(self) -> None:
        """Lie where the heads of rows and columns meet."""
        self.setGeometry(0, 0, self._table.verticalHeader().width(), self._table.horizontalHeader().height())
        self.setVisible(self._table.model().rowCount() > 0)


class _CellDelegate(QStyledItemDelegate):
    """Draws a pair: a check on `accent_soft` where it is allowed."""

    def __init__(self, table: _MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        theme = current_theme()
        # The cells share their lines: each draws its right and lower one, the outermost also the others.
        cell = option.rect.adjusted(-1 if index.column() else 0, -1 if index.row() else 0, 0, 0)
        allowed = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.fillRect(cell, theme.accent_soft if allowed else theme.page)
        painter.setPen(QPen(theme.border, 1))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        if allowed:
            draw_tick(painter, QRectF(cell), theme.accent)
        if index == self._table.currentIndex() and self._table.hasFocus():
            draw_focus(painter, QRectF(cell.adjusted(0, 0, -1, -1)), theme, radius=2)
        painter.restore()


class _Heads(QHeaderView):
    """The rows' heads: swatch and name."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N803 - Qt's own name of the argument
        """Return the room for swatch and name."""
        name = self._model.shown[logicalIndex].name if logicalIndex < len(self._model.shown) else ""
        least = self.fontMetrics().horizontalAdvance("head ╲ child") + 8
        room = self.fontMetrics().horizontalAdvance(name) + scaled(32)
        return QSize(max(least, room), scaled(_CELL))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - as above
        """Paint a head."""
        if logicalIndex >= len(self._model.shown):
            return
        label = self._model.shown[logicalIndex]
        painter.save()
        painter.fillRect(rect, current_theme().page)
        paint_swatch(painter, QRect(rect.left(), rect.top(), SIDE, rect.height()), label.colour)
        painter.setPen(current_theme().text)
        painter.setFont(self.font())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(18, 0, 0, 0), int(side), label.name)
        painter.restore()
