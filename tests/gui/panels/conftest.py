"""A window with a real session over a real dataset, and the actions of the real desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.model import Relation, Span, State
from annotations.scheme_file import default_scheme
from gui.action_set import ActionSet
from gui.desk import Desk
from gui.session import Session
from gui.settings import Settings
from gui.theme import apply_theme
from gui.widgets import MessageBar

TEXT = (
    "Vladimir Putin met Nikol Pashinyan in Moscow.\r\n"
    "\u202eשלום\u202c Armenia\u2028and 👩🏽‍🚀 Cafe\u0301 Yerevan\u00a0said\tso.\0"
)
SM = "en_core_web_sm 3.8.0"


class Stand(NamedTuple):
    """What a panel needs to be tried out."""

    window: QWidget
    desk: Desk
    session: Session
    actions: ActionSet
    settings: Settings
    dataset: Dataset
    errors: list[Exception]


def follow(stand: Stand) -> None:
    """Let the panels follow the session now, as they do a moment later."""
    stand.session.following.catch_up()


def span(
    number: int,
    words: str,
    label: str,
    state: State = State.SUGGESTED,
    *,
    sources: tuple[str, ...] = (SM,),
    score: float | None = None,
) -> Span:
    """A span on the first occurrence of some words in the text."""
    start = TEXT.index(words)
    return Span(f"s{number}", start, start + len(words), label, state, sources, score)


def spans() -> list[Span]:
    """Six spans in every state that is shown."""
    return [
        span(1, "Vladimir Putin", "PERSON", score=0.94),
        span(2, "Nikol Pashinyan", "PERSON"),
        span(3, "Moscow", "GPE", State.ACCEPTED, score=0.98),
        span(4, "Armenia", "GPE"),
        span(5, "Yerevan", "GPE", State.REJECTED),
        span(6, "Cafe\u0301", "FAC", State.ACCEPTED, sources=("person",)),
    ]


def relations() -> list[Relation]:
    """Two suggested relations."""
    return [
        Relation("r1", "s2", "s4", "leads", State.SUGGESTED, ("patterns",), 0.91),
        Relation("r2", "s1", "s2", "met_with", State.SUGGESTED, ("patterns",)),
    ]


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    """An empty dataset that is open, in a window that is shown."""
    apply_theme("light")
    window = QWidget()
    QVBoxLayout(window).setContentsMargins(0, 0, 0, 0)
    desk = Desk(window, Settings(tmp_path / "settings.json"))
    desk.bar = MessageBar(window)
    errors: list[Exception] = []
    desk.session.failed.connect(errors.append)
    actions = ActionSet(desk, window)
    dataset = Dataset.create(tmp_path / "news.goldspan", default_scheme())
    desk.session.open_dataset(dataset)
    yield Stand(window, desk, desk.session, actions, desk.settings, dataset, errors)
    desk.session.open_dataset(None)
    desk.background.close()
    window.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def put(stand: Stand, qtbot: QtBot) -> Callable[..., None]:
    """Put a panel into the window and show it."""

    def put(panel: QWidget, width: int = 352, height: int = 600) -> None:
        layout = stand.window.layout()
        assert layout is not None
        layout.addWidget(panel)
        stand.window.resize(width, height)
        with qtbot.waitActive(stand.window):
            stand.window.show()
            stand.window.activateWindow()

    return put
