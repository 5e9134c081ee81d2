"""`goldspan` from a shell, as a process of its own: what is wrong is one sentence, and nothing falls over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from gui.taking import DEFAULT_NAME
from tests.gui.bad_input.disks import full
from tests.gui.stage import make_dataset

ROOT = Path(__file__).parents[3]

WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app

def look():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "mainWindow")
    print(window.isVisible(), window.desk.bar.message() if window.desk.bar.isVisible() else "")
    window.close()

application = QApplication(["goldspan"])
QTimer.singleShot(300, look)
sys.exit(app.main(sys.argv[1:]))
"""


def _window(*arguments: str) -> str:
    """Open the window with arguments, and close it; what it showed. Nothing may be said on the error."""
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("gone.txt", "gone.txt is not there"), ("gone.goldspan", "There is no gone.goldspan in"), ("", "")],
)
def test_the_window_comes_and_says_what_is_wrong(tmp_path: Path, name: str, sentence: str) -> None:
    shown = _window(*([str(tmp_path / name)] if name else []))
    assert shown.startswith("True ")
    assert sentence in shown


@pytest.mark.parametrize("how", ["a file", "damaged"])
def test_the_window_comes_without_a_sound_data_folder(own_data_dir: Path, how: str) -> None:
    if how == "a file":
        own_data_dir.write_text("a file", "utf-8")
    else:
        own_data_dir.mkdir()
        for name in ("settings.json", "recent.json", "window.json", DEFAULT_NAME):
            (own_data_dir / name).write_bytes(b'[{"path": 5}]')
        (own_data_dir / "goldspan.log").mkdir()
    assert _window() == "True \n"


def test_a_text_goes_into_the_default_dataset_and_is_found_again(own_data_dir: Path, article: Path) -> None:
    for _ in range(2):
        assert _window(str(article)) == "True \n"
    with Dataset.open(own_data_dir / DEFAULT_NAME) as dataset:
        assert dataset.totals().articles == 1


def _goldspan(*arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "gui", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no news.goldspan in"),
        (b"", "the file is empty"),
        (b"x" * 99, "it has other contents"),
    ],
)
def test_an_export_of_what_is_no_dataset(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path, out = tmp_path / "news.goldspan", tmp_path / "out.jsonl"
    out.write_text("old", "utf-8")
    if content is not None:
        path.write_bytes(content)
    code, said = _goldspan("export", path, out)
    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1
    assert out.read_text("utf-8") == "old"


def test_an_export_to_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    path = make_dataset(tmp_path / "news.goldspan")
    with full(small_disk):
        code, said = _goldspan("export", path, small_disk / "out.jsonl", "--only", "all")
        assert [p.name for p in small_disk.iterdir()] == ["filler"]
    assert code == 1
    assert "out.jsonl could not be written: the disk is full. Make room, or choose another place" in said
