"""Opening and exporting through the welcome page and the system's file dialogs, by mouse and by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from gui import folders
from gui.main_window import MainWindow
from tests.gui.person import Person, click
from tests.gui.stage import make_dataset


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that file dialogs begin in: the one that was used last."""
    monkeypatch.chdir("/")
    folders.used(tmp_path)
    return tmp_path


def pick(dialog: QDialog, name: str) -> None:
    """Click a file in a file dialog, then its button."""
    assert isinstance(dialog, QFileDialog)
    files = dialog.findChild(QListView, "listView")
    assert files is not None
    model = files.model()

    def index() -> QModelIndex | None:
        rows = (model.index(n, 0, files.rootIndex()) for n in range(model.rowCount(files.rootIndex())))
        return next((row for row in rows if row.data() == name), None)

    for _ in range(200):
        if index() is not None:
            break
        QApplication.processEvents()
    found = index()
    assert found is not None, "the file is not listed"
    click(files.viewport(), files.visualRect(found))
    press_first(dialog)


def press_first(dialog: QDialog) -> None:
    """Click Open or Save."""
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    roles = QDialogButtonBox.StandardButton
    button = box.button(roles.Open) or box.button(roles.Save)
    assert button is not None
    click(button)


def test_a_dataset_is_opened_and_exported_by_mouse(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    make_dataset(folder / "news.goldspan")
    person = Person(window.desk, qtbot)
    person.answer(lambda d: pick(d, "news.goldspan"), lambda: person.menu_bar("Dataset", "Open dataset"))
    assert person.document.article.title == "Talks 1"
    person.click(person.button(person.span("Oslo"), accept=True))
    window.desk.settings.set("undecided", "reject")
    person.menu_bar("Article", "Done")
    person.answer(lambda _: person.press("Return"), lambda: person.menu_bar("File", "Export…"))
    gold = folder / "news.jsonl"
    qtbot.waitUntil(gold.exists, timeout=10_000)
    (line,) = gold.read_text(encoding="utf-8").splitlines()
    assert [span["text"] for span in json.loads(line)["spans"]] == ["Oslo"]
    qtbot.waitUntil(lambda: "news.jsonl" in person.said)


def test_a_dataset_is_opened_and_a_gold_file_follows_by_keys(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    make_dataset(folder / "news.goldspan")
    person = Person(window.desk, qtbot)

    def type_name(name: str) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        person.type(name)
        person.press("Return")

    person.answer(lambda _: type_name(str(folder / "news.goldspan")), lambda: person.press("Ctrl+Shift+O"))
    assert person.view.hasFocus()
    person.answer(lambda _: type_name(str(folder / "kept.jsonl")), window.desk.actions["gold.follow"].trigger)
    qtbot.waitUntil(lambda: window.desk.gold.behind == 0)
    person.press("A", "A")
    window.desk.settings.set("undecided", "leave")
    person.press("Ctrl+Return")
    assert window.desk.gold.behind == 1
    person.press("Ctrl+S")
    kept = folder / "kept.jsonl"
    qtbot.waitUntil(lambda: kept.exists() and bool(kept.read_text(encoding="utf-8").strip()), timeout=10_000)
    record = json.loads(kept.read_text(encoding="utf-8"))
    assert [span["text"] for span in record["spans"]] == ["Ada Lund", "Bo Ek"]
