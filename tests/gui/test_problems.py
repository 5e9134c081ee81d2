"""The problems in the window: what `goldspan check` finds, a click that goes there, and the mending."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotations.check.article import check_article
from annotations.check.contradictions import Contradictions
from annotations.check.corpus import Checking, check_source
from annotations.check.found import Finding, Kind
from annotations.dataset import Dataset
from annotations.edits import decide
from annotations.formats.report import Report
from annotations.model import Change, Edit, Relation, Span, State
from annotations.scheme_file import default_scheme
from annotations.sources import open_source
from gui.main_window import MainWindow
from gui.panels.annotations import PROBLEMS
from gui.panels.problems import ProblemPage
from tests.gui.person import Person
from tests.gui.stage import SM, TEXT, add_article, place

ODD = "Zoë 👩‍👩‍👧 met\r\nBo\u00a0Ek\u2028in e\u0301vora\tand שלום Oslo \0 today.\n"


def put(dataset: Dataset, key: int, *rows: Span | Relation) -> None:
    dataset.apply(Change(key, "Put", tuple(Edit(None, row) for row in rows)), last_id=900)


def accepted(number: int, text: str, words: str, label: str, nth: int = 0) -> Span:
    start, end = place(text, words, nth)
    return Span(f"x{number}", start, end, label, State.ACCEPTED, (SM,))


def make(path: Path) -> Path:
    """Two articles with every kind of problem but bounds outside the text."""
    with Dataset.create(path, default_scheme()) as dataset:
        first = add_article(dataset, TEXT, title="Talks")
        ada, leads = accepted(1, TEXT, "Minister ", "PERSON"), accepted(2, TEXT, "Lund", "ORG")
        put(
            dataset,
            first,
            ada,
            leads,
            accepted(3, TEXT, "Osl", "GPE"),
            accepted(4, TEXT, "Greens", "PARTY"),
            accepted(5, TEXT, "Norway", "GPE"),
            accepted(6, TEXT, " met", "EVENT"),
            accepted(7, TEXT, "Ada Lund", "DATE"),
            accepted(9, TEXT, "Rescue", "ORG"),
            accepted(10, TEXT, "Rescue", "NORP"),
            Relation("q1", "x5", "x7", "leads", State.ACCEPTED, ("person",)),
            Relation("q2", "x2", "x5", "leads", State.ACCEPTED, ("person",)),
        )
        # An equal span, as it comes with files of other programs.
        put(dataset, first, replace(accepted(8, TEXT, "Norway", "GPE")))
        second = add_article(dataset, ODD, (), (), title="Odd & <b>ends</b>")
        put(dataset, second, accepted(1, ODD, "Oslo ", "LOC"), accepted(2, ODD, "Bo\u00a0Ek", "ORG"))
        third = add_article(dataset, "Bo\u00a0Ek left.", (), (), title="Left")
        put(dataset, third, accepted(1, "Bo\u00a0Ek left.", "Bo\u00a0Ek", "PERSON"))
    return path


def from_the_shell(path: Path) -> list[Finding]:
    """What `goldspan check` finds, without the file's name."""
    report = Report(skip_bad=True)
    with Contradictions.open() as over_all, open_source(path, report) as source:
        return [*check_source(source, report, over_all, Checking()), *over_all.findings()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "news.goldspan")


@pytest.fixture
def page(window: MainWindow, path: Path, qtbot: QtBot) -> ProblemPage:
    """The problems of the first article, shown."""
    window.desk.files.open_dataset(path)
    window.annotations.kinds.set_current(PROBLEMS)
    page = window.desk.problems
    qtbot.waitUntil(lambda: page.count > 0 and not page.live.behind)
    return page


@pytest.fixture
def hand(window: MainWindow, page: ProblemPage, qtbot: QtBot) -> Person:
    assert page.isVisible()
    return Person(window.desk, qtbot)


def kinds(page: ProblemPage) -> list[Kind]:
    rows = (page.model.finding_at(row) for row in range(page.model.rowCount()))
    return [finding.kind for finding in rows if finding is not None]


def row(page: ProblemPage, kind: Kind, nth: int = 0) -> int:
    return [n for n, each in enumerate(kinds(page)) if each is kind][nth]


def click(page: ProblemPage, qtbot: QtBot, at: int) -> None:
    index = page.model.index(at)
    page.list.scrollTo(index)
    center = page.list.visualRect(index).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=center)


def settle(page: ProblemPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.live.behind)


def test_the_article_has_the_findings_of_the_shell(page: ProblemPage, hand: Person) -> None:
    found = check_article(hand.document, hand.session.scheme)
    assert page.live.findings == found
    assert {
        Kind.WHITE_SPACE,
        Kind.OFF_TOKEN,
        Kind.DUPLICATE,
        Kind.UNKNOWN_LABEL,
        Kind.CONSTRAINT,
        Kind.SHARED_TOKEN,
        Kind.CONTRADICTION,
    } == {finding.kind for finding in found}
    shown = [page.model.index(n).data() for n in range(page.model.rowCount())]
    assert shown == [finding.sentence for finding in found]


