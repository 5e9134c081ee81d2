"""The sentence on a label's colour: its contrasts in this theme, and what some eyes take it for."""

from __future__ import annotations

from collections.abc import Mapping

from annotations.colour import contrast
from annotations.palette import HUES, is_colour, nearest
from gui.theme import Theme, label_paint

CLOSE = 0.03
"""Colours nearer than this (OKLab, fill and line) are named as hard to tell apart."""


def contrast_line(colour: str, others: Mapping[str, str], theme: Theme) -> str:
    """Return, for example, `jade: text 14.2 : 1, outline 5.2 : 1. For some eyes close to sky, …`.

    `others` has the colours of the other labels of this kind, by their names.
    """
    paint = label_paint(colour, theme)
    text = contrast(theme.text.name(), paint.fill.name())
    outline = contrast(paint.line.name(), theme.page.name())
    name = "Own colour" if colour.startswith("#") else colour
    return f"{name}: text {text:.1f} : 1, outline {outline:.1f} : 1. {_neighbour(colour, others)}".strip()


def _neighbour(colour: str, others: Mapping[str, str]) -> str:
    same = [label for label, other in others.items() if other == colour]
    if same:
        return f"Also the colour of {same[0]}."
    taken = {other: label for label, other in others.items() if is_colour(other)}
    found = nearest(colour, taken) or ("", CLOSE)
    if found[1] < CLOSE:
        return f"For some eyes close to the colour of {taken[found[0]]}."
    found = nearest(colour, [hue.name for hue in HUES]) or ("", CLOSE)
    return f"For some eyes close to {found[0]}, which no label here uses." if found[1] < CLOSE else ""
