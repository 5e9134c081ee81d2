"""Keeping a dataset from the window: backups, compacting, merging labels, figures, recent ones."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.dataset.backups import backup_folder
from annotations.edits import decide
from annotations.model import State
from gui.dialogs.scheme.merging import LabelMerge, MergeDialog, merge_words
from gui.dialogs.scheme_editor import SchemeEditor
from gui.dialogs.statistics import StatisticsDialog, as_text, duration
from gui.keeping import Keeping
from gui.main_window import MainWindow
from gui.recent_menu import RecentMenu
from gui.widgets.key_button import KeyButton
from tests.gui.bad_input.disks import full, mounted, remount
from tests.gui.person import Person
from tests.gui.stage import make_dataset


@pytest.fixture
def keeping(window: MainWindow, person: Person) -> Keeping:
    assert person.document is not None
    return window.desk.keeping


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that the system was asked to show."""
    shown: list[Path] = []

    def show(url: QUrl) -> bool:
        shown.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    return shown


def wait(keeping: Keeping, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not keeping.working, timeout=20_000)


def button(person: Person, words: str) -> KeyButton:
    return next(b for b in person.desk.bar.buttons() if b.text().startswith(words))


def spans(path: Path) -> dict[str, State]:
    with Dataset.open(path, read_only=True) as dataset:
        return {span.id: span.state for span in dataset.load(1).spans.values()}


def grow(dataset: Dataset, articles: int) -> None:
    for n in range(articles):
        dataset.add_article(f"{n} {os.urandom(3000).hex()}")


# -- backups ----------------------------------------------------------------------------------------


