from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from gui.icons import app_icon, icon, icon_pixmap, logo
from gui.theme import DARK, LIGHT, apply_theme, disabled
from resources.icons.fetch import NAMES

pytestmark = pytest.mark.usefixtures("qapp")


def _inks(image: QImage) -> set[str]:
    """Return the colours of the pixels that are wholly covered."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def _stroke(name: str, size: int, ratio: float) -> float:
    """Return the width in px of the vertical stroke of `plus`, by the ink in a row above its middle."""
    image = icon_pixmap(name, QColor("black"), size, ratio).toImage()
    row = round(image.height() * 0.35)
    return sum(image.pixelColor(x, row).alphaF() for x in range(image.width())) / ratio


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("size", [16, 18, 24, 32])
def test_strokes_are_one_and_a_half_px_at_any_size(size: int, ratio: float) -> None:
    assert _stroke("plus", size, ratio) == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws(name: str) -> None:
    image = icon_pixmap(name, "text", 24, 2.0).toImage()
    assert image.size() == QSize(48, 48)
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))


def test_an_icon_follows_the_theme() -> None:
    mark = icon("circle", "ok")
    for preference, theme in (("light", LIGHT), ("dark", DARK)):
        apply_theme("light" if preference == "light" else "dark")
        assert _inks(mark.pixmap(QSize(18, 18), 2.0).toImage()) == {theme.ok.name()}


def test_modes_and_states_have_their_tints() -> None:
    apply_theme("light")
    size = QSize(18, 18)
    off = icon("circle").pixmap(size, 2.0, QIcon.Mode.Disabled).toImage()
    on = icon("circle").pixmap(size, 2.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert _inks(off) == {disabled(LIGHT).name()}
    assert _inks(on) == {LIGHT.accent.name()}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_pixmap_is_as_fine_as_the_screen(ratio: float) -> None:
    pixmap = icon("check").pixmap(QSize(18, 18), ratio)
    assert pixmap.width() == round(18 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_an_icon_is_no_larger_than_it_was_made_for() -> None:
    assert icon("check", size=16).actualSize(QSize(24, 24)) == QSize(16, 16)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
    with pytest.raises(KeyError):
        icon("check", "mauve")


def test_a_tint_may_be_faint() -> None:
    faint = icon_pixmap("circle", QColor(255, 0, 0, 128), 16, 2.0).toImage()
    assert max(faint.pixelColor(x, 16).alpha() for x in range(32)) in (127, 128, 129)


def test_the_logo_and_the_applications_icon_draw() -> None:
    for preference, theme in (("light", LIGHT), ("dark", DARK)):
        apply_theme("light" if preference == "light" else "dark")
        image = logo(46, 2.0).toImage()
        assert image.width() == 92
        assert {theme.gold.name(), theme.gold_fill.name()} <= _inks(image)
    apply_theme("light")
    assert not app_icon().pixmap(64).isNull()
