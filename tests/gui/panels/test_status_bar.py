"""The status bar, with a real worker (tokens only) and real gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset, PipelineChoice
from annotations.edits import decide
from annotations.edits.article import Undecided, finish
from annotations.model import Span, State
from gui.gold import Gold
from gui.importing import Importing
from gui.panels.status_bar import StatusBar
from gui.suggesting import Suggesting
from tests.gui.panels.conftest import SM, Stand, follow, relations, spans
from tests.gui.panels.test_annotations import open_article


@pytest.fixture
def suggesting(stand: Stand) -> Iterator[Suggesting]:
    stand.dataset.pipeline = PipelineChoice("blank:en")
    made = Suggesting(stand.session, stand.session.background)
    yield made
    made.close()


@pytest.fixture
def bar(stand: Stand, suggesting: Suggesting, put: Callable[..., None]) -> StatusBar:
    gold = Gold(stand.desk, lambda: "")
    made = StatusBar(stand.session, stand.actions, suggesting, gold, Importing(stand.desk))
    put(made, 1200, 28)
    return made


def counts(bar: StatusBar) -> str:
    words = bar.counts.text().replace("<b>", "").replace("</b>", "").replace("&nbsp;", " ")
    return " ".join(words.split())


def test_it_counts_along_with_each_change(bar: StatusBar, stand: Stand) -> None:
    assert not bar.counts.isVisible()
    open_article(stand, spans(), relations())
    assert counts(bar) == "5 undecided 2 accepted 0 relations"
    stand.session.do(lambda d: decide.accept(d, ["r1"]))
    follow(stand)
    assert counts(bar) == "2 undecided 4 accepted 1 relation"
    stand.session.undo()
    follow(stand)
    assert counts(bar) == "5 undecided 2 accepted 0 relations"


def test_it_says_where_it_is_saved(bar: StatusBar, stand: Stand) -> None:
    assert bar.saved.text() == "Saved"
    assert bar.saved.toolTip() == str(stand.dataset.path)
    stand.session.open_dataset(None)
    assert not bar.saved.isVisible()
    assert not bar.pipeline.isVisible()


def test_it_shows_the_pipeline_and_its_work(
    bar: StatusBar, stand: Stand, suggesting: Suggesting, qtbot: QtBot
) -> None:
    assert bar.pipeline.text() == "blank:en"
    open_article(stand, spans(), relations())
    with qtbot.waitSignal(suggesting.finished, timeout=60_000):
        suggesting.suggest()
        assert bar.work.isVisible()
        assert bar.work.text() == "Loading the pipeline"
    qtbot.waitUntil(lambda: not bar.work.isVisible())
    suggesting.finished.emit(stand.session.document, {"FOO": 3, "BAR": 1})
    assert bar.hint.text() == "2 labels not shown: BAR, FOO"
    stand.session.close_article()
    assert not bar.hint.isVisible()


def test_it_says_when_gold_was_verified(bar: StatusBar, stand: Stand, tmp_path: Path) -> None:
    assert not bar.gold.isVisible()
    open_article(stand, spans(), relations())
    bar._gold.was_written(tmp_path / "gold.jsonl")
    follow(stand)
    assert bar.gold.text() == "Offsets verified"
    stand.session.do(lambda d: decide.accept(d, ["s1"]))
    follow(stand)
    assert not bar.gold.isVisible()


def test_it_says_how_far_behind_a_gold_file_is(
    bar: StatusBar, stand: Stand, tmp_path: Path, qtbot: QtBot
) -> None:
    open_article(stand, spans(), relations())
    bar._gold.follow(tmp_path / "gold.jsonl")
    assert bar.gold.text() == "Gold file 1 behind"
    qtbot.waitUntil(lambda: bar.gold.text() == "Offsets verified")
    stand.session.do(lambda d: finish(d, Undecided.ACCEPT))
    assert bar.gold.text() == "Gold file 1 behind"
    bar._gold.follow_now()
    qtbot.waitUntil(lambda: bar.gold.text() == "Offsets verified")
    assert (tmp_path / "gold.jsonl").read_bytes().count(b"\n") == 1


def test_it_says_that_a_large_change_is_being_saved(bar: StatusBar, stand: Stand, qtbot: QtBot) -> None:
    made = [Span(f"s{n}", 2 * n, 2 * n + 1, "GPE", State.SUGGESTED, (SM,)) for n in range(1, 1502)]
    open_article(stand, made, [], "a " * 1502)
    chosen = [span.id for span in made]
    stand.session.do(lambda d: decide.accept(d, chosen), rows=len(chosen))
    follow(stand)
    assert bar.saved.text() == "Saving…"
    qtbot.waitUntil(lambda: bar.saved.text() == "Saved")
    follow(stand)
    assert counts(bar) == "0 undecided 1,501 accepted 0 relations"


def test_it_says_what_may_only_be_read(bar: StatusBar, stand: Stand) -> None:
    path = stand.dataset.path
    stand.session.open_dataset(None)
    stand.session.open_dataset(Dataset.open(path, read_only=True))
    assert bar.saved.text() == "Read only"
