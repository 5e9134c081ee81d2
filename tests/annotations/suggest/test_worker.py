"""The worker for real: its process is killed, its parent is killed, and nothing may be left over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait
from pathlib import Path

import psutil
import pytest

from annotations.errors import GoldspanError
from annotations.suggest.pieces import pieces
from annotations.suggest.results import Setup
from annotations.suggest.suggester import Suggester
from annotations.suggest.worker import Worker, WorkerDied

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def long_text(news: str) -> str:
    return (news + "\n\n") * 40


def _gone(pid: int) -> bool:
    """Whether the process ends within some seconds, and is no zombie."""
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_it_loads_and_says_what_it_is(worker: Worker, setup: Setup) -> None:
    loaded = worker.load(setup).result()
    assert (loaded.name, loaded.source, loaded.note) == ("en_core_web_sm", "en_core_web_sm 3.8.0", "")
    assert loaded.sources == {"en_core_web_sm 3.8.0", "news patterns"}


def test_it_suggests_what_the_pipeline_finds(
    worker: Worker, news: str, suggester: Suggester, setup: Setup
) -> None:
    (part,) = worker.suggest(news, setup).parts()
    assert part == suggester.suggest(pieces(news)[0], setup)


def test_pieces_come_in_order(worker: Worker, long_text: str, setup: Setup) -> None:
    run = worker.suggest(long_text, setup)
    found = list(run.parts())
    assert len(run.futures) > 1
    assert run.done == len(run.futures)
    assert [part.start for part in found] == [0, *(part.end for part in found[:-1])]
    assert found[-1].end == len(long_text)


def test_what_is_cancelled_is_dropped(worker: Worker, long_text: str, setup: Setup) -> None:
    run = worker.suggest(long_text, setup)
    run.cancel()
    wait(run.futures)
    assert all(future.cancelled() for future in run.futures[1:])
    assert list(worker.suggest("Ada Lovelace met Bob.", setup).parts())


def test_an_empty_text_has_no_pieces(worker: Worker, setup: Setup) -> None:
    assert list(worker.suggest("", setup).parts()) == []


def test_there_is_no_qt_in_it(worker: Worker, news: str, setup: Setup) -> None:
    list(worker.suggest(news, setup).parts())
    modules = worker.modules().result()
    assert "spacy" in modules
    assert not [name for name in modules if name.startswith(("PySide6", "shiboken6", "gui"))]


def test_it_leaves_the_processor_to_others(worker: Worker, setup: Setup) -> None:
    worker.load(setup).result()
    assert psutil.Process(worker.pid).nice() >= min(19, psutil.Process().nice() + 10)


def test_errors_come_as_sentences_and_it_goes_on(worker: Worker, setup: Setup) -> None:
    with pytest.raises(GoldspanError, match="“nope” is not installed"):
        worker.load(Setup("nope", setup.scheme)).result()
    run = worker.suggest("Some text.", Setup("nope", setup.scheme))
    with pytest.raises(GoldspanError, match="“nope” is not installed"):
        list(run.parts())
    assert worker.load(setup).result().name == "en_core_web_sm"


def test_killed_in_the_middle_it_says_so_and_starts_again(
    worker: Worker, long_text: str, setup: Setup
) -> None:
    run = worker.suggest(long_text, setup)
    next(run.parts())
    pid = worker.pid
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(WorkerDied) as raised:
        list(run.parts())
    assert raised.value.message == "The pipeline stopped. Your decisions are saved."
    assert run.futures[-1].cancelled()
    assert list(worker.suggest("Ada Lovelace met Bob.", setup).parts())
    assert worker.pid != pid
    assert _gone(pid)


def test_killed_while_idle_it_starts_again_unsaid(worker: Worker, setup: Setup) -> None:
    worker.load(setup).result()
    pid = worker.pid
    os.kill(pid, signal.SIGKILL)
    assert _gone(pid)
    assert list(worker.suggest("Ada Lovelace met Bob.", setup).parts())


def test_it_is_replaced_when_it_needs_too_much_memory(
    long_text: str, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.suggest.worker._HEADROOM", 0.0)
    with Worker(memory=1.0) as worker:
        run = worker.suggest(long_text, setup)
        pids = set()
        for _ in run.parts():
            pids.add(worker.pid)
        assert all(future.result() for future in run.futures)
        assert all(_gone(pid) for pid in pids - {0})


def test_closing_ends_it_at_once(long_text: str, setup: Setup) -> None:
    worker = Worker()
    run = worker.suggest(long_text, setup)
    next(run.parts())
    pid = worker.pid
    worker.close()
    assert _gone(pid)
    assert not [child for child in psutil.Process().children() if child.pid == pid]
    assert worker.suggest("late", setup).futures[0].cancelled()


WINDOW = """
import sys, time
from annotations.scheme import EntityLabel, LabelScheme
from annotations.suggest.results import Setup
from annotations.suggest.worker import Worker

if __name__ == "__main__":
    worker = Worker()
    setup = Setup("en_core_web_sm", LabelScheme("x", (EntityLabel("PERSON"),)))
    worker.load(setup).result()
    run = worker.suggest("Ada Lovelace met Bob.\\n\\n" * 20000, setup) if sys.argv[1] == "busy" else None
    print(worker.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("doing", ["idle", "busy"])
def test_it_ends_with_its_window(doing: str, tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, "utf-8")
    command = [sys.executable, str(script), doing]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        family = psutil.Process(window.pid).children(recursive=True)
        assert pid in [child.pid for child in family]
        window.kill()
        window.wait()
        assert all(_gone(child.pid) for child in family)
