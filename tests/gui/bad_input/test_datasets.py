"""Datasets that cannot be opened, or not for writing, and those that go away while they are open."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotations.dataset.migrations import VERSION
from gui.taking import DEFAULT_NAME
from tests.annotations.formats.gold_samples import not_root
from tests.gui.bad_input.disks import mounted, open_to_all, remount
from tests.gui.bad_input.open_window import OpenWindow
from tests.gui.stage import make_dataset

ROOT = Path(__file__).parents[3]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_dataset(tmp_path / "news.goldspan", articles=2)


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def _other_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()


def _bad_scheme(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE setting SET value = '{' WHERE name = 'scheme'")
    connection.commit()
    connection.close()


def _replaced(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (
        _replaced(b"Ada Lund met Bo Ek."),
        r"news\.goldspan is not a Goldspan dataset: it has other contents",
    ),
    "empty": (_replaced(b""), r"news\.goldspan is not a Goldspan dataset: the file is empty"),
    "other program": (_other_program, r"it is a SQLite file of another program\. Open another file"),
    "newer": (_newer, r"news\.goldspan was written by a newer Goldspan .* Update Goldspan"),
    "cut off": (lambda p: os.truncate(p, 6000), r"news\.goldspan is damaged .* from a backup"),
    "bad scheme": (_bad_scheme, r"news\.goldspan is damaged \(its label scheme.* from a backup"),
    "missing": (Path.unlink, r"There is no news\.goldspan in .*moved, renamed or deleted"),
    "folder": (_folder, r"news\.goldspan in .* cannot be opened: Is a directory"),
    "loop": (_loop, r"news\.goldspan in .* cannot be opened: .*symbolic links"),
    "folder gone": (lambda p: shutil.rmtree(p.parent), r"The folder .* is not there, so news\.goldspan"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("before", ["welcome page", "dataset"])
def test_what_is_no_sound_dataset_is_said_and_what_is_open_stays(
    window: OpenWindow, tmp_path: Path, kind: str, before: str
) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    path = make_dataset(folder / "news.goldspan")
    spoil, sentence = BAD[kind]
    spoil(path)
    if before == "dataset":
        window.open(make_dataset(tmp_path / "mine.goldspan"))
        window.draw("Prime Minister")
    window.open(path)
    window.says(sentence)
    dataset = window.session.dataset
    if before == "dataset":
        assert dataset is not None
        assert dataset.path.name == "mine.goldspan"
        window.draw("far apart")
    else:
        assert dataset is None
        window.alive()


def test_an_article_whose_rows_are_damaged_leaves_the_others(window: OpenWindow, news: Path) -> None:
    connection = sqlite3.connect(news)
    connection.execute("UPDATE article_text SET text = 'Other words.' WHERE article = 2")
    connection.commit()
    connection.close()
    window.open(news)
    assert window.said == ""
    window.desk.finish.next()
    window.says(r"news\.goldspan is damaged \(.*its text is not the one")
    assert window.document.article.key == 1
    window.draw("far apart")


def test_a_dataset_that_another_window_has_open(window: OpenWindow, news: Path) -> None:
    with _other_window(news) as other:
        window.open(news)
        window.says(r"news\.goldspan is open in another window\. Close it there first, or open another")
        window.alive()
        other.kill()
        other.wait()
    window.open(news)
    assert window.said == "", "the lock of a window that was killed holds nobody up"
    window.draw("far apart")


class _Other:
    """A process of its own that has a dataset open in a window."""

    def __init__(self, path: Path) -> None:
        code = (
            "import sys\n"
            "from pathlib import Path\n"
            "from PySide6.QtCore import QTimer\n"
            "from PySide6.QtWidgets import QApplication\n"
            "from gui.main_window import MainWindow\n"
            "from gui.settings import Settings\n"
            "from gui.theme import apply_theme\n"
            "app = QApplication([])\n"
            "apply_theme('light')\n"
            "window = MainWindow(Settings())\n"
            "window.desk.files.open_paths([Path(sys.argv[1])])\n"
            "QTimer.singleShot(0, lambda: print(window.desk.session.dataset is not None, flush=True))\n"
            "app.exec()\n"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> subprocess.Popen[str]:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "True\n"
        return self.process

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


_other_window = _Other


# -- for reading only --------------------------------------------------------------------------------


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A dataset on a disk that is read-only."""
    with mounted(tmp_path / "disk", "size=4m") as disk:
        path = make_dataset(disk / "news.goldspan", articles=2)
        (disk / "talks.txt").write_text("Ada Lund met Bo Ek.", "utf-8")
        remount(disk, "ro")
        yield path


