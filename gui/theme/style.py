"""What the stylesheet cannot draw: check marks, chevrons, rows of lists, the ring of keyboard focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
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
from gui.theme.fonts import scaled
from gui.theme.marks import (
    CHEVRONS,
    draw_check_box,
    draw_chevron,
    draw_focus,
    draw_radio,
    draw_row,
    draw_tick,
    ink,
)
from gui.theme.tokens import Theme
from gui.theme.tool_buttons import draw_tool_button, tool_button_size, tool_button_tint

_PE = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Position = QStyleOptionViewItem.ViewItemPosition

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
        if element in _ROWS:  # first: a list has very many
            draw_row(painter, option, self.theme)
        elif element in CHEVRONS:
            draw_chevron(painter, option.rect, element, ink(option, self.theme))
        elif element in _CHECKS:
            draw_check_box(painter, option, self.theme)
        elif element == _PE.PE_IndicatorRadioButton:
            draw_radio(painter, option, self.theme)
        elif element == _PE.PE_IndicatorMenuCheckMark:
            if option.state & _State.State_On or getattr(option, "checked", False):
                draw_tick(painter, QRectF(option.rect), self.theme.text)
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
            place = _PARTS[control](option.rect, part) or option.rect
            draw_chevron(painter, place, chevron, ink(option, self.theme))

    def _draw_tool_button(
        self, painter: QPainter, option: QStyleOptionToolButton, widget: QWidget | None
    ) -> None:
        chevron = draw_tool_button(painter, option, widget, self.theme)
        if chevron is not None:
            tint = tool_button_tint(option, widget, self.theme)
            draw_chevron(painter, chevron, _PE.PE_IndicatorArrowDown, tint)

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
        """Give combo boxes, spin boxes and tool buttons the height of a control, and rows theirs."""
        if type == QStyle.ContentsType.CT_ItemViewItem:
            row = self.baseStyle().sizeFromContents(type, option, size, widget)
            return row.expandedTo(QSize(0, scaled(metrics.ROW)))
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
        """Open a combo box's list below it, where it hides nothing; put no icons on dialog buttons."""
        if hint in (QStyle.StyleHint.SH_ComboBox_Popup, QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons):
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Give icons and marks the sizes of the design."""
        sizes = {
            QStyle.PixelMetric.PM_ToolBarIconSize: scaled(metrics.ICON_TOOLBAR),
            QStyle.PixelMetric.PM_SmallIconSize: metrics.ICON_LIST,
            QStyle.PixelMetric.PM_ButtonIconSize: scaled(metrics.ICON_LIST),
            QStyle.PixelMetric.PM_FocusFrameHMargin: 5,
            QStyle.PixelMetric.PM_IndicatorWidth: 16,
            QStyle.PixelMetric.PM_IndicatorHeight: 16,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 16,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 16,
        }
        return sizes[metric] if metric in sizes else super().pixelMetric(metric, option, widget)
