"""The queue panel: rows, pages, search, filter, and the open article's row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.dataset import QueueRow
from annotations.document import Document
from annotations.edits import article, decide
from annotations.edits.article import Undecided
from annotations.model import Article, ArticleState, Status
from gui.panels.queue import QueuePanel
from gui.panels.queue_model import PAGE, ROW, second_line
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
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert panel.empty.text() == "No article matches “ferri”."
    qtbot.mouseClick(panel.empty.buttons()[0], Qt.MouseButton.LeftButton)
    assert (panel.model.rowCount(), panel.search.text()) == (12, "")
    panel.focus_search()
    qtbot.keyClicks(panel.search, "article 11")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert stand.session.document is not None
    assert stand.session.document.article.title == "Article 11"


def test_markup_in_a_search_is_text(panel: QueuePanel, stand: Stand) -> None:
    add(stand, 1)
    panel.search.setText("<h1>x</h1>")
    panel._apply_filter()
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
