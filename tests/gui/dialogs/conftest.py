from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from tests.gui.small_desk import TEXT, small_desk, suggested

SPANS = [
    suggested(TEXT, "Åse", "PERSON", score=0.9),
    suggested(TEXT, "Bob", "PERSON", score=0.4),
    suggested(TEXT, "Paris", "GPE"),
    suggested(TEXT, "Bob", "PERSON", nth=1, score=0.8),
    suggested(TEXT, "Oslo", "GPE", score=0.7),
]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with small_desk(qtbot, tmp_path, SPANS) as made:
        yield made
