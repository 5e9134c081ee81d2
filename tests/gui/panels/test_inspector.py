"""The inspector: what it says of a selection, decisions, links, notes, problems."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotations.edits import decide
from annotations.edits import spans as span_edits
from annotations.model import Span, State
from annotations.offsets import Tokens
from gui.panels.inspector import InspectorPanel
from tests.gui.panels.conftest import SM, TEXT, Stand, follow, relations, span, spans
from tests.gui.panels.test_annotations import open_article


@pytest.fixture
def panel(stand: Stand, put: Callable[..., None]) -> InspectorPanel:
    open_article(stand, [*spans(), span(7, "Moscow", "LOC", State.WITHDRAWN, score=0.31)], relations())
    made = InspectorPanel(stand.session, stand.actions, stand.settings)
    put(made, 352, 700)
    return made


def found(stand: Stand, span_id: str) -> Span:
    assert stand.session.document is not None
    return stand.session.document.spans[span_id]


def test_nothing_selected(panel: InspectorPanel, stand: Stand) -> None:
    assert panel.empty.text() == "Nothing selected. Tab goes to the next suggestion."
    stand.session.select_range(0, 8)
    follow(stand)
    assert panel.empty.text() == "“Vladimir” Press a label’s key."
    assert panel.offsets.text() == "0–8"
    stand.session.select([])
    stand.session.do(lambda d: decide.accept(d, ["s1", "s2", "s4", "r1", "r2"]))
    follow(stand)
    assert panel.empty.text() == "Nothing selected. Everything here is decided."
    stand.session.close_article()
    follow(stand)
    assert panel.empty.text() == "No article is open."


def test_a_span(panel: InspectorPanel, stand: Stand) -> None:
    stand.session.select(["s2"])
    follow(stand)
    assert panel.text.text() == "Nikol Pashinyan"
    assert panel.offsets.text() == "19–34"
    assert panel.state.text() == "Suggested"
    assert panel.label.button.text() == "PERSON"
    assert panel.rows.words("Source") == SM
    assert not panel.score.isVisible()
    assert "leads → Armenia" in panel.rows.words("Relations")
    assert "met_with ← Vladimir Putin" in panel.rows.words("Relations")
    assert panel.rows.words("Was") == ""
    label = stand.session.scheme.entity("PERSON")
    follow(stand)
    assert label is not None
    assert panel.guideline.text() == label.guideline
    stand.session.select(["s1"])
    follow(stand)
    assert panel.score.text() == "0.94"


def test_a_relation_and_its_ends(panel: InspectorPanel, stand: Stand) -> None:
    stand.session.select(["s2"])
    panel.rows.followed.emit("r1")
    follow(stand)
    assert stand.session.selection.ids == ("r1",)
    assert panel.text.text() == "Nikol Pashinyan → Armenia"
    assert panel.offsets.text() == ""
    panel.rows.followed.emit("s4")
    follow(stand)
    assert stand.session.selection.ids == ("s4",)


def test_buttons_decide(panel: InspectorPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s1"])
    follow(stand)
    qtbot.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    follow(stand)
    assert found(stand, "s1").state is State.ACCEPTED
    stand.session.select(["s1"])
    follow(stand)
    assert not panel.accept.isEnabled()
    qtbot.mouseClick(panel.reject, Qt.MouseButton.LeftButton)
    follow(stand)
    assert found(stand, "s1").state is State.REJECTED
    stand.session.select(["s6"])
    follow(stand)
    assert panel.reject.text() == "Remove"


def test_several(panel: InspectorPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s1", "s2", "s4"])
    follow(stand)
    assert panel.text.text() == "3 selected"
    assert panel.labels.text() == "2 PERSON · 1 GPE"
    assert not panel.rows.isVisible()
    qtbot.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    follow(stand)
    assert {found(stand, i).state for i in ("s1", "s2", "s4")} == {State.ACCEPTED}


def test_an_alternative_is_taken_in_its_place(panel: InspectorPanel, stand: Stand) -> None:
    stand.session.select(["s3"])
    follow(stand)
    assert "LOC 0.31" in panel.rows.words("Also")
    panel.rows.followed.emit("s7")
    document = stand.session.document
    assert document is not None
    at = TEXT.index("Moscow")
    live = [s.label for s in document.alternatives(at, at + 6) if s.state is State.ACCEPTED]
    follow(stand)
    assert live == ["LOC"]
    assert stand.errors == []


def test_what_it_was(panel: InspectorPanel, stand: Stand) -> None:
    scheme = stand.session.scheme
    stand.session.do(lambda d: span_edits.relabel(d, scheme, ["s4"], "LOC"))
    stand.session.select(["s4"])
    follow(stand)
    assert "GPE" in panel.rows.words("Was")
    assert f"by {SM}" in panel.rows.words("Was")
    assert panel.rows.words("Source") == "you"


def test_the_label_menu(panel: InspectorPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s3"])
    follow(stand)
    qtbot.mouseClick(panel.label.button, Qt.MouseButton.LeftButton)
    menu = panel.label.findChild(QMenu)
    assert menu is not None
    next(a for a in menu.actions() if a.text().startswith("FAC")).trigger()
    menu.close()
    follow(stand)
    assert found(stand, "s3").label == "FAC"
    assert panel.label.button.text() == "FAC"


def test_a_span_off_the_tokens_can_be_mended(panel: InspectorPanel, stand: Stand, qtbot: QtBot) -> None:
    document = stand.session.document
    assert document is not None
    at = TEXT.index("Yerevan")
    document.tokens = Tokens(array("I", [0, at]), array("I", [14, at + 7]), "words")
    stand.session.do(lambda d: span_edits.add(d, at, at + 4, "ORG"))
    stand.session.select(["s8"])
    follow(stand)
    assert panel.problem.text() == "It begins or ends inside a token; spacy train would drop it."
    qtbot.mouseClick(panel.problem.button, Qt.MouseButton.LeftButton)
    follow(stand)
    assert (found(stand, "s8").start, found(stand, "s8").end) == (at, at + 7)
    assert not panel.problem.isVisible()


def test_a_note_is_kept_after_a_pause_and_as_the_field_is_left(
    panel: InspectorPanel, stand: Stand, qtbot: QtBot
) -> None:
    stand.session.select(["s1"])
    panel.edit_note()
    assert panel.note.hasFocus()
    qtbot.keyClicks(panel.note, "ax title?")
    follow(stand)
    assert found(stand, "s1").state is State.SUGGESTED
    qtbot.waitUntil(lambda: found(stand, "s1").note == "ax title?", timeout=3000)
    follow(stand)
    qtbot.keyClicks(panel.note, " No.")
    follow(stand)
    qtbot.keyClick(panel.note, Qt.Key.Key_Tab)
    follow(stand)
    assert found(stand, "s1").note == "ax title? No."
    document = stand.session.document
    assert document is not None
    assert stand.dataset.load(document.article.key).spans["s1"].note == "ax title? No."
    stand.session.undo()
    follow(stand)
    assert panel.note.toPlainText() == "ax title?"


def test_esc_keeps_the_note_and_goes_back(panel: InspectorPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s1"])
    panel.edit_note()
    qtbot.keyClicks(panel.note, "x")
    with qtbot.waitSignal(panel.returned):
        qtbot.keyClick(panel.note, Qt.Key.Key_Escape)
    assert found(stand, "s1").note == "x"


def test_a_note_stays_with_its_own_span_and_article(
    panel: InspectorPanel, stand: Stand, qtbot: QtBot
) -> None:
    assert stand.session.document is not None
    first = stand.session.document.article.key
    stand.session.select(["s1"])
    panel.edit_note()
    qtbot.keyClicks(panel.note, "one")
    stand.session.select(["s2"])
    follow(stand)
    assert (found(stand, "s1").note, found(stand, "s2").note) == ("one", "")
    assert panel.note.toPlainText() == ""
    qtbot.keyClicks(panel.note, "two")
    open_article(stand, spans(), [])
    assert stand.dataset.load(first).spans["s2"].note == "two"
    assert found(stand, "s2").note == ""
    stand.session.undo()
    follow(stand)
    assert stand.session.document.article.key == first
    assert found(stand, "s2").note == ""


def test_a_note_with_unusual_characters_is_not_touched_by_looking(
    panel: InspectorPanel, stand: Stand, qtbot: QtBot
) -> None:
    odd = " a\u00a0b\u2028c\td "
    stand.session.do(lambda d: span_edits.annotate(d, "s1", odd))
    stand.session.select(["s1"])
    panel.edit_note()
    stand.session.select(["s2"])
    qtbot.wait(1)
    assert found(stand, "s1").note == odd


def test_markup_in_the_text_is_text(panel: InspectorPanel, stand: Stand) -> None:
    text = "<b>Bold</b> & more"
    given = [Span("s1", 0, 11, "ORG", State.SUGGESTED, ("<i>x</i>",))]
    open_article(stand, given, [], text)
    stand.session.select(["s1"])
    follow(stand)
    assert panel.text.text() == "<b>Bold</b>"
    assert panel.rows.words("Source") == "&lt;i&gt;x&lt;/i&gt;"


def test_a_long_text_takes_three_lines(panel: InspectorPanel, stand: Stand) -> None:
    text = "👩🏽‍🚀 long " * 200
    open_article(stand, [Span("s1", 0, len(text) - 1, "ORG", State.SUGGESTED, (SM,))], [], text)
    stand.session.select(["s1"])
    follow(stand)
    three = panel.text.heightForWidth(panel.text.width())
    assert panel.text.height() == three
    open_article(stand, [Span("s1", 0, 6, "ORG", State.SUGGESTED, (SM,))], [], text)
    stand.session.select(["s1"])
    follow(stand)
    assert panel.text.heightForWidth(panel.text.width()) * 3 == three
