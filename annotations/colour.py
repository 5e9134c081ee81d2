"""Colour arithmetic: contrast (WCAG 2), OKLab and OKLCH, and what colour-blind eyes see. Hex in, hex out.

A colour is a string `#RRGGBB`; `parse` and `to_hex` are the only two places that know it.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0; for linear RGB.
_SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

SIGHTS = tuple(_SIGHTS)
"""The kinds of sight that `seen_as` knows; the first is normal."""


def is_hex(text: str) -> bool:
    """Tell whether a text is a colour of the form `#rrggbb`."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def parse(colour: str) -> Triple:
    """Return red, green and blue of a `#rrggbb`, each 0 to 1; anything else raises `ValueError`."""
    if not is_hex(colour):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def to_hex(rgb: Triple) -> str:
    """Return `#RRGGBB` of red, green and blue, each 0 to 1; what lies outside is cut off."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, channel)) * 255):02X}" for channel in rgb)


def mix(over: str, under: str, share: float) -> str:
    """Return the colour seen when `over` lies on `under` with the opacity `share` (0 to 1)."""
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(parse(over), parse(under), strict=True))
    return to_hex((red, green, blue))


def _linear(rgb: Triple) -> Triple:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return red, green, blue


def _encoded(linear: Triple) -> Triple:
    red, green, blue = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = _linear(parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21; 4.5 is wanted for text, 3 for outlines."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _oklab(linear: Triple) -> Triple:
    red, green, blue = linear
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lab: Triple) -> Triple:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def oklch(colour: str) -> Triple:
    """Return OKLCH: lightness 0 to 1, chroma 0 to about 0.3, hue in degrees 0 to 360."""
    lightness, a, b = _oklab(_linear(parse(colour)))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour of an OKLCH value; chroma is lowered as far as the screen's gamut asks."""

    def linear_at(share: float) -> Triple:
        angle = math.radians(hue)
        saturation = chroma * share
        return _from_oklab((lightness, saturation * math.cos(angle), saturation * math.sin(angle)))

    def shows(linear: Triple) -> bool:
        return all(-0.0005 <= channel <= 1.0005 for channel in linear)

    low, high = 0.0, 1.0
    if shows(linear_at(1.0)):
        low = 1.0
    while high - low > 0.002:
        between = (low + high) / 2
        low, high = (between, high) if shows(linear_at(between)) else (low, between)
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in linear_at(low))
    return to_hex(_encoded((red, green, blue)))


@lru_cache(maxsize=1024)
def seen_as(colour: str, sight: str) -> Triple:
    """Return OKLab of a colour as an eye of that kind (`SIGHTS`) sees it."""
    linear = _linear(parse(colour))
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * channel for weight, channel in zip(row, linear, strict=True))))
        for row in _SIGHTS[sight]
    )
    return _oklab((red, green, blue))


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Return how far apart two colours are in OKLab to an eye of that kind; 0.02 is barely seen."""
    return math.dist(seen_as(one, sight), seen_as(other, sight))
