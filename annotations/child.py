"""Something long in a process of its own, with its progress, that can be stopped and leaves nothing behind.

The process loads no Qt. It ends by itself when the one that started it does, however that ends.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from _thread import interrupt_main
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, NamedTuple, TypeVar

from annotations.errors import GoldspanError

_PATIENCE = 10.0
"""Seconds that a process has to clean up after it was told to stop."""

_EVERY = 0.1
"""Seconds between two reports of progress, at the least."""

_NICE = 5
"""How far the process steps back before the window."""

_T = TypeVar("_T")

Work = Callable[[Any, Callable[[int, int], object]], _T]
"""A function of a module, called in the process with its task and with what tells of progress."""


class Stopped(Exception):
    """The work was stopped, as it was asked to be."""


class _Progress(NamedTuple):
    done: int
    total: int


class _Failed(NamedTuple):
    """What a person can mend."""

    message: str
    kept: str


class _Fault(NamedTuple):
    """A bug: the trace of it."""

    trace: str


class _Stop(BaseException):
    """Raised within the work: nothing but clean-up may catch it."""


class Child(Generic[_T]):
    """One run of `work(task, progress)` in a process; `result` waits for it in a thread of the caller's.

    `progress(done, total)` is called in that thread, at most ten times a second. `lost` is called with the
    process's id where it ended without a word, so that what it left can be removed.
    """

    def __init__(
        self,
        work: Work[_T],
        task: object,
        progress: Callable[[int, int], object] = lambda *_: None,
        lost: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._work, self._task, self._progress, self._lost = work, task, progress, lost
        self._stop = threading.Event()
        self.pid = 0
        """The id of the process; 0 before it is started."""

    def stop(self) -> None:
        """Have the work stopped: `result` raises Stopped once it has ended. Safe from every thread."""
        self._stop.set()

    def result(self) -> _T:
        """Run the work and wait for what it gives.

        Raises what it raises, Stopped where it was stopped, and GoldspanError where its process died.
        """
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_run, args=(theirs, self._work, self._task), daemon=True)
        try:
            process.start()
        except OSError as error:
            raise GoldspanError(
                f"A process for this cannot be started ({error.strerror}). "
                "Close other programs, then try again."
            ) from error
        self.pid = process.pid or 0
        theirs.close()
        with ours:
            answer = self._wait(ours)
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
        if answer is None:
            self._lost(self.pid)  # what was stopped has cleaned up, what was killed has not
        return self._outcome(answer)

    def _wait(self, ours: Connection) -> Any:
        """The last word of the process; None where it ended, or had to be ended, without one."""
        left = _PATIENCE
        told = False
        with contextlib.suppress(EOFError, OSError):
            while left > 0:
                if self._stop.is_set():
                    if not told:
                        ours.send(None)
                    told = True
                    left -= _EVERY
                if not ours.poll(_EVERY):
                    continue
                word = ours.recv()
                if not isinstance(word, _Progress):
                    return word
                self._progress(*word)
        return None

    def _outcome(self, answer: Any) -> _T:
        if isinstance(answer, _Failed):
            raise GoldspanError(answer.message, kept=answer.kept)
        if isinstance(answer, _Fault):
            raise RuntimeError(answer.trace)
        if isinstance(answer, tuple) and answer[:1] == ("done",):
            found: _T = answer[1]
            return found
        if self._stop.is_set():
            raise Stopped
        raise GoldspanError(
            "The process that worked on this ended in the middle of it: it was ended, or memory ran out. "
            "Close other programs, then try again.",
            kept="Nothing was changed.",
        )


def _run(theirs: Connection, work: Work[Any], task: object) -> None:
    """The process: do the work, and send what it gives as the last word."""
    from time import monotonic

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program that started us
    signal.signal(signal.SIGTERM, _raise_stop)
    last = 0.0
    sending = threading.Lock()

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= _EVERY or done == total:
            last = now
            with sending:
                theirs.send(_Progress(done, total))

    with contextlib.suppress(_Stop):
        threading.Thread(target=_watch, args=(theirs,), daemon=True).start()
        if os.name == "posix":
            os.nice(_NICE)
        word = _word(work, task, progress)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with contextlib.suppress(OSError):
            theirs.send(word)


def _word(work: Work[Any], task: object, progress: Callable[[int, int], object]) -> object:
    """What the process says last."""
    try:
        return "done", work(task, progress)
    except GoldspanError as error:
        return _Failed(str(error), error.kept)
    except Exception:
        return _Fault(traceback.format_exc())


def _watch(theirs: Connection) -> None:
    """Stop the work at any word from the other side, and when that is gone."""
    with contextlib.suppress(EOFError, OSError):
        theirs.recv()
    interrupt_main(signal.SIGTERM)


def _raise_stop(*_: object) -> None:
    raise _Stop
