"""The colours of labels: 18 hues in an order in which each is far from those before, and a person's own.

A label's colour is kept as text: a hue's name (`"azure"`) or `"#rrggbb"`, of which only the hue counts.
`label_colour` turns either into what is painted; `next_hue` says which one a new label gets.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from annotations.colour import SIGHTS, contrast, distance, from_oklch, is_hex, mix, oklch

TEXT = {"light": "#1E1D1B", "dark": "#E7E5E1"}
"""The article's text, by theme."""

PAGE = {"light": "#FFFFFF", "dark": "#17181B"}
"""The article's ground, by theme."""

PALE_SHARE = 0.32
"""How much of `fill` over the page gives `pale`."""

READABLE = 4.5
"""The least contrast of text on fill and pale, and of line on the page."""


@dataclass(frozen=True, slots=True)
class LabelColour:
    """What a label is painted with: `fill` accepted, `pale` suggested, `line` outline, label and arc."""

    fill: str
    pale: str
    line: str


@dataclass(frozen=True, slots=True)
class Hue:
    """One hue of the palette in both themes."""

    name: str
    light: LabelColour
    dark: LabelColour


def _hue(name: str, light: str, dark: str) -> Hue:
    return Hue(name, LabelColour(*light.split()), LabelColour(*dark.split()))


HUES: tuple[Hue, ...] = (
    _hue("azure", "#C0E1FF #EBF5FF #0365A2", "#1D4769 #192734 #75BDFB"),
    _hue("orange", "#FFD3B0 #FFF1E6 #8E4E00", "#603914 #2E2319 #ECA467"),
    _hue("cyan", "#89DCE6 #D9F4F7 #045259", "#033D43 #112428 #65E7F6"),
    _hue("red", "#FDB8AE #FEE8E5 #811E19", "#56241F #2B1C1C #FFBFB6"),
    _hue("pink", "#FEE0EF #FFF5FA #9D4479", "#6A3B56 #32232E #DA88B5"),
    _hue("blue", "#B1CDFF #E6EFFF #1B428F", "#1F345C #1A2130 #B9D2FE"),
    _hue("sky", "#D0EFFE #F0FAFF #027396", "#11556D #152C35 #48B4DF"),
    _hue("olive", "#EEEDC2 #FAF9EB #726C06", "#534F18 #2A2A1A #B0AB4E"),
    _hue("amber", "#E7C88E #F7EDDB #5D4203", "#463101 #262013 #F7CA75"),
    _hue("teal", "#A6EDE2 #E3F9F6 #087066", "#034F48 #112A29 #4CCEBE"),
    _hue("rust", "#FFE3D7 #FFF6F2 #A6491B", "#6F3F2A #332420 #E28E69"),
    _hue("rose", "#FECED3 #FFEFF1 #9D384C", "#653139 #302025 #F596A2"),
    _hue("indigo", "#E6E8FE #F7F8FF #5E5CB3", "#474775 #262738 #9B9DEC"),
    _hue("jade", "#C9F6E0 #EEFCF5 #077C58", "#1C5A42 #192D27 #56BD93"),
    _hue("green", "#AADBAC #E4F3E4 #025818", "#173F1C #17241B #9FE6A3"),
    _hue("purple", "#E7BAEB #F7E9F9 #692770", "#48274B #271D2A #F7B7FC"),
    _hue("lime", "#D0E6B2 #F0F7E6 #4F6C04", "#3A4B1A #22281B #A3C370"),
    _hue("violet", "#E3D4FE #F6F1FF #6F4A9F", "#4B3965 #282333 #C3A4F3"),
)
"""The palette, in the order in which new labels take it."""

_BY_NAME = {hue.name: hue for hue in HUES}

# Chroma wanted of fill and line, by theme; lightness comes from the nearest hue's own step.
_CHROMA = {"light": (0.083, 0.135), "dark": (0.076, 0.115)}
_GREY_BELOW = 0.02


def is_colour(text: str) -> bool:
    """Tell whether a text names a label colour: a hue of the palette or `#rrggbb`."""
    return text in _BY_NAME or is_hex(text)


def next_hue(used: Iterable[str]) -> str:
    """Return the hue a new label gets: the first that is not used, else the first of the least used."""
    count = Counter(used)
    return min(_BY_NAME, key=lambda name: count[name])


@lru_cache(maxsize=256)
def label_colour(colour: str, *, dark: bool = False) -> LabelColour:
    """Return fill, pale and line of a hue's name or of `#rrggbb`; anything else raises `ValueError`."""
    theme = "dark" if dark else "light"
    hue = _BY_NAME.get(colour)
    if hue is None:
        return _fitted(colour, theme)
    return hue.dark if dark else hue.light


def _fitted(colour: str, theme: str) -> LabelColour:
    """Fit a person's own colour: its hue, on the lightness step of the palette's nearest hue."""
    if not is_hex(colour):
        raise ValueError(f"not a hue of the palette nor a colour of the form #rrggbb: {colour!r}")
    _, chroma, angle = oklch(colour)
    nearest = min(HUES, key=lambda hue: _turn(oklch(hue.light.line)[2], angle))
    model = nearest.dark if theme == "dark" else nearest.light
    fill_chroma, line_chroma = (0.0, 0.0) if chroma < _GREY_BELOW else _CHROMA[theme]
    away = -0.01 if theme == "dark" else 0.01
    fill = _until_readable(oklch(model.fill)[0], fill_chroma, angle, TEXT[theme], away)
    line = _until_readable(oklch(model.line)[0], line_chroma, angle, PAGE[theme], -away)
    return LabelColour(fill, mix(fill, PAGE[theme], PALE_SHARE), line)


def _until_readable(lightness: float, chroma: float, angle: float, against: str, step: float) -> str:
    """Move the lightness by `step` until the contrast with `against` is enough."""
    found = from_oklch(lightness, chroma, angle)
    while contrast(found, against) < READABLE and 0 < lightness < 1:
        lightness += step
        found = from_oklch(lightness, chroma, angle)
    return found


def _turn(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def apart(one: str, other: str) -> float:
    """Return how far apart two label colours are: OKLab over fill and line, worst sight, worst theme."""
    return min(
        math.hypot(distance(a.fill, b.fill, sight), distance(a.line, b.line, sight))
        for a, b in ((label_colour(one, dark=dark), label_colour(other, dark=dark)) for dark in (False, True))
        for sight in SIGHTS
    )


def nearest(colour: str, others: Iterable[str]) -> tuple[str, float] | None:
    """Return the one of `others` that some eye takes most easily for `colour`, and how far it is."""
    rest = [other for other in others if other != colour]
    if not rest:
        return None
    closest = min(rest, key=lambda other: apart(colour, other))
    return closest, apart(colour, closest)
