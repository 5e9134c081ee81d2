"""The pointer over text of every kind: line breaks, wrapped lines, right to left, emoji, combining marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.person import CTRL, Person
from tests.gui.stage import make_article

Reading = Callable[[str], Person]

FAMILY = "👨‍👩‍👧"
ODD = (
    f"Anna 👩🏽‍🚀 met Jose\u0301 Nunes{FAMILY}in Lisboa.\r\n"
    "\r\n"
    "Ferry\tline\u00a0no.\u00a05\u2028runs daily.\r\n"
)
HEBREW = "שלום עולם, אמר דוד בירושלים ביום שני.\n\nHe said שלום to Anna.\n"
LONG = "The North Atlantic Harbour Authority and the Baltic Freight Group met again. " * 6


@pytest.fixture
def reading(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Reading:
    """Opens a text and arms ORG: the person at it."""

    def read(text: str) -> Person:
        window.desk.files.open_dataset(make_article(tmp_path / "one.goldspan", text))
        person = Person(window.desk, qtbot)
        person.press("3")
        assert person.session.armed == "ORG"
        return person

    return read


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ODD, "Anna 👩🏽‍🚀 met"),
        (ODD, "Jose\u0301"),
        (ODD, "met Jose\u0301 Nunes"),
        (ODD, "Lisboa.\r\n\r\nFerry"),
        (ODD, "line\u00a0no"),
        (ODD, "5\u2028runs"),
        (HEBREW, "עולם"),
        (HEBREW, "דוד בירושלים"),
        (HEBREW, "שני.\n\nHe"),
        (LONG, "Baltic Freight Group met again. The North Atlantic Harbour Authority"),
        (LONG, LONG.strip()),
    ],
)
def test_a_drag_draws_exactly_what_it_went_over(
    reading: Reading, text: str, words: str, backwards: bool
) -> None:
    reader = reading(text)
    reader.drag_over(words, backwards=backwards)
    assert reader.span(words).label == "ORG"
    assert [reader.document.text_of(s) for s in reader.on_disk().spans.values()] == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ODD, "👩🏽‍🚀"),
        (ODD, FAMILY),
        (ODD, "e\u0301"),
        (ODD, f"es{FAMILY}i"),
        (HEBREW, "ולם, א"),
        (HEBREW, "ום t"),
    ],
)
def test_a_drag_by_characters_takes_each_whole(reading: Reading, text: str, words: str) -> None:
    reader = reading(text)
    reader.drag_over(words, modifiers=CTRL)
    assert [reader.document.text_of(s) for s in reader.document.spans.values()] == [words]


@pytest.mark.parametrize(
    ("text", "words"), [(ODD, "Jose\u0301"), (HEBREW, "בירושלים"), (HEBREW, "Anna"), (LONG, "Freight")]
)
def test_a_double_click_takes_the_word(reading: Reading, text: str, words: str) -> None:
    reader = reading(text)
    reader.double_click(reader.middle(reader.bounds(words)[0] + 1))
    assert [reader.document.text_of(s) for s in reader.document.spans.values()] == [words]


@pytest.mark.parametrize(
    ("text", "words", "start", "longer"),
    [
        (HEBREW, "דוד", True, "אמר דוד"),
        (HEBREW, "דוד", False, "דוד בירושלים"),
        (ODD, "Nunes", True, "Jose\u0301 Nunes"),
        (LONG, "Group met", False, "Group met again"),
    ],
)
def test_either_edge_is_where_it_is_seen(
    reading: Reading, text: str, words: str, start: bool, longer: str
) -> None:
    reader = reading(text)
    reader.drag_over(words)
    reader.press("Esc")
    low, high = reader.bounds(longer)
    to = reader.before(low) if start else reader.after(high - 1)
    reader.drag(reader.edge(reader.span(words), start=start), to)
    assert [reader.document.text_of(s) for s in reader.document.spans.values()] == [longer]


def test_a_span_over_wrapped_lines_is_resized_at_its_last_line(reading: Reading) -> None:
    reader = reading(LONG)
    words = "Baltic Freight Group met again. The North Atlantic Harbour Authority"
    reader.drag_over(words)
    reader.press("Esc")
    span = reader.span(words)
    reader.drag(reader.after(span.end - 1), reader.after(reader.bounds("Atlantic", 1)[1] - 1))
    assert reader.document.text_of(reader.document.spans[span.id]).endswith("The North Atlantic")


def test_white_space_alone_is_refused_with_a_sentence(reading: Reading) -> None:
    reader = reading(ODD)
    reader.drag_over("\t", modifiers=CTRL)
    assert not reader.document.spans
    assert "only white space" in reader.said
