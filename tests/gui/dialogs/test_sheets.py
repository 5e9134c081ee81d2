"""Preferences, keys, encoding, about, the report, and the way to the scheme editor."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.dialogs.about import AboutDialog
from gui.dialogs.encoding import EncodingDialog
from gui.dialogs.keys import KeysDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.dialogs.report import ReportDialog
from gui.dialogs.scheme_editor import SchemeEditor
from gui.settings import SETTINGS
from tests.gui.dialogs.asking import answer

Key = Qt.Key
_D = TypeVar("_D", bound=QDialog)


def modal(qtbot: QtBot, kind: type[_D]) -> _D:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def test_every_preference_of_the_page_has_a_control(qtbot: QtBot, desk: Desk) -> None:
    desk.actions["settings.show"].trigger()
    dialog = modal(qtbot, PreferencesDialog)
    assert list(dialog.controls) == [row.id for row in SETTINGS if row.page]
    named = [c.accessibleName() or c.property("text") for c in dialog.controls.values()]
    assert all(named)
    dialog.close()


def test_a_preference_applies_at_once(qtbot: QtBot, desk: Desk) -> None:
    desk.dialogs.preferences()
    dialog = modal(qtbot, PreferencesDialog)
    undecided, name, own = (dialog.controls[i] for i in ("undecided", "annotator", "only_own_relations"))
    assert isinstance(undecided, QComboBox)
    assert isinstance(name, QLineEdit)
    assert isinstance(own, QCheckBox)
    qtbot.keyClick(undecided, Key.Key_Down)
    assert desk.settings.get("undecided") == "leave"
    qtbot.keyClicks(name, "Åse ")
    assert desk.settings.get("annotator") == "Åse"
    assert name.text() == "Åse "
    before = own.isChecked()
    own.setFocus()
    qtbot.keyClick(own, Key.Key_Space)
    assert desk.settings.get("only_own_relations") is not before
    desk.settings.set("only_own_relations", before)
    assert own.isChecked() is before
    qtbot.keyClick(dialog, Key.Key_Escape)


def test_any_family_can_be_read_in(qtbot: QtBot, desk: Desk) -> None:
    desk.dialogs.preferences()
    dialog = modal(qtbot, PreferencesDialog)
    font = dialog.controls["reading_font"]
    assert isinstance(font, QComboBox)
    family = QFontDatabase.families()[0]
    font.setCurrentIndex(font.findData(family))
    assert desk.settings.get("reading_font") == family
    dialog.close()


def test_the_keys_are_those_of_the_actions(qtbot: QtBot, desk: Desk) -> None:
    desk.actions["help.keys"].trigger()
    dialog = modal(qtbot, KeysDialog)
    words = [row.words for group in dialog.groups for row in group.rows]
    assert "accept the same text and label shift+a" in words
    assert "person 1" in words
    qtbot.keyClicks(dialog.filter, "ctrl+shift+a")
    shown = [row.words for group in dialog.groups for row in group.rows if row.isVisible()]
    assert shown == ["accept the rest ctrl+shift+a"]
    dialog.close()


def test_an_encoding_is_chosen_by_what_it_reads(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes("Паром идёт из Осло.\r\n".encode("koi8_r"))
    seen = []

    def choose(dialog: EncodingDialog) -> None:
        dialog.choose("utf-8")
        seen.append((dialog.preview.placeholderText()[:9], dialog.read.isEnabled()))
        dialog.choose("koi8_r")
        seen.append((dialog.preview.toPlainText()[:9], dialog.read.isEnabled()))
        qtbot.keyClick(dialog.list, Key.Key_Return)

    answer(EncodingDialog, choose)
    desk.dialogs.choose_encoding(path, "cp1251")
    assert seen == [("ferry.txt", False), ("Паром идё", True)]
    document = desk.session.document
    assert document is not None
    assert document.text == "Паром идёт из Осло.\r\n"


def test_about_says_the_versions(qtbot: QtBot, desk: Desk) -> None:
    desk.actions["help.about"].trigger()
    dialog = modal(qtbot, AboutDialog)
    assert "PySide6 6." in dialog.words.text()
    assert "Nothing leaves this machine" in dialog.words.text()
    dialog.close()


def test_a_report_can_be_copied_and_stands_once(qtbot: QtBot, desk: Desk) -> None:
    desk.dialogs.report("Traceback\n  File x\nKeyError: 3\n")
    dialog = modal(qtbot, ReportDialog)
    desk.dialogs.report("another")
    assert len(desk.window.findChildren(ReportDialog)) == 1
    assert "KeyError: 3" in dialog.accessibleDescription()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Traceback\n  File x\nKeyError: 3\n\nVersion ")
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(ReportDialog))


def test_the_scheme_editor_counts_what_is_used(qtbot: QtBot, desk: Desk) -> None:
    seen = []

    def look(editor: SchemeEditor) -> None:
        seen.append(editor.windowTitle())
        qtbot.keyClick(editor, Key.Key_Escape)

    answer(SchemeEditor, look)
    desk.actions["scheme.edit"].trigger()
    assert seen == [f"Label scheme: {desk.session.scheme.name}"]


@pytest.mark.parametrize("size", [(420, 320), (1100, 700)])
def test_the_palette_fits_a_small_window(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    desk.dialogs.palette()
    palette = QApplication.activePopupWidget()
    assert palette is not None
    assert palette.width() <= size[0]
    assert palette.height() <= size[1]
    palette.close()
