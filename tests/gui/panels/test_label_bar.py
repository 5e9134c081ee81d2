"""The label bar: chips, overflow, armed and hidden labels, relation labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotations.model import State
from gui.panels.label_bar import LabelBar
from gui.session import Relating
from gui.widgets import Chip
from tests.gui.panels.conftest import TEXT, Stand, follow, relations, spans
from tests.gui.panels.test_annotations import open_article


@pytest.fixture
def bar(stand: Stand, put: Callable[..., None]) -> LabelBar:
    open_article(stand, spans(), relations())
    made = LabelBar(stand.session, stand.actions)
    put(made, 900, 44)
    return made


def names(bar: LabelBar) -> list[str]:
    return [chip.label for chip in bar.chips()]


def chip(bar: LabelBar, name: str) -> Chip:
    return next(c for c in bar._chips if c.label == name)


def press(qtbot: QtBot, widget: Chip) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_as_many_chips_as_there_is_room_for(bar: LabelBar, stand: Stand) -> None:
    on = [label.name for label in stand.session.scheme.entities if label.on]
    shown = names(bar)
    assert shown == on[: len(shown)]
    assert bar.more.text() == f"{len(on) - len(shown)} more"
    assert bar.more.geometry().right() <= bar.width()
    stand.window.resize(3000, 44)
    assert names(bar) == on
    assert not bar.more.isVisible()


def test_a_press_draws_relabels_or_arms(bar: LabelBar, stand: Stand, qtbot: QtBot) -> None:
    document = stand.session.document
    assert document is not None
    at = TEXT.index("said")
    stand.session.select_range(at, at + 4)
    press(qtbot, chip(bar, "ORG"))
    assert document.equal(at, at + 4, "ORG") is not None
    stand.session.select(["s3"])
    press(qtbot, chip(bar, "ORG"))
    assert document.spans["s3"].label == "ORG"
    stand.session.select([])
    press(qtbot, chip(bar, "ORG"))
    assert stand.session.armed == "ORG"
    assert chip(bar, "ORG").armed
    press(qtbot, chip(bar, "ORG"))
    assert not chip(bar, "ORG").armed
    assert stand.errors == []


def test_an_armed_label_of_the_menu_is_seen(bar: LabelBar, stand: Stand) -> None:
    last = [label.name for label in stand.session.scheme.entities if label.on][-1]
    assert last not in names(bar)
    stand.session.arm(last)
    assert names(bar)[-1] == last
    assert bar.more.geometry().right() <= bar.width()


def test_the_menu_presses_the_rest(bar: LabelBar, stand: Stand, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    menu = bar.findChild(QMenu)
    assert menu is not None
    entry = menu.actions()[0]
    entry.trigger()
    menu.close()
    assert stand.session.armed == entry.text().split("\t")[0]


def label_menu(bar: LabelBar, name: str) -> dict[str, QMenu]:
    bar._show_menu(chip(bar, name), chip(bar, name).rect().center())
    menu = bar.findChildren(QMenu)[-1]
    return {action.text(): menu for action in menu.actions() if action.text()}


def choose(bar: LabelBar, name: str, text: str) -> None:
    menu = label_menu(bar, name)[text]
    next(a for a in menu.actions() if a.text() == text).trigger()
    menu.close()


def test_deciding_all_of_a_label_is_asked_for(bar: LabelBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.accept_asked) as told:
        choose(bar, "PERSON", "Accept all 2 PERSON…")
    assert told.args == ["PERSON"]
    with qtbot.waitSignal(bar.reject_asked) as told:
        choose(bar, "GPE", "Reject all 1 GPE…")
    assert told.args == ["GPE"]


def test_hiding_is_told_and_taken_back(bar: LabelBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.hidden_changed) as told:
        choose(bar, "GPE", "Hide GPE")
    assert told.args == [frozenset({"GPE"})]
    assert chip(bar, "GPE").concealed
    choose(bar, "GPE", "Show GPE")
    assert bar.hidden == frozenset()


def test_a_label_can_be_switched_off(bar: LabelBar, stand: Stand) -> None:
    choose(bar, "GPE", "Switch GPE off")
    assert "GPE" not in [c.label for c in bar._chips]
    label = stand.dataset.scheme.entity("GPE")
    assert label is not None
    assert not label.on
    assert "span.relabel.GPE" not in stand.actions
    stand.session.undo()
    assert "span.relabel.GPE" in stand.actions


def test_relations_while_relating_and_selected(bar: LabelBar, stand: Stand, qtbot: QtBot) -> None:
    document = stand.session.document
    assert document is not None
    stand.session.relate_from(Relating("s2", "s4"))
    follow(stand)
    assert "leads" in names(bar)
    assert "PERSON" not in names(bar)
    press(qtbot, chip(bar, "leads"))
    follow(stand)
    assert document.relations["r1"].state is State.ACCEPTED
    stand.session.select(["s1"])
    follow(stand)
    assert "PERSON" in names(bar)
    stand.session.select(["r1"])
    follow(stand)
    press(qtbot, chip(bar, "citizen_of"))
    follow(stand)
    assert document.relations["r1"].label == "citizen_of"
    stand.session.open_dataset(None)
    follow(stand)
    assert names(bar) == []
