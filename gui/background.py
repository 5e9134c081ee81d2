"""The one way to run anything long: in a thread or another process, with its answer back in the window.

What runs there gets values and gives a value; it never touches a widget or an open document that changes.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_T = TypeVar("_T")


_BESIDE = 4
"""Threads for what takes minutes, or may be given up: more at a time than a person begins."""


class Background(QObject):
    """A thread for what is long, others for what is very long, and the way back into the window's own."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="goldspan")
        self._beside = ThreadPoolExecutor(max_workers=_BESIDE, thread_name_prefix="goldspan-beside")
        self._open = True
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], _T],
        *,
        done: Callable[[_T], None],
        failed: Callable[[BaseException], None],
    ) -> Future[_T]:
        """Run `work` in the thread, after what it has been given before; then `done` or `failed` here."""
        future = self._threads.submit(work)
        self.follow(future, done=done, failed=failed)
        return future

    def beside(
        self,
        work: Callable[[], _T],
        *,
        done: Callable[[_T], None],
        failed: Callable[[BaseException], None],
    ) -> Future[_T]:
        """As `run`, in a thread that nothing else waits for: an import, or a look into a file.

        `work` must see by itself that it is to end; `close` waits for it.
        """
        future = self._beside.submit(work)
        self.follow(future, done=done, failed=failed)
        return future

    def wait_for(self, work: Callable[[], _T]) -> _T:
        """Run `work` after what the thread has been given before, and hold the window up until it is done."""
        return self._threads.submit(work).result()

    def follow(
        self,
        future: Future[Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Call `done` or `failed` in the window's thread when `future` ends; neither when it is cancelled."""

        def ended(ended: Future[Any]) -> None:
            if ended.cancelled():
                return
            error = ended.exception()
            if error is not None:
                self.post(lambda: failed(error))
            else:
                result = ended.result()
                self.post(lambda: done(result))

        future.add_done_callback(ended)

    def post(self, call: Callable[[], None]) -> None:
        """Call `call` in the window's thread, soon. Safe from every thread; nothing once closed."""
        if self._open:
            self._posted.emit(call)

    def close(self) -> None:
        """Wait for what runs, drop what waits, and deliver no more answers."""
        self._open = False
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._beside.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