def test_a_click_selects_what_it_is_about_and_says_the_whole_sentence(
    page: ProblemPage, hand: Person, qtbot: QtBot
) -> None:
    click(page, qtbot, row(page, Kind.CONSTRAINT))
    hand.look()
    assert page.chosen is not None
    assert hand.session.selection.ids == page.chosen.ids[:1] == ("q2",)
    assert page.foot.sentence.text() == page.model.index(row(page, Kind.CONSTRAINT)).data()
    assert not page.foot.fix.isVisible()
    assert hand.desk.view.page is not None
    click(page, qtbot, row(page, Kind.WHITE_SPACE))
    assert hand.session.selection.ids == ("x1",)
    assert page.foot.fix.text() == "Trim white space"
    assert page.foot.fix_all.text() == "All 2"
    assert page.isVisible(), "the problems stay listed"


def test_a_key_mends_one_and_goes_on_and_undo_takes_it_back(
    page: ProblemPage, hand: Person, qtbot: QtBot
) -> None:
    click(page, qtbot, row(page, Kind.WHITE_SPACE))
    before, count = hand.on_disk(), page.count
    hand.press("Ctrl+.")
    qtbot.waitUntil(lambda: kinds(page).count(Kind.WHITE_SPACE) == 1)
    assert hand.document.text_of(hand.document.spans["x1"]) == "Minister"
    assert hand.on_disk().spans == hand.document.spans
    assert page.chosen is not None
    assert hand.session.selection.ids == page.chosen.ids[:1], "the next one is gone to"
    hand.press("Ctrl+Z")
    qtbot.waitUntil(lambda: page.count == count)
    assert hand.on_disk().spans == before.spans


def test_all_of_a_kind_are_one_step(page: ProblemPage, hand: Person, qtbot: QtBot) -> None:
    before = hand.on_disk()
    click(page, qtbot, row(page, Kind.WHITE_SPACE))
    qtbot.mouseClick(page.foot.fix_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: Kind.WHITE_SPACE not in kinds(page))
    assert hand.document.text_of(hand.document.spans["x6"]) == "met"
    assert hand.session.undo_stack.count() == 1
    assert hand.session.undo_stack.undoText() == "Trim white space"
    hand.session.undo()
    qtbot.waitUntil(lambda: kinds(page).count(Kind.WHITE_SPACE) == 2)
    assert hand.on_disk().spans == before.spans


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.OFF_TOKEN, "Snap to tokens"), (Kind.DUPLICATE, "Remove duplicates")]
)
def test_the_menu_of_a_row_mends_it(
    page: ProblemPage, hand: Person, qtbot: QtBot, kind: Kind, words: str
) -> None:
    click(page, qtbot, row(page, kind))
    page.list.customContextMenuRequested.emit(page.list.visualRect(page.list.currentIndex()).center())
    menu = page.list.findChild(QMenu)
    assert menu is not None
    entry = next(action for action in menu.actions() if action.text().startswith(words))
    entry.trigger()
    menu.close()
    qtbot.waitUntil(lambda: kind not in kinds(page))
    assert check_article(hand.on_disk(), hand.session.scheme) == page.live.findings


def test_what_a_person_has_to_decide_is_not_mended(page: ProblemPage, hand: Person, qtbot: QtBot) -> None:
    click(page, qtbot, row(page, Kind.UNKNOWN_LABEL))
    before = hand.on_disk()
    hand.press("Ctrl+.")
    assert "No problem is chosen that mends itself" in hand.said
    hand.press("Ctrl+Shift+.")
    assert hand.on_disk().spans == before.spans


def test_keys_walk_the_problems_from_the_article(
    page: ProblemPage, hand: Person, window: MainWindow, qtbot: QtBot
) -> None:
    window.annotations.kinds.set_current(0)
    hand.focus(hand.view)
    hand.press("F8")
    assert window.annotations.kinds.current() == PROBLEMS
    assert page.list.currentIndex().row() == 0
    hand.press("F8")
    assert page.list.currentIndex().row() == 1
    hand.press("Shift+F8", "Shift+F8")
    assert page.list.currentIndex().row() == page.model.rowCount() - 1
    settle(page, qtbot)


def test_decisions_and_the_scheme_are_followed(page: ProblemPage, hand: Person, qtbot: QtBot) -> None:
    assert Kind.UNKNOWN_LABEL in kinds(page)
    hand.session.do(lambda d: decide.reset(d, ["x4"]))
    qtbot.waitUntil(lambda: Kind.UNKNOWN_LABEL not in kinds(page))
    hand.session.undo()
    qtbot.waitUntil(lambda: Kind.UNKNOWN_LABEL in kinds(page))
    settle(page, qtbot)


