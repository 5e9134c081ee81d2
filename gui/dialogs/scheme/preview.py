"""How a label looks in an article: an accepted and a suggested span, or an arc from head to child."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from annotations.scheme import EntityLabel, RelationLabel
from gui.theme import LabelPaint, Type, current_theme, label_paint, metrics, reading_font, scaled, type_font

_DASHES = [3.5, 2.5]
_LEFT = 24.0


class Preview(QWidget):
    """A line of an article with the label in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: EntityLabel | RelationLabel | None = None

    def show_label(self, label: EntityLabel | RelationLabel) -> None:
        """Show this label."""
        self._label = label
        what = "two spans" if isinstance(label, EntityLabel) else "an arc from head to child"
        self.setAccessibleName(f"In the article: {what}, {label.name}, {label.colour}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for a line with its labels."""
        return QSize(scaled(240), scaled(64))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(scaled(160), scaled(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is painted whole
        """Paint the line."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, theme.outline))
        painter.setBrush(theme.page)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, metrics.RADIUS_CONTROL, metrics.RADIUS_CONTROL)
        painter.setClipRect(frame.adjusted(1, 0, -1, 0))
        if isinstance(self._label, EntityLabel):
            _paint_spans(painter, self._label, self.height() * 0.66)
        elif isinstance(self._label, RelationLabel):
            _paint_arc(painter, self._label, self.height() * 0.78)
        painter.end()


def _paint_spans(painter: QPainter, label: EntityLabel, baseline: float) -> None:
    paint, left = label_paint(label.colour), _LEFT
    words = (("an ", None), ("accepted", True), (" span, a ", None), ("suggested", False), (" one", None))
    for text, accepted in words:
        if accepted is not None:
            box = _box(left, text, baseline)
            _paint_box(painter, box, paint, accepted=accepted)
            painter.setFont(type_font(Type.LABEL if accepted else Type.LABEL_SUGGESTED))
            painter.setPen(paint.line)
            painter.drawText(QPointF(box.left(), box.top() - 3.2), label.name)
        left = _paint_text(painter, left, text, baseline)


def _paint_arc(painter: QPainter, label: RelationLabel, baseline: float) -> None:
    line, left = label_paint(label.colour).line, _LEFT
    ends: list[QPointF] = []
    for text, end in (
        ("from this ", False),
        ("head", True),
        (" on to that ", False),
        ("child", True),
    ):
        if end:
            box = _box(left, text, baseline)
            ends.append(QPointF(box.left() + 10, box.top() - 3))
            painter.setPen(QPen(current_theme().control, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, metrics.RADIUS_SPAN, metrics.RADIUS_SPAN)
        left = _paint_text(painter, left, text, baseline)
    head, child = ends
    top = max(9.0, head.y() - 14)
    path = QPainterPath(head)
    path.lineTo(head.x(), top + 6)
    path.quadTo(head.x(), top, head.x() + 6, top)
    path.lineTo(child.x() - 6, top)
    path.quadTo(child.x(), top, child.x(), top + 6)
    path.lineTo(child.x(), child.y() - 5)
    painter.setPen(QPen(line, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(line)
    painter.drawEllipse(head, 2.3, 2.3)
    painter.drawPolygon(QPolygonF([child, child + QPointF(-3.6, -6.6), child + QPointF(3.6, -6.6)]))
    _paint_arc_label(painter, label, QPointF((head.x() + child.x()) / 2, top))


def _paint_arc_label(painter: QPainter, label: RelationLabel, middle: QPointF) -> None:
    font = type_font(Type.ARC)
    width = QFontMetricsF(font).horizontalAdvance(label.name)
    ground = QRectF(middle.x() - width / 2 - 4, middle.y() - 6.5, width + 8, 13)
    painter.fillRect(ground, current_theme().page)
    painter.setFont(font)
    painter.setPen(label_paint(label.colour).line)
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, label.name)


def _paint_text(painter: QPainter, left: float, text: str, baseline: float) -> float:
    font = reading_font()
    painter.setFont(font)
    painter.setPen(current_theme().text)
    painter.drawText(QPointF(left, baseline), text)
    return left + QFontMetricsF(font).horizontalAdvance(text)


def _box(left: float, text: str, baseline: float) -> QRectF:
    """The box of a span, as the article draws it."""
    font = reading_font()
    size, width = font.pixelSize(), QFontMetricsF(font).horizontalAdvance(text)
    top, bottom = baseline - 0.79 * size - 1.5, baseline + 0.27 * size + 1.5
    return QRectF(left - 1.2, top, width + 2.4, bottom - top)


def _paint_box(painter: QPainter, box: QRectF, paint: LabelPaint, *, accepted: bool) -> None:
    pen = QPen(paint.line, 1.0 if accepted else 1.1)
    if not accepted:
        pen.setDashPattern([length / 1.1 for length in _DASHES])
    painter.setPen(pen)
    painter.setBrush(paint.fill if accepted else paint.pale)
    painter.drawRoundedRect(box, metrics.RADIUS_SPAN, metrics.RADIUS_SPAN)
