"""The two questions on the way to gold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.edits.article import Undecided
from annotations.model import State, Status
from gui.desk import Desk
from gui.dialogs.undecided import UndecidedDialog
from gui.dialogs.unfinished import UnfinishedDialog
from tests.gui.dialogs.asking import answer

Key = Qt.Key


def press(qtbot: QtBot, key: Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Key.Key_L, (Undecided.LEAVE, False)),
        (Key.Key_A, (Undecided.ACCEPT, False)),
        (Key.Key_R, (Undecided.REJECT, False)),
        (Key.Key_Return, (Undecided.LEAVE, False)),
        (Key.Key_Enter, (Undecided.LEAVE, False)),
        (Key.Key_Escape, None),
    ],
)
def test_a_key_answers(qtbot: QtBot, desk: Desk, key: Key, expected: object) -> None:
    answer(UndecidedDialog, lambda _: press(qtbot, key))
    assert desk.dialogs.ask_undecided(5) == expected


def test_the_answer_is_remembered_and_acted_on(qtbot: QtBot, desk: Desk) -> None:
    def accept(dialog: UndecidedDialog) -> None:
        qtbot.mouseClick(
            dialog.remember, Qt.MouseButton.LeftButton, pos=dialog.remember.rect().center() * 0.1
        )
        press(qtbot, Key.Key_A)

    answer(UndecidedDialog, accept)
    desk.actions["article.done"].trigger()
    document = desk.session.document
    assert document is not None
    assert document.state.status is Status.DONE
    assert {span.state for span in document.spans.values()} == {State.ACCEPTED}
    assert desk.settings.get("undecided") == "accept"


@pytest.mark.parametrize(("count", "words"), [(1, "1 suggestion is"), (1200, "1,200 suggestions are")])
def test_the_question_counts(qtbot: QtBot, count: int, words: str) -> None:
    dialog = UndecidedDialog(count)
    qtbot.addWidget(dialog)
    assert dialog.accessibleDescription().startswith(words)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key.Key_Return], "done"),
        ([Key.Key_Backtab, Key.Key_Space], "as_it_stands"),
        ([Key.Key_Backtab, Key.Key_Return], "as_it_stands"),
        ([Key.Key_Escape], ""),
    ],
)
def test_saving_what_is_not_done(qtbot: QtBot, desk: Desk, keys: list[Key], expected: str) -> None:
    def press_all(_: UnfinishedDialog) -> None:
        for key in keys:
            press(qtbot, key)

    answer(UnfinishedDialog, press_all)
    assert desk.dialogs.ask_unfinished() == expected
