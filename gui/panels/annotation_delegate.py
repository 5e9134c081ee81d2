"""How a row of the annotation list looks: mark, text, label with its swatch, source, score."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from annotations.model import Annotation, Relation, State
from annotations.scheme import LabelScheme
from gui.panels.annotation_model import AnnotationModel, Column
from gui.panels.listing import ARROW
from gui.session import Session
from gui.theme import Type, current_theme, draw_row, measured_font, metrics, scaled
from gui.widgets import SPAN_STATES, paint_relation_swatch, paint_swatch

_Position = QStyleOptionViewItem.ViewItemPosition
_Index = QModelIndex | QPersistentModelIndex

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft | _MIDDLE), int(Qt.AlignmentFlag.AlignRight | _MIDDLE)


def colour_of(scheme: LabelScheme, annotation: Annotation) -> str:
    """The colour of its label; the first hue where the scheme does not have it."""
    relation = isinstance(annotation, Relation)
    label = scheme.relation(annotation.label) if relation else scheme.entity(annotation.label)
    return (label.colour if label is not None else "") or "azure"


class AnnotationDelegate(QStyledItemDelegate):
    """Paints the cells of a table whose rows are hovered and selected as a whole."""

    def __init__(self, session: Session, model: AnnotationModel, view: QTableView) -> None:
        super().__init__(view)
        self._session, self._model = session, model
        self.hovered = -1
        """The row that the mouse is over."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the words, for a double click on a column's edge."""
        words = QFontMetrics(option.font).horizontalAdvance(str(index.data()))
        return QSize(words + 2 * metrics.PADDING, scaled(metrics.ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        # Asked directly: each question to an index goes through Qt and back.
        annotation = self._model.annotation_at(index.row())
        if annotation is None:
            return
        column = Column(index.column())
        first = column is Column.STATE
        theme = current_theme()
        if index.row() == self.hovered:
            # The style has painted the ground of the row, but knows only one hovered cell.
            option.viewItemPosition = _Position.Beginning if first else _Position.Middle
            option.state |= QStyle.StateFlag.State_MouseOver
            draw_row(painter, option, theme)
        if first:
            self._paint_mark(painter, option.rect, annotation)
            return
        rejected = annotation.state is State.REJECTED
        muted = rejected or column in (Column.SOURCE, Column.SCORE)
        painter.setPen(theme.muted if muted else theme.text)
        last = column is Column.SCORE
        rect = option.rect.adjusted(0 if last else 6, 0, -metrics.PADDING if last else -6, 0)
        if column is Column.LABEL:
            rect = self._paint_swatch(painter, rect, annotation)
        struck = rejected and column in (Column.TEXT, Column.LABEL)
        role = Type.BODY if column is Column.TEXT else Type.SECONDARY
        _draw(painter, rect, self._model.words(annotation, column), role, right=last, struck=struck)

    def _paint_mark(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        mark = SPAN_STATES.get(annotation.state.value)
        if mark is not None:
            mark.paint(painter, QRect(rect.left() + metrics.PADDING, rect.top(), 16, rect.height()))

    def _paint_swatch(self, painter: QPainter, rect: QRect, annotation: Annotation) -> QRect:
        colour, place = colour_of(self._session.scheme, annotation), QRect(rect)
        place.setWidth(14)
        suggested = annotation.state is State.SUGGESTED
        if isinstance(annotation, Relation):
            paint_relation_swatch(painter, place, colour, suggested=suggested)
        else:
            empty = annotation.state is State.REJECTED
            paint_swatch(painter, place, colour, suggested=suggested, empty=empty)
        return rect.adjusted(19, 0, 0, 0)


def _draw(painter: QPainter, rect: QRect, text: str, role: Type, *, right: bool, struck: bool) -> None:
    font, _ = measured_font(role, struck=struck)
    painter.setFont(font)
    painter.drawText(rect, _RIGHT if right else _LEFT, _cut(text, role, struck, rect.width()))


@lru_cache(maxsize=4096)
def _cut(text: str, role: Type, struck: bool, width: int) -> str:
    """A text cut to a width in a font; what is seen is painted again and again."""
    return elided(text, measured_font(role, struck=struck)[1], width)


def elided(text: str, measure: QFontMetrics, width: int) -> str:
    """A text cut to a width; of `head → child` each end is cut, so that both are seen."""
    head, arrow, child = text.partition(ARROW)
    if not arrow or measure.horizontalAdvance(text) <= width:
        return measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
    room = width - measure.horizontalAdvance(arrow)
    wanted = (measure.horizontalAdvance(head), measure.horizontalAdvance(child))
    head_room = min(wanted[0], max(room // 2, room - wanted[1]))
    first = measure.elidedText(head, Qt.TextElideMode.ElideRight, head_room)
    return f"{first}{arrow}{measure.elidedText(child, Qt.TextElideMode.ElideRight, room - head_room)}"
