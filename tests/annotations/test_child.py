"""Work in a process of its own: progress, results, failures, stops and deaths."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.child import Child, Stopped
from annotations.errors import GoldspanError

Progress = Callable[[int, int], object]


def count(upto: int, progress: Progress) -> int:
    for n in range(1, upto + 1):
        progress(n, upto)
    return upto * 2


def fail(sentence: str, _: Progress) -> None:
    raise GoldspanError(sentence, kept="It is as it was.")


def break_down(what: str, _: Progress) -> None:
    raise ValueError(what)


def forever(mark: Path, progress: Progress) -> None:
    progress(1, 2)
    try:
        while True:
            time.sleep(0.01)
    finally:
        mark.write_text("cleaned up", "utf-8")


def die(_: object, progress: Progress) -> None:
    progress(1, 2)
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_result_comes_back_with_progress_before_it() -> None:
    seen: list[tuple[int, int]] = []
    assert Child(count, 5, lambda *at: seen.append(at)).result() == 10
    assert seen[-1] == (5, 5)


def test_what_a_person_can_mend_comes_back_as_it_was_said() -> None:
    with pytest.raises(GoldspanError) as caught:
        Child(fail, "The disk is full.").result()
    assert caught.value.message == "The disk is full. It is as it was."


def test_a_bug_comes_back_with_its_trace() -> None:
    with pytest.raises(RuntimeError, match="ValueError: odd"):
        Child(break_down, "odd").result()


def test_a_stop_lets_the_work_clean_up(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child: Child[None] = Child(forever, mark, lambda *_: threading.Timer(0.1, child.stop).start())
    with pytest.raises(Stopped):
        child.result()
    assert mark.read_text("utf-8") == "cleaned up"


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
def test_a_death_is_said_and_what_was_left_can_be_swept() -> None:
    lost: list[int] = []
    child = Child(die, None, lost=lost.append)
    with pytest.raises(GoldspanError, match="ended in the middle"):
        child.result()
    assert lost == [child.pid]
