"""The welcome page, with keys and the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.scheme_file import default_scheme
from gui.desk import Desk
from gui.panels.spoken_time import spoken_time
from gui.panels.welcome import WelcomePage
from gui.panels.welcome_parts import MissingRow
from tests.gui.small_desk import small_desk

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with small_desk(qtbot, tmp_path, opened=False) as made:
        yield made


def shown(qtbot: QtBot, desk: Desk, width: int = 1100) -> WelcomePage:
    page = WelcomePage(desk)
    qtbot.addWidget(page)
    page.resize(width, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.starts[0].hasFocus)
    return page


def make_dataset(desk: Desk, path: Path) -> None:
    with Dataset.create(path, default_scheme()) as made:
        made.add_article("Bob was in Oslo.", id="a", title="a")
    desk.files.recent.add(path, 0, 1)


def test_arrows_go_round_the_rows_and_enter_opens(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    make_dataset(desk, tmp_path / "talks.goldspan")
    page = shown(qtbot, desk)
    rows = [*page.starts, *page.recents]
    for expected in [*rows[1:], rows[0], rows[1]]:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Key.Key_Down)
        assert expected.hasFocus()
    qtbot.keyClick(rows[1], Key.Key_Up)
    qtbot.keyClick(rows[0], Key.Key_Up)
    assert page.recents[0].hasFocus()
    qtbot.keyClick(page.recents[0], Key.Key_Return)
    assert desk.session.dataset is not None
    assert desk.session.dataset.path.name == "talks.goldspan"


def test_a_text_is_pasted(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    QGuiApplication.clipboard().setText("Åse met Bob 👩‍👩‍👧.")
    qtbot.keyClick(page.starts[0], Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.document is not None
    assert desk.session.document.text == "Åse met Bob 👩‍👩‍👧."


def test_the_sample_opens_by_a_click(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    qtbot.mouseClick(page.starts[-1], Qt.MouseButton.LeftButton)
    assert desk.session.document is not None
    assert desk.session.document.text.startswith("BRINEHAVEN")


def test_a_row_says_what_it_is(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    make_dataset(desk, tmp_path / "talks.goldspan")
    page = shown(qtbot, desk)
    assert page.starts[0].accessibleName() == "Open an article, Ctrl+O"
    assert page.recents[0].accessibleName().startswith("talks, 0 of 1 articles done, today, ")


def test_what_is_gone_can_be_removed(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.files.recent.add(tmp_path / "stick" / "old.goldspan", 3, 9)
    make_dataset(desk, tmp_path / "talks.goldspan")
    page = shown(qtbot, desk)
    missing = page.findChild(MissingRow)
    assert isinstance(missing, MissingRow)
    assert str(tmp_path / "stick") in missing.words.text()
    qtbot.mouseClick(missing.remove_it, Qt.MouseButton.LeftButton)
    assert [Path(d.path).stem for d in desk.files.recent.datasets()] == ["talks"]
    page.recents[0].setFocus()
    qtbot.keyClick(page.recents[0], Key.Key_Delete)
    assert desk.files.recent.datasets() == []
    qtbot.waitUntil(page.starts[0].hasFocus)


def test_the_list_is_cleared(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    make_dataset(desk, tmp_path / "talks.goldspan")
    page = shown(qtbot, desk)
    page._clear.click()
    assert desk.files.recent.datasets() == []
    assert not page._clear.isVisible()


def test_a_small_page_has_one_column_and_scrolls(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, 560)
    page.resize(560, 320)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page.horizontalScrollBar().maximum() == 0
    row = page.starts[-1]
    for _ in page.starts[1:]:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Key.Key_Down)
    assert row.hasFocus()
    assert not row.visibleRegion().isEmpty()


NOW = datetime(2024, 3, 20, 15, 0).astimezone()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "today, 14:00"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=6), "14 Mar"),
        (timedelta(days=366), "20 Mar 2023"),
    ],
)
def test_times_are_said_as_people_say_them(ago: timedelta, words: str) -> None:
    assert spoken_time((NOW - ago).astimezone(UTC).isoformat(), NOW) == words


def test_no_time_is_no_words() -> None:
    assert spoken_time("whenever") == ""
