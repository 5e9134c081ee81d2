"""All lengths of the article view at one zoom, and its fonts. Px, device-independent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTransform

from gui.theme.fonts import READING, Type, reading_font, type_font

_ENGLISH = (
    "The ministers of Austria and Slovakia met in Vienna on Tuesday, 12 May, and signed a treaty on the sea. "
    "“Ferries between Bratislava and Budapest will run again from June,” the spokesman of the Ministry said."
)
"""What the average advance of a character is taken from."""

COLUMN = 80
"""Characters in a line of the column."""


_REMEMBERED = 5000
"""Texts of labels whose width is kept."""


class Measures:
    """Lengths and fonts for one reading font, zoom and device pixel ratio; `width` is the column's.

    `px` turns a length of the design into one at this zoom. `snap` puts a length on the device's pixels.
    """

    def __init__(self, font: str, zoom: float, room: float, ratio: float = 1.0) -> None:
        self.reading = reading_font(font, zoom)
        self.label = type_font(Type.LABEL, zoom=zoom)
        self.label_suggested = type_font(Type.LABEL_SUGGESTED, zoom=zoom)
        self.em = float(self.reading.pixelSize())
        self.zoom, self.ratio = zoom, ratio
        self.scale = self.em / READING
        self.advance = QFontMetricsF(self.reading).horizontalAdvance(_ENGLISH) / len(_ENGLISH)
        self.overhang = self.px(20)
        margin = max(24.0, self.overhang)  # arcs that go on in the next line leave over the column's edge
        self.width = float(max(int(self.em) * 4, min(int(self.advance * COLUMN), int(room - 2 * margin))))
        self.tab = 4 * self.advance
        self.pitch = self.snap(1.7 * self.em)
        self.above = 0.79 * self.em
        self.below = 0.27 * self.em
        self.row = self.px(12)
        self.label_rise = self.px(3.2)
        self.level = self.px(2.5)
        self.gap = self.snap(self.px(14))
        label = QFontMetricsF(self.label)
        self.label_ascent, self.label_descent = label.capHeight(), label.descent()
        self.label_top = label.ascent()
        self._faces = (label, QFontMetricsF(self.label_suggested))
        self._widths: dict[tuple[str, bool], float] = {}
        self._texts: dict[tuple[str, bool], QStaticText] = {}

    def px(self, length: float) -> float:
        """A length of the design at this zoom."""
        return length * self.scale

    def snap(self, length: float) -> float:
        """The nearest length that is a whole number of device pixels."""
        return round(length * self.ratio) / self.ratio

    def label_font(self, *, suggested: bool) -> QFont:
        """The font of a span's label."""
        return self.label_suggested if suggested else self.label

    def label_width(self, text: str, *, suggested: bool) -> float:
        """How wide a label's text is."""
        key = (text, suggested)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _REMEMBERED:
                self._widths.clear()
            width = self._widths[key] = self._faces[suggested].horizontalAdvance(text)
        return width

    def label_text(self, text: str, *, suggested: bool) -> QStaticText:
        """A label's text, shaped once; its top is `label_top` above the baseline."""
        key = (text, suggested)
        shaped = self._texts.get(key)
        if shaped is None:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            shaped = self._texts[key] = QStaticText(text)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            shaped.prepare(QTransform(), self.label_font(suggested=suggested))
        return shaped
