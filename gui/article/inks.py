"""Pens and brushes of the article view, made once a theme and label scheme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from annotations.model import State
from annotations.scheme import LabelScheme
from gui.theme import LabelPaint, Theme, label_paint

_DASHES = (3.5, 2.5)
_DASH_WIDTH = 1.1
_DOTS = (1.2, 2.6)
_STRANGER = "#808080"
"""The colour of a label that the scheme does not have."""


class Inks:
    """What labels of one scheme are painted with in one theme at one scale."""

    def __init__(self, scheme: LabelScheme, theme: Theme, scale: float = 1.0) -> None:
        self.theme, self.scale = theme, scale
        self._paints = {
            label.name: label_paint(label.colour or _STRANGER, theme) for label in scheme.entities
        }
        self._arcs = {label.name: label_paint(label.colour or _STRANGER, theme) for label in scheme.relations}
        self._stranger = label_paint(_STRANGER, theme)
        self._pens: dict[tuple[str, State], QPen] = {}
        self._brushes: dict[tuple[str, bool], QBrush] = {}
        width = max(1.0, min(scale, 2.0)) * theme.outline
        self._solid, self._dashed = width, width * _DASH_WIDTH
        self.ring = QPen(theme.accent, 2.0 * max(1.0, scale))
        self.rejected = _dashed_pen(theme.control, self._dashed, _DOTS, scale)
        self.selection = QColor(theme.accent)
        self.selection.setAlphaF(0.22)
        self.hit = QColor(theme.accent)
        self.hit.setAlphaF(0.08)

    def label(self, name: str) -> LabelPaint:
        """The colours of an entity label."""
        return self._paints.get(name, self._stranger)

    def relation(self, name: str) -> LabelPaint:
        """The colours of a relation label."""
        return self._arcs.get(name, self._stranger)

    def outline(self, name: str, state: State) -> QPen:
        """The pen of a box's outline."""
        if state not in (State.ACCEPTED, State.SUGGESTED):
            return self.rejected
        key = (name, state)
        pen = self._pens.get(key)
        if pen is None:
            line = self.label(name).line
            if state is State.ACCEPTED:
                pen = QPen(line, self._solid)
            else:
                pen = _dashed_pen(line, self._dashed, _DASHES, self.scale)
            self._pens[key] = pen
        return pen

    def fill(self, name: str, *, full: bool) -> QBrush:
        """The brush of a box: `full` as accepted and hovered ones have it, else pale."""
        key = (name, full)
        brush = self._brushes.get(key)
        if brush is None:
            paint = self.label(name)
            brush = self._brushes[key] = QBrush(paint.fill if full else paint.pale)
        return brush


def _dashed_pen(colour: QColor, width: float, pattern: tuple[float, float], scale: float) -> QPen:
    """A pen whose dashes are given in px of the design; Qt counts them in widths of the pen."""
    pen = QPen(colour, width)
    pen.setDashPattern([length * scale / width for length in pattern])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
