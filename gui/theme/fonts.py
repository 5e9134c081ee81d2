"""The type roles as ratios of the system's UI font, the reading font, and lengths that grow with the font."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QOperatingSystemVersion
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics

BODY = 13.0
"""Size of body text in the design, in px; the system's UI font stands for it, all else keeps its ratio."""

READING = 17.0
"""Size of the article's text in px at zoom 1."""

SERIFS = ("Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif")
"""Families for the reading preference `Serif`; the first that is installed is taken."""


class Type(Enum):
    """A type role: size in px of the design, weight, tracking in px."""

    CAPTION = (11.0, QFont.Weight.Normal, 0.0)
    SECONDARY = (12.0, QFont.Weight.Normal, 0.0)
    BODY = (13.0, QFont.Weight.Normal, 0.0)
    PANEL = (13.0, QFont.Weight.DemiBold, 0.0)
    HEADING = (15.0, QFont.Weight.DemiBold, 0.0)
    TITLE = (30.0, QFont.Weight.DemiBold, -0.3)
    LABEL = (10.0, QFont.Weight.DemiBold, 0.3)
    LABEL_SUGGESTED = (10.0, QFont.Weight.Medium, 0.3)
    ARC = (10.5, QFont.Weight.Medium, 0.0)


@lru_cache(maxsize=1)
def _system_font() -> QFont:
    """Read the system's UI font, once a run: widgets ask for it as they paint."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(max(1, QFontInfo(font).pixelSize()))
    return font


def ui_font() -> QFont:
    """Return the system's UI font with its size in px."""
    return QFont(_system_font())


def ui_scale() -> float:
    """Return the UI font's size as a multiple of the design's 13 px."""
    return _system_font().pixelSize() / BODY


def type_px(role: Type, zoom: float | None = None) -> float:
    """Return the size of a role in px: by the system's font, or in the article by its zoom alone.

    What stands in the article keeps its ratio to the reading font, which is its own at zoom 1.
    """
    return role.value[0] * (ui_scale() if zoom is None else zoom)


def type_font(role: Type, *, weight: QFont.Weight | None = None, zoom: float | None = None) -> QFont:
    """Return the font of a role: figures tabular where Qt permits, the weight changed if one is given."""
    return QFont(_type_font(role, weight or role.value[1], zoom))


@lru_cache(maxsize=256)
def _type_font(role: Type, weight: QFont.Weight, zoom: float | None) -> QFont:
    tracking = role.value[2]
    font = ui_font()
    font.setPixelSize(max(1, round(type_px(role, zoom))))
    font.setWeight(weight)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * (zoom or 1.0))
    return tabular(font)


@lru_cache(maxsize=64)
def measured_font(role: Type, *, struck: bool = False) -> tuple[QFont, QFontMetrics]:
    """The font of a role and its measures, for what is painted very often. Shared: for reading only."""
    font = type_font(role)
    font.setStrikeOut(struck)
    return font, QFontMetrics(font)


def tabular(font: QFont) -> QFont:
    """Give a font figures of one width, where it has them and Qt (6.7 and newer) can ask for them."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def scaled(length: float) -> int:
    """Return a length of the design in px, grown where the system's font is larger than the design's."""
    return round(length * max(1.0, ui_scale()))


@lru_cache(maxsize=8)
def _serif() -> str:
    installed = set(QFontDatabase.families())
    return next((family for family in SERIFS if family in installed), "")


def reading_font(preference: str = "Serif", zoom: float = 1.0) -> QFont:
    """Return the article's font for `Serif`, `Sans`, `Mono` or any installed family; 17 px at zoom 1.

    A family that is not installed falls back to Serif, so that a setting from another machine still reads.
    """
    if preference == "Sans":
        font = QFont(ui_font().families())
    elif preference == "Mono":
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
    elif preference != "Serif" and QFontDatabase.hasFamily(preference):
        font = QFont([preference])
    elif family := _serif():
        font = QFont([family])
    else:
        font = QFont()
        font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(max(1, round(READING * zoom)))
    if QOperatingSystemVersion.currentType() != QOperatingSystemVersion.OSType.MacOS:
        # Even spacing at every zoom: glyphs are set where the outline says, not on whole pixels.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
