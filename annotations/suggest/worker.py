"""The worker from the window's side: one process that loads a pipeline and works through pieces of text.

Nothing here loads spaCy or Qt. Futures are completed in a thread of the worker's own.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

from annotations.errors import GoldspanError
from annotations.suggest import process
from annotations.suggest.pieces import Piece, pieces
from annotations.suggest.results import Ends, Loaded, Setup, Suggestions

MEMORY = 700.0
"""MB that the worker may use; beyond, it is replaced before the next piece."""

_HEADROOM = 300.0
"""MB that a pipeline which is large by itself may grow by: it is not replaced after every piece."""

_T = TypeVar("_T")


class WorkerDied(GoldspanError):
    """The worker's process ended in the middle of its work; the next use starts another."""

    def __init__(self) -> None:
        super().__init__("The pipeline stopped.", kept="Your decisions are saved.")


class CannotStart(WorkerDied):
    """No process can be started, or it ends before it is ready."""

    def __init__(self, reason: str) -> None:
        GoldspanError.__init__(
            self,
            f"The process that makes suggestions cannot be started ({reason}). "
            "Close other programs to free memory, then start it again.",
            kept="You can annotate without it.",
        )


class Run:
    """One text on its way through the worker: a future for each piece, which complete in order.

    Each future gives the parts (see `Suggestions`) of its piece, or raises GoldspanError (WorkerDied among
    them). After a failure the pieces that follow are cancelled.
    """

    def __init__(self, futures: list[Future[list[Suggestions]]]) -> None:
        self.futures = futures

    def cancel(self) -> None:
        """Drop the pieces that are not begun; the one that is under way ends unheard."""
        for future in self.futures:
            future.cancel()

    @property
    def done(self) -> int:
        """How many pieces are through, of `len(futures)`."""
        return sum(future.done() for future in self.futures)

    def parts(self) -> Iterator[Suggestions]:
        """Wait for the parts one after another; ends early where the run is cancelled."""
        for future in self.futures:
            try:
                yield from future.result()
            except CancelledError:
                return


class _Task(NamedTuple):
    future: Future[Any]
    work: Callable[[], Any]


class Worker:
    """One warm process, started on first use and again after it died. Calls return at once, from any thread.

    `close()`, or leaving the `with` block, ends the process in the middle of what it does.
    """

    def __init__(self, memory: float = MEMORY) -> None:
        self._limit = memory
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="suggestions", daemon=True)
        self._begin = threading.Lock()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The id of the process; 0 where none is running."""
        return self._pid

    def load(self, setup: Setup) -> Future[Loaded]:
        """Load the pipeline and the pattern files of `setup`, so that the first piece need not wait."""
        future: Future[Loaded] = Future()
        self._put(_Task(future, lambda: self._call(process.load, setup)))
        return future

    def suggest(self, text: str, setup: Setup, known: Iterable[Ends] = ()) -> Run:
        """Suggest spans and relations in an article's text; `known` are its accepted spans.

        The worker does one piece at a time, those of several runs in the order of the calls.
        """
        spans = sorted(known)
        found = pieces(text)
        run = Run([Future() for _ in found])
        for piece, future in zip(found, run.futures, strict=True):
            near = tuple(spans[bisect_left(spans, (piece.start,)) : bisect_left(spans, (piece.end,))])
            self._put(_Task(future, partial(self._suggest, run, piece, setup, near)))
        return run

    def suggest_all(self, given: list[Piece], setup: Setup) -> Future[list[bytes]]:
        """Suggest in many pieces in one call; one part for each, which `process.decode` reads."""
        future: Future[list[bytes]] = Future()
        self._put(_Task(future, lambda: self._within_limits(self._call(process.suggest_all, given, setup))))
        return future

    def modules(self) -> Future[frozenset[str]]:
        """The modules that are loaded in the process."""
        future: Future[frozenset[str]] = Future()
        self._put(_Task(future, lambda: self._call(process.modules)))
        return future

    def close(self) -> None:
        """End the process at once, and what it does with it; what is waiting is cancelled."""
        self._closed = True
        self._tasks.put(None)
        if self._pid:
            _kill(self._pid)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    # -- in the worker's thread -------------------------------------------------------------------

    def _put(self, task: _Task) -> None:
        with self._begin:
            if self._closed:
                task.future.cancel()
                return
            if not self._thread.is_alive():
                self._thread.start()
            self._tasks.put(task)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            if self._closed:
                task.future.cancel()
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                result = task.work()
            except BaseException as error:
                task.future.set_exception(error)
            else:
                task.future.set_result(result)
        self._stop()

    def _suggest(self, run: Run, piece: Piece, setup: Setup, known: tuple[Ends, ...]) -> list[Suggestions]:
        try:
            done = self._call(process.suggest, piece, setup, known)
        except BaseException:
            run.cancel()
            raise
        return [process.decode(part) for part in self._within_limits(done)]

    def _within_limits(self, done: process.Done) -> list[bytes]:
        """What was found; a process that has grown too large is replaced before the next call."""
        if done.memory > max(self._limit, done.unused + _HEADROOM):
            self._stop()
        return done.parts

    def _call(self, function: Callable[..., _T], *args: object) -> _T:
        """Run a function in the process; one that died while it was idle is replaced unsaid."""
        try:
            try:
                future = self._started().submit(function, *args)
            except BrokenExecutor:
                self._drop()
                future = self._started().submit(function, *args)
            return future.result()
        except BrokenExecutor:
            self._drop()
            if self._closed:
                raise CancelledError from None
            raise WorkerDied from None

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            try:
                self._executor = ProcessPoolExecutor(
                    1, mp_context=multiprocessing.get_context("spawn"), initializer=process.prepare
                )
                self._pid = self._executor.submit(process.ready).result()
            except BrokenExecutor:
                self._drop()
                if self._closed:
                    raise CancelledError from None
                raise CannotStart("it ended at once") from None
            except (OSError, ImportError) as error:  # no semaphores on the system is an ImportError
                self._drop()
                raise CannotStart(getattr(error, "strerror", None) or str(error)) from error
        if self._closed:
            raise CancelledError
        return self._executor

    def _stop(self) -> None:
        if self._pid:
            _kill(self._pid)
        self._drop()

    def _drop(self) -> None:
        """Let go of a process that is dead or dying, and wait until nothing of it is left."""
        self._pid = 0
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
