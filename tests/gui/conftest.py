"""The real window over a real dataset, and a person at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme
from tests.gui.person import Person
from tests.gui.stage import make_dataset


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """Dress the application before there is any widget, as the program does."""
    assert qapp is not None
    apply_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, shown and active, with nothing open; closed as a person closes it."""
    window = MainWindow(Settings())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    window.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Person:
    """A person at the window, with the first of two articles open and the focus in it."""
    window.desk.files.open_dataset(make_dataset(tmp_path / "news.goldspan", articles=2))
    return Person(window.desk, qtbot)
