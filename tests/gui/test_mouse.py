"""The pointer in the article: click, hover, drag, double click, menus."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from annotations.model import State
from gui.article.hit import Kind
from gui.main_window import MainWindow
from tests.gui.person import CTRL, SHIFT, Person, click
from tests.gui.stage import make_article


def test_a_click_selects_and_a_click_on_text_lets_go(person: Person) -> None:
    person.click(person.body(person.span("Oslo")))
    assert person.chosen == ["Oslo"]
    person.click(person.middle(person.bounds("met")[0]))
    assert person.chosen == []


def test_ctrl_click_selects_several_and_lets_one_go(person: Person) -> None:
    person.click(person.body(person.span("Oslo")))
    person.click(person.body(person.span("Bo Ek")), CTRL)
    person.click(person.body(person.span("Norway")), CTRL)
    assert person.chosen == ["Oslo", "Bo Ek", "Norway"]
    person.click(person.body(person.span("Bo Ek")), CTRL)
    assert person.chosen == ["Oslo", "Norway"]
    person.press("A")
    assert person.state("Oslo") is State.ACCEPTED
    assert person.state("Norway") is State.ACCEPTED
    assert person.state("Bo Ek") is State.SUGGESTED


@pytest.mark.parametrize(("accept", "state"), [(True, State.ACCEPTED), (False, State.REJECTED)])
def test_the_buttons_on_hover_decide(person: Person, accept: bool, state: State) -> None:
    bo = person.span("Bo Ek")
    person.click(person.button(bo, accept=accept))
    assert person.state("Bo Ek") is state
    assert person.chosen == ["Oslo"]


def test_a_drag_grows_to_whole_tokens_and_asks_for_the_label(person: Person) -> None:
    start, end = person.bounds("Prime Minister")
    person.drag(person.before(start + 2), person.after(end - 4))
    assert person.session.selection.range == (start, end)
    assert "PERSON" in person.offered()
    person.choose("WORK_OF_ART")
    assert person.span("Prime Minister").label == "WORK_OF_ART"
    assert person.chosen == ["Prime Minister"]
    assert person.no_menu


def test_a_drag_goes_backwards_too_and_a_key_chooses_the_label(person: Person) -> None:
    person.drag_over("Nordic Rescue\nOrganization", backwards=True)
    person.press("3")
    assert person.span("Nordic Rescue\nOrganization").label == "ORG"
    assert person.state("Nordic Rescue\nOrganization") is State.ACCEPTED


def test_a_drag_with_ctrl_goes_by_characters_and_shows_the_badge(person: Person) -> None:
    start, _ = person.bounds("Minister")
    person.drag(person.before(start), person.after(start + 3), CTRL)
    person.press("P")
    span = person.span("Mini")
    assert (span.start, span.end, span.label) == (start, start + 4, "PRODUCT")
    marks = [m for seat in person.view.page.seats for m in seat.placed.labels if m.mark.lead.id == span.id]
    assert marks
    assert marks[0].mark.off_token


def test_white_space_at_the_edges_is_trimmed(person: Person) -> None:
    start, end = person.bounds(" far ")
    person.drag(person.before(start), person.after(end - 1), CTRL)
    person.press("E")
    assert person.span("far").label == "EVENT"


def test_a_double_click_takes_a_word(person: Person) -> None:
    person.double_click(person.middle(person.bounds("Minister")[0] + 3))
    assert person.session.selection.range == person.bounds("Minister")
    person.choose("ORG")
    assert person.span("Minister").label == "ORG"


def test_a_double_click_inside_a_span_takes_the_word(person: Person) -> None:
    person.double_click(person.middle(person.bounds("Lund")[0] + 1))
    person.press("3")
    assert person.span("Lund").label == "ORG"
    assert person.span("Ada Lund").label == "PERSON"


def test_an_armed_label_is_drawn_at_once_until_esc(person: Person) -> None:
    person.click(person.middle(person.bounds("met")[0]))
    person.press("3")
    assert person.session.armed == "ORG"
    person.drag_over("Prime Minister")
    assert person.no_menu
    assert person.span("Prime Minister").label == "ORG"
    person.double_click(person.middle(person.bounds("works")[0]))
    assert person.no_menu
    assert person.span("works").label == "ORG"
    person.press("Esc")
    assert person.session.armed == ""
    person.drag_over("far")
    assert not person.no_menu
    person.press("Esc")
    assert person.no_menu
    assert not person.spans("far")


def test_a_click_on_the_label_relabels(person: Person) -> None:
    person.click(person.label(person.span("Oslo")))
    assert person.chosen == ["Oslo"]
    person.choose("LOC")
    oslo = person.span("Oslo")
    assert (oslo.label, oslo.state) == ("LOC", State.ACCEPTED)
    assert oslo.was is not None
    assert oslo.was.label == "GPE"


@pytest.mark.parametrize("ctrl", [False, True])
def test_either_edge_can_be_dragged(person: Person, ctrl: bool) -> None:
    nro = person.span("NRO")
    start = person.bounds("(NRO")[0]
    person.drag(person.edge(nro, start=True), person.before(start), CTRL if ctrl else Qt.KeyboardModifier(0))
    assert person.document.text_of(person.document.spans[nro.id]) == "(NRO"
    nro = person.document.spans[nro.id]
    person.drag(
        person.edge(nro, start=False), person.after(nro.end), CTRL if ctrl else Qt.KeyboardModifier(0)
    )
    assert person.document.text_of(person.document.spans[nro.id]) == "(NRO)"
    assert person.chosen == ["(NRO)"]
    person.press("Ctrl+Z", "Ctrl+Z")
    assert person.state("NRO") is State.SUGGESTED


def test_an_edge_cannot_be_dragged_past_the_other(person: Person) -> None:
    oslo = person.span("Oslo")
    person.drag(person.edge(oslo, start=False), person.before(person.bounds("Ada Lund")[0]))
    assert person.document.spans[oslo.id].start == oslo.start
    assert person.document.spans[oslo.id].end > oslo.start


def test_a_label_dragged_to_a_span_relates_where_one_label_is_allowed(person: Person) -> None:
    person.drag(person.label(person.span("Ada Lund")), person.body(person.span("Bo Ek", 1)))
    assert not person.no_menu
    assert person.offered() == ["met_with", "alias_of"]
    person.choose("met_with")
    met = person.relation("met_with")
    assert (met.head, met.child) == (person.span("Ada Lund").id, person.span("Bo Ek", 1).id)
    assert met.state is State.ACCEPTED
    assert person.on_disk().spans[met.head].state is State.ACCEPTED
    person.drag(person.label(person.span("NRO")), person.body(person.span("Greens")))
    assert person.no_menu
    assert person.relation("member_of").head == person.span("NRO").id


def test_possible_targets_stand_out_while_a_label_is_dragged(person: Person) -> None:
    person.take(person.label(person.span("NRO")))
    person.move(person.body(person.span("Monday")), held=True)
    focus = person.view.showing.focus
    assert focus is not None
    assert person.span("Bergen").id in focus
    assert person.span("Monday").id not in focus
    person.let_go(person.body(person.span("Monday")))
    assert person.said.startswith("No relation of the label scheme may join ORG (“NRO”) to DATE (“Monday”)")
    assert person.session.relating is None
    assert person.session.undo_stack.count() == 0


def test_a_relation_dragged_to_nowhere_or_left_by_esc_leaves_nothing(person: Person) -> None:
    label = person.label(person.span("Ada Lund"))
    person.drag(label, person.middle(person.bounds("far")[0]))
    assert person.session.relating is None
    person.drag(label, person.body(person.span("Bo Ek", 1)))
    person.press("Esc")
    person.qtbot.waitUntil(lambda: person.session.relating is None)
    assert person.no_menu
    assert not person.view.showing.letters
    assert not [r for r in person.document.relations.values() if r.own]
    assert person.session.undo_stack.count() == 0


def test_esc_in_the_middle_of_a_drag_leaves_nothing(person: Person) -> None:
    person.take(person.label(person.span("Ada Lund")))
    person.move(person.body(person.span("Bo Ek", 1)), held=True)
    person.press("Esc")
    assert person.session.relating is None
    person.let_go(person.body(person.span("Bo Ek", 1)))
    assert person.session.relating is None
    assert person.no_menu
    assert person.session.undo_stack.count() == 0


def test_arcs_can_be_clicked_and_have_a_menu(person: Person) -> None:
    leads = person.relation("leads")
    person.click(person.arc(leads))
    assert person.chosen == ["leads"]
    person.context_menu(person.arc(leads))
    person.choose("Accept")
    assert person.relation("leads").state is State.ACCEPTED
    assert person.state("Norway") is State.ACCEPTED
    person.context_menu(person.arc(leads))
    person.choose("Reverse")
    assert person.relation("leads").head == leads.head, "the scheme forbids GPE leads PERSON"


def test_an_arc_is_reversed_relabelled_and_removed_by_its_menu(person: Person) -> None:
    person.drag(person.label(person.span("Bo Ek")), person.body(person.span("Ada Lund")))
    person.choose("met_with")
    relation = person.relation("met_with")
    person.context_menu(person.arc(relation))
    person.choose("Reverse")
    assert person.relation("met_with").head == person.span("Ada Lund").id
    person.context_menu(person.arc(relation))
    person.choose("Relabel", "alias_of")
    assert person.relation("alias_of").id == relation.id
    person.context_menu(person.arc(relation))
    person.choose("Reject or remove")
    assert relation.id not in person.on_disk().relations


def test_the_context_menu_of_a_span_decides_relabels_and_goes_for_the_same(person: Person) -> None:
    person.context_menu(person.body(person.span("Oslo")))
    assert person.chosen == ["Oslo"]
    person.choose("Accept the same")
    assert [person.state("Oslo", n) for n in range(2)] == [State.ACCEPTED] * 2
    person.context_menu(person.body(person.span("Bergen")))
    person.choose("Reject the same")
    assert [person.state("Bergen", n) for n in range(2)] == [State.REJECTED] * 2
    person.context_menu(person.body(person.span("Norway")))
    person.choose("Relabel", "NORP")
    assert person.span("Norway").label == "NORP"
    person.context_menu(person.body(person.span("Oslo")))
    person.choose("Undecided again")
    assert person.state("Oslo") is State.SUGGESTED


def test_the_context_menu_of_selected_text_draws_or_annotates_every_occurrence(person: Person) -> None:
    person.drag_over("in", 1)
    person.press("Esc")
    person.context_menu(person.middle(person.bounds("in", 1)[0]))
    person.choose("Annotate every")
    person.press("L")
    found = [s for s in person.document.spans.values() if s.label == "LAW"]
    assert [person.document.text_of(s) for s in found] == ["in", "in"]


def test_shift_click_extends_what_is_selected(person: Person) -> None:
    start, end = person.bounds("far apart")
    person.click(person.before(start))
    person.click(person.after(end - 1), SHIFT)
    assert person.session.selection.range == (start, end)
    person.press("W")
    assert person.span("far apart").label == "WORK_OF_ART"


def test_the_context_menu_of_text_is_not_that_of_a_span_selected_elsewhere(person: Person) -> None:
    assert person.chosen == ["Ada Lund"]
    person.context_menu(person.middle(person.bounds("far")[0]))
    assert person.offered()[0] == "Next undecided"
    assert person.chosen == []
    person.press("Esc")
    person.drag_over("far")
    person.press("Esc")
    person.context_menu(person.middle(person.bounds("says")[0]))
    assert person.offered()[0] == "Next undecided"
    assert person.session.selection.range is None


def test_a_click_past_the_text_lets_go_of_all(person: Person) -> None:
    viewport = person.view.viewport()
    place = QPointF(viewport.width() / 2, viewport.height() - 4)
    assert person.view.target_at(place).kind is Kind.NONE
    person.click(place)
    assert person.chosen == []


def test_a_drag_on_a_relation_in_the_making_by_keys_goes_on_by_click(person: Person) -> None:
    person.click(person.body(person.span("NRO")))
    person.press("R")
    person.click(person.body(person.span("Greens")))
    assert person.relation("member_of").head == person.span("NRO").id


def test_a_chip_relabels_draws_or_arms(person: Person, window: MainWindow) -> None:
    chip = {chip.label: chip for chip in window.label_bar.chips()}
    person.click(person.body(person.span("Oslo")))
    click(chip["LOC"])
    assert person.span("Oslo").label == "LOC"
    person.drag_over("far")
    person.press("Esc")
    click(chip["ORG"])
    assert person.span("far").label == "ORG"
    person.click(person.middle(person.bounds("met")[0]))
    click(chip["GPE"])
    assert person.session.armed == "GPE"
    person.drag_over("Rescue")
    assert person.span("Rescue").label == "GPE"
    person.press("Esc")
    assert person.session.armed == ""


def test_a_chip_of_a_relation_relabels_the_selected_arc(person: Person, window: MainWindow) -> None:
    person.click(person.arc(person.relation("leads")))
    person.look()
    chips = {chip.label: chip for chip in window.label_bar.chips()}
    assert "PERSON" not in chips
    click(chips["spokesperson_of"])
    assert person.relation("spokesperson_of").state is State.ACCEPTED


def test_a_drag_held_below_the_view_scrolls_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n} of many, that goes on for a while." for n in range(120))
    window.desk.files.open_dataset(make_article(tmp_path / "long.goldspan", text))
    person = Person(window.desk, qtbot)
    below = QPointF(300, person.view.viewport().height() + 20)
    person.take(person.before(0))
    person.move(below, held=True)
    bar = person.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 100)
    person.let_go(below)
    value = bar.value()
    chosen = person.session.selection.range
    assert chosen is not None
    assert chosen[0] == 0
    assert chosen[1] > len("Paragraph 1") * 10
    qtbot.wait(80)
    assert bar.value() == value


def test_a_relation_can_be_dragged_to_a_span_farther_down(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "The NRO met.\n\n" + "Nothing of note happened.\n\n" * 20 + "It was for the Greens of all.\n"
    suggested = (("NRO", 0, "ORG"), ("Greens", 0, "NORP"))
    window.desk.files.open_dataset(make_article(tmp_path / "long.goldspan", text, suggested=suggested))
    person = Person(window.desk, qtbot)
    below = QPointF(300, person.view.viewport().height() + 20)
    person.take(person.label(person.span("NRO")))
    person.move(below, held=True)
    bar = person.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=10_000)
    target = person.body(person.span("Greens"))
    person.move(target, held=True)
    person.let_go(target)
    assert person.relation("member_of").head == person.span("NRO").id


def test_pages_of_a_long_wrapped_span_are_one_span(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    text = "The Board of Trade and Plantations of the North " * 12
    window.desk.files.open_dataset(make_article(tmp_path / "wrapped.goldspan", text))
    person = Person(window.desk, qtbot)
    person.drag_over(text.strip())
    person.choose("LAW")
    (span,) = person.document.spans.values()
    for at in (0, len(text) // 2, len(text) - 3):
        person.click(person.middle(at))
        assert person.session.selection.ids == (span.id,)
