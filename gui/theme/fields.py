"""Combo boxes and spin boxes: a stylesheet that gives them a border takes their arrows away, so they are
drawn here.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionComboBox, QStyleOptionSpinBox

from gui.theme import metrics
from gui.theme.fonts import scaled
from gui.theme.tokens import Theme

PADDING = 8
ARROW = 26
SPIN = 20

_State = QStyle.StateFlag
_Sub = QStyle.SubControl


def combo_part(rect: QRect, part: QStyle.SubControl) -> QRect | None:
    """Return where a part of a combo box lies, or None for a part that Fusion may place."""
    if part == _Sub.SC_ComboBoxEditField:
        return rect.adjusted(PADDING, 2, -ARROW, -2)
    if part == _Sub.SC_ComboBoxArrow:
        return QRect(rect.right() - ARROW + 1, rect.top(), ARROW, rect.height())
    return None


def spin_part(rect: QRect, part: QStyle.SubControl) -> QRect | None:
    """Return where a part of a spin box lies, or None for a part that Fusion may place."""
    half, left = rect.height() // 2, rect.right() - SPIN + 1
    if part == _Sub.SC_SpinBoxEditField:
        return rect.adjusted(PADDING, 2, -SPIN, -2)
    if part == _Sub.SC_SpinBoxUp:
        return QRect(left, rect.top() + 2, SPIN, half - 2)
    if part == _Sub.SC_SpinBoxDown:
        return QRect(left, rect.top() + half, SPIN, half - 2)
    return None


def field_size(contents: QSize, arrow: int) -> QSize:
    """Return the size of a field around its contents, with room for its arrows."""
    return QSize(contents.width() + PADDING + arrow + 4, max(scaled(metrics.CONTROL), contents.height() + 8))


def draw_field(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Paint the frame of a field: `control` outline, 2 px of `accent` with the keyboard's focus."""
    state = option.state
    enabled = bool(state & _State.State_Enabled)
    hovered = bool(state & _State.State_MouseOver) and not isinstance(option, QStyleOptionSpinBox)
    pen = QPen(theme.control if enabled else theme.border, theme.outline)
    if state & _State.State_HasFocus:
        pen = QPen(theme.accent, 2)
    inset = pen.widthF() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(theme.page if enabled and not hovered else theme.window)
    box = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
    radius = metrics.RADIUS_CONTROL - inset
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def draw_combo_label(painter: QPainter, option: QStyleOptionComboBox, style: QStyle) -> None:
    """Paint what a combo box has chosen: its icon, a gap, its words cut to the room there is."""
    if option.editable:
        return
    place = combo_part(option.rect, _Sub.SC_ComboBoxEditField) or option.rect
    enabled = bool(option.state & _State.State_Enabled)
    if not option.currentIcon.isNull():
        side = option.iconSize.width()
        mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
        box = QRect(place.left(), place.center().y() - side // 2, side, side)
        option.currentIcon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
        place.setLeft(box.right() + 1 + PADDING)
    words = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, place.width())
    alignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    style.drawItemText(
        painter, place, alignment.value, option.palette, enabled, words, QPalette.ColorRole.Text
    )
