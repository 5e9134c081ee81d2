"""Suggestions are there before the next article is opened, with the real pipeline in the real window."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.edits import article
from annotations.model import State, Status
from annotations.scheme import SchemeChange
from annotations.scheme_file import default_scheme
from gui.main_window import MainWindow
from tests.gui.person import Person
from tests.gui.stage import TEXT

MIXED = TEXT + "Ada Lund\r\nmet 👩🏽‍🚀 Bo\u00a0Ek in Oslo\u2028and\tcafe\u0301 שלום Bergen.\0\n"
ARTICLES = 8


@pytest.fixture
def waiting(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Person:
    """A person in the first of eight untouched articles; its suggestions are there, the fourth is flagged."""
    path = tmp_path / "ahead.goldspan"
    with Dataset.create(path, default_scheme()) as dataset:
        keys = [dataset.add_article(MIXED * (n + 1), title=f"Talks {n}") for n in range(ARTICLES)]
        dataset.apply(article.flag(dataset.load(keys[3]), True))
    with qtbot.waitSignal(window.desk.suggesting.finished, timeout=60_000):
        window.desk.files.open_dataset(path)
    return Person(window.desk, qtbot)


def statuses(person: Person) -> list[Status]:
    dataset = person.session.dataset
    assert dataset is not None
    return [row.status for row in dataset.queue()]


def ends(document: Document) -> set[tuple[int, int, str]]:
    """Bounds and label of each span."""
    return {(s.start, s.end, s.label) for s in document.spans.values()}


def through(person: Person, window: MainWindow) -> None:
    """Wait until nothing is made ahead any more."""
    person.qtbot.waitUntil(lambda: window._ahead.busy, timeout=10_000)
    person.qtbot.waitUntil(
        lambda: not window._ahead.busy and statuses(person).count(Status.UNTOUCHED) <= 3, timeout=30_000
    )


def test_the_next_article_shows_its_suggestions_at_once(window: MainWindow, waiting: Person) -> None:
    through(waiting, window)
    untouched, there = Status.UNTOUCHED, Status.SUGGESTED
    assert statuses(waiting) == [there, there, there, untouched, there, there, untouched, untouched]
    waiting.press("Ctrl+PgDown")
    assert waiting.document.article.title == "Talks 1"
    assert waiting.document.undecided > 10
    assert waiting.document.tokens is not None
    assert not window.desk.suggesting.busy
    assert waiting.desk.queue.model.index(2, 0).data().startswith("Talks 2")
    assert waiting.span("Norway").state is State.SUGGESTED
    # What is made beside the window is what is made in it.
    dataset = waiting.session.dataset
    assert dataset is not None
    first, second = (dataset.load(key) for key in list(dataset.keys())[:2])
    assert ends(first) == {found for found in ends(second) if found[1] <= len(first.text)}


def test_another_scheme_makes_them_anew(window: MainWindow, waiting: Person) -> None:
    through(waiting, window)
    session = waiting.session
    assert session.dataset is not None
    second = list(session.dataset.keys())[1]
    labels = {s.label for s in session.dataset.load(second).spans.values()}
    assert {"PERSON", "GPE"} <= labels
    off = tuple(replace(label, on=label.name != "GPE") for label in session.scheme.entities)
    session.set_scheme(SchemeChange(session.scheme, replace(session.scheme, entities=off)))
    dataset = session.dataset
    waiting.qtbot.waitUntil(
        lambda: "GPE" not in {s.label for s in dataset.load(second).spans.values()}, timeout=30_000
    )
    assert "PERSON" in {s.label for s in dataset.load(second).spans.values()}


def test_an_article_opened_in_the_middle_of_it_gets_them_all(
    window: MainWindow, waiting: Person, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window._ahead.busy, timeout=10_000)
    with qtbot.waitSignal(window.desk.suggesting.finished, timeout=60_000):
        waiting.press("Ctrl+PgDown")
        assert not window._ahead.busy
        assert waiting.document.state.status is Status.UNTOUCHED
    assert waiting.document.state.status is Status.SUGGESTED
    on_disk = waiting.on_disk()
    assert on_disk.spans == waiting.document.spans
    assert on_disk.relations == waiting.document.relations
    assert {s.start for s in on_disk.spans.values()} & set(range(len(TEXT), 2 * len(TEXT)))


def test_closing_in_the_middle_leaves_no_worker(window: MainWindow, waiting: Person, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window._ahead.busy, timeout=10_000)
    pid = window.desk.suggesting.worker.pid
    assert psutil.pid_exists(pid)
    dataset = waiting.session.dataset
    assert dataset is not None
    window.close()
    assert not window._ahead.busy
    assert not psutil.pid_exists(pid)
    with Dataset.open(dataset.path) as again:
        assert again.queue()[0].status is Status.SUGGESTED
