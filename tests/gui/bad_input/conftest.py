"""The real window, put together as `main` does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.bad_input.disks import mounted
from tests.gui.bad_input.open_window import OpenWindow, make_window


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[], OpenWindow]]:
    """Opens a window; all that were opened are closed in the end."""
    opened: list[OpenWindow] = []

    def make() -> OpenWindow:
        opened.append(make_window(qtbot))
        return opened[-1]

    yield make
    for window in opened:
        window.close()


@pytest.fixture
def window(open_window: Callable[[], OpenWindow]) -> OpenWindow:
    return open_window()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text("Ada Lund met Bo Ek in Oslo on Monday.\n", encoding="utf-8")
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB; skips where none can be mounted."""
    with mounted(tmp_path / "disk", "size=2m") as disk:
        yield disk
