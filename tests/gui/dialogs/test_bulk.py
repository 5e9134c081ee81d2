"""Deciding many at once, with a preview."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.model import Relation, State
from gui import hands
from gui.desk import Desk
from gui.dialogs.bulk import BulkDialog
from tests.gui.dialogs.asking import answer
from tests.gui.dialogs.conftest import SPANS
from tests.gui.small_desk import small_desk, suggested

Key = Qt.Key
ASE, BOB, PARIS, BOB_AGAIN, OSLO = (span.id for span in SPANS)


def states(desk: Desk) -> dict[str, State]:
    assert desk.session.document is not None
    return {i: span.state for i, span in desk.session.document.spans.items()}


def accepted(desk: Desk) -> set[str]:
    return {i for i, state in states(desk).items() if state is State.ACCEPTED}


def press(qtbot: QtBot, *keys: Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)


def click_row(qtbot: QtBot, dialog: BulkDialog, row: int) -> None:
    dialog.list.scrollTo(dialog.lines.index(row))
    place: QRect = dialog.list.visualRect(dialog.lines.index(row))
    point = place.topLeft() + QPoint(20, place.height() // 2)
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_the_rest_is_accepted_but_for_the_odd_ones_in_one_step(qtbot: QtBot, desk: Desk) -> None:
    seen = []

    def look_and_accept(dialog: BulkDialog) -> None:
        lines = dialog.lines
        seen.extend(str(lines.index(row).data()) for row in range(lines.rowCount()))
        seen.append(dialog.note.text())
        press(qtbot, Key.Key_Return)

    answer(BulkDialog, look_and_accept)
    desk.actions["suggestion.accept_all"].trigger()
    assert seen[0] == "Look at these first, 1"
    assert seen[1].endswith("PERSON, score 0.40, not chosen")
    assert seen[2] == "The others, 4"
    assert seen[3].startswith(" Åse met")
    assert seen[-1].startswith("4 of 5 chosen")
    assert accepted(desk) == {ASE, PARIS, BOB_AGAIN, OSLO}
    desk.actions["edit.undo"].trigger()
    assert accepted(desk) == set()


def test_lines_are_chosen_by_keys_and_clicks(qtbot: QtBot, desk: Desk) -> None:
    def choose(dialog: BulkDialog) -> None:
        press(qtbot, Key.Key_Space)  # the odd one is current
        assert len(dialog.chosen()) == 5
        click_row(qtbot, dialog, 2)  # the head of the others
        assert dialog.chosen() == [BOB]
        assert dialog.go.text() == "Accept 1"
        click_row(qtbot, dialog, 4)
        press(qtbot, Key.Key_Return)

    answer(BulkDialog, choose)
    desk.bulk.accept_rest()
    assert len(accepted(desk)) == 2


def test_nothing_chosen_is_nothing_to_accept(qtbot: QtBot, desk: Desk) -> None:
    def choose(dialog: BulkDialog) -> None:
        click_row(qtbot, dialog, 2)
        assert not dialog.go.isEnabled()
        press(qtbot, Key.Key_Return)
        assert dialog.isVisible()

    answer(BulkDialog, choose)
    desk.bulk.accept_rest()
    assert accepted(desk) == set()


def test_esc_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    answer(BulkDialog, lambda _: press(qtbot, Key.Key_Escape))
    desk.bulk.accept_rest()
    assert accepted(desk) == set()


def test_the_filter_shows_lines_with_all_words(qtbot: QtBot, desk: Desk) -> None:
    shown: list[int] = []

    def look_for(dialog: BulkDialog) -> None:
        dialog.filter.setFocus()
        qtbot.keyClicks(dialog.filter, "OSLO gpe")
        shown.append(dialog.lines.rowCount())
        qtbot.keyClicks(dialog.filter, " tokyo")
        shown.append(dialog.lines.rowCount())
        press(qtbot, Key.Key_Escape)
        shown.append(dialog.lines.rowCount())
        assert dialog.isVisible()

    answer(BulkDialog, look_for)
    desk.bulk.accept_rest()
    assert shown[1:] == [0, 7]
    assert shown[0] > 1


def test_a_label_is_accepted_or_rejected(qtbot: QtBot, desk: Desk) -> None:
    answer(BulkDialog, lambda _: press(qtbot, Key.Key_Return))
    desk.bulk.accept_label_named("GPE")
    assert accepted(desk) == {PARIS, OSLO}
    answer(BulkDialog, lambda _: press(qtbot, Key.Key_Return))
    desk.bulk.reject_label_named("PERSON")
    assert {i for i, s in states(desk).items() if s is State.REJECTED} == {ASE, BOB_AGAIN}
    desk.bulk.accept_label_named("LAW")
    assert desk.bar.message() == "Nothing of the label LAW is undecided here."


def test_the_label_is_asked_for_or_the_selected_ones(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select([])
    desk.actions["suggestion.accept_label"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [a.objectName() for a in menu.actions() if a.objectName()] == ["choose.PERSON", "choose.GPE"]
    answer(BulkDialog, lambda _: press(qtbot, Key.Key_Return))
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert accepted(desk) == {ASE, BOB_AGAIN}
    desk.session.select([OSLO])
    answer(BulkDialog, lambda _: press(qtbot, Key.Key_Return))
    desk.actions["suggestion.accept_label"].trigger()
    assert accepted(desk) == {ASE, BOB_AGAIN, PARIS, OSLO}


def test_a_score_is_chosen_with_a_live_count(qtbot: QtBot, desk: Desk) -> None:
    counts = []

    def slide(dialog: BulkDialog) -> None:
        counts.append(dialog.go.text())
        press(qtbot, *[Key.Key_Left] * 10)
        counts.append(dialog.go.text())
        press(qtbot, Key.Key_Return)

    answer(BulkDialog, slide)
    desk.bulk.accept_score()
    assert counts == ["Accept 2", "Accept 3"]
    assert accepted(desk) == {ASE, BOB_AGAIN, OSLO}


def test_without_scores_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with small_desk(
        qtbot, tmp_path, [suggested("Bob was in Oslo.", "Bob", "PERSON")], text="Bob was in Oslo."
    ) as desk:
        desk.bulk.accept_score()
        assert desk.bar.message().startswith("No undecided suggestion has a score")


def test_what_is_decided_behind_the_dialog_leaves_it(qtbot: QtBot, desk: Desk) -> None:
    def decide_another(dialog: BulkDialog) -> None:
        hands.reject(desk.session, [OSLO])
        dialog.grab()
        assert dialog.note.text().startswith("3 of 4 chosen")
        press(qtbot, Key.Key_Return)

    answer(BulkDialog, decide_another)
    desk.bulk.accept_rest()
    assert accepted(desk) == {ASE, PARIS, BOB_AGAIN}
    assert states(desk)[OSLO] is State.REJECTED


def test_relations_are_lines_too(qtbot: QtBot, tmp_path: Path) -> None:
    relation = Relation("r1", BOB, PARIS, "located_in", State.SUGGESTED, ("news patterns",))
    with small_desk(qtbot, tmp_path, SPANS, [relation]) as desk:
        words = []

        def look(dialog: BulkDialog) -> None:
            words.extend(str(dialog.lines.index(r).data()) for r in range(dialog.lines.rowCount()))
            dialog.grab()

        answer(BulkDialog, look)
        desk.bulk.accept_label_named("located_in")
        assert words == ["All of them, 1", "Bob located_in Paris, chosen"]


def test_many_lines_are_as_easy_as_few(qtbot: QtBot, tmp_path: Path) -> None:
    sentence = "Bob met 👩‍👩‍👧. "
    text = sentence * 25_000
    bob = suggested(sentence, "Bob", "PERSON", score=0.9)
    at = [n * len(sentence) for n in range(25_000)]
    spans = [replace(bob, id=f"s{n}", start=start, end=start + 3) for n, start in enumerate(at)]
    with small_desk(qtbot, tmp_path, spans, text=text) as desk:

        def work(dialog: BulkDialog) -> None:
            dialog.list.scrollToBottom()
            dialog.filter.setText("bob")
            dialog.filter.clear()
            click_row(qtbot, dialog, 0)
            assert dialog.note.text().startswith("0 of 25,000 chosen")
            click_row(qtbot, dialog, 0)
            press(qtbot, Key.Key_Return)

        answer(BulkDialog, work)
        desk.bulk.accept_rest()
        qtbot.waitUntil(lambda: not desk.session.busy, timeout=60_000)
        assert len(accepted(desk)) == 25_000
