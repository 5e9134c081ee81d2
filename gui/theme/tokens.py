"""The colour tokens, light and dark, and the theme that a high-contrast system asks for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtGui import QColor, QPalette

ThemeName = Literal["light", "dark", "high-contrast"]


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one theme. `page` article and fields, `surface` docks, `window` bars and dialogs,
    `raised` chips and menus; `border` divides, `control` outlines what can be typed in or pressed;
    `gold` is for done articles, progress and the logo only.
    """

    name: ThemeName
    dark: bool
    high_contrast: bool
    page: QColor
    surface: QColor
    window: QColor
    raised: QColor
    border: QColor
    control: QColor
    text: QColor
    muted: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    ok: QColor
    warning: QColor
    warning_soft: QColor
    error: QColor
    error_soft: QColor
    gold: QColor
    gold_fill: QColor

    def colour(self, token: str) -> QColor:
        """Return the colour of a token by its name; an unknown name raises `KeyError`."""
        if token not in TOKENS:
            raise KeyError(token)
        found: QColor = getattr(self, token)
        return found

    @property
    def outline(self) -> float:
        """Width of outlines in px: 1, or 2 with high contrast."""
        return 2.0 if self.high_contrast else 1.0


TOKENS = tuple(field.name for field in fields(Theme) if field.name not in ("name", "dark", "high_contrast"))
"""The names of all colour tokens."""


def _theme(name: ThemeName, *, dark: bool, **hexes: str) -> Theme:
    return Theme(
        name=name, dark=dark, high_contrast=False, **{token: QColor(value) for token, value in hexes.items()}
    )


LIGHT = _theme(
    "light",
    dark=False,
    page="#FFFFFF",
    surface="#FAF9F7",
    window="#F2F1EE",
    raised="#FFFFFF",
    border="#DAD8D2",
    control="#8A867D",
    text="#1E1D1B",
    muted="#625F58",
    accent="#2357C9",
    accent_soft="#E3EBFB",
    on_accent="#FFFFFF",
    ok="#1A7340",
    warning="#8A5A00",
    warning_soft="#FBF0D6",
    error="#B3261E",
    error_soft="#FBE6E3",
    gold="#8A6000",
    gold_fill="#F0C64A",
)

DARK = _theme(
    "dark",
    dark=True,
    page="#17181B",
    surface="#1B1C20",
    window="#1F2024",
    raised="#26282D",
    border="#34363C",
    control="#7C7F88",
    text="#E7E5E1",
    muted="#A3A19B",
    accent="#8FB4FF",
    accent_soft="#253453",
    on_accent="#0E1830",
    ok="#6FCF97",
    warning="#F0BE5A",
    warning_soft="#3A2F17",
    error="#FF9A90",
    error_soft="#43211E",
    gold="#E9C15A",
    gold_fill="#C79A2B",
)


def blend(over: QColor, under: QColor, share: float) -> QColor:
    """Return the opaque colour seen when `over` lies on `under` with the opacity `share` (0 to 1)."""
    return QColor.fromRgbF(
        share * over.redF() + (1 - share) * under.redF(),
        share * over.greenF() + (1 - share) * under.greenF(),
        share * over.blueF() + (1 - share) * under.blueF(),
    )


def high_contrast_theme(palette: QPalette) -> Theme:
    """Return the theme of a high-contrast system: its palette, borders in text, a soft ground for what is
    selected only.
    """
    role = QPalette.ColorRole
    text, page = palette.color(role.WindowText), palette.color(role.Base)
    window, accent = palette.color(role.Window), palette.color(role.Highlight)
    return Theme(
        name="high-contrast",
        dark=page.lightness() < text.lightness(),
        high_contrast=True,
        page=page,
        surface=page,
        window=window,
        raised=page,
        border=text,
        control=text,
        text=text,
        muted=text,
        accent=accent,
        accent_soft=blend(accent, page, 0.25),
        on_accent=palette.color(role.HighlightedText),
        ok=text,
        warning=text,
        warning_soft=page,
        error=text,
        error_soft=page,
        gold=text,
        gold_fill=accent,
    )
