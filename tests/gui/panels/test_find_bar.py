"""Finding in the article, with keys and the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.model import State
from gui.desk import Desk
from tests.gui.small_desk import TEXT, small_desk, suggested

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with small_desk(qtbot, tmp_path, [suggested(TEXT, "Paris", "GPE")]) as made:
        yield made


def look_for(qtbot: QtBot, desk: Desk, words: str) -> None:
    desk.actions["find.show"].trigger()
    qtbot.waitUntil(desk.find_bar.field.hasFocus)
    qtbot.keyClicks(desk.find_bar.field, words)
    qtbot.waitUntil(lambda: bool(desk.find_bar.count.text()) and desk.find_bar.count.text() != "Looking…")


def selected_text(desk: Desk) -> str:
    bounds = desk.session.selection.range
    return "" if bounds is None else TEXT[slice(*bounds)]


def test_the_hits_are_stepped_through_and_esc_goes_back(qtbot: QtBot, desk: Desk) -> None:
    bar = desk.find_bar
    look_for(qtbot, desk, "bob")
    assert bar.count.text() == "1 of 3"
    places = [desk.session.selection.range]
    for key, modifier in ((Key.Key_Return, Qt.KeyboardModifier.NoModifier), (Key.Key_Return, SHIFT)):
        qtbot.keyClick(bar.field, key, modifier)
        places.append(desk.session.selection.range)
    desk.actions["find.previous"].trigger()
    places.append(desk.session.selection.range)
    first, second, third = (hit for hit in bar.hits)
    assert places == [first, second, first, third]
    assert selected_text(desk) == "Bob"
    assert desk.view.showing.selection == third
    qtbot.keyClick(bar.field, Key.Key_Escape)
    assert bar.isHidden()
    qtbot.waitUntil(desk.view.hasFocus)
    desk.actions["find.next"].trigger()
    assert desk.session.selection.range == first


def test_all_hits_are_marked_while_the_bar_is_open(qtbot: QtBot, desk: Desk) -> None:
    bar, view = desk.find_bar, desk.view
    look_for(qtbot, desk, "bob")
    assert len(bar.hits) == 3
    assert view.showing.hits == bar.hits
    qtbot.keyClick(bar.field, Key.Key_Escape)
    assert view.showing.hits == ()
    desk.actions["find.show"].trigger()
    assert view.showing.hits == bar.hits
    bar.field.clear()
    assert view.showing.hits == ()


def test_a_line_break_between_two_words_is_no_hindrance(qtbot: QtBot, desk: Desk) -> None:
    look_for(qtbot, desk, "bob in")
    assert selected_text(desk) == "Bob\r\nin"


def test_selected_text_is_looked_for(qtbot: QtBot, desk: Desk) -> None:
    at = TEXT.rindex("Bob")
    desk.session.select_range(at, at + 3)
    desk.find_bar.open()
    qtbot.waitUntil(lambda: desk.find_bar.count.text() == "3 of 3")
    assert desk.find_bar.field.selectedText() == "Bob"
    assert desk.session.selection.range == (at, at + 3)


def test_a_pattern_and_capitals(qtbot: QtBot, desk: Desk) -> None:
    bar = desk.find_bar
    look_for(qtbot, desk, r"[po]\w+is|oslo")
    assert bar.count.text() == "Nothing found"
    assert not bar.annotate.isEnabled()
    qtbot.mouseClick(bar.pattern, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 3")
    qtbot.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.count.text() == "Nothing found")


def test_a_wrong_pattern_is_a_sentence(qtbot: QtBot, desk: Desk) -> None:
    desk.find_bar.pattern.setChecked(True)
    look_for(qtbot, desk, "(bob")
    qtbot.waitUntil(lambda: "no regular expression" in desk.find_bar.count.text())
    assert desk.find_bar.field.property("invalid") is True
    qtbot.keyClicks(desk.find_bar.field, ")")
    qtbot.waitUntil(lambda: desk.find_bar.count.text() == "1 of 3")
    assert desk.find_bar.field.property("invalid") is False


def test_all_that_was_found_is_annotated_in_one_step(qtbot: QtBot, desk: Desk) -> None:
    document = desk.session.document
    assert document is not None
    look_for(qtbot, desk, "bob")
    assert desk.find_bar.annotate.text() == "Annotate all 3…"
    qtbot.mouseClick(desk.find_bar.annotate, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Key.Key_1)
    drawn = [s for s in document.spans.values() if s.state is State.ACCEPTED]
    assert sorted((s.start, s.end) for s in drawn) == list(desk.find_bar.hits)
    assert {s.label for s in drawn} == {desk.session.scheme.entities[0].name}
    desk.actions["edit.undo"].trigger()
    assert [s.state for s in document.spans.values()] == [State.SUGGESTED]


def test_a_large_text_is_searched_while_the_window_lives(qtbot: QtBot, tmp_path: Path) -> None:
    text = ("Bob saw the river and 👩‍👩‍👧 went home. " * 30_000)[:1_000_000] + "needle"
    with small_desk(qtbot, tmp_path, text=text) as desk:
        desk.find_bar.open()
        desk.find_bar.field.setText("needle")
        qtbot.waitUntil(lambda: desk.find_bar.count.text() == "1 of 1", timeout=20_000)
        assert desk.session.selection.range == (len(text) - 6, len(text))