def test_one_kind_can_be_listed(page: ProblemPage, hand: Person, qtbot: QtBot) -> None:
    combo = page.fields.kinds
    combo.setCurrentIndex(combo.findData(Kind.WHITE_SPACE.value))
    assert kinds(page) == [Kind.WHITE_SPACE] * 2
    assert combo.currentText() == "White space at an edge (2)"
    page.list.setCurrentIndex(page.model.index(0))
    hand.session.undo_stack.clear()
    page.fix_all()
    qtbot.waitUntil(lambda: kinds(page) == [])
    assert page.empty.text() == "No problem of this kind."
    combo.setCurrentIndex(0)
    assert len(kinds(page)) == page.count


def test_all_articles_have_the_findings_of_the_shell(
    page: ProblemPage, hand: Person, path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    window.desk.actions["dataset.check"].trigger()
    assert page.check.running
    qtbot.waitUntil(lambda: not page.check.running, timeout=20_000)
    rows = [page.model.finding_at(n) for n in range(page.model.rowCount())]
    assert [replace(f, source="", place="") for f in rows if f is not None] == [
        replace(f, source="", place="") for f in from_the_shell(path)
    ]
    assert Kind.CORPUS_CONTRADICTION in kinds(page)
    assert page.fields.progress.words.text() == f"3 articles checked, {len(rows)} problems found."
    click(page, qtbot, row(page, Kind.CORPUS_CONTRADICTION))
    assert hand.document.article.title in ("Odd & <b>ends</b>", "Left")
    settle(page, qtbot)


def test_a_problem_of_another_article_is_opened_and_mended(
    page: ProblemPage, hand: Person, window: MainWindow, qtbot: QtBot
) -> None:
    window.desk.actions["dataset.check"].trigger()
    qtbot.waitUntil(lambda: not page.check.running, timeout=20_000)
    at = row(page, Kind.WHITE_SPACE, 2)
    click(page, qtbot, at)
    assert hand.document.article.title == "Odd & <b>ends</b>"
    assert hand.session.selection.ids == ("x1",)
    settle(page, qtbot)
    qtbot.mouseClick(page.foot.fix, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kinds(page).count(Kind.WHITE_SPACE) == 2)
    assert hand.document.text_of(hand.on_disk().spans["x1"]) == "Oslo"
    hand.session.open_article(1)
    settle(page, qtbot)
    assert kinds(page).count(Kind.WHITE_SPACE) == 2


def test_a_check_is_stopped_started_again_and_left(
    page: ProblemPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.check_dataset()
    page.check.cancel()
    assert not page.check.running
    assert page.fields.progress.words.text().startswith("Stopped after ")
    page.fields.again.click()
    qtbot.waitUntil(lambda: page.check.found > 0 and not page.check.running, timeout=20_000)
    page.check_dataset()
    window.desk.files.close_dataset()
    assert not page.check.running
    assert page.model.rowCount() == 0


def test_a_check_that_the_system_ends_says_so(page: ProblemPage, hand: Person, qtbot: QtBot) -> None:
    page.check_dataset()
    assert page.check._process is not None
    assert page.check._process.pid is not None
    os.kill(page.check._process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not page.check.running, timeout=20_000)
    assert "ended early: the system stopped it" in hand.said
    assert hand.document is not None


def test_without_articles_there_is_nothing_to_list(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.desk.files.new_dataset(tmp_path / "empty.goldspan")
    page = window.desk.problems
    window.annotations.kinds.set_current(PROBLEMS)
    assert page.empty.text() == "No article is open."
    page.fields.scope.setCurrentIndex(1)
    assert page.empty.text().startswith("Not checked yet.")
    page.empty.buttons()[0].click()
    qtbot.waitUntil(lambda: not page.check.running, timeout=20_000)
    assert page.empty.text().startswith("No problems.")


def test_twenty_five_thousand_spans_are_looked_at_in_turns(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    count, path = 25_000, tmp_path / "large.goldspan"
    with Dataset.create(path, default_scheme()) as dataset:
        key = add_article(dataset, "abc " * (count + 1), (), ())
        spans = [Span(f"s{n}", 4 * n, 4 * n + 3, "GPE", State.ACCEPTED, (SM,)) for n in range(1, count + 1)]
        spans[-1] = replace(spans[-1], end=spans[-1].end + 1)
        put(dataset, key, *spans)
    window.desk.files.open_dataset(path)
    page, session = window.desk.problems, window.desk.session
    qtbot.waitUntil(lambda: page.count == 1, timeout=20_000)
    session.do(lambda d: decide.reset(d, ["s25000"]))
    assert page.live.behind
    assert page.count == 1, "the decision did not wait for it"
    qtbot.waitUntil(lambda: page.count == 0 and not page.live.behind, timeout=20_000)
    document = session.document
    assert document is not None
    session.do(lambda d: decide.reset(d, [s.id for s in spans[:2000]]), rows=2000)
    qtbot.waitUntil(lambda: not session.busy and not page.live.behind, timeout=20_000)
    assert page.live.findings == check_article(document, session.scheme) == []
