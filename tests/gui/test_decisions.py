"""How decisions behave: done, undecided, notes, what was rejected, the pinned end, unmapped labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPlainTextEdit, QStatusBar
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset, PipelineChoice
from annotations.model import State, Status
from annotations.scheme_file import default_scheme
from gui.main_window import MainWindow
from gui.panels.annotation_model import Column, Kind
from tests.gui.person import Person, click
from tests.gui.stage import TEXT, make_article


def remember(dialog: QDialog) -> None:
    box = dialog.findChild(QCheckBox)
    assert box is not None
    box.click()


def test_done_asks_what_becomes_of_the_undecided_and_can_remember_it(person: Person) -> None:
    def reject_and_remember(dialog: QDialog) -> None:
        remember(dialog)
        person.press("R")

    first = person.document.article.key
    person.press("A")
    person.answer(reject_and_remember, lambda: person.press("Ctrl+Return"))
    dataset = person.session.dataset
    assert dataset is not None
    done = dataset.load(first)
    assert done.state.status is Status.DONE
    assert {s.state for s in done.spans.values()} == {State.ACCEPTED, State.REJECTED}
    assert person.document.article.title == "Talks 2"
    second = person.document.article.key
    person.press("Ctrl+Return")
    assert dataset.load(second).state.status is Status.DONE
    assert dataset.load(second).undecided == 0


def test_done_left_by_esc_changes_nothing(person: Person) -> None:
    person.answer(lambda _: person.press("Esc"), lambda: person.press("Ctrl+Return"))
    assert person.on_disk().state.status is Status.SUGGESTED
    assert person.session.undo_stack.count() == 0
    assert person.view.hasFocus()


def test_done_is_one_step_to_undo_in_its_own_article(person: Person) -> None:
    first = person.document.article.key
    person.answer(lambda _: person.press("A"), lambda: person.press("Ctrl+Return"))
    assert person.document.article.key != first
    assert person.desk.actions["edit.undo"].text() == "Undo: Mark done"
    person.press("Ctrl+Z")
    assert person.document.article.key == first
    assert person.on_disk().state.status is Status.SUGGESTED
    assert person.on_disk().undecided == 15


def test_an_edit_keeps_a_done_article_done_until_it_is_taken_back(person: Person) -> None:
    first = person.document.article.key
    person.answer(lambda _: person.press("L"), lambda: person.press("Ctrl+Return"))
    person.press("Ctrl+PgUp")
    assert person.document.article.key == first
    person.press("A")
    assert person.on_disk().state.status is Status.DONE
    person.menu_bar("Article", "Reopen")
    assert person.on_disk().state.status is Status.IN_PROGRESS


def test_accepting_a_relation_accepts_its_ends_in_one_step(person: Person) -> None:
    person.session.select([person.relation("leads").id])
    person.press("A")
    assert person.state("Ada Lund", 1) is State.ACCEPTED
    assert person.state("Norway") is State.ACCEPTED
    person.press("Ctrl+Z")
    assert person.on_disk().undecided == 15


def test_rejecting_a_span_withdraws_its_suggested_relations(person: Person) -> None:
    leads = person.relation("leads")
    person.session.select([person.span("Norway").id])
    person.press("X")
    assert person.on_disk().relations[leads.id].state is State.WITHDRAWN
    person.press("Ctrl+Z")
    assert person.on_disk().relations[leads.id].state is State.SUGGESTED


def test_removing_an_own_span_removes_its_relations(person: Person) -> None:
    person.drag_over("Nordic Rescue\nOrganization")
    person.press("3")
    own = person.span("Nordic Rescue\nOrganization")
    person.drag(person.label(person.span("NRO")), person.body(own))
    person.press("5")
    assert person.document.relations_of(own.id)
    person.session.select([own.id])
    person.press("Delete")
    assert own.id not in person.on_disk().spans
    assert not [r for r in person.on_disk().relations.values() if own.id in (r.head, r.child)]
    person.press("Ctrl+Z")
    assert [r.label for r in person.on_disk().relations_of(own.id)] == ["alias_of"]


def test_a_note_is_kept_and_comes_back(person: Person, window: MainWindow) -> None:
    note = window.findChild(QPlainTextEdit, "note")
    assert isinstance(note, QPlainTextEdit)
    person.press("Ctrl+M")
    assert note.hasFocus()
    person.type("prime minister, 2024")
    person.press("Esc")
    assert person.view.hasFocus()
    ada = person.span("Ada Lund")
    assert person.on_disk().spans[ada.id].note == "prime minister, 2024"
    assert person.on_disk().spans[ada.id].state is State.SUGGESTED
    person.press("Tab")
    person.look()
    assert note.toPlainText() == ""
    person.press("Shift+Tab")
    person.look()
    assert note.toPlainText() == "prime minister, 2024"


def test_what_was_rejected_can_be_shown_and_taken_back(person: Person) -> None:
    ada = person.span("Ada Lund")
    person.press("X")
    assert person.view.span_rect(ada.id).isEmpty()
    person.press("Ctrl+Shift+X")
    assert not person.view.span_rect(ada.id).isEmpty()
    person.click(person.body(ada))
    assert person.chosen == ["Ada Lund"]
    person.press("U")
    assert person.state("Ada Lund") is State.SUGGESTED
    person.press("X")
    person.click(person.body(ada))
    person.press("A")
    assert person.state("Ada Lund") is State.ACCEPTED


def test_a_pinned_end_waits_while_the_other_is_looked_for(person: Person) -> None:
    nro = person.span("NRO")
    person.session.select([nro.id])
    person.press("Ctrl+Shift+P")
    assert person.session.pinned == nro.id
    person.click(person.middle(person.bounds("far")[0]))
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Greens").id])
    assert person.relation("member_of").head == nro.id
    person.press("Esc")
    assert person.session.pinned == ""


@pytest.mark.parametrize("key", ["A", "click"])
def test_competing_suggestions_give_way_to_the_accepted_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, key: str
) -> None:
    rival = (("Ada Lund", 0, "PERSON"), ("Ada Lund", 0, "ORG"), ("Oslo", 0, "GPE"))
    window.desk.files.open_dataset(make_article(tmp_path / "rivals.goldspan", TEXT, suggested=rival))
    person = Person(window.desk, qtbot)
    one, other = person.spans("Ada Lund")
    if key == "click":
        person.click(person.label(other))
        assert person.session.selection.ids == (other.id,)
        assert person.no_menu
        person.press("A")
        one, other = other, one
    else:
        person.press("A")
    assert person.on_disk().spans[one.id].state is State.ACCEPTED
    assert person.on_disk().spans[other.id].state is State.WITHDRAWN
    assert person.chosen == ["Oslo"]


def test_labels_that_the_scheme_lacks_are_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    scheme = default_scheme()
    few = type(scheme)("few", tuple(e for e in scheme.entities if e.name in ("PERSON", "ORG")))
    path = tmp_path / "few.goldspan"
    with Dataset.create(path, few) as dataset:
        dataset.add_article("Angela Merkel met Barack Obama in Berlin on Monday.", title="One")
        dataset.pipeline = PipelineChoice()
    with qtbot.waitSignal(window.desk.suggesting.finished, timeout=60_000):
        window.desk.files.open_dataset(path)
    document = window.desk.session.document
    assert document is not None
    assert {s.label for s in document.spans.values()} == {"PERSON"}
    bar = window.findChild(QStatusBar)
    assert bar is not None
    words = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    assert any("GPE" in text and "not shown" in text for text in words), words


def test_the_list_and_the_article_are_linked_both_ways(person: Person, window: MainWindow) -> None:
    person.click(person.body(person.span("Oslo")))
    person.look()
    table = window.annotations.table
    rows = {index.row() for index in table.selectionModel().selectedIndexes()}
    assert len(rows) == 1
    row = rows.pop()
    click(table.viewport(), table.visualRect(table.model().index(row + 1, 1)))
    assert person.chosen == ["Monday"]
    person.click(person.arc(person.relation("leads")))
    person.look()
    assert window.annotations.kinds.current() == 1
    person.click(person.body(person.span("Oslo")))
    person.look()
    assert window.annotations.kinds.current() == 0


def test_the_relation_list_and_the_arcs_are_linked_both_ways(person: Person, window: MainWindow) -> None:
    panel, table = window.annotations, window.annotations.table
    leads, located = person.relation("leads"), person.relation("located_in")
    person.click(person.arc(leads))
    person.look()
    assert panel.kinds.current() == Kind.RELATIONS
    assert [i.row() for i in table.selectionModel().selectedRows()] == [panel.model.row_of(leads.id)]
    row = panel.model.row_of(located.id)
    assert row is not None
    click(table.viewport(), table.visualRect(panel.model.index(row, Column.TEXT)))
    assert person.chosen == ["located_in"]
    assert located.id in person.view.showing.selected
    table.setFocus()
    person.press("A")
    assert person.relation("located_in").state is State.ACCEPTED


@pytest.mark.parametrize(("by", "left"), [("Accept all", State.ACCEPTED), ("Reject all", State.REJECTED)])
def test_a_chips_menu_decides_all_of_its_label(
    person: Person, window: MainWindow, by: str, left: State
) -> None:
    chip = next(chip for chip in window.label_bar.chips() if chip.label == "GPE")

    chip.customContextMenuRequested.emit(chip.rect().center())
    person.answer(lambda _: person.press("Return"), lambda: person.choose(by))
    gpe = [s for s in person.on_disk().spans.values() if s.label == "GPE"]
    assert {s.state for s in gpe} == {left}
    assert person.session.undo_stack.count() == 1


def test_accept_the_rest_shows_what_it_does_and_is_one_step(person: Person) -> None:
    person.press("X")
    person.answer(lambda _: person.press("Return"), lambda: person.press("Ctrl+Shift+A"))
    assert person.on_disk().undecided == 0
    assert person.session.undo_stack.count() == 2
    person.press("Ctrl+Z")
    assert person.on_disk().undecided == 14
