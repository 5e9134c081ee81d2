"""The marks that the style draws: rows, the ring of focus, chevrons, check boxes and radio buttons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOption, QStyleOptionViewItem

from gui.theme import metrics
from gui.theme.qpalette import disabled
from gui.theme.tokens import Theme

_PE = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Position = QStyleOptionViewItem.ViewItemPosition

# As numbers: a list asks for them of every cell, and Python's flags are slow.
_SELECTED = _State.State_Selected.value
_HOVERED = (_State.State_MouseOver | _State.State_Enabled).value

# Chevron points in a box of 12 px: the ends and the tip.
CHEVRONS = {
    _PE.PE_IndicatorArrowDown: ((2.5, 4.5), (6.0, 8.0), (9.5, 4.5)),
    _PE.PE_IndicatorArrowUp: ((2.5, 7.5), (6.0, 4.0), (9.5, 7.5)),
    _PE.PE_IndicatorArrowRight: ((4.5, 2.5), (8.0, 6.0), (4.5, 9.5)),
    _PE.PE_IndicatorArrowLeft: ((7.5, 2.5), (4.0, 6.0), (7.5, 9.5)),
    _PE.PE_IndicatorSpinDown: ((3.0, 4.5), (6.0, 7.5), (9.0, 4.5)),
    _PE.PE_IndicatorSpinUp: ((3.0, 7.5), (6.0, 4.5), (9.0, 7.5)),
}


def draw_row(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Paint the ground of a row's cell: selected `accent_soft` with a bar at the left, hovered `window`.

    A view's row is one option or a cell each; the bar is drawn once, at the left edge of the view. The
    current row of the view that has the keyboard's focus has its ring.
    """
    state = option.state.value
    if state & _SELECTED:
        painter.fillRect(option.rect, theme.accent_soft)
        place = getattr(option, "viewItemPosition", _Position.OnlyOne)
        if option.rect.left() <= 0 and place not in (_Position.Middle, _Position.End):
            bar = QRect(option.rect.topLeft(), QSize(metrics.ROW_BAR, option.rect.height()))
            painter.fillRect(bar, theme.accent)
        if theme.high_contrast:
            painter.fillRect(option.rect.adjusted(0, option.rect.height() - 2, 0, 0), theme.accent)
    elif state & _HOVERED == _HOVERED:
        painter.fillRect(option.rect, theme.window)
    view = getattr(option, "widget", None)
    if isinstance(option, QStyleOptionViewItem) and isinstance(view, QAbstractItemView) and view.hasFocus():
        current = view.currentIndex()
        # A delegate's option names no index: the row is found by its place.
        if current.isValid() and view.visualRect(current).y() == option.rect.y():
            _draw_row_focus(painter, option.rect, view.viewport().width(), theme)


def _draw_row_focus(painter: QPainter, cell: QRect, width: int, theme: Theme) -> None:
    """Paint a cell's part of the ring round its row."""
    painter.save()
    painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
    draw_focus(painter, QRectF(0, cell.y(), width, cell.height()), theme, radius=2)
    painter.restore()


def draw_focus(painter: QPainter, rect: QRectF, theme: Theme, radius: float = metrics.RADIUS_CONTROL) -> None:
    """Paint the ring of keyboard focus, 2 px of `accent`, just within a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.accent, 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _centred(rect: QRectF, side: float) -> QRectF:
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    # On whole pixels, so that a 1 px outline is sharp.
    return QRectF(round(box.x()), round(box.y()), side, side)


def ink(option: QStyleOption, theme: Theme) -> QColor:
    """Return the colour of words and marks of a control, whether it can be used or not."""
    return theme.text if option.state & _State.State_Enabled else disabled(theme)


def draw_chevron(painter: QPainter, rect: QRect, arrow: QStyle.PrimitiveElement, colour: QColor) -> None:
    """Paint the chevron of an arrow element, 12 px large, in the middle of a rectangle."""
    _stroke(painter, _centred(QRectF(rect), 12), CHEVRONS[arrow], colour, 1.5)


def draw_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Paint a check mark, 12 px large, in the middle of a rectangle."""
    _stroke(painter, _centred(rect, 12), ((2.2, 6.4), (4.9, 9.0), (10.0, 3.4)), colour, 1.8)


def _stroke(
    painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...], colour: QColor, width: float
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) for x, y in points]))
    painter.restore()


def draw_check_box(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Paint a check box: off, on, or partly on."""
    state, box = option.state, _centred(QRectF(option.rect), 16)
    partly = bool(state & _State.State_NoChange)
    on = bool(state & _State.State_On) or partly
    ring, ground, mark = _mark_colours(option, theme, on=on)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ring, theme.outline))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.restore()
    if partly:
        _stroke(painter, box, ((4.5, 8.0), (11.5, 8.0)), mark, 1.8)
    elif on:
        draw_tick(painter, box, mark)


def draw_radio(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Paint a radio button, off or on."""
    box, on = _centred(QRectF(option.rect), 16), bool(option.state & _State.State_On)
    ring, ground, mark = _mark_colours(option, theme, on=on)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ring, theme.outline))
    painter.setBrush(ground)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(box.adjusted(5, 5, -5, -5))
    painter.restore()


def _mark_colours(option: QStyleOption, theme: Theme, *, on: bool) -> tuple[QColor, QColor, QColor]:
    """Return outline, ground and mark of a check box or radio button."""
    if not option.state & _State.State_Enabled:
        return theme.border, theme.window, disabled(theme)
    if on:
        return theme.accent, theme.accent, theme.on_accent
    if option.state & _State.State_HasFocus:
        return theme.accent, theme.page, theme.text
    return theme.control, theme.page, theme.text
