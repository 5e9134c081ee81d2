"""The queue panel: rows, pages, search, filter, and the open article's row."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset, QueueRow, Totals, Wanted
from annotations.dataset.importing import Twins, import_records
from annotations.dataset.pace import Pace
from annotations.document import Document
from annotations.edits import article, decide
from annotations.edits.article import Undecided
from annotations.formats.report import Report
from annotations.model import Article, ArticleState, Status
from annotations.scheme_file import default_scheme
from gui.panels.queue import QueuePanel
from gui.panels.queue_model import MOST, PAGE, ROW
from gui.panels.queue_words import pace_words, second_line
from gui.widgets.menu import close_menus
from tests.benchmarks import corpus
from tests.gui.panels.conftest import TEXT, Stand, follow, relations, spans


def add(stand: Stand, count: int) -> list[int]:
    """Add so many articles, the first with suggestions."""
    first = Article(0, "a0", "Putin met 👩🏽‍🚀 Pashinyan", TEXT, "")
    document = Document(first, ArticleState(Status.SUGGESTED), spans(), relations(), last_id=6)
    keys = [stand.dataset.add_document(document)]
    keys += [
        stand.dataset.add_article(f"Text {n}.", id=f"a{n}", title=f"Article {n}") for n in range(1, count)
    ]
    stand.session.queue_changed.emit(0)
    return keys


def titles(panel: QueuePanel) -> list[str]:
    return [panel.model.index(n, 0).data() for n in range(panel.model.rowCount())]


@pytest.fixture
def panel(stand: Stand, put: Callable[..., None]) -> QueuePanel:
    made = QueuePanel(stand.session, stand.actions)
    put(made, 244)
    return made


def test_an_empty_dataset_says_so(panel: QueuePanel) -> None:
    assert panel.empty.isVisible()
    assert panel.empty.text() == "No articles yet. Open text files to annotate."
    assert panel.progress.text() == "0 of 0 done"


def test_it_pages_as_one_scrolls(panel: QueuePanel, stand: Stand, qtbot: QtBot) -> None:
    add(stand, 3 * PAGE)
    assert panel.model.rowCount() == PAGE
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: panel.model.rowCount() >= 2 * PAGE)
    assert titles(panel)[PAGE] == f"Article {PAGE}"


def test_opening_far_below_reads_on_and_shows_the_row(panel: QueuePanel, stand: Stand) -> None:
    keys = add(stand, 3 * PAGE)
    stand.session.open_article(keys[-1])
    assert panel.list.currentIndex().data(ROW).key == keys[-1]
    assert panel.list.viewport().rect().intersects(panel.list.visualRect(panel.list.currentIndex()))


def test_a_click_and_enter_open_the_article(panel: QueuePanel, stand: Stand, qtbot: QtBot) -> None:
    keys = add(stand, 4)
    place = panel.list.visualRect(panel.model.index(2, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stand.session.document is not None
    assert stand.session.document.article.key == keys[2]
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert stand.session.document.article.key == keys[3]


def test_a_decision_updates_its_row_only(panel: QueuePanel, stand: Stand, qtbot: QtBot) -> None:
    keys = add(stand, 3)
    stand.session.open_article(keys[0])
    with qtbot.waitSignal(panel.model.dataChanged):
        stand.session.do(lambda d: decide.accept(d, ["s1"]))
    row = panel.model.index(0, 0).data(ROW)
    assert (row.status, second_line(row)) == (Status.IN_PROGRESS, "4 undecided of 7")
    stand.session.do(lambda d: article.finish(d, Undecided.REJECT))
    follow(stand)
    assert panel.progress.text() == "1 of 3 done"
    assert second_line(panel.model.index(0, 0).data(ROW)) == "3 accepted"
    stand.session.undo()
    follow(stand)
    assert panel.progress.text() == "0 of 3 done"


def test_search_waits_for_the_last_letter_and_can_be_cleared(
    panel: QueuePanel, stand: Stand, qtbot: QtBot
) -> None:
    add(stand, 12)
    panel.focus_search()
    qtbot.keyClicks(panel.search, "ferri")
    assert panel.model.rowCount() == 12
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0 and not panel.model.searching)
    assert panel.empty.text() == "No article matches “ferri”."
    qtbot.mouseClick(panel.empty.buttons()[0], Qt.MouseButton.LeftButton)
    assert (panel.model.rowCount(), panel.search.text()) == (12, "")
    panel.focus_search()
    qtbot.keyClicks(panel.search, "article 11")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stand.session.document is not None)
    assert stand.session.document is not None
    assert stand.session.document.article.title == "Article 11"


def test_markup_in_a_search_is_text(panel: QueuePanel, stand: Stand, qtbot: QtBot) -> None:
    add(stand, 1)
    panel.search.setText("<h1>x</h1>")
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.empty.text() == "No article matches “<h1>x</h1>”."


def test_the_filter_follows_the_state(panel: QueuePanel, stand: Stand) -> None:
    keys = add(stand, 3)
    panel.states.setCurrentIndex(panel.states.findText("Flagged"))
    follow(stand)
    assert panel.model.rowCount() == 0
    assert panel.empty.isVisible()
    stand.session.open_article(keys[1])
    stand.session.do(lambda d: article.flag(d, True))
    follow(stand)
    assert titles(panel) == ["Article 1"]
    assert panel.list.isVisible()
    stand.session.do(lambda d: article.flag(d, False))
    follow(stand)
    assert titles(panel) == []
    panel.states.setCurrentIndex(panel.states.findText("Suggested"))
    follow(stand)
    assert titles(panel) == ["Putin met 👩🏽‍🚀 Pashinyan"]


def test_when_all_is_done_it_says_so(panel: QueuePanel, stand: Stand) -> None:
    for key in add(stand, 2):
        stand.session.open_article(key)
        stand.session.do(lambda d: article.finish(d, Undecided.LEAVE))
    follow(stand)
    assert panel.all_done.isVisible()
    assert panel.all_done.text() == "All 2 articles are done."
    stand.session.do(article.reopen)
    follow(stand)
    assert not panel.all_done.isVisible()


@pytest.mark.parametrize(
    ("status", "flagged", "counts", "words"),
    [
        (Status.UNTOUCHED, False, (0, 0, 0), "No suggestions yet"),
        (Status.SUGGESTED, False, (27, 0, 0), "27 undecided"),
        (Status.IN_PROGRESS, False, (12, 20, 1), "12 undecided of 33"),
        (Status.DONE, False, (0, 31, 4), "31 accepted · 4 relations"),
        (Status.DONE, False, (3, 24, 1), "24 accepted · 1 relation · 3 undecided"),
        (Status.SKIPPED, False, (4, 0, 0), "Skipped"),
        (Status.SUGGESTED, True, (22, 0, 0), "Flagged · 22 undecided"),
        (Status.UNTOUCHED, True, (0, 0, 0), "Flagged"),
        (Status.DONE, False, (0, 0, 0), "Nothing annotated"),
    ],
)
def test_the_second_line(status: Status, flagged: bool, counts: tuple[int, int, int], words: str) -> None:
    assert second_line(QueueRow(1, 1, "T", status, flagged, *counts)) == words


def scroll(panel: QueuePanel, qtbot: QtBot, to: int) -> None:
    """Scroll the list as a person does, who sees each place that they come to."""
    panel.list.verticalScrollBar().setValue(to)
    qtbot.wait(1)


def test_what_is_seen_stays_while_rows_come_and_go_before_it(
    panel: QueuePanel, stand: Stand, qtbot: QtBot, tmp_path: Path
) -> None:
    with Dataset.create(tmp_path / "long.goldspan", default_scheme()) as made:
        records = islice(corpus.records(corpus.SHORT), MOST + 5 * PAGE)
        import_records(made, records, Report(), twins=Twins.ADD)
    stand.session.open_dataset(Dataset.open(tmp_path / "long.goldspan"))
    assert stand.session.dataset is not None
    keys = list(stand.session.dataset.keys())
    stand.session.open_article(keys[MOST])
    assert panel.model.more_before
    assert panel.model.rowCount() <= PAGE + 1
    bar, list_ = panel.list.verticalScrollBar(), panel.list
    while panel.model.more_before:
        seen = list_.key_of(list_.indexAt(list_.viewport().rect().center()))
        assert seen is not None
        scroll(panel, qtbot, max(0, bar.value() - 15 * 48))
        assert keys.index(list_.key_of(list_.indexAt(list_.viewport().rect().center())) or 0) >= (
            keys.index(seen) - 16
        )
    assert panel.model.rowCount() <= MOST
    scroll(panel, qtbot, 0)
    assert list_.key_of(panel.model.index(0, 0)) == keys[0]
    last = 0
    while last != keys[-1]:
        scroll(panel, qtbot, bar.maximum())
        assert panel.model.rowCount() <= MOST
        now = list_.key_of(list_.indexAt(list_.viewport().rect().bottomLeft()))
        assert now is not None
        assert now > last
        last = now
    shown = [panel.model.index(n, 0).data(ROW).key for n in range(panel.model.rowCount())]
    assert shown == keys[-len(shown) :]


def test_orders_turn_the_list_and_their_chip_turns_it_back(
    panel: QueuePanel, stand: Stand, qtbot: QtBot
) -> None:
    add(stand, 11)
    assert titles(panel)[0] == "Putin met 👩🏽‍🚀 Pashinyan"
    choose(panel, qtbot, "Shortest first")
    assert titles(panel)[-1] == "Putin met 👩🏽‍🚀 Pashinyan"
    assert [chip.text() for chip in panel.filter.chips.chips] == ["Shortest first"]
    choose(panel, qtbot, "Most undecided first")
    assert titles(panel)[0] == "Putin met 👩🏽‍🚀 Pashinyan"
    (chip,) = panel.filter.chips.chips
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert panel.filter.wanted == Wanted()
    assert panel.filter.chips.isHidden()


def choose(panel: QueuePanel, qtbot: QtBot, *path: str) -> None:
    """Open the menu of the filter by a click, and choose in it."""

    def act() -> None:
        try:
            for words in path:
                menu = QApplication.activePopupWidget()
                assert isinstance(menu, QMenu)
                (action,) = (a for a in menu.actions() if a.text() == words)
                qtbot.mouseMove(menu, menu.actionGeometry(action).center())
                qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        finally:
            close_menus()

    QTimer.singleShot(50, act)
    qtbot.mouseClick(panel.filter.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_a_label_and_the_text_of_a_span_find_their_articles(
    panel: QueuePanel, stand: Stand, qtbot: QtBot
) -> None:
    add(stand, 4)
    choose(panel, qtbot, "With the label", "PERSON")
    qtbot.waitUntil(lambda: titles(panel) == ["Putin met 👩🏽‍🚀 Pashinyan"])
    assert [chip.text() for chip in panel.filter.chips.chips] == ["PERSON"]
    choose(panel, qtbot, "With the text of a span…")
    assert panel.filter.span_text.hasFocus()
    qtbot.keyClicks(panel.filter.span_text, "no such")
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.empty.text() == "No article has such spans."
    qtbot.mouseClick(panel.empty.buttons()[0], Qt.MouseButton.LeftButton)
    assert len(titles(panel)) == 4
    assert not panel.filter.span_text.isVisible()
    choose(panel, qtbot, "With the text of a span…")
    panel.filter.span_text.setText("CAFE\u0301")
    qtbot.waitUntil(lambda: len(titles(panel)) == 1)


@pytest.mark.parametrize("words", ["第", "ข่าว", "é", "٣", "👩🏽‍🚀"])
def test_words_that_an_index_does_not_know_are_found_too(
    panel: QueuePanel, stand: Stand, qtbot: QtBot, words: str
) -> None:
    add(stand, 3)
    stand.dataset.add_article(f"\u202eשלום\u202c 第3号\r\nข่าว é ٣\0\t👩🏽‍🚀 {words}", title="Found")
    stand.session.queue_changed.emit(0)
    panel.search.setText(words)
    qtbot.waitUntil(lambda: not panel.model.searching and "Found" in titles(panel) and len(titles(panel)) < 3)


def test_another_dataset_ends_a_search(panel: QueuePanel, stand: Stand, qtbot: QtBot) -> None:
    add(stand, 50)
    panel.search.setText("é")
    panel.filter.apply()
    assert panel.model.searching
    stand.session.open_dataset(None)
    assert panel.model.rowCount() == 0
    assert panel.search.text() == ""
    qtbot.wait(50)
    assert stand.errors == []


def test_a_drop_moves_an_article_and_undo_moves_it_back(
    panel: QueuePanel, stand: Stand, qtbot: QtBot
) -> None:
    add(stand, 5)
    before = titles(panel)
    drop(panel, 3, above=1)
    qtbot.waitUntil(lambda: titles(panel) != before)
    moved = [before[0], before[3], before[1], before[2], before[4]]
    assert titles(panel) == moved
    drop(panel, 0, above=None)
    qtbot.waitUntil(lambda: titles(panel) == [*moved[1:], moved[0]])
    stand.session.undo()
    assert titles(panel) == moved
    stand.session.undo()
    assert titles(panel) == before
    stand.session.redo()
    assert titles(panel) == moved


def test_nothing_is_dragged_about_in_a_part_of_the_queue(panel: QueuePanel, stand: Stand) -> None:
    add(stand, 3)
    assert panel.model.flags(panel.model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    panel.states.setCurrentIndex(panel.states.findText("No suggestions yet"))
    assert not panel.model.flags(panel.model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def drop(panel: QueuePanel, row: int, *, above: int | None) -> None:
    """Drop a row above another one, or below all."""
    mime = panel.model.mimeData([panel.model.index(row, 0)])
    if above is None:
        place = panel.list.viewport().rect().bottomLeft() + QPoint(20, -5)
    else:
        place = panel.list.visualRect(panel.model.index(above, 0)).topLeft() + QPoint(20, 1)
    move, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    buttons = Qt.MouseButton.LeftButton
    viewport = panel.list.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(place, move, mime, buttons, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(place, move, mime, buttons, none))
    QApplication.sendEvent(viewport, QDropEvent(place, move, mime, buttons, none))


@pytest.mark.parametrize(
    ("each", "left", "words"),
    [
        (257.0, 77, "14 an hour · about 5 h 30 left"),
        (30.0, 3, "120 an hour · about 2 min left"),
        (1500.0, 2, "2.4 an hour · about 50 min left"),
        (1800.0, 30, "2 an hour · about 15 h left"),
        (120.0, 100_000, "30 an hour · about 417 days of 8 h left"),
        (0.5, 1, "7,200 an hour · about 1 min left"),
    ],
)
def test_the_pace_in_words(each: float, left: int, words: str) -> None:
    assert pace_words(Pace(3, each), Totals(left + 50, 40, 0, 10)) == words


def test_there_is_no_pace_before_there_is_one() -> None:
    assert pace_words(None, Totals(5, 0, 0)) == ""
    assert pace_words(Pace(2, 60.0), Totals(5, 2, 0)) == ""
    assert pace_words(Pace(9, 60.0), Totals(9, 9, 0)) == ""
