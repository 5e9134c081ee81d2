from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.colour import contrast, distance, from_oklch, mix, oklch, parse, to_hex
from annotations.palette import HUES, PAGE, TEXT, apart, is_colour, label_colour, nearest, next_hue

NAMES = [hue.name for hue in HUES]
BOTH = [pytest.param(False, id="light"), pytest.param(True, id="dark")]
hexes = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


@pytest.mark.parametrize("dark", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_a_hue_is_readable(name: str, dark: bool) -> None:
    colour, theme = label_colour(name, dark=dark), "dark" if dark else "light"
    assert contrast(TEXT[theme], colour.fill) >= 4.5
    assert contrast(TEXT[theme], colour.pale) >= 4.5
    assert contrast(colour.line, PAGE[theme]) >= 4.5
    assert colour.pale == mix(colour.fill, PAGE[theme], 0.32)


@pytest.mark.parametrize(("dark", "worst"), [(False, 10.1), (True, 6.4)])
def test_the_worst_text_on_fill_is_as_designed(dark: bool, worst: float) -> None:
    theme = "dark" if dark else "light"
    found = min(contrast(TEXT[theme], label_colour(name, dark=dark).fill) for name in NAMES)
    assert found == pytest.approx(worst, abs=0.05)


@pytest.mark.parametrize("dark", BOTH)
def test_every_line_shows_on_every_fill(dark: bool) -> None:
    colours = [label_colour(name, dark=dark) for name in NAMES]
    assert min(contrast(a.line, b.fill) for a in colours for b in colours) >= 3.1 - 0.05


@pytest.mark.parametrize(("first", "least"), [(4, 0.099), (6, 0.053), (8, 0.047), (12, 0.027), (18, 0.010)])
def test_the_first_hues_are_as_far_apart_as_designed(first: int, least: float) -> None:
    found = min(apart(a, b) for a, b in itertools.combinations(NAMES[:first], 2))
    assert found == pytest.approx(least, abs=0.0006)


def test_the_first_labels_of_the_news_scheme_are_far_apart() -> None:
    first = ["azure", "olive", "orange", "jade", "cyan", "indigo", "pink"]
    assert min(apart(a, b) for a, b in itertools.combinations(first, 2)) == pytest.approx(0.044, abs=0.0006)


def test_three_steps_of_lightness() -> None:
    steps = {round(oklch(label_colour(name).fill)[0] * 20) for name in NAMES}
    assert len(steps) == 3


def test_new_labels_take_the_hues_in_turn() -> None:
    used: list[str] = []
    for _ in range(20):
        used.append(next_hue(used))
    assert used == [*NAMES, "azure", "orange"]
    assert next_hue(["orange", "#123456"]) == "azure"


@given(hexes)
def test_an_own_colour_is_as_readable_as_a_hue(own: str) -> None:
    for dark, theme in ((False, "light"), (True, "dark")):
        colour = label_colour(own, dark=dark)
        assert contrast(TEXT[theme], colour.fill) >= 4.5
        assert contrast(TEXT[theme], colour.pale) >= 4.5
        assert contrast(colour.line, PAGE[theme]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_a_hue_given_as_an_own_colour_comes_out_near_itself(name: str) -> None:
    fitted, hue = label_colour(label_colour(name).line), label_colour(name)
    assert distance(fitted.line, hue.line) < 0.03
    assert distance(fitted.fill, hue.fill) < 0.05


@given(hexes)
def test_oklch_goes_there_and_back(colour: str) -> None:
    assert parse(from_oklch(*oklch(colour))) == pytest.approx(parse(colour), abs=1.5 / 255)


def test_grey_stays_grey() -> None:
    assert oklch(label_colour("#808080").fill)[1] < 0.005


@pytest.mark.parametrize("text", ["", "mauve", "#12345", "#12345g", "123456", "#1234567"])
def test_what_is_no_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="not a hue"):
        label_colour(text)


def test_known_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert to_hex(parse("#0aF1c3")) == "#0AF1C3"
    assert nearest("jade", []) is None
    closest = nearest("jade", NAMES)
    assert closest is not None
    assert closest[0] == "sky"


def test_the_palette_loads_no_qt() -> None:
    code = "import annotations.palette, sys; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
