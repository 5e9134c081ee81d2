"""Gold beside its text, a gold file that follows, and what the label scheme editor is given."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from PySide6.QtCore import Qt

from annotations.dataset import Dataset
from annotations.edits import decide
from gui.dialogs.export import ExportDialog
from gui.dialogs.export_choice import Choice, keep, put_path
from gui.dialogs.scheme_editor import SchemeEditor
from tests.gui.bad_input.open_window import OpenWindow
from tests.gui.dialogs.asking import answer
from tests.gui.stage import make_dataset

CTRL = Qt.KeyboardModifier.ControlModifier


def _done(window: OpenWindow) -> None:
    window.desk.settings.set("undecided", "accept")
    window.desk.finish.done(go_on=False)


def _record(path: Path) -> dict[str, object]:
    found = json.loads(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_ctrl_s_writes_the_record_beside_the_file_that_was_opened(
    window: OpenWindow, article: Path, tmp_path: Path
) -> None:
    window.open(article)
    window.draw("Ada Lund")
    _done(window)
    window.press(Qt.Key.Key_S, CTRL)
    gold = article.with_name("talks.gold.jsonl")
    window.wait(gold.exists)
    assert _record(gold)["text"] == article.read_text("utf-8")
    copy = tmp_path / "elsewhere" / "copy.txt"
    copy.parent.mkdir()
    shutil.copy(article, copy)
    window.open(copy)
    window.press(Qt.Key.Key_S, CTRL)
    window.wait(copy.with_name("copy.gold.jsonl").exists)
    assert _record(copy.with_name("copy.gold.jsonl"))["spans"] == _record(gold)["spans"]


def test_the_annotator_is_named_in_every_gold_file(window: OpenWindow, article: Path, tmp_path: Path) -> None:
    window.desk.settings.set("annotator", "Åse")
    window.open(article)
    _done(window)
    window.desk.gold.save()
    window.desk.gold.follow(tmp_path / "follow.jsonl")
    dataset = window.session.dataset
    assert dataset is not None
    choice = Choice()
    put_path(choice, str(tmp_path / "export.jsonl"))
    keep(dataset, choice)
    answer(ExportDialog, lambda dialog: dialog.go.click())
    window.desk.exporting.ask()
    paths = [article.with_name("talks.gold.jsonl"), tmp_path / "export.jsonl", tmp_path / "follow.jsonl"]
    window.wait(lambda: all(path.exists() for path in paths))
    for path in paths:
        about = _record(path)["goldspan"]
        assert isinstance(about, dict)
        assert about["annotator"] == "Åse", path


def test_a_record_that_cannot_be_written_is_said(window: OpenWindow, article: Path) -> None:
    window.open(article)
    _done(window)
    gold = article.with_name("talks.gold.jsonl")
    gold.mkdir()
    window.press(Qt.Key.Key_S, CTRL)
    window.wait(lambda: window.said)
    window.says(r"talks\.gold\.jsonl is a folder\. Name a file in it")
    assert window.desk.gold.verified == ""
    window.draw("Bo Ek")


def test_a_gold_file_that_follows_is_whole_when_another_dataset_is_opened(
    window: OpenWindow, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    window.open(make_dataset(tmp_path / "news.goldspan"))
    window.desk.gold.follow(gold)
    window.wait(lambda: window.desk.gold.behind == 0)
    _done(window)
    assert window.desk.gold.behind == 1
    window.open(make_dataset(tmp_path / "other.goldspan"))
    assert gold.read_bytes().count(b"\n") == 1
    assert window.desk.gold.following is None


def test_what_changes_while_the_gold_file_is_written_follows_too(window: OpenWindow, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    window.open(make_dataset(tmp_path / "news.goldspan"))
    _done(window)
    window.desk.gold.follow(gold)
    window.draw("far apart")
    window.wait(lambda: not window.desk.gold._on_the_way)
    assert window.desk.gold.behind == 1, "what was decided meanwhile is not counted as written"
    window.close()
    assert b'"far apart"' in gold.read_bytes()


def test_a_large_change_stays_with_its_article(window: OpenWindow, tmp_path: Path) -> None:
    path = make_dataset(tmp_path / "news.goldspan", articles=2)
    window.open(path)
    session = window.session
    assert session.document is not None
    first = session.document
    session.do(lambda d: decide.accept(d, list(first.spans)), rows=100_000)
    assert session.busy
    session.open_article(2)
    assert session.document is first, "another article waits until it is committed"
    window.wait(lambda: window.document.article.key == 2)
    session.do(lambda d: decide.accept(d, list(d.spans)), rows=100_000)
    window.desk.files.open_dataset(make_dataset(tmp_path / "other.goldspan"))
    window.wait(lambda: not session.busy)
    assert window.document.undecided > 0
    with Dataset.open(path, read_only=True) as dataset:
        assert [dataset.load(key).undecided for key in (1, 2)] == [2, 2]


def test_a_scheme_with_a_constraint_on_a_missing_label_changes_nothing(
    window: OpenWindow, tmp_path: Path
) -> None:
    window.open(make_dataset(tmp_path / "news.goldspan"))
    path = tmp_path / "scheme.toml"
    path.write_text(
        'name = "mine"\n[[entity]]\nname = "PERSON"\n'
        '[[relation]]\nname = "leads"\npairs = { PERSON = ["CITY"] }\n',
        "utf-8",
    )
    editor = SchemeEditor(window.session.scheme, {}, {}, window.window)
    before = editor.edits().scheme
    editor.load_file(path)
    assert "CITY" in editor.footer.sentence.text()
    assert "scheme.toml, line 6" in editor.footer.sentence.text()
    assert editor.edits().scheme == before
    editor.load_file(tmp_path / "gone.toml")
    assert "gone.toml could not be read" in editor.footer.sentence.text()
    editor.close()
