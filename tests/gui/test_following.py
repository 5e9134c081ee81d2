"""What follows the article: told a moment later, together, in order, and never of another article."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.edits import decide, spans
from annotations.scheme_file import default_scheme
from gui.background import Background
from gui.session import Session

TEXT = "Ann met Bo in Oslo. 👩🏽‍🚀 Cy left."


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Session:  # noqa: ARG001 - a timer needs it
    background = Background()
    made = Session(background)
    dataset = Dataset.create(tmp_path / "d.goldspan", default_scheme())
    keys = [dataset.add_article(TEXT), dataset.add_article(TEXT + " Again.")]
    made.open_dataset(dataset)
    made.open_article(keys[0])
    made.following.catch_up()
    return made


def heard(session: Session) -> list[str]:
    found: list[str] = []
    session.following.changed.connect(lambda change: found.append(change.text))
    session.following.selection_changed.connect(lambda: found.append("selection"))
    session.following.settled.connect(lambda: found.append("settled"))
    session.queue_changed.connect(lambda key: found.append(f"row {key}"))
    return found


def draw(session: Session, start: int, end: int) -> None:
    session.do(lambda d: spans.add(d, start, end, "PERSON"))


def test_all_of_a_moment_is_told_together_and_in_order(session: Session, qtbot: QtBot) -> None:
    found = heard(session)
    draw(session, 0, 3)
    draw(session, 8, 10)
    session.select(["s1"])
    session.select(["s2"])
    assert found == []
    qtbot.waitUntil(lambda: "settled" in found)
    key = session.document.article.key if session.document is not None else 0
    texts = [change for change in found if change not in ("selection", "settled", f"row {key}")]
    assert len(texts) == 2
    assert found == [*texts, "selection", f"row {key}", "settled"]
    assert not session.following.behind


def test_what_it_sets_off_is_told_too(session: Session) -> None:
    draw(session, 0, 3)
    session.following.catch_up()
    found = heard(session)
    session.following.selection_changed.connect(lambda: session.select([]))
    session.select(["s1"])
    session.following.catch_up()
    assert session.selection.ids == ()
    assert found.count("settled") == 2
    assert not session.following.behind


def test_changes_of_an_article_that_was_left_are_forgotten(session: Session) -> None:
    found = heard(session)
    draw(session, 0, 3)
    session.do(lambda d: decide.reject(d, ["s1"]))
    assert session.dataset is not None
    session.open_article(list(session.dataset.keys())[1])
    session.following.catch_up()
    assert found[0] == "selection"
    assert found[-1] == "settled"