def test_a_dataset_on_a_read_only_disk_is_shown_and_refuses_decisions(
    window: OpenWindow, read_only: Path, article: Path
) -> None:
    window.open(read_only)
    window.says(
        r"news\.goldspan or its folder may not be written, so it is open for reading only\. To annotate, copy"
    )
    window.try_to_draw("far apart")
    window.says(r"The decision was not saved: news\.goldspan is open for reading only\. Copy it")
    window.press(Qt.Key.Key_A)
    window.says("for reading only")
    window.desk.settings.set("undecided", "leave")
    window.desk.actions["article.done"].trigger()
    window.says("for reading only")
    window.desk.finish.next()
    assert window.document.article.key == 2
    window.open(article)
    window.says("The article was not saved: .* for reading only")
    window.desk.actions["suggest.run"].trigger()
    window.wait(lambda: not window.desk.suggesting.busy)
    window.desk.gold.follow(article.with_suffix(".jsonl"))
    window.says("The setting was not saved: .* for reading only")
    window.alive_elsewhere()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("of", ["file", "folder"])
def test_permissions_that_hold_one_back(window: OpenWindow, of: str) -> None:
    with open_to_all() as folder:
        path = make_dataset(folder / "news.goldspan")
        path.chmod(0o444)
        if of == "folder":
            path.chmod(0o666)
            folder.chmod(0o555)
        with not_root():
            window.open(path)
            said = window.said
            window.try_to_draw("far apart")
            refused = window.said
            window.desk.files.close_dataset()
        folder.chmod(0o777)
    assert "open for reading only" in said
    assert "The decision was not saved" in refused
    window.alive()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_dataset_that_may_not_be_read(window: OpenWindow) -> None:
    with open_to_all() as folder:
        path = make_dataset(folder / "news.goldspan")
        path.chmod(0o000)
        with not_root():
            window.open(path)
    window.says(r"You may not open news\.goldspan in .* Ask for the permission")
    window.alive()


def test_a_place_where_no_new_dataset_can_be(window: OpenWindow, read_only: Path, news: Path) -> None:
    window.desk.files.new_dataset(read_only.with_name("other.goldspan"))
    window.says(r"other\.goldspan in .* cannot be opened: Read-only file system")
    window.desk.files.new_dataset(news)
    window.says(r"There is a news\.goldspan in .* already")
    window.alive()


