"""What the stylesheet cannot draw: check marks, chevrons, rows of lists, the ring of keyboard focus."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionToolButton,
    QStyleOptionViewItem,
    QWidget,
)

from gui.theme import metrics
from gui.theme.fields import ARROW, SPIN, combo_part, draw_combo_label, draw_field, field_size, spin_part
from gui.theme.qpalette import disabled
from gui.theme.tokens import Theme
from gui.theme.tool_buttons import draw_tool_button, tool_button_size, tool_button_tint

_PE = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Position = QStyleOptionViewItem.ViewItemPosition

# Chevron points in a box of 12 px: the ends and the tip.
_CHEVRONS = {
    _PE.PE_IndicatorArrowDown: ((2.5, 4.5), (6.0, 8.0), (9.5, 4.5)),
    _PE.PE_IndicatorArrowUp: ((2.5, 7.5), (6.0, 4.0), (9.5, 7.5)),
    _PE.PE_IndicatorArrowRight: ((4.5, 2.5), (8.0, 6.0), (4.5, 9.5)),
    _PE.PE_IndicatorArrowLeft: ((7.5, 2.5), (4.0, 6.0), (7.5, 9.5)),
    _PE.PE_IndicatorSpinDown: ((3.0, 4.5), (6.0, 7.5), (9.0, 4.5)),
    _PE.PE_IndicatorSpinUp: ((3.0, 7.5), (6.0, 4.5), (9.0, 7.5)),
}
_CC = QStyle.ComplexControl
_Sub = QStyle.SubControl
_ARROWS = {
    _CC.CC_ComboBox: ((_Sub.SC_ComboBoxArrow, _PE.PE_IndicatorArrowDown),),
    _CC.CC_SpinBox: (
        (_Sub.SC_SpinBoxUp, _PE.PE_IndicatorSpinUp),
        (_Sub.SC_SpinBoxDown, _PE.PE_IndicatorSpinDown),
    ),
}
_PARTS = {_CC.CC_ComboBox: combo_part, _CC.CC_SpinBox: spin_part}
_CHECKS = (_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorItemViewItemCheck)
_ROWS = (_PE.PE_PanelItemViewItem, _PE.PE_PanelItemViewRow)


class GoldspanStyle(QProxyStyle):
    """Fusion with the marks of the design, in the colours of `theme`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self.theme = theme

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw check boxes, radio buttons, chevrons, rows and focus; leave the rest to Fusion."""
        if element in _CHEVRONS:
            _draw_chevron(painter, option, _CHEVRONS[element], self.theme)
        elif element in _CHECKS:
            _draw_check_box(painter, option, self.theme)
        elif element == _PE.PE_IndicatorRadioButton:
            _draw_radio(painter, option, self.theme)
        elif element == _PE.PE_IndicatorMenuCheckMark:
            if option.state & _State.State_On or getattr(option, "checked", False):
                _draw_tick(painter, QRectF(option.rect), self.theme.text)
        elif element in _ROWS:
            draw_row(painter, option, self.theme)
        elif element == _PE.PE_FrameFocusRect:
            # A row shows its focus by its ground and bar.
            if not isinstance(widget, QAbstractItemView):
                draw_focus(painter, QRectF(option.rect), self.theme)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Set words a little off their icon in combo boxes; leave the rest to Fusion."""
        if element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            draw_combo_label(painter, option, self)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw combo boxes, spin boxes and tool buttons; leave the rest to Fusion."""
        if control == _CC.CC_ToolButton and isinstance(option, QStyleOptionToolButton):
            self._draw_tool_button(painter, option, widget)
            return
        arrows = _ARROWS.get(control)
        if arrows is None:
            super().drawComplexControl(control, option, painter, widget)
            return
        draw_field(painter, option, self.theme)
        for part, chevron in arrows:
            place = QStyleOption(option)
            place.rect = _PARTS[control](option.rect, part) or option.rect
            _draw_chevron(painter, place, _CHEVRONS[chevron], self.theme)

    def _draw_tool_button(
        self, painter: QPainter, option: QStyleOptionToolButton, widget: QWidget | None
    ) -> None:
        chevron = draw_tool_button(painter, option, widget, self.theme)
        if chevron is not None:
            tint = tool_button_tint(option, widget, self.theme)
            _stroke(painter, _centred(QRectF(chevron), 12), _CHEVRONS[_PE.PE_IndicatorArrowDown], tint, 1.5)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        subControl: QStyle.SubControl,  # noqa: N803 - Qt's own name of the argument
        widget: QWidget | None = None,
    ) -> QRect:
        """Place the parts of combo and spin boxes."""
        place = _PARTS[control](option.rect, subControl) if control in _PARTS else None
        return place or self.baseStyle().subControlRect(control, option, subControl, widget)

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Give combo boxes, spin boxes and tool buttons the height of a control."""
        if type == QStyle.ContentsType.CT_ComboBox:
            return field_size(size, ARROW)
        if type == QStyle.ContentsType.CT_ToolButton and isinstance(option, QStyleOptionToolButton):
            return tool_button_size(option, widget)
        if type == QStyle.ContentsType.CT_SpinBox:
            return field_size(size, SPIN)
        return self.baseStyle().sizeFromContents(type, option, size, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name of the argument
    ) -> int:
        """Open a combo box's list below it, so that what was chosen stays in sight."""
        if hint == QStyle.StyleHint.SH_ComboBox_Popup:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Give icons and marks the sizes of the design."""
        sizes = {
            QStyle.PixelMetric.PM_ToolBarIconSize: metrics.ICON_TOOLBAR,
            QStyle.PixelMetric.PM_SmallIconSize: metrics.ICON_LIST,
            QStyle.PixelMetric.PM_ButtonIconSize: metrics.ICON_LIST,
            QStyle.PixelMetric.PM_FocusFrameHMargin: 5,
            QStyle.PixelMetric.PM_IndicatorWidth: 16,
            QStyle.PixelMetric.PM_IndicatorHeight: 16,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 16,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 16,
        }
        return sizes[metric] if metric in sizes else super().pixelMetric(metric, option, widget)


def draw_row(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Paint the ground of a row's cell: selected `accent_soft` with a bar at the left, hovered `window`.

    A view's row is one option or a cell each; the bar is drawn in the first cell only.
    """
    state = option.state
    if state & _State.State_Selected:
        painter.fillRect(option.rect, theme.accent_soft)
        place = getattr(option, "viewItemPosition", _Position.OnlyOne)
        if place in (_Position.Beginning, _Position.OnlyOne):
            bar = QRect(option.rect.topLeft(), QSize(metrics.ROW_BAR, option.rect.height()))
            painter.fillRect(bar, theme.accent)
        if theme.high_contrast:
            painter.fillRect(option.rect.adjusted(0, option.rect.height() - 2, 0, 0), theme.accent)
    elif state & _State.State_MouseOver and state & _State.State_Enabled:
        painter.fillRect(option.rect, theme.window)


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


def _ink(option: QStyleOption, theme: Theme) -> QColor:
    return theme.text if option.state & _State.State_Enabled else disabled(theme)


def _draw_chevron(
    painter: QPainter, option: QStyleOption, points: tuple[tuple[float, float], ...], theme: Theme
) -> None:
    box = _centred(QRectF(option.rect), 12)
    _stroke(painter, box, points, _ink(option, theme), 1.5)


def _draw_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
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


def _draw_check_box(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
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
        _draw_tick(painter, box, mark)


def _draw_radio(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
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
