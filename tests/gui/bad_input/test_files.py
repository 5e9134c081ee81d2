"""Text files that cannot be opened, or not as they stand: what the person is told, and what stays."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.dialogs.encoding import EncodingDialog
from tests.annotations.formats.gold_samples import not_root
from tests.gui.bad_input.disks import open_to_all
from tests.gui.bad_input.open_window import OpenWindow
from tests.gui.person import Person

RUSSIAN = "Ада Лунд встретила Бо Эка в Осло в понедельник. Они говорили о гавани и о кораблях.\n" * 3


def _bad(folder: Path, kind: str) -> Path:
    path = folder / "article.txt"
    if kind == "empty":
        path.write_bytes(b" \r\n")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 20)
    elif kind == "picture":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(100_000_000)
    elif kind == "damaged":
        path.write_bytes("Åse met Bo Ek. Ångström and Øre.\n".encode() * 9 + b"\xff!")
    elif kind == "half a pair":
        path.write_bytes(b"Ada \xed\xa0\xbd met Bo")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "long":
        path = folder / ("x" * 300 + ".txt")
    elif kind == "folder without texts":
        path = folder / "pictures"
        path.mkdir()
        (path / "a.png").write_bytes(b"x")
    return path


BAD = {
    "empty": r"article\.txt is empty.* Choose another file",
    "binary": r"article\.txt looks like binary data.* choose its encoding",
    "picture": r"article\.txt looks like a PNG picture.* Save it as plain text",
    "huge": r"article\.txt is too large.* Split it",
    "damaged": r"article\.txt is UTF-8 but for byte 0xff at line 10, character 1",
    "half a pair": r"article\.txt holds half a surrogate pair at line 1, character 5",
    "missing": r"article\.txt is not there: moved, renamed or removed",
    "pipe": r"article\.txt is a device or a pipe",
    "loop": r"article\.txt could not be read .*symbolic links",
    "long": r"could not be read \(File name too long\)",
    "folder without texts": r"There is no text file \(\.txt\) in the folder .*pictures",
}


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_opened_is_said_and_the_welcome_page_stays(
    window: OpenWindow, tmp_path: Path, kind: str
) -> None:
    window.open(_bad(tmp_path, kind))
    window.says(BAD[kind])
    assert window.session.dataset is None
    assert list(tmp_path.rglob("*.goldspan")) == []
    window.alive()


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_opened_leaves_what_is_open(
    window: OpenWindow, article: Path, tmp_path: Path, kind: str
) -> None:
    window.open(article)
    span = window.draw("Ada Lund")
    window.open(_bad(tmp_path, kind))
    window.says(BAD[kind])
    assert window.document.text == article.read_text("utf-8")
    assert window.on_disk().spans[span.id] == span
    window.draw("Bo Ek")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("of", ["file", "folder", "folder around"])
def test_what_may_not_be_read_is_said(window: OpenWindow, of: str) -> None:
    with open_to_all() as outer:
        folder = outer / "texts"
        folder.mkdir()
        article = folder / "talks.txt"
        article.write_text("Ada Lund met Bo Ek.", "utf-8")
        (article if of == "file" else folder).chmod(0o000)
        with not_root():
            window.open(folder if of == "folder" else article)
        folder.chmod(0o755)
    window.says(
        r"The folder .*texts cannot be read" if of == "folder" else r"talks\.txt may not be read by you"
    )
    window.alive()


def test_a_file_that_vanishes_after_it_was_opened_costs_nothing(window: OpenWindow, article: Path) -> None:
    window.open(article)
    article.unlink()
    window.draw("Ada Lund")
    window.open(article)
    window.says("is not there")
    assert window.document.spans


def test_of_several_files_each_that_is_refused_is_named(
    window: OpenWindow, article: Path, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_bytes(b"")
    window.open(tmp_path / "a.txt", tmp_path / "b.txt", article, tmp_path / "gone.txt", tmp_path / "c.txt")
    window.says(r"a\.txt is empty.* Not opened either: b\.txt, gone\.txt, c\.txt\.")
    assert window.document.article.title == "talks"
    window.draw("Ada Lund")


def test_a_folder_gives_all_its_texts(window: OpenWindow, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.TXT").write_text(f"Article {n} of Ada Lund.", "utf-8")
    (folder / "notes.md").write_text("no article", "utf-8")
    window.open(folder)
    dataset = window.session.dataset
    assert dataset is not None
    assert dataset.totals().articles == 30
    assert window.document.article.title == "00"
    assert window.desk.queue.model.rowCount() == 30
    window.draw("Ada Lund")


def test_files_that_are_dropped(window: OpenWindow, article: Path, tmp_path: Path) -> None:
    _drop(window, [QUrl.fromLocalFile(str(tmp_path / "gone.txt"))])
    window.says("gone.txt is not there")
    _drop(window, [QUrl("https://example.org/article.txt")])
    window.says("Only files of this machine")
    _drop(window, [QUrl.fromLocalFile(str(article))])
    assert window.said == ""
    window.draw("Ada Lund")


def _drop(window: OpenWindow, urls: list[QUrl]) -> None:
    data = QMimeData()
    data.setUrls(urls)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        # From Qt 6.12 on it wants a QPointF, which it did not take before.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    QApplication.sendEvent(window.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.window, QDropEvent(QPointF(300, 300), copy, data, left, none))


# -- encodings --------------------------------------------------------------------------------------


def test_a_guessed_encoding_is_shown_and_another_can_be_chosen(
    window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))
    monkeypatch.chdir(tmp_path)
    window.open(Path("article.txt"))
    window.says(r"article\.txt does not say how it is encoded\. It was read as Cyrillic \(Windows-1251\)")
    assert window.document.text == RUSSIAN
    _choose_encoding(window, "Another", "koi8_r")
    assert window.said == ""
    assert window.document.text == RUSSIAN.encode("cp1251").decode("koi8_r")
    dataset = window.session.dataset
    assert dataset is not None
    assert dataset.totals().articles == 1, "the one that was read wrongly is gone"
    window.draw_anywhere()


def test_choosing_another_encoding_loses_no_decision(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))
    window.open(path)
    key, said = window.document.article.key, window.said
    window.bar.close_message()
    span = window.draw_anywhere()
    window.open(path)
    assert window.said == said
    _choose_encoding(window, "Another", "koi8_r")
    assert window.document.article.key != key
    dataset = window.session.dataset
    assert dataset is not None
    assert dataset.load(key).spans[span.id] == span


def test_a_text_with_a_byte_too_many_can_be_read_in_an_encoding_that_is_chosen(
    window: OpenWindow, tmp_path: Path
) -> None:
    path = _bad(tmp_path, "damaged")
    window.open(path)
    _choose_encoding(window, "Choose its encoding", "cp1252")
    assert window.said == ""
    assert window.document.text == path.read_bytes().decode("cp1252")


def test_a_file_that_vanishes_before_its_encoding_is_chosen(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))
    window.open(path)
    path.unlink()
    window.desk.files.reread(path, "koi8_r")
    window.says("is not there")
    assert window.document.text == RUSSIAN


def test_several_guessed_encodings_are_all_named(window: OpenWindow, tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for n, path in enumerate(paths):
        path.write_bytes((RUSSIAN * (n + 1)).encode("cp1251"))
    window.open(*paths, tmp_path / "gone.txt")
    window.says(r"gone\.txt is not there.*a\.txt as Cyrillic \(Windows-1251\), b\.txt as Cyrillic")


def _choose_encoding(window: OpenWindow, button: str, codec: str) -> None:
    def choose(dialog: object) -> None:
        assert isinstance(dialog, EncodingDialog)
        dialog.choose(codec)
        dialog.read.click()

    Person(window.desk, window.qtbot).answer(choose, window.button(button).click)
    window.wait(lambda: not window.desk.files.reading)


# -- names, and the same text twice -------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux need not be Unicode")
def test_a_name_that_is_not_unicode(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Ada Lund met Bo Ek.", "utf-8")
    window.open(path)
    assert window.said == ""
    assert window.document.article.title == "caf\ufffd"
    window.draw("Ada Lund")
    window.open(path.with_name(os.fsdecode(b"no\xe9.txt")))
    window.says("is not there")


def test_the_same_text_goes_on_where_it_was(open_window: Callable[[], OpenWindow], article: Path) -> None:
    first = open_window()
    first.open(article)
    span = first.draw("Ada Lund")
    first.open(article)
    assert first.said == ""
    first.close()
    second = open_window()
    second.open(article)
    assert second.document.spans[span.id] == span
    dataset = second.session.dataset
    assert dataset is not None
    assert dataset.totals().articles == 1


def test_the_same_text_in_another_file_is_said(window: OpenWindow, article: Path, tmp_path: Path) -> None:
    window.open(article)
    span = window.draw("Ada Lund")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(article.read_bytes())
    window.open(copy)
    window.says(r"copy\.txt has the text of the article “talks”: that is opened")
    assert span.id in window.document.spans


# -- the clipboard -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "The clipboard holds no text"), (" \n\t", "The clipboard holds no text")],
)
def test_a_clipboard_without_a_text(window: OpenWindow, content: str, sentence: str) -> None:
    QGuiApplication.clipboard().setText(content)
    window.desk.actions["file.paste"].trigger()
    window.says(sentence)
    window.alive()


def test_a_clipboard_with_a_picture(window: OpenWindow) -> None:
    data = QMimeData()
    data.setData("image/png", b"\x89PNG")
    QGuiApplication.clipboard().setMimeData(data)
    window.desk.actions["file.paste"].trigger()
    window.says("The clipboard holds no text")


# -- large files -------------------------------------------------------------------------------------


def test_a_large_text_is_read_behind_the_window(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("Ada Lund met Bo Ek in Oslo on Monday.\n\n" * 100_000, "utf-8")
    window.desk.files.open_paths([path])
    assert window.desk.files.reading
    assert window.window.statusBar().currentMessage() == "Reading large.txt…"
    window.wait(lambda: not window.desk.files.reading)
    assert window.window.statusBar().currentMessage() == ""
    assert len(window.document.text) == 3_900_000
    window.desk.suggesting.cancel()
    window.draw("Ada Lund")


def test_a_large_text_is_dropped_where_another_dataset_is_opened_meanwhile(
    window: OpenWindow, tmp_path: Path
) -> None:
    path = tmp_path / "large.txt"
    path.write_text("Ada Lund met Bo Ek in Oslo on Monday.\n\n" * 100_000, "utf-8")
    window.desk.files.open_paths([path])
    window.desk.files.new_dataset(tmp_path / "other.goldspan")
    window.wait(lambda: not window.desk.files.reading)
    assert window.said == ""
    dataset = window.session.dataset
    assert dataset is not None
    assert (dataset.path.name, dataset.totals().articles) == ("other.goldspan", 0)
    window.desk.files.close_dataset()
    window.desk.files.open_sample()
    assert window.said == "", "the default dataset is not held by what was dropped"
