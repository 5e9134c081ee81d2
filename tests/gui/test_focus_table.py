"""Each key of the article, with the focus in each place: it acts where it should, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from annotations.model import Span, Status
from gui.dialogs.bulk import BulkDialog
from gui.dialogs.keys import KeysDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.main_window import MainWindow
from tests.gui.person import Person

PLACES = ("article", "list", "queue", "search", "note")
ARTICLE = frozenset({"article"})
DECIDE = frozenset({"article", "list"})
EVERYWHERE = frozenset(PLACES)


def decided(person: Person) -> object:
    return sorted(
        (a.id, a.state) for a in (*person.document.spans.values(), *person.document.relations.values())
    )


def decided_or_removed(person: Person) -> object:
    return decided(person), order(person)


def order(person: Person) -> object:
    assert person.session.dataset is not None
    return list(person.session.dataset.keys())


def labels(person: Person) -> object:
    return sorted((s.start, s.end, s.label) for s in person.document.spans.values())


def undo_depth(person: Person) -> object:
    return person.session.undo_stack.index()


def selected(person: Person) -> object:
    return person.session.selection


def armed(person: Person) -> object:
    return person.session.armed


def relating(person: Person) -> object:
    return person.session.relating


def article(person: Person) -> object:
    return person.document.article.key, person.document.state


def accept_one(person: Person) -> None:
    """A decision to be undone; the next one is selected."""
    person.desk.actions["suggestion.accept"].trigger()


def accept_and_select(person: Person) -> None:
    accept_one(person)
    person.session.select([person.span("Ada Lund").id], reveal=False)


def undo_one(person: Person) -> None:
    accept_one(person)
    person.desk.actions["edit.undo"].trigger()


def nothing_selected(person: Person) -> None:
    person.session.select(())


def text_selected(person: Person) -> None:
    person.session.select(())
    person.session.select_range(*person.bounds("apart"))


def relation_selected(person: Person) -> None:
    person.session.select([person.relation("leads").id])


def own_relation_selected(person: Person) -> None:
    person.desk.actions["relation.start"].trigger()
    person.press(*person.view.showing.letters[person.span("Bo Ek").id], "2")


def as_it_is(_: Person) -> None:
    return None


Row = tuple[str, frozenset[str], Callable[[Person], object], Callable[[Person], None]]
ROWS: tuple[Row, ...] = (
    # key, where it acts, what it changes, what is there before
    ("]", DECIDE, selected, as_it_is),
    ("[", DECIDE, selected, as_it_is),
    ("A", DECIDE, decided, as_it_is),
    ("Return", DECIDE, decided, as_it_is),
    ("Enter", DECIDE, decided, as_it_is),
    ("X", DECIDE, decided, as_it_is),
    ("Delete", DECIDE | {"queue"}, decided_or_removed, as_it_is),
    ("Alt+Down", frozenset({"queue"}), order, as_it_is),
    ("Backspace", DECIDE, decided, as_it_is),
    ("U", DECIDE, decided, accept_and_select),
    ("Shift+A", DECIDE, decided, as_it_is),
    ("Shift+X", DECIDE, decided, as_it_is),
    ("3", ARTICLE, labels, as_it_is),
    ("3", ARTICLE, labels, text_selected),
    ("P", ARTICLE, armed, nothing_selected),
    ("8", ARTICLE, decided, relation_selected),
    ("Alt+Right", ARTICLE, labels, as_it_is),
    ("Alt+Left", ARTICLE, labels, as_it_is),
    ("Alt+Shift+Left", ARTICLE, labels, as_it_is),
    ("Alt+Shift+Right", ARTICLE, labels, as_it_is),
    ("Shift+Right", ARTICLE, selected, as_it_is),
    ("R", ARTICLE, relating, as_it_is),
    ("Shift+R", ARTICLE, undo_depth, own_relation_selected),
    ("Ctrl+Shift+L", EVERYWHERE, decided, accept_and_select),
    ("Ctrl+D", EVERYWHERE, article, as_it_is),
    ("Ctrl+Shift+Return", EVERYWHERE, article, as_it_is),
    ("Ctrl+Shift+Enter", EVERYWHERE, article, as_it_is),
    ("Ctrl+PgDown", EVERYWHERE, article, as_it_is),
)


@pytest.fixture
def put_focus(person: Person, window: MainWindow) -> Callable[[str], QWidget]:
    """Puts the focus into a place of the window: the widget."""
    note, search = window.findChild(QPlainTextEdit, "note"), window.desk.queue.search
    assert isinstance(note, QPlainTextEdit)
    places: dict[str, QWidget] = {
        "article": person.view,
        "list": window.annotations.table,
        "queue": window.desk.queue.list,
        "search": search,
        "note": note,
    }

    def put(place: str) -> QWidget:
        widget = places[place]
        widget.setFocus()
        assert QApplication.focusWidget() is widget
        return widget

    return put


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[2].__name__}-{row[3].__name__}")
def test_a_key_acts_where_it_should(
    person: Person, put_focus: Callable[[str], QWidget], row: Row, place: str
) -> None:
    key, where, what, before = row
    before(person)
    put_focus(place)
    was, steps = what(person), undo_depth(person)
    person.press(key)
    if place in where:
        assert what(person) != was
    else:
        assert undo_depth(person) == steps, person.session.undo_stack.undoText()
        assert person.session.armed == ""
        assert person.session.relating is None
        if place != "queue" or key not in ("Return", "Enter"):
            assert what(person) == was


@pytest.mark.parametrize("place", ["search", "note"])
@pytest.mark.parametrize("text", ["a x 1 u [ ] R", "XA?3!P", "0123456789"])
def test_what_is_typed_into_a_field_is_text(
    person: Person, put_focus: Callable[[str], QWidget], place: str, text: str
) -> None:
    was, key = decided(person), person.document.article.key
    field = put_focus(place)
    person.type(text)
    person.press("Backspace")
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    written = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert written == text[:-1]
    assert decided(person) == was
    assert person.document.article.key == key
    assert person.session.armed == ""


def test_ctrl_enter_in_the_note_keeps_it_and_marks_done(
    person: Person, put_focus: Callable[[str], QWidget]
) -> None:
    person.desk.settings.set("undecided", "leave")
    first, span = person.document.article.key, person.span("Ada Lund").id
    put_focus("note")
    person.type("sure")
    person.press("Ctrl+Return")
    assert person.session.dataset is not None
    kept = person.session.dataset.load(first)
    assert kept.spans[span].note == "sure"
    assert kept.state.status is Status.DONE
    assert person.document.article.key != first


@pytest.mark.parametrize("place", ["article", "list", "queue", "search", "note"])
@pytest.mark.parametrize("key", ["Ctrl+Return", "Ctrl+Enter"])
def test_done_holds_in_the_whole_window(
    person: Person, put_focus: Callable[[str], QWidget], place: str, key: str
) -> None:
    person.desk.settings.set("undecided", "leave")
    first = person.document.article.key
    put_focus(place)
    person.press(key)
    assert person.session.dataset is not None
    assert person.session.dataset.load(first).state.status is Status.DONE
    assert person.document.article.key != first


@pytest.mark.parametrize("place", ["article", "list", "queue"])
def test_undo_and_redo_hold_outside_of_fields(
    person: Person, put_focus: Callable[[str], QWidget], place: str
) -> None:
    accept_one(person)
    put_focus(place)
    person.press("Ctrl+Z")
    assert undo_depth(person) == 0
    person.press("Ctrl+Shift+Z")
    assert undo_depth(person) == 1


@pytest.mark.parametrize("place", ["search", "note"])
def test_undo_in_a_field_takes_back_what_was_typed(
    person: Person, put_focus: Callable[[str], QWidget], place: str
) -> None:
    accept_one(person)
    field = put_focus(place)
    person.type("ab")
    person.press("Ctrl+Z")
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == ""
    assert undo_depth(person) == 1


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("key", "to"), [("Ctrl+P", "queueSearch"), ("Ctrl+M", "note"), ("Ctrl+F", "findField")]
)
def test_the_fields_are_reached_from_everywhere(
    person: Person, put_focus: Callable[[str], QWidget], place: str, key: str, to: str
) -> None:
    put_focus(place)
    person.press(key)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == to


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("key", "dialog"), [("Ctrl+Shift+A", BulkDialog), ("F1", KeysDialog), ("Ctrl+,", PreferencesDialog)]
)
def test_the_dialogs_are_reached_from_everywhere(
    person: Person, put_focus: Callable[[str], QWidget], place: str, key: str, dialog: type[QDialog]
) -> None:
    put_focus(place)
    seen: list[QDialog] = []

    def look(opened: QDialog) -> None:
        seen.append(opened)
        person.press("Esc")

    person.answer(look, lambda: person.press(key))
    assert [type(opened) for opened in seen] == [dialog]
    assert undo_depth(person) == 0


@pytest.mark.parametrize("place", PLACES)
def test_commands_and_the_next_hit_are_reached_from_everywhere(
    person: Person, put_focus: Callable[[str], QWidget], place: str
) -> None:
    person.press("Ctrl+F")
    person.type("Bergen")
    person.qtbot.waitUntil(lambda: person.session.selection.range == person.bounds("Bergen"))
    widget = put_focus(place)
    person.press("F3")
    assert person.session.selection.range == person.bounds("Bergen", 1)
    put_focus(place)
    person.press("Ctrl+K")
    assert QApplication.activePopupWidget() is not None
    person.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is widget


@pytest.mark.parametrize("place", ["list", "queue", "search", "note"])
def test_f6_leaves_every_place(person: Person, put_focus: Callable[[str], QWidget], place: str) -> None:
    widget = put_focus(place)
    person.press("F6")
    assert QApplication.focusWidget() is not widget
    put_focus(place)
    person.press("Shift+F6")
    assert QApplication.focusWidget() is not widget


def test_several_selected_in_the_list_are_decided_at_once(
    person: Person, put_focus: Callable[[str], QWidget]
) -> None:
    put_focus("list")
    person.press("Shift+Down", "Shift+Down")
    chosen = [a for a in person.session.selected if isinstance(a, Span)]
    assert len(chosen) == 3
    person.press("A")
    assert all(person.on_disk().spans[s.id].state == "accepted" for s in chosen)
    assert undo_depth(person) == 1


def test_enter_in_the_queue_opens_an_article(person: Person, put_focus: Callable[[str], QWidget]) -> None:
    put_focus("queue")
    person.press("Down", "Return")
    assert person.document.article.title == "Talks 2"
    assert undo_depth(person) == 0
