"""The keyboard in the article: going round, deciding, the caret, drawing, resizing, relating, undoing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import State, Status
from gui.main_window import MainWindow
from tests.gui.person import Person
from tests.gui.stage import make_article


def test_tab_goes_through_the_undecided_and_leaves_past_the_last(person: Person) -> None:
    order = [person.document.get(i) for i in person.document.undecided_ids()]
    seen = [person.session.selected[0]]
    while len(seen) < len(order):
        person.press("Tab")
        seen.append(person.session.selected[0])
    assert seen == order
    assert person.view.hasFocus()
    person.press("Tab")
    assert not person.view.hasFocus()


def test_shift_tab_goes_back_and_leaves_before_the_first(person: Person) -> None:
    person.press("Tab", "Tab", "Tab")
    assert person.chosen == ["located_in"]
    person.press("Shift+Tab", "Shift+Tab")
    assert person.chosen == ["Bo Ek"]
    person.press("Shift+Tab")
    assert person.chosen == ["Ada Lund"]
    person.press("Shift+Tab")
    assert not person.view.hasFocus()


def test_brackets_go_round(person: Person) -> None:
    person.press("[")
    assert person.chosen == ["Greens"]
    person.press("]", "]")
    assert person.chosen == ["Bo Ek"]


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("A", State.ACCEPTED),
        ("Return", State.ACCEPTED),
        ("Enter", State.ACCEPTED),
        ("X", State.REJECTED),
        ("Delete", State.REJECTED),
        ("Backspace", State.REJECTED),
    ],
)
def test_a_decision_goes_on_to_the_next(person: Person, key: str, state: State) -> None:
    person.press(key)
    assert person.state("Ada Lund") is state
    assert person.chosen == ["Bo Ek"]
    assert person.view.viewport().rect().contains(person.body(person.span("Bo Ek")).toPoint())


def test_u_makes_undecided_again_and_delete_removes_an_own_span(person: Person) -> None:
    person.press("A", "[", "U")
    ada = person.span("Ada Lund")
    person.session.select([ada.id])
    person.press("A")
    person.session.select([ada.id])
    person.press("U")
    assert person.state("Ada Lund") is State.SUGGESTED
    person.drag_over("apart")
    person.press("9")
    assert person.chosen == ["apart"]
    person.press("Delete")
    assert not person.spans("apart")


def test_same_text_and_label_in_one_step(person: Person) -> None:
    person.press("Tab")
    assert person.chosen == ["Bo Ek"]
    person.press("Shift+A")
    assert [person.state("Bo Ek", n) for n in range(3)] == [State.ACCEPTED] * 3
    assert person.chosen == ["Oslo"]
    person.press("Shift+X")
    assert [person.state("Oslo", n) for n in range(2)] == [State.REJECTED] * 2
    assert person.session.undo_stack.count() == 2
    person.press("Ctrl+Z")
    assert [person.state("Oslo", n) for n in range(2)] == [State.SUGGESTED] * 2
    assert [person.state("Bo Ek", n) for n in range(3)] == [State.ACCEPTED] * 3


def test_a_label_key_relabels_a_suggestion_and_goes_on(person: Person) -> None:
    person.press("3")
    ada = person.span("Ada Lund")
    assert (ada.label, ada.state) == ("ORG", State.ACCEPTED)
    assert person.chosen == ["Bo Ek"]
    negatives = [s for s in person.document.spans.values() if s.state is State.REJECTED]
    assert [(s.start, s.end, s.label) for s in negatives] == [(ada.start, ada.end, "PERSON")]


def test_the_caret_goes_by_token_and_shift_selects_to_draw(person: Person) -> None:
    person.click(person.before(0))
    person.press("Shift+Right", "Shift+Right")
    assert person.session.selection.range == person.bounds("Prime Minister")
    person.press("Shift+Left")
    start, end = person.session.selection.range or (0, 0)
    assert person.document.text[start:end].strip() == "Prime"
    person.press("Shift+Right", "P")
    assert person.span("Prime Minister").label == "PRODUCT"
    assert person.chosen == ["Prime Minister"]


def test_the_caret_goes_by_character_with_ctrl(person: Person) -> None:
    person.click(person.before(0))
    person.press("Ctrl+Shift+Right", "Ctrl+Shift+Right", "Ctrl+Shift+Right", "Ctrl+Shift+Left", "P")
    assert person.span("Pr").label == "PRODUCT"


def test_the_caret_starts_from_what_is_selected(person: Person) -> None:
    person.press("Right", "Shift+Right", "E")
    assert [s.label for s in person.document.spans.values() if s.own] == ["EVENT"]


def test_the_caret_goes_by_line_and_to_the_ends(person: Person) -> None:
    person.click(person.before(person.bounds("works")[0]))
    person.press("End", "Shift+Home")
    start, end = person.session.selection.range or (0, 0)
    first = person.bounds("Bo Ek", 1)[0]
    assert start == first
    assert person.document.text[start:end].rstrip("\n") == "Bo Ek works for the Nordic Rescue"
    person.click(person.before(person.bounds("works")[0]))
    person.press("Down")
    caret = person.view.showing.caret
    assert caret is not None
    assert caret > person.bounds("Organization")[0]
    person.press("Up")
    assert person.view.showing.caret == person.bounds("works")[0]
    person.press("Ctrl+Home", "Ctrl+Shift+End")
    assert person.session.selection.range == (0, len(person.document.text))


def test_a_span_is_drawn_across_the_line_break_by_keys(person: Person) -> None:
    person.click(person.before(person.bounds("Nordic")[0]))
    person.press("Shift+Right", "Shift+Right", "Shift+Right", "3")
    assert person.span("Nordic Rescue\nOrganization").state is State.ACCEPTED


def test_alt_arrows_resize_and_one_undo_takes_one_step_back(person: Person) -> None:
    nro = person.span("NRO")
    person.session.select([nro.id])
    text = []
    for key in ("Alt+Shift+Left", "Alt+Right", "Alt+Left", "Alt+Shift+Right"):
        person.press(key)
        text.append(person.document.text_of(person.document.spans[nro.id]))
    assert text == ["(NRO", "(NRO)", "(NRO", "NRO"]
    person.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert person.state("NRO") is State.SUGGESTED


def test_r_letters_and_a_key_relate(person: Person) -> None:
    person.press("R")
    assert person.session.relating is not None
    letters = person.view.showing.letters
    assert person.span("Monday").id not in letters
    assert person.span("Bo Ek").id in letters
    person.press(*letters[person.span("Bo Ek").id])
    assert person.offered() == ["met_with", "alias_of"]
    person.press("2")
    assert person.no_menu
    met = person.relation("met_with")
    assert (met.head, met.child) == (person.span("Ada Lund").id, person.span("Bo Ek").id)
    assert person.session.relating is None
    assert person.chosen == ["met_with"]


def test_r_needs_no_key_where_one_label_is_allowed_and_enter_takes_the_first(person: Person) -> None:
    person.session.select([person.span("NRO").id])
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Greens").id])
    assert person.no_menu
    assert person.relation("member_of").head == person.span("NRO").id
    person.session.select([person.span("Ada Lund").id])
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Bo Ek").id])
    person.press("Return")
    assert person.relation("met_with").state is State.ACCEPTED


def test_esc_leaves_a_relation_at_each_of_its_steps(person: Person) -> None:
    person.press("R", "Esc")
    assert person.session.relating is None
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Bo Ek").id])
    person.press("Esc")
    person.qtbot.waitUntil(lambda: person.session.relating is None)
    assert person.no_menu
    assert not person.view.showing.relating
    assert person.session.undo_stack.count() == 0
    assert person.chosen == ["Ada Lund"]
    assert person.view.hasFocus()


def test_letters_are_no_shortcuts_while_relating(person: Person) -> None:
    person.press("R")
    letters = person.view.showing.letters
    assert "A" in letters.values()
    person.press("A")
    assert person.state("Ada Lund") is State.SUGGESTED
    person.press("Esc")


def test_shift_r_turns_a_relation_being_drawn_and_one_that_is_there(person: Person) -> None:
    person.session.select([person.span("Oslo").id])
    person.press("R")
    assert person.span("Bo Ek").id not in person.view.showing.letters
    person.press("Shift+R")
    person.press(*person.view.showing.letters[person.span("Bo Ek").id])
    assert "leads" in person.offered()
    person.press("1")
    leads = [r for r in person.document.relations.values() if r.own]
    assert [(r.label, r.head) for r in leads] == [("leads", person.span("Bo Ek").id)]
    person.session.select([person.span("Ada Lund").id])
    person.press("R", *person.view.showing.letters.get(person.span("Bo Ek").id, ""))
    person.press("Esc", "Esc")
    person.session.select([person.span("Ada Lund").id])
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Bo Ek").id])
    person.press("2", "Shift+R")
    assert person.relation("met_with").head == person.span("Bo Ek").id


def test_a_relation_is_relabelled_by_its_key_and_removed_by_delete(person: Person) -> None:
    leads = person.relation("leads")
    person.session.select([leads.id])
    person.press("8")
    assert person.relation("works_for").state is State.ACCEPTED
    person.session.select([person.relation("works_for").id])
    person.press("Delete")
    assert not [r for r in person.document.shown_relations() if r.label == "works_for"]


def test_a_second_relation_alike_and_a_forbidden_label_get_a_sentence(person: Person) -> None:
    person.session.select([person.relation("leads").id])
    person.press("7")
    assert "borders" in person.said
    assert person.relation("leads").state is State.SUGGESTED
    nro, greens = person.span("NRO"), person.span("Greens")
    person.session.select([nro.id])
    person.press("R")
    person.press(*person.view.showing.letters[greens.id])
    person.session.select([nro.id])
    person.press("R")
    assert greens.id not in person.view.showing.letters, "no relation is left to draw"
    person.click(person.body(greens))
    assert "already" in person.said
    assert person.session.relating is None


def test_every_occurrence_is_annotated_by_keys(person: Person) -> None:
    start, _ = person.bounds("in", 1)
    person.click(person.before(start))
    person.press("Shift+Right", "Ctrl+Shift+L", "L")
    assert person.no_menu
    assert len([s for s in person.document.spans.values() if s.label == "LAW"]) == 2
    person.press("Ctrl+Z")
    assert not [s for s in person.document.spans.values() if s.label == "LAW"]


def test_every_occurrence_of_a_selected_span_takes_its_label(person: Person) -> None:
    person.press("3")
    person.session.select([person.span("Ada Lund").id])
    person.press("Ctrl+Shift+L")
    assert person.no_menu
    assert [s.label for s in person.spans("Ada Lund", 1) if s.state is State.ACCEPTED] == ["ORG"]


def test_undo_and_redo_name_their_step_across_bulk(person: Person) -> None:
    undo, redo = person.desk.actions["edit.undo"], person.desk.actions["edit.redo"]
    assert not undo.isEnabled()
    person.press("A", "Shift+A", "Ctrl+A", "X")
    assert undo.text().startswith("Undo: ")
    steps = [person.session.undo_stack.text(n) for n in range(3)]
    assert steps[0] == "Accept “Ada Lund” as PERSON"
    for step in reversed(steps):
        assert undo.text() == f"Undo: {step}"
        person.press("Ctrl+Z")
        assert redo.text() == f"Redo: {step}"
    assert person.on_disk().undecided == 15
    person.press("Ctrl+Shift+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert not redo.isEnabled()
    assert not list(person.on_disk().shown_spans())


def test_f6_goes_round_the_panels_and_back(person: Person) -> None:
    first = QApplication.focusWidget()
    names = []
    for _ in range(4):
        person.press("F6")
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.objectName())
    assert focus is first
    assert names[-1] == "articleView"
    assert {"annotationList", "queueList"} <= set(names)
    person.press("Shift+F6")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == names[-2]


def test_flag_skip_and_done_go_on(person: Person) -> None:
    person.press("Ctrl+D")
    assert person.on_disk().state.flagged
    person.press("Ctrl+D")
    assert not person.on_disk().state.flagged
    first = person.document.article.key
    person.press("Ctrl+Shift+Return")
    assert person.document.article.title == "Talks 2"
    assert person.session.dataset is not None
    assert person.session.dataset.load(first).state.status is Status.SKIPPED
    person.press("Ctrl+Z")
    assert person.document.article.key == first
    assert person.on_disk().state.status is Status.SUGGESTED


def test_the_menu_key_opens_the_context_menu_of_what_is_selected(person: Person) -> None:
    def press_menu_key() -> None:
        place = QPoint(3, 3)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, person.view.mapToGlobal(place))
        QApplication.sendEvent(person.view, event)

    press_menu_key()
    person.press("Down", "Return")
    assert person.state("Ada Lund") is State.ACCEPTED
    person.session.select([person.relation("leads").id])
    press_menu_key()
    assert "Reverse the relation" in person.offered()
    person.press("X")
    assert person.no_menu
    assert not [r for r in person.document.shown_relations() if r.label == "leads"]


def test_no_key_reaches_the_article_behind_an_open_menu(person: Person) -> None:
    person.context_menu(person.middle(person.bounds("far")[0]))
    person.press("3", "R", "U", "Tab")
    assert not person.no_menu
    assert person.session.armed == ""
    assert person.session.relating is None
    person.press("Esc")
    assert person.session.undo_stack.count() == 0


def test_the_find_bar_goes_on_to_the_next_and_annotates_all(person: Person) -> None:
    person.press("Ctrl+F")
    person.type("Bergen")
    person.qtbot.waitUntil(lambda: person.session.selection.range == person.bounds("Bergen"))
    person.press("F3")
    assert person.session.selection.range == person.bounds("Bergen", 1)
    person.press("Shift+F3")
    assert person.session.selection.range == person.bounds("Bergen")
    person.press("Esc", "5")
    assert [s.label for s in person.spans("Bergen") if s.state is State.ACCEPTED] == ["LOC"]


@pytest.mark.parametrize("key", ["F1", "?", "Ctrl+,"])
def test_help_palette_and_preferences_open_and_esc_leaves_them(person: Person, key: str) -> None:
    person.answer(lambda _: person.press("Esc"), lambda: person.press(key))
    assert QApplication.activeModalWidget() is None
    assert person.session.undo_stack.count() == 0


def test_a_thousand_and_more_are_one_step_that_undo_names(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "Oslo and Bergen.\n" * 1500
    suggested = tuple(("Oslo", n, "GPE") for n in range(1500))
    window.desk.files.open_dataset(make_article(tmp_path / "long.goldspan", text, suggested=suggested))
    person = Person(window.desk, qtbot)
    person.press("Ctrl+A", "A")
    qtbot.waitUntil(lambda: not person.session.busy)
    assert person.on_disk().undecided == 0
    undo = window.desk.actions["edit.undo"]
    assert "1,500" in undo.text()
    person.press("Ctrl+Z")
    qtbot.waitUntil(lambda: not person.session.busy)
    assert person.on_disk().undecided == 1500
    assert "1,500" in window.desk.actions["edit.redo"].text()
    person.press("A")
    assert person.on_disk().undecided == 1499
    assert not window.desk.actions["edit.redo"].isEnabled()


def test_the_palette_takes_what_is_typed_and_runs_a_command(person: Person) -> None:
    person.press("Ctrl+K")
    assert QApplication.activePopupWidget() is not None
    person.type("ax1 r?")
    assert person.session.undo_stack.count() == 0
    assert person.session.relating is None
    person.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert person.view.hasFocus()
    person.press("Ctrl+K")
    person.type("undecided again")
    person.press("Esc", "A", "Ctrl+K")
    person.type("next undecided")
    person.press("Return")
    assert QApplication.activePopupWidget() is None
    person.qtbot.waitUntil(lambda: person.chosen == ["Oslo"])
