"""The command palette, by keys and by the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import State
from gui.desk import Desk
from gui.dialogs.palette import Palette
from tests.gui.dialogs.conftest import SPANS

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ASE = SPANS[0].id


def opened(qtbot: QtBot, desk: Desk, typed: str = "") -> Palette:
    qtbot.keyClick(desk.window, Key.Key_K, CTRL)
    palette = QApplication.activePopupWidget()
    assert isinstance(palette, Palette)
    qtbot.waitUntil(palette.field.hasFocus)
    qtbot.keyClicks(palette.field, typed)
    return palette


def titles(palette: Palette) -> list[str]:
    return [str(palette.entries.index(row).data()) for row in range(palette.entries.rowCount())]


def test_a_command_is_found_and_run(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select([ASE])
    palette = opened(qtbot, desk, "accept")
    assert titles(palette)[0] == "Accept"
    entry = palette.entries.entry(0)
    assert entry is not None
    assert (entry.more, entry.key) == ("“Åse”, PERSON", "A")
    qtbot.keyClick(palette.field, Key.Key_Return)
    document = desk.session.document
    assert document is not None
    qtbot.waitUntil(lambda: document.spans[ASE].state is State.ACCEPTED)
    assert QApplication.activePopupWidget() is None


def test_what_cannot_be_done_stands_last_and_does_nothing(qtbot: QtBot, desk: Desk) -> None:
    palette = opened(qtbot, desk, "accept")
    entries = [palette.entries.entry(row) for row in range(palette.entries.rowCount())]
    enabled = [entry.enabled for entry in entries if entry is not None]
    assert enabled == sorted(enabled, reverse=True)
    assert not enabled[-1]
    qtbot.keyClick(palette.field, Key.Key_Up)
    qtbot.keyClick(palette.field, Key.Key_Enter)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_arrows_go_round_and_a_click_runs(qtbot: QtBot, desk: Desk) -> None:
    palette = opened(qtbot, desk, "larger")
    qtbot.keyClick(palette.field, Key.Key_Down)
    assert palette.list.currentIndex().row() == 1 % palette.entries.rowCount()
    place = palette.list.visualRect(palette.entries.index(0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: desk.settings.get("zoom") == 1.1)


def test_articles_and_labels(qtbot: QtBot, desk: Desk) -> None:
    dataset = desk.session.dataset
    assert dataset is not None
    key = dataset.add_article("Ferries run late.", id="b", title="Ferry timetable")
    palette = opened(qtbot, desk, "@")
    assert titles(palette) == ["Åse and Bob", "Ferry timetable"]
    assert palette.count.text() == "2 of 2 articles"
    qtbot.keyClicks(palette.field, "tokyo")
    assert palette._empty.text() == "No article matches “tokyo”."
    palette.field.setText("@ferry")
    qtbot.keyClick(palette.field, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.document is not None and desk.session.document.article.key == key)
    palette = opened(qtbot, desk, "#gpe")
    qtbot.keyClick(palette.field, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.armed == "GPE")


def test_a_command_that_asks_is_run_after_the_palette_is_gone(qtbot: QtBot, desk: Desk) -> None:
    palette = opened(qtbot, desk, "keys")
    qtbot.keyClick(palette.field, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.objectName() == "keysDialog"
    qtbot.keyClick(dialog, Key.Key_Escape)
