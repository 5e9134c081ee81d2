"""What is being worked on goes away in the middle: undone, left, or switched off in the scheme."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from annotations.model import State
from annotations.scheme import SchemeChange
from gui.main_window import MainWindow
from tests.gui.person import Person


def draw(person: Person) -> str:
    """Draw an ORG and select it; its id."""
    person.drag_over("Nordic Rescue\nOrganization")
    person.press("3")
    return person.span("Nordic Rescue\nOrganization").id


def test_undoing_the_head_leaves_the_relation_being_drawn(person: Person) -> None:
    draw(person)
    person.press("R")
    assert person.session.relating is not None
    person.press("Ctrl+Z")
    assert person.session.relating is None
    assert not person.view.showing.letters
    person.press("]", "A")
    assert person.session.undo_stack.count() == 1


def test_undoing_the_pinned_end_unpins_it(person: Person) -> None:
    draw(person)
    person.press("Ctrl+Shift+P", "Ctrl+Z")
    assert person.session.pinned == ""
    person.press("R")
    assert person.session.relating is None


def test_undoing_a_hovered_span_leaves_no_buttons(person: Person) -> None:
    own = draw(person)
    person.move(person.body(person.document.spans[own]))
    person.press("Ctrl+Z")
    person.qtbot.wait(150)
    assert own not in person.document.spans
    person.move(person.body(person.span("NRO")))
    person.qtbot.wait(150)
    assert person.view.showing.hovered == person.span("NRO").id


def test_a_span_that_goes_while_its_edge_is_dragged_is_let_go(person: Person) -> None:
    draw(person)
    span = person.span("Nordic Rescue\nOrganization")
    person.take(person.after(span.end - 1))
    person.move(person.after(person.bounds("Bergen")[1] - 1), held=True)
    person.press("Ctrl+Z")
    person.let_go(person.after(person.bounds("Bergen")[1] - 1))
    assert not person.session.undo_stack.canUndo()
    assert person.span("Bergen").state is State.SUGGESTED


def test_esc_leaves_a_drag_and_nothing_has_happened(person: Person) -> None:
    nro = person.span("NRO")
    to = person.after(person.bounds("(NRO)")[1] - 1)
    person.take(person.edge(nro, start=False))
    person.move(to, held=True)
    assert person.view.showing.selection is not None
    person.press("Esc")
    assert person.view.showing.selection is None
    person.move(to, held=True)
    person.let_go(to)
    assert person.state("NRO") is State.SUGGESTED
    person.take(person.before(person.bounds("far")[0]))
    person.move(person.after(person.bounds("apart")[1] - 1), held=True)
    person.press("Esc")
    person.let_go(person.after(person.bounds("apart")[1] - 1))
    assert person.session.selection.range is None
    assert person.no_menu
    assert person.session.undo_stack.count() == 0


def test_a_label_that_is_switched_off_is_no_longer_armed(person: Person, window: MainWindow) -> None:
    person.session.select(())
    person.press("3")
    scheme = person.session.scheme
    off = tuple(replace(e, on=e.on and e.name != "ORG") for e in scheme.entities)
    window.desk.session.set_scheme(SchemeChange(scheme, replace(scheme, entities=off)))
    assert person.session.armed == ""
    assert not person.spans("NRO")


def test_another_article_ends_what_was_going_on(person: Person, tmp_path: Path) -> None:
    person.press("R", "Ctrl+PgDown")
    assert person.document.article.title == "Talks 2"
    assert person.session.relating is None
    person.press("A")
    assert person.on_disk().spans["s1"].state is State.ACCEPTED
    person.take(person.before(person.bounds("far")[0]))
    person.move(person.after(person.bounds("apart")[1] - 1), held=True)
    person.press("Ctrl+PgUp")
    person.let_go(person.after(person.bounds("apart")[1] - 1))
    assert person.document.article.title == "Talks 1"
    assert person.no_menu
    assert tmp_path.exists()


def test_the_window_is_closed_in_the_middle_of_a_relation(person: Person, window: MainWindow) -> None:
    person.press("R")
    person.press(*person.view.showing.letters[person.span("Bo Ek").id])
    window.desk.files.close_dataset()
    person.qtbot.wait(20)
    assert person.session.document is None
    assert person.session.relating is None
