"""Paints the lines of the bulk preview: check box, left context, the span in its box, right context, why."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem, QWidget

from gui.dialogs.bulk_lines import BulkLines, Head, Line
from gui.icons import paint_icon
from gui.theme import Type, current_theme, draw_row, label_paint, metrics, reading_font, scaled, type_font

_CHECK = 40
"""Width in px of the column of check boxes."""

_Index = QModelIndex | QPersistentModelIndex
_Elide = Qt.TextElideMode


class BulkDelegate(QStyledItemDelegate):
    """Rows of one height; the context is cut on its far side, so that the span stays in the middle."""

    def __init__(self, reading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = reading_font(reading, 15 / 17)
        self._small = type_font(Type.SECONDARY)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """Return the height of a row."""
        return QSize(scaled(400), max(scaled(metrics.TABLE_ROW + 2), QFontMetrics(self._font).height() + 8))

    def editorEvent(
        self,
        event: QEvent,  # noqa: ARG002
        model: QAbstractItemModel,  # noqa: ARG002
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: _Index,  # noqa: ARG002
    ) -> bool:
        """Leave the mouse to the list: a click anywhere in a line turns its check, not twice in the box."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a line or the head of a group."""
        model = index.model()
        if not isinstance(model, BulkLines):
            return
        entry, theme = model.line(index.row()), current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Head):
            ground = theme.warning_soft if entry.odd else theme.surface
            painter.fillRect(option.rect, ground)
            if option.state & QStyle.StateFlag.State_Selected:
                draw_row(painter, option, theme)
        else:
            draw_row(painter, option, theme)
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.border)
        self._paint_check(painter, option, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        place = option.rect.adjusted(_CHECK, 0, -12, 0)
        if isinstance(entry, Head):
            self._paint_head(painter, place, entry)
        elif entry.relation:
            self._paint_relation(painter, place, entry)
        else:
            self._paint_line(painter, place, entry)
        painter.restore()

    def _paint_check(self, painter: QPainter, option: QStyleOptionViewItem, state: Qt.CheckState) -> None:
        button = QStyleOptionButton()
        button.rect = QRect(option.rect.left() + 12, option.rect.center().y() - 8, 18, 18)
        flag = QStyle.StateFlag
        marks = {
            Qt.CheckState.Checked: flag.State_On,
            Qt.CheckState.Unchecked: flag.State_Off,
            Qt.CheckState.PartiallyChecked: flag.State_NoChange,
        }
        button.state = flag.State_Enabled | marks[state]
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, button, painter, widget)

    def _paint_head(self, painter: QPainter, place: QRect, head: Head) -> None:
        theme = current_theme()
        if head.odd:
            paint_icon(
                painter, QRect(place.left(), place.center().y() - 8, 16, 16), "triangle-alert", "warning"
            )
            place = place.adjusted(24, 0, 0, 0)
        words = f"{head.words}  {head.count:,}"
        left = _write(painter, place, words, type_font(Type.PANEL), theme.text)
        if head.odd:
            more = place.adjusted(left + 12, 0, 0, 0)
            _write(painter, more, "not chosen: they differ from the rest", self._small, theme.muted)

    def _paint_line(self, painter: QPainter, place: QRect, line: Line) -> None:
        theme, measure = current_theme(), QFontMetrics(self._font)
        side = scaled(120)
        room = place.width() - side - 12
        text = measure.elidedText(line.text, _Elide.ElideMiddle, room // 2)
        box = QRect(0, 0, measure.horizontalAdvance(text) + 12, measure.height())
        middle = place.left() + room // 2
        box.moveCenter(QRect(middle, place.top(), 1, place.height()).center())
        before = QRect(place.left(), place.top(), box.left() - 10 - place.left(), place.height())
        after = QRect(box.right() + 10, place.top(), place.left() + room - box.right() - 10, place.height())
        ahead = _whole_words(line.before, measure, before.width(), last=True)
        behind = _whole_words(line.after, measure, after.width())
        _write(painter, before, ahead, self._font, theme.muted, to_right=True, elide=_Elide.ElideLeft)
        _write(painter, after, behind, self._font, theme.muted)
        self._paint_box(painter, QRectF(box), line)
        _write(painter, box, text, self._font, theme.text, centred=True)
        self._paint_side(painter, QRect(place.right() - side, place.top(), side, place.height()), line)

    def _paint_relation(self, painter: QPainter, place: QRect, line: Line) -> None:
        theme, side = current_theme(), scaled(120)
        room = place.width() - side - 12
        name_font = type_font(Type.ARC)
        name = QFontMetrics(name_font).horizontalAdvance(line.label) + 40
        middle = QRect(place.left() + (room - name) // 2, place.top(), name, place.height())
        head = QRect(place.left(), place.top(), middle.left() - place.left() - 6, place.height())
        child = QRect(
            middle.right() + 6, place.top(), place.left() + room - middle.right() - 6, place.height()
        )
        _write(painter, head, line.text, self._font, theme.text, to_right=True, elide=_Elide.ElideLeft)
        _write(painter, child, line.child, self._font, theme.text)
        colour = label_paint(line.colour).line
        y = middle.center().y()
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(middle.left(), y, middle.left() + 16, y)
        painter.drawLine(middle.right() - 16, y, middle.right() - 3, y)
        painter.setPen(QPen(colour, 1.5))
        tip = QPointF(middle.right(), y)
        painter.drawPolyline([tip + QPointF(-5, -3.5), tip, tip + QPointF(-5, 3.5)])
        _write(painter, middle, line.label, name_font, colour, centred=True)
        self._paint_side(painter, QRect(place.right() - side, place.top(), side, place.height()), line)

    def _paint_box(self, painter: QPainter, box: QRectF, line: Line) -> None:
        theme, paint = current_theme(), label_paint(line.colour)
        pen = QPen(paint.line, 1.1 * theme.outline)
        pen.setDashPattern([3.5, 2.5])
        painter.setPen(pen)
        painter.setBrush(paint.pale)
        painter.drawRoundedRect(box, metrics.RADIUS_SPAN, metrics.RADIUS_SPAN)

    def _paint_side(self, painter: QPainter, place: QRect, line: Line) -> None:
        theme = current_theme()
        score = f"  {line.score:.2f}" if line.score is not None else ""
        words = line.why or ("" if line.relation else f"{line.label}{score}")
        _write(painter, place, words, self._small, theme.warning if line.why else theme.muted)


def _whole_words(words: str, measure: QFontMetrics, width: int, *, last: bool = False) -> str:
    """Return as many of the first (or last) words as fit; one that is too long alone is left to be cut."""
    while " " in words and measure.horizontalAdvance(words) >= width - 1:
        words = words.partition(" ")[2] if last else words.rpartition(" ")[0]
    return words


def _write(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    colour: QColor,
    *,
    to_right: bool = False,
    centred: bool = False,
    elide: Qt.TextElideMode = _Elide.ElideRight,
) -> int:
    """Write words, cut where they do not fit; gives how wide they are."""
    measure = QFontMetrics(font)
    cut = words if centred else measure.elidedText(words, elide, rect.width())
    side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
    if centred:
        side = Qt.AlignmentFlag.AlignHCenter
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
    return measure.horizontalAdvance(cut)
