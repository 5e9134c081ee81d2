"""Processes that a window starts for something long: their progress and their answer come back into it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from annotations.child import Child, Work
from gui.background import Background

_T = TypeVar("_T")


class Running:
    """A process that runs."""

    def __init__(self, child: Child[Any], thread: threading.Thread) -> None:
        self._child, self._thread = child, thread
        self.wanted = True
        """Whether its answer is still wanted."""

    @property
    def pid(self) -> int:
        """The id of the process; 0 before it is started."""
        return self._child.pid

    def start(self) -> None:
        """Start it, once."""
        self._thread.start()

    def stop(self) -> None:
        """Have it clean up and end: it fails with Stopped, unless it was through before."""
        self._child.stop()

    def drop(self) -> None:
        """Stop it, and hear nothing more of it."""
        self.wanted = False
        self._child.stop()

    def wait(self) -> None:
        """Hold the window up until it has ended: it was stopped, and takes a moment."""
        self._thread.join()


def run_child(
    background: Background,
    work: Work[_T],
    task: object,
    *,
    done: Callable[[_T], None],
    failed: Callable[[BaseException], None],
    progress: Callable[[int, int], None] = lambda *_: None,
    lost: Callable[[int], object] = lambda _: None,
) -> Running:
    """Run `work(task, progress)` in a process; `done`, `failed` and `progress` are called in the window.

    `lost` is called in another thread, with the id of a process that died and may have left something.
    """
    future: Future[_T] = Future()
    running: Running

    def call(what: Callable[..., None], *values: Any) -> None:
        if running.wanted:
            what(*values)

    child: Child[_T] = Child(work, task, lambda *at: background.post(lambda: call(progress, *at)), lost)

    def wait() -> None:
        try:
            future.set_result(child.result())
        except BaseException as error:
            future.set_exception(error)

    running = Running(child, threading.Thread(target=wait, name="child", daemon=True))
    background.follow(future, done=lambda value: call(done, value), failed=lambda error: call(failed, error))
    running.start()
    return running
