"""A progress bar for the shell: on a terminal only, and only for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0
"""Seconds before a bar appears."""

_T = TypeVar("_T")


class Meter:
    """Shows how many of `total` are through; call it with that number. Writes to the standard error.

    A `total` of 0 is one that nobody knows: then only the number is shown. `done` is what was said last.
    """

    def __init__(self, what: str, total: int = 0) -> None:
        self._what, self._total = what, total
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._hidden = False
        self.done = 0

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int) -> None:
        """Say that `done` are through."""
        self.done = done
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._begun > _PATIENCE:
            self._show()
        if self._bar is not None and self._task is not None:
            if self._hidden:
                self._bar.start()
                self._hidden = False
            self._bar.update(self._task, completed=done)

    def of(self, done: int, total: int) -> None:
        """Say that `done` of `total` are through."""
        self._total = total
        self(done)

    def through(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items, each counted, on top of those before, once it is through."""
        for item in items:
            yield item
            self(self.done + 1)

    def hide(self) -> None:
        """Take the bar away until the next call, so that a line can be written where it stands."""
        if self._bar is not None and not self._hidden:
            self._bar.stop()
            self._hidden = True

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task(self._what, total=self._total or None)
