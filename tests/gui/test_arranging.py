"""Articles are renamed, moved, removed and reopened by keys, mouse and menus, and undo undoes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.dataset.pace import pace
from annotations.model import Status
from gui.dialogs.rename import RenameDialog
from gui.main_window import MainWindow
from gui.panels.empty_states import EmptyStates
from gui.widgets import KeyButton
from tests.gui.person import Person, click, write
from tests.gui.stage import make_dataset


@pytest.fixture
def four(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Person:
    """A person with the first of four articles open."""
    window.desk.files.open_dataset(make_dataset(tmp_path / "four.goldspan", articles=4))
    return Person(window.desk, qtbot)


def titles(person: Person) -> list[str]:
    """The titles in the list, which are those in the dataset."""
    model, dataset = person.desk.queue.model, person.session.dataset
    assert dataset is not None
    shown = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert shown == [row.title for row in dataset.queue()]
    return [title.removeprefix("Talks ") for title in shown]


def current(person: Person) -> str:
    return str(person.desk.queue.list.currentIndex().data())


def retitle(title: str, dialog: QDialog) -> None:
    assert isinstance(dialog, RenameDialog)
    write(dialog.title, "")
    dialog.title.insert(title)
    dialog.accept()


def row_menu(person: Person, row: int) -> None:
    """Press a row with the right button."""
    queue = person.desk.queue.list
    place = queue.visualRect(person.desk.queue.model.index(row, 0)).center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, queue.viewport().mapToGlobal(place))
    QApplication.sendEvent(queue.viewport(), event)


def test_an_article_is_renamed_by_key(four: Person) -> None:
    four.answer(lambda d: retitle(" Åse met 👩🏽‍🚀 שלום ", d), lambda: four.press("F2"))
    assert titles(four) == ["Åse met 👩🏽‍🚀 שלום", "2", "3", "4"]
    assert four.document.article.title == "Åse met 👩🏽‍🚀 שלום"
    assert four.view._head is not None
    assert four.view._head._title == "Åse met 👩🏽‍🚀 שלום"
    four.press("Ctrl+Z")
    assert titles(four) == ["1", "2", "3", "4"]
    assert four.document.article.title == "Talks 1"
    four.press("Ctrl+Shift+Z")
    assert titles(four)[0] == "Åse met 👩🏽‍🚀 שלום"
    steps = four.session.undo_stack.count()
    four.answer(lambda d: d.reject(), lambda: four.press("F2"))
    assert four.session.undo_stack.count() == steps


def test_an_article_is_moved_by_key_and_stays_the_current_one(four: Person) -> None:
    four.focus(four.desk.queue.list)
    four.press("Alt+Down")
    assert titles(four) == ["2", "1", "3", "4"]
    assert current(four) == "Talks 1"
    four.press("Alt+Down", "Alt+Down", "Alt+Down")
    assert titles(four) == ["2", "3", "4", "1"]
    four.press("Alt+Up")
    assert titles(four) == ["2", "3", "1", "4"]
    four.press(*["Ctrl+Z"] * 4)
    assert titles(four) == ["1", "2", "3", "4"]
    assert not four.session.undo_stack.canUndo()
    four.press("Alt+Up")
    assert not four.session.undo_stack.canUndo()


def test_nothing_is_moved_in_a_part_of_the_queue(four: Person) -> None:
    four.desk.queue.states.setCurrentIndex(four.desk.queue.states.findText("Suggested"))
    four.focus(four.desk.queue.list)
    four.press("Alt+Down")
    assert titles(four) == ["1", "2", "3", "4"]
    assert four.said.startswith("Articles are moved where the whole queue is shown")
    click(four.desk.bar._buttons[0])
    assert four.desk.queue.filter.wanted.statuses == ()


def test_articles_are_removed_one_after_another_and_come_back(four: Person) -> None:
    four.focus(four.desk.queue.list)
    four.press("Delete")
    assert titles(four) == ["2", "3", "4"]
    assert four.document.article.title == "Talks 2"
    four.press("Delete")
    assert titles(four) == ["3", "4"]
    assert four.said.startswith("“Talks 2” was removed.")
    click(four.desk.bar._buttons[0])
    assert titles(four) == ["2", "3", "4"]
    assert four.document.article.title == "Talks 2"
    assert four.document.undecided > 10
    four.press("Ctrl+Z")
    assert titles(four) == ["1", "2", "3", "4"]
    assert four.document.article.title == "Talks 1"
    four.press("Ctrl+Shift+Z")
    assert titles(four) == ["2", "3", "4"]


def test_decisions_before_a_removal_can_be_taken_back_after_it(four: Person) -> None:
    four.press("A")
    four.menu_bar("Article", "Remove")
    assert titles(four) == ["2", "3", "4"]
    four.press("Ctrl+Z", "Ctrl+Z")
    assert four.document.article.title == "Talks 1"
    assert not four.session.undo_stack.canUndo()
    assert four.on_disk().undecided == four.document.undecided == 15


def test_the_last_article_can_be_removed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.desk.files.open_dataset(make_dataset(tmp_path / "one.goldspan"))
    person = Person(window.desk, qtbot)
    person.focus(window.desk.queue.list)
    person.press("Delete")
    assert person.session.document is None
    assert titles(person) == []
    person.session.undo()
    assert titles(person) == ["1"]
    assert person.document.article.title == "Talks 1"


def test_a_row_has_a_menu_of_its_own(four: Person) -> None:
    row_menu(four, 2)
    assert "Flag" not in four.offered()
    four.choose("Remove")
    assert titles(four) == ["1", "2", "4"]
    assert four.document.article.title == "Talks 1"
    row_menu(four, 0)
    four.choose("Flag")
    assert four.document.state.flagged
    row_menu(four, 1)
    four.choose("Move up")
    assert titles(four) == ["2", "1", "4"]


def test_a_done_article_reopens_with_one_click(four: Person) -> None:
    four.desk.settings.set("undecided", "leave")
    four.press("Ctrl+Return", "Ctrl+PgUp")
    assert four.document.state.status is Status.DONE
    four.look()
    strip = four.desk.window.findChild(EmptyStates)
    assert isinstance(strip, EmptyStates)
    (reopen, _) = strip.findChildren(KeyButton)
    assert reopen.text() == "Reopen"
    click(reopen)
    four.look()
    assert four.on_disk().state.status is Status.IN_PROGRESS
    assert not strip.isVisible()


def test_the_pace_is_kept_beside_the_dataset(four: Person) -> None:
    dataset = four.session.dataset
    assert dataset is not None
    four.desk.settings.set("undecided", "leave")
    for key in list(dataset.keys())[:3]:
        dataset.add_seconds(key, 90)
        four.press("Ctrl+Return")
    four.look()
    found = pace(dataset)
    assert found is not None
    assert found.articles == 3
    assert four.desk.queue.progress.text() == "3 of 4 done · 40 an hour · about 2 min left"
    four.press("Ctrl+Z")
    four.look()
    assert four.desk.queue.progress.text() == "2 of 4 done"
    with Dataset.open(dataset.path, read_only=True) as same:
        assert pace(same) == pace(dataset)
