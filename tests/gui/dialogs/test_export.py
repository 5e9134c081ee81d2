"""Exporting from the window: the dialog by hand, the process beside it, and what is said at the end."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.exporting import Chosen, Job
from annotations.formats.goldspan_reader import parse
from annotations.model import Article, ArticleState, State, Status
from annotations.words import tokens_of
from gui.dialogs.export import ExportDialog
from gui.dialogs.export_left import LeftDialog, LeftList
from gui.main_window import MainWindow
from tests.gui.dialogs.asking import answer
from tests.gui.person import Person
from tests.gui.stage import TEXT

Key = Qt.Key


@pytest.fixture
def done(person: Person) -> Person:
    """The person has accepted all of the first article and drawn a span off the tokens; it is done."""
    session = person.session
    assert session.document is not None
    session.select(session.document.undecided_ids(), reveal=False)
    person.desk.actions["suggestion.accept"].trigger()
    at = person.document.text.index("orway")
    session.select_range(at, at + 4)
    person.desk.actions["span.relabel.ORG"].trigger()
    person.desk.settings.set("undecided", "leave")
    person.desk.finish.done(go_on=False)
    session.select(())
    return person


def choose(dialog: ExportDialog, format_id: str) -> None:
    """Go to a format by keys, and wait until it is known what will be written."""
    names = {"goldspan": "Gold", "conll": "CoNLL I", "spacy": "spaCy", "huggingface": "Hugg", "csv": "CSV"}
    dialog.formats.setFocus()
    QTest.keyClicks(dialog.formats, names[format_id])
    assert dialog.choice.format_id == format_id
    wait_for(lambda: dialog.preview.forecast(format_id) is not None)


def wait_for(so: Callable[[], bool]) -> None:
    clock = QElapsedTimer()
    clock.start()
    while not so():
        assert clock.elapsed() < 20_000
        QTest.qWait(10)


def retype(dialog: ExportDialog, path: Path) -> None:
    """Type where to write."""
    dialog.options.path.setFocus()
    dialog.options.path.selectAll()
    QTest.keyClicks(dialog.options.path, str(path))


def rows(left: LeftList) -> dict[str, int]:
    found = [left.topLevelItem(n) for n in range(left.topLevelItemCount())]
    return {item.text(0): int(item.text(1)) for item in found if item is not None}


def place_of(left: LeftList, kind: str, nth: int = 0) -> QTreeWidgetItem:
    (item,) = left.findItems(kind, Qt.MatchFlag.MatchStartsWith)
    item.setExpanded(True)
    child = item.child(nth)
    assert child is not None
    return child


def click(left: LeftList, item: QTreeWidgetItem) -> None:
    left.scrollToItem(item)
    place = left.visualItemRect(item).center()
    QTest.mouseClick(left.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_enter_exports_as_before(done: Person, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    answer(ExportDialog, lambda _: done.press("Return"))
    done.press("Ctrl+E")
    wait_for(out.exists)
    wait_for(lambda: "1 article written to news.jsonl as Goldspan JSONL, and checked." in done.said)
    assert done.desk.gold.verified == str(out)
    (line,) = out.read_bytes().splitlines()
    assert parse(line, number=1, name="news").document.text == done.document.text
    out.unlink()
    done.desk.window.activateWindow()
    done.focus(done.view)
    answer(ExportDialog, lambda _: done.press("Return"))
    done.press("Ctrl+E")
    wait_for(out.exists)


def test_what_was_used_last_is_there_again(done: Person, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere.conll"

    def first(dialog: ExportDialog) -> None:
        choose(dialog, "conll")
        QTest.mouseClick(dialog.options.which.button(1), Qt.MouseButton.LeftButton)
        retype(dialog, out)
        done.press("Return")

    answer(ExportDialog, first)
    done.desk.exporting.ask()
    wait_for(lambda: "elsewhere.conll" in done.said)
    again: list[object] = []

    def second(dialog: ExportDialog) -> None:
        again.extend((dialog.choice.format_id, dialog.choice.which, dialog.options.path.text()))
        assert dialog.note.text() == ""

    answer(ExportDialog, second)
    done.desk.exporting.ask()
    assert again == ["conll", "all", str(out)]


def test_the_dialog_says_what_will_be_left_and_a_click_goes_there(done: Person) -> None:
    done.session.open_article(2)
    seen: list[dict[str, int]] = []

    def look(dialog: ExportDialog) -> None:
        choose(dialog, "conll")
        assert dialog.written.text() == "1 article, 13 spans, 0 relations will be written. Left are:"
        seen.append(rows(dialog.left))
        place = place_of(dialog.left, "A span that is off the tokens")
        assert "'orwa'" in place.text(0)
        click(dialog.left, place)

    answer(ExportDialog, look)
    done.desk.exporting.ask()
    assert seen[0]["A span that is off the tokens"] == 1
    assert seen[0]["A relation"] == 2
    assert done.document.article.title == "Talks 1"
    assert done.chosen == ["orwa"]
    answer(ExportDialog, lambda dialog: choose(dialog, "csv"))
    QTest.mouseClick(done.desk.bar.buttons()[0], Qt.MouseButton.LeftButton)
    assert not done.desk.exporting.running


def test_a_place_is_gone_to_by_keys(done: Person) -> None:
    def look(dialog: ExportDialog) -> None:
        choose(dialog, "spacy")
        done.focus(dialog.left)
        dialog.left.setCurrentItem(dialog.left.topLevelItem(0))
        done.press("Down", "Return")

    answer(ExportDialog, look)
    done.desk.exporting.ask()
    assert done.chosen == ["orwa"]
    assert not done.desk.exporting.running


def test_what_cannot_be_exported_is_said_before(done: Person, tmp_path: Path) -> None:
    def look(dialog: ExportDialog) -> None:
        choose(dialog, "huggingface")
        shares = dialog.options.shares
        shares.selectAll()
        QTest.keyClicks(shares, "0.8/0.3")
        assert "is no split" in dialog.note.text()
        assert not dialog.go.isEnabled()
        shares.selectAll()
        QTest.keyClicks(shares, "0.5/0.5")
        assert dialog.go.isEnabled()
        retype(dialog, tmp_path)
        assert dialog.note.text() == f"{tmp_path.name} is there, and is replaced."
        dialog.options.path.selectAll()
        done.press("Backspace")
        assert not dialog.go.isEnabled()

    answer(ExportDialog, look)
    done.desk.exporting.ask()


def test_nothing_done_can_be_exported_all_the_same(person: Person) -> None:
    def look(dialog: ExportDialog) -> None:
        assert not dialog.go.isEnabled()
        assert dialog.note.text() == "No article is done. Mark some done, or export all."
        QTest.mouseClick(dialog.options.which.button(1), Qt.MouseButton.LeftButton)
        assert dialog.go.isEnabled()

    answer(ExportDialog, look)
    person.desk.exporting.ask()


@pytest.mark.slow
def test_spacy_is_exported_beside_the_window(done: Person, tmp_path: Path) -> None:
    def export(dialog: ExportDialog) -> None:
        choose(dialog, "spacy")
        QTest.mouseClick(dialog.options.which.button(1), Qt.MouseButton.LeftButton)
        dialog.options.shares.selectAll()
        QTest.keyClicks(dialog.options.shares, "0.5/0.5")
        QTest.keyClick(dialog.options.shares, Key.Key_Return)

    answer(ExportDialog, export)
    done.desk.exporting.ask()
    wait_for(lambda: not done.desk.exporting.running)
    out = tmp_path / "news-spacy"
    assert "To train there: spacy train config.cfg --output model" in done.said
    assert {p.name for p in out.iterdir()} >= {"train", "dev", "config.cfg", "config_relations.cfg"}
    _folder, left, copy = done.desk.bar.buttons()
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines()[:2] == [
        f"cd {out}",
        "spacy train config.cfg --output model",
    ]
    answer(LeftDialog, lambda dialog: click(dialog.list, place_of(dialog.list, "Span that begins")))
    QTest.mouseClick(left, Qt.MouseButton.LeftButton)
    assert done.chosen == ["orwa"]


def test_refused_spans_are_a_sentence_in_the_bar(done: Person, tmp_path: Path) -> None:
    assert done.session.dataset is not None
    chosen = Chosen(str(done.session.dataset.path))
    done.desk.exporting.start(Job(chosen, str(tmp_path / "a.conll"), "conll", misplaced="refuse"))
    wait_for(lambda: "Nothing was written, for CoNLL IOB2 has no place for 1 span." in done.said)
    assert not (tmp_path / "a.conll").exists()


@pytest.fixture
def large(person: Person, tmp_path: Path) -> Path:
    """A dataset of a million and a half words: it takes a while to export."""
    path, text = tmp_path / "large.goldspan", TEXT * 100
    tokens = tokens_of(text)
    with Dataset.create(path, person.session.scheme) as dataset:
        for n in range(300):
            title = f"Talks {n}"
            article = Article(0, title, title, text, hashlib.sha256(text.encode()).hexdigest())
            dataset.add_document(Document(article, ArticleState(Status.DONE), tokens=tokens))
    return path


def test_an_export_is_stopped(person: Person, large: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "large.jsonl"
    out.parent.mkdir()
    person.desk.exporting.start(Job(Chosen(str(large), "all"), str(out), "goldspan"))
    wait_for(lambda: person.said.startswith("Exporting to large.jsonl as Goldspan JSONL."))
    (stop,) = person.desk.bar.buttons()
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    wait_for(lambda: person.said == "The export to large.jsonl was stopped. Nothing was written.")
    assert list(out.parent.iterdir()) == []
    assert not person.desk.exporting.running


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
def test_a_killed_export_leaves_nothing_and_is_said(person: Person, large: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "large.jsonl"
    out.parent.mkdir()
    out.write_bytes(b"old\n")
    exporting = person.desk.exporting
    exporting.start(Job(Chosen(str(large), "all"), str(out), "goldspan"))
    wait_for(lambda: len(list(out.parent.iterdir())) == 2)
    os.kill(exporting.pid, signal.SIGKILL)
    wait_for(lambda: "ended in the middle of it" in person.said)
    assert [p.name for p in out.parent.iterdir()] == ["large.jsonl"]
    assert out.read_bytes() == b"old\n"


def test_the_window_closes_while_an_export_runs(window: MainWindow, person: Person, large: Path) -> None:
    out = large.with_name("large.jsonl")
    person.desk.exporting.start(Job(Chosen(str(large), "all"), str(out), "goldspan"))
    wait_for(lambda: person.desk.exporting.pid != 0)
    window.close()
    assert not window.isVisible()
    assert not [p for p in large.parent.iterdir() if "writing" in p.name or p == out]


def test_an_article_is_exported_as_a_page(done: Person, tmp_path: Path) -> None:
    def save(dialog: object) -> None:
        assert dialog is QApplication.activeModalWidget()
        done.press("Return")

    done.answer(save, lambda: done.menu_bar("File", "Export this article as a page"))
    page = tmp_path / "Talks 1.html"
    wait_for(page.exists)
    wait_for(lambda: "Talks 1.html" in done.said)
    assert page.read_text("utf-8").count("<section>") == 1
    assert done.span("Oslo").state is State.ACCEPTED
