"""Icons: Lucide's SVGs, drawn with strokes of 1.5 px at any size and tinted with a token of the theme.

`icon(name)` for buttons and actions, `paint_icon` for delegates and own widgets, `icon_pixmap` for labels.
An icon tinted with a token follows the theme by itself.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import LIGHT, Theme, current_theme, disabled
from resources.loader import read_text

GRID = 24
"""Side of Lucide's grid, in its units."""

STROKE = 1.5
"""Width of strokes in px, whatever the size."""

Tint = str | QColor
"""A token's name (`"muted"`), which follows the theme, or a colour, which does not."""


@lru_cache(maxsize=512)
def icon(name: str, colour: Tint | None = None, size: int = 18) -> QIcon:
    """Return a tinted icon, drawn at most `size` px large; tinted with `text` unless told otherwise.

    Disabled it takes the colour of disabled words. A name that is not in `resources/icons/` raises
    `FileNotFoundError`, a token that is none `KeyError`.
    """
    _source(name)
    _colour(colour or "text", current_theme())
    return QIcon(_Engine(name, colour or "text", size))


def icon_pixmap(name: str, colour: Tint = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of `size` px for a screen with `ratio` device pixels a px."""
    return _pixmap(name, _colour(colour, current_theme()).rgba(), size, ratio)


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, colour: Tint = "text") -> None:
    """Paint an icon centred in a rectangle, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(QRectF(rect).center())
    ratio = painter.device().devicePixelRatio()
    pixmap = _pixmap(name, _colour(colour, current_theme()).rgba(), round(side), ratio)
    painter.drawPixmap(QPoint(round(place.x()), round(place.y())), pixmap)


def logo(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the logo as a pixmap, `size` px wide, in the gold of the theme."""
    theme = current_theme()
    svg = _source("logo").replace(LIGHT.gold.name().upper(), theme.gold.name())
    svg = svg.replace(LIGHT.gold_fill.name().upper(), theme.gold_fill.name())
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    natural = renderer.defaultSize()
    return _draw(renderer, QSize(size, round(size * natural.height() / natural.width())), ratio)


def app_icon() -> QIcon:
    """Return the application's icon, in the sizes that title bars and task bars ask for."""
    renderer = QSvgRenderer(QByteArray(_source("app").encode()))
    found = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        found.addPixmap(_draw(renderer, QSize(side, side), 1.0))
    return found


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return read_text(f"icons/{name}.svg")


def _colour(tint: Tint, theme: Theme) -> QColor:
    return theme.colour(tint) if isinstance(tint, str) else tint


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    """Draw an icon; the pixmap is kept, so a list paints its marks without drawing them again."""
    colour = QColor.fromRgba(rgba)
    svg = _source(name).replace("currentColor", colour.name())
    svg = svg.replace('stroke-width="2"', f'stroke-width="{STROKE * GRID / size:.3f}"')
    pixmap = _draw(QSvgRenderer(QByteArray(svg.encode())), QSize(size, size), ratio)
    if colour.alpha() == 255:
        return pixmap
    faint = QPixmap(pixmap.size())
    faint.setDevicePixelRatio(ratio)
    faint.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faint)
    painter.setOpacity(colour.alphaF())
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faint


def _draw(renderer: QSvgRenderer, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap


class _Engine(QIconEngine):
    """Draws one icon for a QIcon; the colour is looked up as it is drawn, so it follows the theme."""

    def __init__(self, name: str, tint: Tint, size: int) -> None:
        super().__init__()
        self._name, self._tint, self._size = name, tint, size

    def _colour_in(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        theme = current_theme()
        if mode == QIcon.Mode.Disabled:
            return disabled(theme)
        if state == QIcon.State.On and self._tint == "text":
            return theme.accent
        return _colour(self._tint, theme)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:  # noqa: ARG002
        """Return the size asked for, but no more than the icon was made for."""
        side = min(size.width(), size.height(), self._size)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into a rectangle of device-independent pixels."""
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        pixmap = _pixmap(self._name, self._colour_in(mode, state).rgba(), side, ratio)
        painter.drawPixmap(
            rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, pixmap
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a pixmap of that many device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return a pixmap of `size` px for a screen with `scale` device pixels a px."""
        side = min(size.width(), size.height())
        return _pixmap(self._name, self._colour_in(mode, state).rgba(), max(1, side), scale)
