"""A disk that is full from the start, or fills up while a person works: told, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotations.dataset import Dataset
from annotations.exporting import Chosen, Job
from annotations.model import State
from tests.gui.bad_input.disks import full
from tests.gui.bad_input.open_window import OpenWindow
from tests.gui.stage import make_dataset

FULL = r"the disk that holds news\.goldspan is full\. Free some space and try again"


@pytest.fixture
def news(small_disk: Path) -> Path:
    return make_dataset(small_disk / "news.goldspan", articles=2)


def _until_refused(window: OpenWindow) -> None:
    """Annotate words until the disk takes no more: each that was shown before is saved."""
    text = window.document.text
    for end in range(len(text), 0, -1):
        before = dict(window.document.spans)
        window.session.select_range(0, end)
        window.press(Qt.Key.Key_2)
        if window.said:
            assert window.document.spans == before
            return
    raise AssertionError("the disk is never full")


def test_decisions_on_a_disk_that_fills_up(window: OpenWindow, news: Path) -> None:
    window.open(news)
    kept = window.draw("far apart")
    with full(news.parent):
        _until_refused(window)
        window.says(f"The decision was not saved: {FULL}.*Everything saved before is still there")
        shown = window.document.spans
        assert window.on_disk().spans == shown
        window.press(Qt.Key.Key_A)
        window.says(FULL)
        window.desk.actions["edit.undo"].trigger()
        window.says(FULL)
        assert window.document.spans == shown
        window.desk.finish.next()
        window.desk.finish.previous()
        assert kept.id in window.document.spans
    window.draw("Prime Minister")
    window.desk.files.close_dataset()
    with Dataset.open(news) as dataset:
        assert dataset.load(1).spans[kept.id].state is State.ACCEPTED


def test_seconds_that_a_full_disk_does_not_take_are_added_later(window: OpenWindow, news: Path) -> None:
    window.open(news)
    key = window.document.article.key
    clock = window.window._clock
    with full(news.parent):
        _until_refused(window)
        window.bar.close_message()
        clock._seconds[key] = 70.0
        clock.keep()
        window.says(rf"The time was not saved: {FULL}")
        window.bar.close_message()
        clock.keep()
        window.desk.finish.next()
        assert window.said == "", "it is said once"
    clock.keep()
    dataset = window.session.dataset
    assert dataset is not None
    assert dataset.seconds(key) == 70.0


def test_suggestions_that_a_full_disk_does_not_take(window: OpenWindow, news: Path, article: Path) -> None:
    window.open(news)
    window.open(article)
    window.wait_suggested()
    window.desk.files.close_dataset()
    window.open(news)
    window.session.open_article(3)
    window.desk.gold.follow(news.with_name("gold.jsonl"))
    with full(news.parent):
        _until_refused(window)
        window.bar.close_message()
        before = dict(window.document.spans)
        window.desk.actions["suggest.run"].trigger()
        window.wait(lambda: not window.desk.suggesting.busy)
        assert window.document.spans == before
        assert window.on_disk().spans == before
    window.desk.actions["suggest.run"].trigger()
    window.wait(lambda: not window.desk.suggesting.busy)
    window.draw("Oslo on")


def test_an_article_that_a_full_disk_does_not_take(window: OpenWindow, news: Path, article: Path) -> None:
    window.open(news)
    article.write_text("Ada Lund met Bo Ek. " * 20_000, "utf-8")
    with full(news.parent):
        window.open(article)
        window.says(f"The article was not saved: {FULL}")
        assert window.document.article.key == 1
        dataset = window.session.dataset
        assert dataset is not None
        assert dataset.totals().articles == 2
    window.draw("far apart")


def test_a_new_dataset_on_a_full_disk_leaves_nothing(window: OpenWindow, small_disk: Path) -> None:
    with full(small_disk):
        window.desk.files.new_dataset(small_disk / "news.goldspan")
        window.says(r"news\.goldspan .*(full|space)")
        assert [p.name for p in small_disk.iterdir()] == ["filler"]
    window.alive()


def test_a_default_dataset_on_a_full_disk(
    open_window: Callable[[], OpenWindow],
    small_disk: Path,
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(small_disk))
    window = open_window()
    with full(small_disk):
        window.open(article)
        window.says(r"My articles\.goldspan .*(full|space).*Texts go into .*My articles\.goldspan")
        window.desk.settings.set("annotator", "Ada")
        window.says("Preferences cannot be kept in .*No space left on device")
        assert window.desk.settings.get("annotator") == "Ada"
        assert window.session.dataset is None
    window.alive()
    window.close()


def test_gold_on_a_full_disk_leaves_the_old_file(
    window: OpenWindow, small_disk: Path, tmp_path: Path
) -> None:
    news = make_dataset(tmp_path / "news.goldspan", articles=2)
    window.open(news)
    window.desk.settings.set("undecided", "accept")
    window.desk.finish.done(go_on=False)
    gold = small_disk / "gold.jsonl"
    window.desk.exporting.start(Job(Chosen(str(news)), str(gold), "goldspan"))
    window.wait(lambda: "1 article written to" in window.said)
    old = gold.read_bytes()
    window.desk.finish.next()
    window.desk.finish.done(go_on=False)
    with full(small_disk):
        window.desk.exporting.start(Job(Chosen(str(news)), str(gold), "goldspan"))
        window.wait(
            lambda: "could not be written: the disk is full. Make room, or choose another" in window.said
        )
        window.says(r"gold\.jsonl is as it was\.")
        assert gold.read_bytes() == old
        window.desk.gold.follow(gold)
        window.wait(lambda: window.desk.gold.behind == 1 and "the disk is full" in window.said)
        window.window.close()
        assert window.window.isVisible(), "it says so once before it goes"
        window.says(r"gold\.jsonl could not be written: .* All decisions are saved in news\.goldspan\.")
        assert gold.read_bytes() == old
        window.draw("far apart")
    window.window.close()
    assert not window.window.isVisible()
    assert gold.read_bytes().count(b"\n") == 2
    assert b"far apart" in gold.read_bytes()
    assert sorted(p.name for p in small_disk.iterdir()) == ["gold.jsonl"]


def test_a_gold_file_that_stayed_behind_catches_up_when_the_dataset_is_open_again(
    open_window: Callable[[], OpenWindow], small_disk: Path, tmp_path: Path
) -> None:
    news, gold = make_dataset(tmp_path / "news.goldspan"), small_disk / "gold.jsonl"
    first = open_window()
    first.open(news)
    first.desk.settings.set("undecided", "accept")
    with full(small_disk):
        first.desk.gold.follow(gold)
        first.desk.finish.done(go_on=False)
        first.window.close()
        first.button("Close anyway").click()
        assert not first.window.isVisible()
        first.close()
    assert not gold.exists() or gold.read_bytes() == b"", "no record is on the disk"
    second = open_window()
    second.open(news)
    assert second.desk.gold.behind == 1
    second.desk.gold.follow_now()
    second.wait(lambda: second.desk.gold.behind == 0)
    assert gold.read_bytes().count(b"\n") == 1