def test_a_synchronised_folder_is_said_and_works(window: OpenWindow, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = make_dataset(folder / "news.goldspan")
    window.open(path)
    window.says(r"news\.goldspan lies in the synchronised folder Dropbox: .* on one machine at a time")
    window.draw("far apart")


# -- gone while open ---------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced", "folder moved"])
def test_a_dataset_that_goes_away_while_it_is_open(window: OpenWindow, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    path = make_dataset(folder / "news.goldspan", articles=2)
    window.open(path)
    kept = window.draw("far apart")
    away = tmp_path / "away"
    if how == "deleted":
        path.unlink()
    else:
        (folder if how == "folder moved" else path).rename(away)
    if how == "replaced":
        make_dataset(tmp_path / "other.goldspan").rename(path)
    before = dict(window.document.spans)
    window.try_to_draw("Prime Minister")
    window.says(
        r"The decision was not saved: news\.goldspan is no longer in .*"
        r" Put it back and try again, or .*Everything saved before is still there\."
    )
    assert window.document.spans == before, "nothing is shown that is not saved"
    window.desk.finish.next()
    assert window.document.article.key == 2
    if how.startswith(("moved", "folder")):
        away.rename(folder if how == "folder moved" else path)
        window.desk.finish.previous()
        window.draw("Prime Minister")
        assert kept.id in window.on_disk().spans
    window.desk.files.close_dataset()
    window.alive()


# -- the default dataset, and what the program keeps ---------------------------------------------------


@pytest.mark.parametrize("how", ["file", "link to nowhere", "read-only"])
def test_a_data_folder_that_cannot_be_made(
    open_window: Callable[[], OpenWindow],
    own_data_dir: Path,
    article: Path,
    news: Path,
    how: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if how == "file":
        own_data_dir.write_text("a file", "utf-8")
        _without_a_data_folder(open_window(), article, news)
    elif how == "link to nowhere":
        own_data_dir.symlink_to(tmp_path / "nowhere" / "deep")
        _without_a_data_folder(open_window(), article, news)
    else:
        with mounted(tmp_path / "disk", "size=1m") as disk:
            remount(disk, "ro")
            monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(disk / "goldspan"))
            _without_a_data_folder(open_window(), article, news)


def _without_a_data_folder(window: OpenWindow, article: Path, news: Path) -> None:
    window.open(article)
    window.says(
        r"The folder .* in which Goldspan keeps its own dataset, cannot be made \(.*\)\. Make it, or start"
    )
    assert window.session.dataset is None
    window.open(news)
    assert window.said == ""
    window.open(article)
    window.draw("Ada Lund")
    window.desk.settings.set("show_rejected", True)
    window.says(r"Preferences cannot be kept in .*settings\.json .*: they hold until the window is closed")
    assert window.desk.settings.get("show_rejected") is True
    window.bar.close_message()
    window.desk.settings.set("show_rejected", False)
    assert window.said == "", "it is said once"
    window.close()


def test_a_data_folder_that_exists_and_may_not_be_written(
    open_window: Callable[[], OpenWindow], tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        remount(disk, "ro")
        monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(disk))
        window = open_window()
        window.open(article)
        window.says(
            r"My articles\.goldspan in .*disk cannot be opened: Read-only file system"
            r".* while no dataset is open"
        )
        window.close()


def test_a_default_dataset_that_is_damaged(
    open_window: Callable[[], OpenWindow], own_data_dir: Path, article: Path
) -> None:
    own_data_dir.mkdir()
    (own_data_dir / DEFAULT_NAME).write_bytes(b"damaged")
    window = open_window()
    window.open(article)
    window.says(
        r"My articles\.goldspan is not a Goldspan dataset.*"
        r"Texts go into .*goldspan-data.*My articles\.goldspan while no dataset is open"
    )
    window.desk.files.paste()
    assert (own_data_dir / DEFAULT_NAME).read_bytes() == b"damaged"


GARBAGE = [
    b"",
    b"\xff\xfe{",
    b"{",
    b"[" * 100_000,
    b"null",
    b'[1, null, {}, {"path": 5}, [1]]',
    b'{"zoom": "big", "appearance": "pink", "undecided": 3, "reading_font": "No such font", "reflow": []}',
    b'{"zoom": NaN, "undecided": "perhaps", "annotator": "\\ud800", "show_spans": 0}',
    b'{"geometry": "\\ud800", "state": "AAAA", "docks": ["a", {}, 3]}',
    b'{"geometry": 3, "state": "%%%", "docks": true}',
    b'[{"path": "/a\\u0000b", "done": 9, "articles": 1, "at": "never"},'
    b' {"path": "x", "done": "y", "articles": 1, "at": ""},'
    b' {"path": "\\ud800", "done": -1, "articles": 0, "at": "0001-01-01T00:00:00+00:00"}]',
]


@pytest.mark.parametrize("content", GARBAGE)
def test_damaged_files_of_the_programs_own_cost_nothing(
    open_window: Callable[[], OpenWindow], own_data_dir: Path, content: bytes
) -> None:
    own_data_dir.mkdir()
    for name in ("settings.json", "recent.json", "window.json"):
        (own_data_dir / name).write_bytes(content)
    window = open_window()
    window.alive()
    window.desk.dialogs.preferences()
    window.desk.settings.set("annotator", "Ada")
    window.close()
    for name in ("settings.json", "recent.json", "window.json"):
        json.loads((own_data_dir / name).read_text("utf-8"))
    again = open_window()
    assert again.desk.settings.get("annotator") == "Ada"
    assert again.desk.files.recent.datasets()[0].path.endswith(DEFAULT_NAME)
