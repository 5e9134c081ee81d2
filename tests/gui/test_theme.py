from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotations.colour import contrast
from annotations.palette import HUES, PAGE, TEXT
from gui.theme import (
    DARK,
    LIGHT,
    TOKENS,
    Appearance,
    Theme,
    Type,
    apply_theme,
    current_theme,
    label_paint,
    reading_font,
    set_look,
    theme_keeper,
    type_font,
    type_px,
    ui_font,
)
from gui.theme.stylesheet import stylesheet
from gui.theme.tokens import high_contrast_theme

pytestmark = pytest.mark.usefixtures("qapp")

GROUNDS = ("page", "surface", "window", "raised", "accent_soft")
WORST = {
    "text": (14.1, 9.8),
    "muted": (5.3, 4.8),
    "accent": (5.4, 6.0),
    "ok": (4.9, 6.5),
    "warning": (5.0, 7.2),
    "error": (5.5, 6.1),
    "gold": (4.7, 7.2),
    "control": (3.2, 3.7),
}
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def _contrast(theme: Theme, token: str, ground: str) -> float:
    return contrast(theme.colour(token).name(), theme.colour(ground).name())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("token", WORST)
def test_the_worst_contrast_on_every_ground_is_as_designed(theme: Theme, token: str) -> None:
    soft = {"warning": ["warning_soft"], "error": ["error_soft"]}.get(token, [])
    # `control` outlines fields and buttons, which never lie on the ground of a selected row.
    grounds = [ground for ground in GROUNDS if (token, ground) != ("control", "accent_soft")]
    found = min(_contrast(theme, token, ground) for ground in [*grounds, *soft])
    assert found == pytest.approx(WORST[token][theme.dark], abs=0.06)
    assert found >= (3 if token == "control" else 4.5)


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_accent_and_soft_grounds_are_readable(theme: Theme) -> None:
    pairs = [("on_accent", "accent"), *itertools.product(["text", "muted"], ["warning_soft", "error_soft"])]
    assert {pair: _contrast(theme, *pair) for pair in pairs if _contrast(theme, *pair) < 4.5} == {}


def test_the_label_palette_was_computed_for_this_page_and_text() -> None:
    for theme, name in ((LIGHT, "light"), (DARK, "dark")):
        assert theme.page.name().upper() == PAGE[name]
        assert theme.text.name().upper() == TEXT[name]


@pytest.mark.parametrize(("preference", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_preference_dresses_the_application(
    qapp: QApplication, qtbot: QtBot, preference: Appearance, theme: Theme
) -> None:
    with qtbot.waitSignal(theme_keeper().themeChanged):
        apply_theme(preference)
    assert current_theme() is theme
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.page
    assert theme.accent.name() in qapp.styleSheet()


@pytest.mark.parametrize("theme", [LIGHT, DARK, high_contrast_theme(QPalette())])
def test_the_stylesheet_leaves_no_word_unfilled(theme: Theme) -> None:
    sheet = stylesheet(theme)
    for token in [*TOKENS, "line", "inner", "hover", "disabled", "scroll"]:
        assert "{" + token + "}" not in sheet


def test_high_contrast_takes_the_systems_colours_and_no_fills() -> None:
    palette = QPalette()
    theme = high_contrast_theme(palette)
    assert theme.outline == 2
    assert theme.muted == theme.text == palette.color(QPalette.ColorRole.WindowText)
    paint = label_paint("azure", theme)
    assert paint.fill == paint.pale == theme.page
    assert paint.line == theme.text


def test_label_colours_follow_the_theme() -> None:
    for hue in HUES:
        assert label_paint(hue.name, LIGHT).fill.name().upper() == hue.light.fill
        assert label_paint(hue.name, DARK).line.name().upper() == hue.dark.line


def test_type_keeps_the_ratios_of_the_design() -> None:
    body = ui_font().pixelSize()
    assert type_font(Type.BODY).pixelSize() == body
    assert type_px(Type.HEADING) / body == pytest.approx(15 / 13)
    assert type_font(Type.HEADING).weight() == QFont.Weight.DemiBold
    # What stands in the article follows its zoom alone, as the reading font does.
    assert [type_px(Type.LABEL, zoom) for zoom in (1.0, 2.0)] == [10, 20]


def test_the_reading_font() -> None:
    assert reading_font().pixelSize() == 17
    assert reading_font("Mono", 2.0).pixelSize() == 34
    mono = QFontMetricsF(reading_font("Mono"))
    assert mono.horizontalAdvance("iiii") == mono.horizontalAdvance("WWWW")
    assert reading_font("No such family").families() == reading_font("Serif").families()


def test_a_look_can_be_changed_later(qtbot: QtBot) -> None:
    apply_theme("light")
    label = QLabel("words")
    qtbot.addWidget(label)
    set_look(label, "error")
    assert label.palette().color(QPalette.ColorRole.WindowText) == LIGHT.error
    set_look(label, "muted")
    assert label.palette().color(QPalette.ColorRole.WindowText) == LIGHT.muted


def test_the_system_is_not_followed_against_the_preference(qapp: QApplication) -> None:
    apply_theme("dark")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Light)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_theme() is DARK
    apply_theme("light")


def test_the_system_is_followed_if_the_preference_says_so(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    apply_theme("system")
    for scheme, theme in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        hints.setColorScheme(scheme)
        if hints.colorScheme() != scheme:
            pytest.skip("this platform has no colour scheme to follow")
        assert current_theme() is theme
    apply_theme("light")
