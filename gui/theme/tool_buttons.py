"""Tool buttons, drawn here because a stylesheet sets their words right up against their icon.

A button whose look is `primary` is filled with `accent`, its icon tinted to suit whatever its own tint is.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QWidget

from gui.theme import metrics
from gui.theme.fonts import scaled
from gui.theme.qpalette import disabled
from gui.theme.tokens import Theme, blend

PADDING = 8
GAP = 7
CHEVRON = 16

_State = QStyle.StateFlag
_Shape = Qt.ToolButtonStyle


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a button shows."""

    icon: bool
    words: bool
    chevron: bool


def _parts(option: QStyleOptionToolButton) -> _Parts:
    shape = option.toolButtonStyle
    words = bool(option.text) and (shape != _Shape.ToolButtonIconOnly or option.icon.isNull())
    icon = not option.icon.isNull() and shape != _Shape.ToolButtonTextOnly
    has_menu = bool(option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu)
    return _Parts(icon, words, has_menu and words)


def tool_button_size(option: QStyleOptionToolButton, widget: QWidget | None) -> QSize:
    """Return the size of icon, words and chevron with their gaps, 30 px high."""
    return QSize(_content_width(option, _font(widget)) + 2 * _padding(option), scaled(metrics.CONTROL))


def _padding(option: QStyleOptionToolButton) -> int:
    return PADDING if _parts(option).words else 6


def _content_width(option: QStyleOptionToolButton, font: QFont) -> int:
    parts = _parts(option)
    widths = [
        option.iconSize.width() if parts.icon else 0,
        round(QFontMetricsF(font).horizontalAdvance(_words(option)) + 0.5) if parts.words else 0,
        CHEVRON if parts.chevron else 0,
    ]
    return sum(widths) + GAP * (parts.icon and parts.words)


def _words(option: QStyleOptionToolButton) -> str:
    """Return the words without the mark of a mnemonic."""
    return option.text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _font(widget: QWidget | None) -> QFont:
    font = QFont(widget.font()) if widget is not None else QFont()
    if is_primary(widget):
        font.setWeight(QFont.Weight.Medium)
    return font


def is_primary(widget: QWidget | None) -> bool:
    """Tell whether a button has the look `primary`."""
    return widget is not None and widget.property("look") == "primary"


def tool_button_tint(option: QStyleOptionToolButton, widget: QWidget | None, theme: Theme) -> QColor:
    """Return the colour of a button's words."""
    if not option.state & _State.State_Enabled:
        return disabled(theme)
    if is_primary(widget):
        return theme.on_accent
    return theme.accent if option.state & _State.State_On else theme.text


def draw_tool_button(
    painter: QPainter, option: QStyleOptionToolButton, widget: QWidget | None, theme: Theme
) -> QRect | None:
    """Paint a button but for its chevron, and return where that belongs, if anywhere."""
    _draw_ground(painter, option, widget, theme)
    parts, font = _parts(option), _font(widget)
    left = option.rect.left() + (option.rect.width() - _content_width(option, font)) // 2
    tint = tool_button_tint(option, widget, theme)
    if parts.icon:
        side = option.iconSize.width()
        box = QRect(left, option.rect.center().y() - side // 2 + 1, side, side)
        _draw_icon(painter, option, box, tint if is_primary(widget) else None)
        left += side + GAP
    if parts.words:
        width = round(QFontMetricsF(font).horizontalAdvance(_words(option)) + 0.5)
        painter.setFont(font)
        painter.setPen(tint)
        place = QRect(left, option.rect.top(), width + 1, option.rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _words(option))
        left += width
    if not parts.chevron:
        return None
    return QRect(QPoint(left + 3, option.rect.top()), QSize(CHEVRON - 3, option.rect.height()))


def _draw_icon(painter: QPainter, option: QStyleOptionToolButton, box: QRect, tint: QColor | None) -> None:
    mode = QIcon.Mode.Normal if option.state & _State.State_Enabled else QIcon.Mode.Disabled
    on = QIcon.State.On if option.state & _State.State_On else QIcon.State.Off
    pixmap = option.icon.pixmap(box.size(), painter.device().devicePixelRatio(), mode, on)
    painter.drawPixmap(box.topLeft(), _tinted(pixmap, tint) if tint is not None else pixmap)


def _tinted(pixmap: QPixmap, tint: QColor) -> QPixmap:
    copy = QPixmap(pixmap)
    painter = QPainter(copy)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(copy.rect(), tint)
    painter.end()
    return copy


def _draw_ground(
    painter: QPainter, option: QStyleOptionToolButton, widget: QWidget | None, theme: Theme
) -> None:
    state, ground = option.state, None
    enabled = bool(state & _State.State_Enabled)
    touched = enabled and bool(state & (_State.State_MouseOver | _State.State_Sunken))
    if is_primary(widget):
        ground = theme.accent if enabled else theme.border
        ground = blend(theme.text, ground, 0.14) if touched else ground
    elif state & _State.State_On:
        ground = theme.accent_soft
    elif touched:
        ground = blend(theme.text, theme.window, 0.08)
    focused = bool(state & _State.State_HasFocus)
    if ground is None and not focused:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = metrics.RADIUS_CONTROL
    if ground is not None:
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(option.rect), radius, radius)
    if focused or (theme.high_contrast and state & _State.State_On):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.text if is_primary(widget) else theme.accent)
        ring = painter.pen()
        ring.setWidth(2)
        painter.setPen(ring)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.restore()
