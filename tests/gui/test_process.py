"""The program in a process of its own, with keys from the X server; and two windows on one dataset."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.model import State, Status
from gui.main_window import MainWindow
from tests.gui.person import Person
from tests.gui.stage import make_dataset

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "tests" / "resources" / "rescue.txt"
BROKEN = "Shared Rescue Treaty\nOrganization"

on_x11 = pytest.mark.skipif(
    shutil.which("xdotool") is None or not os.environ.get("DISPLAY"), reason="needs xdotool and an X server"
)


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


class Program:
    """`python -m gui` with some arguments, in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "gui", *arguments], cwd=ROOT)
        self.window = ""

    def find(self) -> None:
        """Wait for its window, and give it the focus, as no window manager is there to do so."""

        def found() -> bool:
            listed = xdotool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Goldspan")
            self.window = listed.split()[-1] if listed else ""
            return bool(self.window)

        until(found)
        xdotool("windowfocus", "--sync", self.window)

    @property
    def title(self) -> str:
        return xdotool("getwindowname", self.window)

    def keys(self, *keys: str) -> None:
        xdotool("key", "--delay", "20", *keys)

    def family(self) -> list[psutil.Process]:
        return [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]


def xdotool(*words: str) -> str:
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    """Starts the program; what is left of it at the end is killed."""
    started: list[Program] = []

    def start(*arguments: str) -> Program:
        started.append(Program(*arguments))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            for process in reversed(program.family()):
                process.kill()
        program.process.wait()


@on_x11
def test_from_the_command_line_to_gold_by_real_keys(
    start: Callable[..., Program], tmp_path: Path, own_data_dir: Path
) -> None:
    raw = Path(shutil.copy(ARTICLE, tmp_path / "rescue.txt"))
    program = start(str(raw))
    program.find()
    dataset = own_data_dir / "My articles.goldspan"

    def loaded() -> Document:
        with Dataset.open(dataset, read_only=True) as reader:
            return reader.load(next(iter(reader.keys())))

    def states() -> list[State]:
        return [s.state for s in sorted(loaded().spans.values(), key=lambda s: s.start)]

    until(lambda: dataset.exists() and loaded().undecided > 15)
    until(lambda: loaded().tokens is not None)
    assert program.title == "My articles – Goldspan"
    program.keys("a", "x", "9")
    until(lambda: states().count(State.ACCEPTED) == 2)
    program.keys("ctrl+f")
    xdotool("type", "--delay", "20", BROKEN.split("\n")[0])
    time.sleep(0.3)
    program.keys("Escape", "Left", *["shift+Right"] * 4, "3")
    until(lambda: BROKEN in [loaded().text_of(s) for s in loaded().spans.values()])
    family = program.family()
    assert len(family) > 1
    program.keys("ctrl+Return")
    time.sleep(0.5)
    program.keys("l")
    until(lambda: loaded().state.status is Status.DONE)
    xdotool("windowfocus", "--sync", program.window)
    program.keys("ctrl+s")
    gold = tmp_path / "rescue.gold.jsonl"
    until(gold.exists)
    record = json.loads(gold.read_text(encoding="utf-8"))
    assert record["text"] == raw.read_bytes().decode()
    assert BROKEN in [span["text"] for span in record["spans"]]
    assert record["answer"] == "accept"
    program.keys("ctrl+q")
    assert program.process.wait(30) == 0
    psutil.wait_procs(family, timeout=10)
    assert not [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_a_second_window_on_the_same_dataset_is_refused_with_a_sentence(
    start: Callable[..., Program], window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = make_dataset(tmp_path / "shared.goldspan")
    other = start(str(path))
    until(lambda: path.with_name("shared.goldspan.lock").exists())
    person = Person(window.desk, qtbot)
    window.desk.files.open_dataset(path)
    assert "shared.goldspan" in person.said
    assert "another window" in person.said
    assert window.desk.session.dataset is None
    family = other.family()
    os.kill(other.process.pid, signal.SIGKILL)
    other.process.wait()
    psutil.wait_procs(family, timeout=10)
    window.desk.files.open_dataset(path)
    assert window.desk.session.document is not None