def test_a_backup_is_what_was_decided_and_its_place_is_said(
    keeping: Keeping,
    person: Person,
    tmp_path: Path,
    qtbot: QtBot,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "copies" / "März & April"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.session.do(lambda d: decide.accept(d, ["s1"]))
    person.desk.actions["dataset.backup"].trigger()
    wait(keeping, qtbot)
    written = target.with_name("März & April.goldspan")
    assert spans(written)["s1"] is State.ACCEPTED
    assert person.said.startswith(f"Backed up to {written} (")
    button(person, "Show the folder").click()
    assert opened == [written.parent]
    person.session.do(lambda d: decide.accept(d, ["s2"]))
    assert spans(written)["s2"] is State.SUGGESTED


def test_a_backup_that_is_cancelled_leaves_nothing(
    keeping: Keeping, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    assert person.session.dataset is not None
    grow(person.session.dataset, 800)
    folder = tmp_path / "copies"
    folder.mkdir()
    keeping.backup(folder / "b.goldspan")
    button(person, "Cancel").click()
    wait(keeping, qtbot)
    assert list(folder.iterdir()) == []
    assert "cancelled" in person.said
    keeping.backup(folder / "b.goldspan")
    wait(keeping, qtbot)
    assert [p.name for p in folder.iterdir()] == ["b.goldspan"]


def test_the_dataset_is_no_place_for_its_backup(keeping: Keeping, person: Person, qtbot: QtBot) -> None:
    assert person.session.dataset is not None
    keeping.backup(person.session.dataset.path)
    wait(keeping, qtbot)
    assert "is the dataset itself" in person.said


def test_a_backup_on_a_full_or_read_only_disk(
    keeping: Keeping, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    with mounted(tmp_path / "disk", "size=256k") as disk:
        target = disk / "b.goldspan"
        target.write_bytes(b"old")
        with full(disk):
            keeping.backup(target)
            wait(keeping, qtbot)
            assert f"b.goldspan could not be written to {disk}: the disk is full" in person.said
            assert target.read_bytes() == b"old"
        remount(disk, "ro")
        keeping.backup(target)
        wait(keeping, qtbot)
        assert "the disk is read-only. Choose another place" in person.said
        remount(disk, "rw")
        assert [p.name for p in disk.iterdir()] == ["b.goldspan"]
    person.session.do(lambda d: decide.accept(d, ["s1"]))
    assert person.on_disk().spans["s1"].state is State.ACCEPTED


def test_a_window_that_closes_drops_the_backup(
    window: MainWindow, keeping: Keeping, person: Person, tmp_path: Path
) -> None:
    assert person.session.dataset is not None
    grow(person.session.dataset, 800)
    folder = tmp_path / "copies"
    folder.mkdir()
    keeping.backup(folder / "b.goldspan")
    window.close()
    assert not window.isVisible()
    for whole in folder.iterdir():
        assert whole.name == "b.goldspan"
        assert spans(whole)


# -- once a day -------------------------------------------------------------------------------------


def test_a_backup_is_made_once_a_day_and_few_are_kept(
    keeping: Keeping, person: Person, qtbot: QtBot, opened: list[Path]
) -> None:
    dataset = person.session.dataset
    assert dataset is not None
    folder = backup_folder(dataset)
    person.desk.actions["dataset.show_backups"].trigger()
    assert "There is no backup of news.goldspan yet" in person.said
    assert opened == []
    assert keeping._daily.isActive(), "it begins by itself"
    folder.mkdir(parents=True)
    for day in range(1, 9):
        (folder / f"2020-01-0{day}.goldspan").write_bytes(b"old")
    (folder / "before-2020-01-01T000000000000.goldspan").write_bytes(b"kept")
    person.desk.settings.set("backups_kept", "3")
    keeping.backup_daily()
    wait(keeping, qtbot)
    today = folder / f"{datetime.now():%Y-%m-%d}.goldspan"
    assert sorted(p.name for p in folder.iterdir()) == [
        "2020-01-07.goldspan",
        "2020-01-08.goldspan",
        today.name,
        "before-2020-01-01T000000000000.goldspan",
    ]
    assert spans(today)
    written = today.stat().st_mtime_ns
    keeping.backup_daily()
    wait(keeping, qtbot)
    assert today.stat().st_mtime_ns == written
    person.desk.actions["dataset.show_backups"].trigger()
    assert opened == [folder]


def test_no_daily_backup_where_it_is_not_wanted(keeping: Keeping, person: Person, qtbot: QtBot) -> None:
    assert person.session.dataset is not None
    person.desk.settings.set("daily_backup", False)
    keeping.backup_daily()
    wait(keeping, qtbot)
    assert not backup_folder(person.session.dataset).exists()


def test_a_daily_backup_on_a_full_disk_is_told(
    keeping: Keeping, person: Person, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mounted(tmp_path / "disk", "size=256k") as disk:
        monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(disk))
        with full(disk):
            keeping.backup_daily()
            wait(keeping, qtbot)
            assert "could not be written" in person.said
            assert "the disk is full" in person.said or "No space left" in person.said
        person.session.do(lambda d: decide.accept(d, ["s1"]))
        assert person.on_disk().spans["s1"].state is State.ACCEPTED


# -- compacting -------------------------------------------------------------------------------------


def test_compacting_gives_room_back_and_edits_wait_for_it(
    keeping: Keeping, person: Person, qtbot: QtBot
) -> None:
    dataset = person.session.dataset
    assert dataset is not None
    grow(dataset, 100)
    before = dataset.path.stat().st_size
    for key in list(dataset.keys())[2:]:
        dataset.remove_article(key)
    dataset._forget_removed()
    keeping.compact()
    assert person.session.busy
    person.session.do(lambda d: decide.accept(d, ["s1"]))
    qtbot.waitUntil(lambda: not person.session.busy, timeout=20_000)
    assert dataset.path.stat().st_size < before / 4
    assert person.said.startswith("news.goldspan is compact: ")
    assert person.on_disk().spans["s1"].state is State.ACCEPTED
    person.session.undo()
    assert person.on_disk().spans["s1"].state is State.SUGGESTED


def test_compacting_on_a_full_disk_leaves_the_file(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with mounted(tmp_path / "disk", "size=8m") as disk:
        path = make_dataset(disk / "news.goldspan")
        window.desk.files.open_dataset(path)
        person = Person(window.desk, qtbot)
        assert person.session.dataset is not None
        grow(person.session.dataset, 60)
        before = person.on_disk()
        with full(disk):
            window.desk.keeping.compact()
            qtbot.waitUntil(lambda: not person.session.busy, timeout=20_000)
            assert "the disk that holds news.goldspan is full" in person.said
        assert person.on_disk().spans == before.spans
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        person.session.do(lambda d: decide.accept(d, ["s1"]))
        assert person.on_disk().spans["s1"].state is State.ACCEPTED
        window.desk.files.close_dataset()


def test_a_dataset_for_reading_is_not_compacted(window: MainWindow, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=2m") as disk:
        path = make_dataset(disk / "news.goldspan")
        remount(disk, "ro")
        if os.access(path, os.W_OK):
            remount(disk, "rw")
            pytest.skip("who runs this may write everywhere")
        window.desk.files.open_dataset(path)
        assert not window.desk.actions["dataset.compact"].isEnabled()
        assert window.desk.actions["dataset.backup"].isEnabled()
        window.desk.files.close_dataset()
        remount(disk, "rw")


# -- labels -----------------------------------------------------------------------------------------


def in_editor(act: Callable[[SchemeEditor], None]) -> None:
    """Do something in the scheme editor once it is open."""

    def look() -> None:
        editor = QApplication.activeModalWidget()
        if isinstance(editor, SchemeEditor):
            act(editor)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def choose_merge(editor: SchemeEditor, label: str, into: str, press: str) -> None:
    """Choose a label and another that it is to become, and press a button of the question."""
    names = [each.name for each in editor._draft.labels("entity")]
    editor.entities.table.choose(names.index(label))

    def answer() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, MergeDialog):
            QTimer.singleShot(20, answer)
            return
        next(b for b in question.findChildren(KeyButton) if b.text() == press).click()

    QTimer.singleShot(50, answer)
    editor.details.merge.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(action for action in menu.actions() if action.text() == into)
    menu.close()
    entry.trigger()


def test_two_labels_become_one_after_a_backup(person: Person, qtbot: QtBot, opened: list[Path]) -> None:
    session = person.session
    assert session.dataset is not None
    session.do(lambda d: decide.accept(d, ["s8"]))
    before = person.on_disk()
    in_editor(lambda editor: choose_merge(editor, "ORG", "NORP", "Back up and merge"))
    person.desk.actions["scheme.edit"].trigger()
    qtbot.waitUntil(lambda: not session.busy and "became" in person.said, timeout=20_000)
    assert person.said.startswith("2 spans of ORG became NORP. The dataset as it was before is in ")
    (backup,) = backup_folder(session.dataset).glob("before-*.goldspan")
    assert person.said.endswith(f"is in {backup}.")
    assert person.document.spans["s8"].label == person.on_disk().spans["s8"].label == "NORP"
    assert session.scheme.entity("ORG") is None
    assert "span.relabel.ORG" not in person.desk.actions
    assert not person.desk.actions["edit.undo"].isEnabled()
    with Dataset.open(backup, read_only=True) as kept:
        assert kept.load(1).spans == before.spans
    button(person, "Show the folder").click()
    assert opened == [backup.parent]
    session.do(lambda d: decide.accept(d, ["s1"]))
    assert person.on_disk().spans["s1"].state is State.ACCEPTED


def test_a_merge_is_left_or_refused_without_a_trace(keeping: Keeping, person: Person) -> None:
    assert not keeping.working
    before, scheme = person.on_disk(), person.session.scheme

    def leave(editor: SchemeEditor) -> None:
        choose_merge(editor, "ORG", "NORP", "Cancel")
        assert editor.merge is None
        editor._draft.switch("entity", 0, False)
        editor.details.merge.click()
        assert QApplication.activePopupWidget() is None
        assert editor.footer.sentence.text().startswith("Apply or cancel the other changes first")
        QDialog.reject(editor)

    in_editor(leave)
    person.desk.actions["scheme.edit"].trigger()
    assert person.on_disk().spans == before.spans
    assert person.session.scheme == scheme


def test_a_merge_without_room_for_its_backup_changes_nothing(
    keeping: Keeping, person: Person, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = person.on_disk()
    with mounted(tmp_path / "disk", "size=256k") as disk:
        monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(disk))
        with full(disk):
            keeping.merge("entity", "ORG", "NORP")
            qtbot.waitUntil(lambda: not person.session.busy, timeout=20_000)
            assert "could not be written" in person.said
    assert person.on_disk().spans == before.spans
    assert person.session.scheme.entity("ORG") is not None
    keeping.merge("relation", "leads", "nothing")
    qtbot.waitUntil(lambda: not person.session.busy, timeout=20_000)
    assert "The label scheme has no relation “nothing”" in person.said


def test_a_merge_says_what_it_would_do() -> None:
    words = merge_words(LabelMerge("entity", "ORG", "NORP"), (1204, 120), (1, 1))
    assert words.startswith("1,204 spans in 120 articles become NORP, which has 1 span in 1 article.")
    assert "cannot be undone, nor what was done before it" in words
    assert "1 relation in 1 article becomes leads" in merge_words(
        LabelMerge("relation", "heads", "leads"), (1, 1), (0, 0)
    )


# -- figures, recent ones ---------------------------------------------------------------------------


def test_the_figures_of_a_dataset_can_be_copied(
    keeping: Keeping, person: Person, window: MainWindow, qtbot: QtBot
) -> None:
    person.session.do(lambda d: decide.accept(d, ["s1"]))
    window.desk.actions["dataset.statistics"].trigger()
    wait(keeping, qtbot)
    dialog = window.findChild(StatisticsDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Articles\t2"
    assert "PERSON\t1\t9\t0\t0\t10" in lines
    assert "leads\t0\t2\t0\t0\t2" in lines
    assert person.session.dataset is not None
    assert as_text(person.session.dataset.statistics()).splitlines() == lines
    assert dialog.grab().width() == dialog.width()
    dialog.close()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (3780, "1 h 3 min")],
)
def test_times_are_spoken(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_recent_datasets_are_in_the_menu(person: Person, window: MainWindow, tmp_path: Path) -> None:
    assert person.session.dataset is not None
    other = make_dataset(tmp_path / "talks & more.goldspan")
    window.desk.files.recent.add(tmp_path / "gone.goldspan", 1, 2)
    window.desk.files.open_dataset(other)
    menu = window.findChild(RecentMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    assert [(a.text(), a.isEnabled()) for a in menu.actions()] == [
        ("talks && more", True),
        ("news", True),
        ("gone", False),
    ]
    menu.actions()[1].trigger()
    assert person.session.dataset.path.name == "news.goldspan"
    window.desk.files.recent.clear()
    menu.fill()
    assert [a.text() for a in menu.actions()] == ["None yet"]
