"""The label scheme editor, driven by keys and by the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotations import scheme_file
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from gui.dialogs.scheme_editor import SchemeEditor
from gui.theme import apply_theme

Key = Qt.Key
SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)

COUNTS = {"PERSON": (1204, 120), "GPE": (1, 1)}
RELATIONS = {"located_in": (230, 88)}
NEWS = scheme_file.default_scheme()
ROWS = {label.name: row for row, label in enumerate(NEWS.entities)}


@pytest.fixture
def editor(qtbot: QtBot) -> SchemeEditor:
    return shown(qtbot, NEWS)


def shown(qtbot: QtBot, scheme: LabelScheme) -> SchemeEditor:
    apply_theme("light")
    editor = SchemeEditor(scheme, COUNTS, RELATIONS)
    qtbot.addWidget(editor, before_close_func=discard)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return editor


def discard(editor: QWidget) -> None:
    """Close without the question whether to discard."""
    assert isinstance(editor, SchemeEditor)
    editor.accept()


def press(qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def type_in(qtbot: QtBot, words: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, words)


def click_row(qtbot: QtBot, table: QWidget, index: QModelIndex) -> None:
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def test_rename_by_keyboard(qtbot: QtBot, editor: SchemeEditor) -> None:
    assert QApplication.focusWidget() is editor.entities.table
    for _ in range(ROWS["GPE"]):
        press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is editor.details.name
    type_in(qtbot, "PLACE")
    edits = editor.edits()
    assert edits.renames == {"GPE": "PLACE"}
    assert edits.relation_renames == {}
    leads = edits.scheme.relation("leads")
    assert leads is not None
    assert ("PERSON", "PLACE") in leads.pairs
    assert not any("GPE" in pair for pair in leads.pairs)
    press(qtbot, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: editor.result() == SchemeEditor.DialogCode.Accepted)


def test_a_name_that_is_taken_is_refused_while_it_is_typed(qtbot: QtBot, editor: SchemeEditor) -> None:
    press(qtbot, Key.Key_F2)
    type_in(qtbot, "ORG")
    assert editor.details.fault.text() == "There is a label “ORG” already. Take another name."
    assert not editor.footer.apply.isEnabled()
    type_in(qtbot, "S")
    assert editor.details.fault.isHidden()
    assert editor.footer.apply.isEnabled()
    editor.details.name.selectAll()
    press(qtbot, Key.Key_Delete)
    assert editor.details.fault.text() == "The entity label has no name. Give it one."
    press(qtbot, Key.Key_Tab)
    assert editor.details.name.text() == "ORGS"
    assert editor.footer.apply.isEnabled()
    assert editor.edits().renames == {"PERSON": "ORGS"}


@pytest.mark.parametrize(
    ("key", "modifier", "words"),
    [
        (Key.Key_3, Qt.KeyboardModifier.NoModifier, "ORG has the key 3."),
        (Key.Key_A, Qt.KeyboardModifier.NoModifier, "The key A accepts."),
        (Key.Key_R, SHIFT, "The key Shift+R reverses a relation."),
        (Key.Key_Plus, Qt.KeyboardModifier.NoModifier, "“+” is no key for a label."),
    ],
)
def test_a_key_that_cannot_be_is_refused_where_it_is_set(
    qtbot: QtBot, editor: SchemeEditor, key: Key, modifier: Qt.KeyboardModifier, words: str
) -> None:
    qtbot.mouseClick(editor.details.key, Qt.MouseButton.LeftButton)
    press(qtbot, key, modifier)
    assert editor.details.fault.text().startswith(words)
    assert editor.details.fault.isVisible()
    assert editor.edits().scheme == NEWS
    assert editor.details.key.text() == "1"
    assert editor.footer.apply.isEnabled()


def test_keys_are_set_and_taken_away(qtbot: QtBot, editor: SchemeEditor) -> None:
    qtbot.mouseClick(editor.details.key, Qt.MouseButton.LeftButton)
    press(qtbot, Key.Key_B, SHIFT)
    assert editor.details.key.text() == editor.edits().scheme.entities[0].key == "Shift+B"
    press(qtbot, Key.Key_Z)
    assert editor.edits().scheme.entities[0].key == "Z"
    press(qtbot, Key.Key_Backspace)
    assert editor.edits().scheme.entities[0].key == ""
    press(qtbot, Key.Key_Tab)
    assert QApplication.focusWidget() is not editor.details.key


def test_a_relation_may_have_the_key_of_an_entity(qtbot: QtBot, editor: SchemeEditor) -> None:
    editor.relations.table.setFocus()
    qtbot.mouseClick(editor.details.key, Qt.MouseButton.LeftButton)
    press(qtbot, Key.Key_P)
    assert editor.edits().scheme.relations[0].key == "P"
    assert editor.details.fault.isHidden()


def test_add_name_and_move_by_keyboard(qtbot: QtBot, editor: SchemeEditor) -> None:
    press(qtbot, Key.Key_Insert)
    assert editor.details.name.selectedText() == "NEW_LABEL"
    type_in(qtbot, "JOB")
    added = editor.edits().scheme.entities[-1]
    assert (added.name, added.key) == ("JOB", "J")
    assert editor.edits().renames == {}
    editor.entities.table.setFocus()
    press(qtbot, Key.Key_Up, ALT)
    assert editor.edits().scheme.entities[-2].name == "JOB"
    assert editor.entities.table.row == 17
    press(qtbot, Key.Key_Delete)
    assert editor.edits().scheme == NEWS
    assert editor.entities.table.row == 17


def test_a_label_in_use_stays(qtbot: QtBot, editor: SchemeEditor) -> None:
    qtbot.mouseClick(editor.entities.remove, Qt.MouseButton.LeftButton)
    assert editor.footer.sentence.text() == (
        "PERSON stays: 1,204 spans in 120 articles would lose their label. "
        "Relabel or remove them first, or switch the label off."
    )
    click_row(qtbot, editor.entities.table, editor.entities.model.index(ROWS["GPE"], 0))
    qtbot.mouseClick(editor.entities.remove, Qt.MouseButton.LeftButton)
    assert "1 span in 1 article would" in editor.footer.sentence.text()
    assert editor.edits().scheme == NEWS
    qtbot.mouseClick(
        editor.details.on, Qt.MouseButton.LeftButton, pos=QPoint(8, editor.details.on.height() // 2)
    )
    assert not editor.edits().scheme.entities[ROWS["GPE"]].on


def test_removing_a_label_takes_its_pairs_along(qtbot: QtBot, editor: SchemeEditor) -> None:
    editor.entities.table.choose(ROWS["LOC"])
    press(qtbot, Key.Key_Delete)
    scheme = editor.edits().scheme
    assert scheme.entity("LOC") is None
    assert all("LOC" not in pair for relation in scheme.relations for pair in relation.pairs)


def test_a_removal_that_would_free_a_relation_is_refused(qtbot: QtBot) -> None:
    scheme = LabelScheme(
        "x",
        (EntityLabel("A", "azure"), EntityLabel("B", "red")),
        (RelationLabel("r", "blue", pairs=frozenset({("A", "B")})),),
    )
    editor = shown(qtbot, scheme)
    press(qtbot, Key.Key_Delete)
    assert editor.footer.sentence.text().startswith("A stays: without it r would have no pair left")
    assert editor.edits().scheme == scheme


def test_swatches_by_mouse_and_by_arrows(qtbot: QtBot, editor: SchemeEditor) -> None:
    qtbot.mouseClick(editor.details.swatches.button("jade"), Qt.MouseButton.LeftButton)
    assert editor.edits().scheme.entities[0].colour == "jade"
    assert "Also the colour of GPE." in editor.details.contrast.text()
    press(qtbot, Key.Key_Right)
    assert editor.edits().scheme.entities[0].colour == "green"
    assert editor.details.contrast.text().startswith("green: text 10.8 : 1, outline 8.7 : 1.")
    apply_theme("dark")
    assert editor.details.contrast.text().startswith("green: text 9.5 : 1, outline 12.1 : 1.")


def test_an_own_colour(qtbot: QtBot) -> None:
    editor = shown(qtbot, LabelScheme("x", (EntityLabel("A", "#8833aa"),)))
    assert editor.details.contrast.text().startswith("Own colour: text ")
    assert not any(editor.details.swatches.button(hue).isChecked() for hue in ("azure", "purple", "violet"))


def test_the_matrix_by_keyboard_and_by_mouse(qtbot: QtBot, editor: SchemeEditor) -> None:
    editor.relations.table.setFocus()
    press(qtbot, Key.Key_Down)
    matrix = editor.matrix
    relation = editor.edits().scheme.relations[1]
    assert matrix.model.relation == relation
    assert (relation.name, [label.name for label in matrix.model.shown]) == ("met_with", ["PERSON"])
    matrix.model.include("ORG")
    matrix.table.setFocus()
    matrix.table.setCurrentIndex(matrix.model.index(0, 0))
    press(qtbot, Key.Key_Right)
    press(qtbot, Key.Key_Space)
    assert ("PERSON", "ORG") in editor.edits().scheme.relations[1].pairs
    click_row(qtbot, matrix.table, matrix.model.index(0, 1))
    click_row(qtbot, matrix.table, matrix.model.index(0, 0))
    assert editor.edits().scheme.relations[1].pairs == frozenset()
    assert matrix.model.summary() == "every pair"
    assert (
        matrix.model.data(matrix.model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
        == "PERSON to ORG: allowed"
    )
    press(qtbot, Key.Key_Tab)
    assert QApplication.focusWidget() is not matrix.table


def test_another_label_is_put_into_the_matrix(editor: SchemeEditor) -> None:
    editor.relations.table.setFocus()
    menu = editor.matrix.another.menu()
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert "EVENT" in names
    assert "PERSON" not in names
    menu.actions()[names.index("EVENT")].trigger()
    assert "EVENT" in [label.name for label in editor.matrix.model.shown]
    assert QApplication.focusWidget() is editor.matrix.table


def test_the_guideline(qtbot: QtBot, editor: SchemeEditor) -> None:
    editor.details.guideline.setFocus()
    editor.details.guideline.selectAll()
    type_in(qtbot, "People.")
    press(qtbot, Key.Key_Return)
    type_in(qtbot, "No: robots.")
    assert editor.edits().scheme.entities[0].guideline == "People.\nNo: robots."
    press(qtbot, Key.Key_Tab)
    assert QApplication.focusWidget() is editor.details.on


def test_tab_goes_all_the_way_round(qtbot: QtBot, editor: SchemeEditor) -> None:
    seen: list[QWidget] = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in seen:
            break
        seen.append(widget)
        press(qtbot, Key.Key_Tab)
    wanted = (
        editor.entities.table, editor.entities.add, editor.relations.table, editor.relations.remove,
        editor.matrix.table, editor.matrix.another, editor.details.name, editor.details.key,
        editor.details.swatches.button("azure"), editor.details.own,
        editor.details.guideline, editor.details.on,
        editor.footer.load, editor.footer.save, editor.footer.cancel, editor.footer.apply,
    )  # fmt: skip
    assert all(widget in seen for widget in wanted)
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in seen)


def test_files(editor: SchemeEditor, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    editor.save_file(path)
    assert scheme_file.read(path) == NEWS
    assert editor.footer.sentence.text() == "Saved as mine.toml."
    path.write_text('name = "mine"\n[[entity]]\nname = "GPE"\ncolor = "red"\n', encoding="utf-8")
    editor.load_file(path)
    assert editor.footer.sentence.text() == (
        "mine.toml, line 4: “color” means nothing here. Is “colour” meant? Nothing was changed."
    )
    assert editor.edits().scheme == NEWS
    path.write_text('name = "mine"\n[[entity]]\nname = "GPE"\nkey = "1"\n', encoding="utf-8")
    editor.load_file(path)
    scheme = editor.edits().scheme
    assert (scheme.name, [(label.name, label.key) for label in scheme.entities]) == (
        "mine",
        [("GPE", "1"), ("PERSON", "")],
    )
    assert [label.name for label in scheme.relations] == ["located_in"]
    assert editor.footer.sentence.text().endswith("PERSON, located_in.")
    assert editor.windowTitle() == "Label scheme: mine"
    assert editor.edits().renames == {}


def test_a_scheme_that_cannot_be_is_not_applied(qtbot: QtBot) -> None:
    scheme = LabelScheme("x", (EntityLabel("A", "azure", "1"), EntityLabel("B", "red", "1")))
    editor = shown(qtbot, scheme)
    assert editor.footer.sentence.text() == "A has the key 1. Give B another one or none."
    assert not editor.footer.apply.isEnabled()
    qtbot.mouseClick(editor.details.key, Qt.MouseButton.LeftButton)
    press(qtbot, Key.Key_2)
    assert editor.footer.apply.isEnabled()


@pytest.mark.parametrize("answer", ["Discard them", "Keep editing"])
def test_escape_asks_before_edits_are_lost(qtbot: QtBot, editor: SchemeEditor, answer: str) -> None:
    qtbot.mouseClick(editor.details.swatches.button("red"), Qt.MouseButton.LeftButton)

    def choose() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(each for each in box.findChildren(QPushButton) if each.text() == answer)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, choose)
    press(qtbot, Key.Key_Escape)
    assert editor.isVisible() == (answer == "Keep editing")


def test_escape_closes_at_once_when_nothing_was_edited(qtbot: QtBot, editor: SchemeEditor) -> None:
    press(qtbot, Key.Key_Escape)
    assert not editor.isVisible()
    assert editor.result() == SchemeEditor.DialogCode.Rejected


def test_an_empty_scheme_can_be_filled(qtbot: QtBot) -> None:
    editor = shown(qtbot, LabelScheme("empty"))
    assert not editor.details.isEnabled()
    qtbot.mouseClick(editor.relations.add, Qt.MouseButton.LeftButton)
    type_in(qtbot, "knows")
    qtbot.mouseClick(editor.entities.add, Qt.MouseButton.LeftButton)
    type_in(qtbot, "PERSON")
    scheme = editor.edits().scheme
    assert [(label.name, label.key, label.colour) for label in scheme.entities] == [("PERSON", "P", "azure")]
    assert [(label.name, label.key) for label in scheme.relations] == [("knows", "K")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_off_at_the_least_size(editor: SchemeEditor, theme: str) -> None:
    apply_theme("dark" if theme == "dark" else "light")
    editor.resize(700, 420)
    assert editor.width() <= 740  # its words ask for more than 700 in a wide font
    assert editor.height() <= 450
    for button in (editor.footer.apply, editor.footer.cancel, editor.footer.load, editor.entities.remove):
        assert button.width() >= button.minimumSizeHint().width()
        assert editor.rect().contains(button.rect().translated(button.mapTo(editor, QPoint(0, 0))))
