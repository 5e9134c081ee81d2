"""The table of annotations: whole rows hovered and selected, in step with what the session has selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.panels.annotation_delegate import AnnotationDelegate
from gui.panels.annotation_model import AnnotationModel, Column, Kind
from gui.session import Session
from gui.theme import Type, metrics, scaled, type_font
from gui.widgets import dress_rows

_Select = QItemSelectionModel.SelectionFlag

_LEAST_TEXT, _LEAST_ENDS = 90, 180
"""Px of the design that a text, or the two ends of a relation, have before other columns give way to them."""

_BESIDE_LABEL = 39
"""Px of the design for the swatch of a label, and for the gaps."""

_WIDTHS = {Column.STATE: 31, Column.LABEL: 94, Column.SOURCE: 64, Column.SCORE: 48}


class AnnotationTable(QTableView):
    """Selecting rows selects in the session, and the other way round."""

    def __init__(self, session: Session, model: AnnotationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._model = session, model
        self._syncing = False
        self.setObjectName("annotationList")
        self.setAccessibleName("Annotations")
        dress_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = AnnotationDelegate(session, model, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_widths()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().selectionChanged.connect(self._rows_selected)
        session.following.selection_changed.connect(self.show_selection)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(scaled(24))
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, scaled(width))
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setStyleSheet(f"QHeaderView::section:last {{ padding-right: {metrics.PADDING}px; }}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the score, then the source, where the text would be cut short for them."""
        self.fit_columns()
        super().resizeEvent(event)
        if self.currentIndex().isValid() and event.size().height() < event.oldSize().height():
            self._bring_in(self.currentIndex())

    def fit_columns(self) -> None:
        """Show the columns that there is room for."""
        least = _LEAST_ENDS if self._model.kind is Kind.RELATIONS else _LEAST_TEXT
        # Names of relations are long, and nothing stands beside them where there is little room.
        label = (
            self._widest_relation() if self._model.kind is Kind.RELATIONS else scaled(_WIDTHS[Column.LABEL])
        )
        self.setColumnWidth(Column.LABEL, label)
        room = self.viewport().width() - scaled(_WIDTHS[Column.STATE] + least) - label
        for column in (Column.SOURCE, Column.SCORE):
            room -= scaled(_WIDTHS[column])
            self.setColumnHidden(column, room < 0)

    def _widest_relation(self) -> int:
        font = QFontMetrics(type_font(Type.SECONDARY))
        widest = max(
            (font.horizontalAdvance(label.name) for label in self._session.scheme.relations), default=0
        )
        most = self.viewport().width() - scaled(_WIDTHS[Column.STATE] + _LEAST_ENDS)
        return max(scaled(_WIDTHS[Column.LABEL]), min(widest + scaled(_BESIDE_LABEL), most))

    # -- selection --------------------------------------------------------------------------------

    def show_selection(self) -> None:
        """Select the rows of what the session has selected, and bring the last of them into view."""
        if self._syncing:
            return
        rows = [r for i in self._session.selection.ids if (r := self._model.row_of(i)) is not None]
        self._syncing = True
        try:
            self._select_rows(rows)
        finally:
            self._syncing = False

    def _select_rows(self, rows: list[int]) -> None:
        selection = self.selectionModel()
        last_row = self._model.index(rows[-1], Column.TEXT) if rows else QModelIndex()
        if rows:
            self._bring_in(last_row)  # first: the view itself brings a current row in at its edge
        runs = _runs(sorted(rows))
        ranges = (selection.selection().at(n) for n in range(selection.selection().count()))
        if (
            sorted((r.top(), r.bottom()) for r in ranges) == runs
            and self.currentIndex().row() == last_row.row()
        ):
            return  # chosen here: to choose it again would take the place from which Shift extends
        chosen = QItemSelection()
        for first, last in runs:
            chosen.select(self._model.index(first, 0), self._model.index(last, len(Column) - 1))
        selection.setCurrentIndex(last_row, _Select.NoUpdate)
        selection.select(chosen, _Select.ClearAndSelect)

    def _bring_in(self, index: QModelIndex) -> None:
        """Show a row; in the middle where it is out of sight, so that the next need not scroll again."""
        rect, height = self.visualRect(index), self.viewport().height()
        if rect.top() < 0 or rect.bottom() >= height:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _rows_selected(self) -> None:
        """Take what the person selects here to the session; the current row comes last, and into view."""
        if self._syncing:
            return
        selection = self.selectionModel().selection()
        ranges = (selection.at(n) for n in range(selection.count()))
        rows = [row for chosen in ranges for row in range(chosen.top(), chosen.bottom() + 1)]
        current = self.currentIndex().row()
        if current in rows:
            rows.sort()
            rows.remove(current)
            rows.append(current)
        self._syncing = True
        try:
            self._session.select(self._model.id_at(row) for row in rows)
        finally:
            self._syncing = False

    def hold(self, held: bool) -> None:
        """While rows come and go the selection is the session's alone."""
        self._syncing = held

    # -- keys and mouse ---------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row, so that the focus is seen and the arrows go on from there."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            first = self.rowAt(0)
            index = self._model.index(max(0, first), Column.TEXT)
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on from the row of what is selected now."""
        self._session.following.catch_up()
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the keys of decisions; they never look for a row."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the ground of the row that the mouse is over."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Let go of the hovered row as the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as stretches, so that 25,000 rows are selected as one."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row <= found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
