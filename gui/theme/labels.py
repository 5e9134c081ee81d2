"""Label colours as Qt paints them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from annotations.palette import label_colour
from gui.theme.keeper import current_theme
from gui.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class LabelPaint:
    """A label's colours in one theme: `fill` accepted, `pale` suggested, `line` outline, label and arc."""

    fill: QColor
    pale: QColor
    line: QColor


def label_paint(colour: str, theme: Theme | None = None) -> LabelPaint:
    """Return what a label of that colour (a hue's name or `#rrggbb`) is painted with; outlines only where
    the system wants high contrast.
    """
    theme = theme or current_theme()
    if theme.high_contrast:
        return LabelPaint(theme.page, theme.page, theme.text)
    return _paint(colour, theme.dark)


@lru_cache(maxsize=256)
def _paint(colour: str, dark: bool) -> LabelPaint:
    found = label_colour(colour, dark=dark)
    return LabelPaint(QColor(found.fill), QColor(found.pale), QColor(found.line))
