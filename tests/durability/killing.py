"""One window, from its start to its kill, and what it said until then."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
TOKEN = "GOLDSPAN_KILLED_WINDOW"
"""Stands in the environment of the window and so of every process that it starts."""

PATIENCE = 30.0
"""Seconds after which a window that says nothing is a failure."""

BEFORE, BETWEEN, AFTER = "before the commit", "between commit and paint", "after the paint"


@dataclass
class Round:
    """The marks of one window by steps; a step is what one key did, by the names of its marks."""

    steps: list[dict[str, dict[str, Any]]] = field(default_factory=list)

    def take(self, mark: dict[str, Any]) -> None:
        """Add a mark to the step of its key."""
        if mark["what"] == "key":
            self.steps.append({})
        if self.steps:
            self.steps[-1][mark["what"]] = mark

    @property
    def shown(self) -> int:
        """How many keys' decisions were shown."""
        return sum("painted" in step for step in self.steps)

    @property
    def fell(self) -> str:
        """When the kill fell, as the marks of the last key say."""
        last = self.steps[-1]
        return AFTER if "painted" in last else BETWEEN if "committed" in last else BEFORE

    def seconds(self, what: str) -> list[float]:
        """How long after their keys the marks of this name came."""
        return [(s[what]["at"] - s["key"]["at"]) / 1e9 for s in self.steps if what in s]


def kill_a_window(dataset: Path, *, keys: int, delay: float, seed: int, token: str) -> Round:
    """Start a window on a dataset and kill it `delay` seconds after it pressed its `keys`th key."""
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "tests.durability.window", str(writing), str(seed), str(dataset)]
    environment = {**os.environ, TOKEN: token, "PYTHONWARNINGS": "ignore"}
    done = Round()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, pass_fds=[writing], stderr=subprocess.PIPE
    ) as window:
        os.close(writing)
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            marks = _lines(pipe.fileno(), lambda: done.shown == keys - 1)
            for mark in marks:
                done.take(mark)
                if len(done.steps) == keys:
                    break
            else:
                raise AssertionError(f"the window ended by itself: {_said(window)}")
            due = done.steps[-1]["key"]["at"] + int(delay * 1e9)
            while time.monotonic_ns() < due:
                pass
            window.send_signal(signal.SIGKILL)
            window.wait()
            for mark in marks:
                done.take(mark)
    return done


def _lines(pipe: int, close: Callable[[], bool]) -> Iterator[dict[str, Any]]:
    """The marks in a pipe, as they come, until nobody has its other end."""
    rest = b""
    while more := _read(pipe, close):
        *lines, rest = (rest + more).split(b"\n")
        yield from map(json.loads, lines)


def _read(pipe: int, close: Callable[[], bool]) -> bytes:
    # Close to the kill, waiting in the system would wake up too late to hit the millisecond before a commit.
    stop, wait = time.monotonic() + PATIENCE, 0.0 if close() else 0.5
    while not select.select([pipe], [], [], wait)[0]:
        if time.monotonic() > stop:
            raise TimeoutError("the window says nothing")
    return os.read(pipe, 1 << 16)


def _said(window: subprocess.Popen[bytes]) -> str:
    return window.stderr.read().decode() if window.stderr is not None else ""


def left_over(token: str, patience: float = 10.0) -> list[str]:
    """The processes of a killed window that are still there when patience ends."""
    stop = time.monotonic() + patience
    while True:
        left = list(_of(token))
        if not left or time.monotonic() > stop:
            return left
        time.sleep(0.02)


def _of(token: str) -> Iterator[str]:
    """The command lines of the processes that carry a token; one that only waits to be buried is gone."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and process.environ().get(TOKEN) == token:
                yield " ".join(process.cmdline())
