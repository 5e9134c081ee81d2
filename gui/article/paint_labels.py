"""Paints the labels above boxes: names, scores, badges, the letters of targets, and the two buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotations.model import State
from gui.article.focus import FADED
from gui.article.inks import Inks
from gui.article.labels import BADGE, BETWEEN, Label, Part
from gui.article.measures import Measures
from gui.article.showing import Showing
from gui.icons import paint_icon
from gui.theme import Theme


class _Pencil:
    """A painter with what all labels of a frame have in common."""

    def __init__(self, painter: QPainter, showing: Showing, inks: Inks, measures: Measures) -> None:
        self.painter, self.showing, self.inks, self.measures = painter, showing, inks, measures
        self.theme = inks.theme
        self._font: QFont | None = None
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def write(self, x: float, baseline: float, text: str, colour: QColor, *, suggested: bool) -> None:
        """Write a label's text from `x` on."""
        font = self.measures.label_font(suggested=suggested)
        if font is not self._font:
            self.painter.setFont(font)
            self._font = font
        self.painter.setPen(colour)
        place = QPointF(x, baseline - self.measures.label_top)
        self.painter.drawStaticText(place, self.measures.label_text(text, suggested=suggested))

    def ground(self, rect: QRectF, colour: QColor, radius: float) -> None:
        """Fill a rounded ground behind a text."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRoundedRect(rect, radius, radius)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_labels(
    painter: QPainter, labels: Sequence[Label], showing: Showing, inks: Inks, measures: Measures
) -> None:
    """Paint the labels of a block, with the painter in the block's coordinates."""
    pencil = _Pencil(painter, showing, inks, measures)
    focus = showing.focus
    for label in labels:
        faded = focus is not None and not any(span.id in focus for span in label.mark.spans)
        painter.setOpacity(FADED if faded else 1.0)
        letter = "" if label.continued else _letter(label, showing)
        shift = 0.0
        if letter:
            shift = _paint_letter(pencil, label, letter) + measures.px(3)
            if label.right + shift > label.room:
                continue
        for n, part in enumerate(label.parts):
            if n:
                bar = measures.label_width("|", suggested=True)
                x = part.left + shift - (measures.px(BETWEEN) + bar) / 2
                pencil.write(x, label.baseline, "|", inks.theme.muted, suggested=True)
            _paint_part(pencil, label, part, shift)
        if label.badge is not None:
            _paint_badge(pencil, label, label.badge, shift)
    painter.setOpacity(1.0)


def _letter(label: Label, showing: Showing) -> str:
    found = (showing.letters.get(span.id, "") for span in label.mark.spans)
    return next((letter for letter in found if letter), "")


def _paint_part(pencil: _Pencil, label: Label, part: Part, shift: float) -> None:
    state, theme, measures = part.span.state, pencil.theme, pencil.measures
    colour = pencil.inks.label(part.span.label).line
    if state is State.REJECTED:
        colour = theme.muted
    x = part.left + shift
    if part.span.id in pencil.showing.selected:
        pad = measures.px(4)
        top = label.baseline - measures.label_ascent - measures.px(3)
        ground = QRectF(x - pad, top, part.width + 2 * pad, label.baseline + measures.px(3) - top)
        pencil.ground(ground, theme.accent, measures.px(2.5))
        colour = theme.on_accent
    pencil.write(x, label.baseline, part.text, colour, suggested=state is not State.ACCEPTED)
    if state is State.REJECTED:
        y = label.baseline - measures.label_ascent / 2
        pencil.painter.setPen(QPen(colour, max(1.0, measures.px(1))))
        pencil.painter.drawLine(QPointF(x, y), QPointF(x + part.width, y))


def _chip(label: Label, left: float, width: float, measures: Measures) -> QRectF:
    """A ground as high as a label's row, around its capitals."""
    height = measures.px(13)
    top = measures.snap(label.baseline - measures.label_ascent / 2 - height / 2)
    return QRectF(measures.snap(left), top, width, height)


def _paint_letter(pencil: _Pencil, label: Label, letter: str) -> float:
    """Paint the letters to type, on a ground as wide as they need; the width of it."""
    measures, theme = pencil.measures, pencil.theme
    width = measures.label_width(letter, suggested=False)
    ground = _chip(label, label.left, max(measures.px(13), width + measures.px(5)), measures)
    pencil.ground(ground, theme.accent, measures.px(3))
    x = ground.center().x() - (width - measures.px(0.3)) / 2
    pencil.write(x, label.baseline, letter, theme.on_accent, suggested=False)
    return ground.width()


def _paint_badge(pencil: _Pencil, label: Label, badge: tuple[float, float], shift: float) -> None:
    measures, theme = pencil.measures, pencil.theme
    ground = _chip(label, badge[0] + shift, badge[1], measures).adjusted(0.5, -0.5, -0.5, 0.5)
    pencil.ground(ground, theme.warning_soft, measures.px(3))
    pencil.painter.setPen(theme.warning)
    pencil.painter.drawRoundedRect(ground, measures.px(3), measures.px(3))
    x = badge[0] + shift + measures.px(4.5)
    pencil.write(x, label.baseline, BADGE, theme.warning, suggested=False)


def paint_buttons(painter: QPainter, rect: QRectF, theme: Theme, measures: Measures) -> None:
    """Paint accept and reject, side by side in `rect`."""
    painter.setPen(QPen(theme.control, theme.outline))
    painter.setBrush(theme.raised)
    painter.drawRoundedRect(rect, measures.px(6), measures.px(6))
    middle = measures.snap(rect.center().x()) + 0.5
    painter.setPen(theme.border)
    inset = measures.px(4)
    painter.drawLine(QPointF(middle, rect.top() + inset), QPointF(middle, rect.bottom() - inset))
    side = measures.px(14)
    for name, tint, x in (("check", theme.ok, 0.25), ("x", theme.error, 0.75)):
        place = QRectF(0, 0, side, side)
        place.moveCenter(QPointF(rect.left() + rect.width() * x, rect.center().y()))
        paint_icon(painter, place, name, tint)
