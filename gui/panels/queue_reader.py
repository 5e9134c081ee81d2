"""Rows of the queue that take a while to find, read beside the window and handed over as they are found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import islice
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject

from annotations.dataset import Dataset, QueueRow, Wanted
from gui.background import Background

_EVERY = 0.05
"""Seconds between two batches."""


def takes_a_while(wanted: Wanted) -> bool:
    """Whether these rows may take longer than a frame: where texts or annotations are looked at."""
    return bool(wanted.search.strip() or wanted.label or wanted.relation or wanted.span_text)


class QueueReader(QObject):
    """Reads one page at a time, in a thread of its own: what commits in the background is not held up."""

    def __init__(
        self,
        found: Callable[[list[QueueRow]], None],
        ended: Callable[[bool], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        """`found` is called with rows, several times, then `ended` with whether there may be more."""
        super().__init__(parent)
        self._found, self._ended, self._failed = found, ended, failed
        self._background = Background(self)
        self._stop: Event | None = None

    @property
    def reading(self) -> bool:
        """Whether rows may still be found."""
        return self._stop is not None

    def read(self, dataset: Dataset, wanted: Wanted, after: QueueRow | None, limit: int) -> None:
        """Read at most `limit` rows behind `after`, in place of what is being read."""
        self.cancel()
        stop = self._stop = Event()
        self._background.run(
            partial(self._read, dataset, wanted, after, limit, stop),
            done=lambda more: self._over(stop, lambda: self._ended(more)),
            failed=lambda error: self._over(stop, lambda: self._failed(error)),
        )

    def cancel(self) -> None:
        """Read no further; what was found already is not handed over any more."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def finish(self) -> None:
        """Read no further, and wait until the dataset is let go of."""
        self.cancel()
        self._background.wait_for(lambda: None)

    def _read(
        self, dataset: Dataset, wanted: Wanted, after: QueueRow | None, limit: int, stop: Event
    ) -> bool:
        count, rows, last = 0, [], monotonic()
        if stop.is_set():
            return False
        with closing(dataset.found(wanted, after=after, cancelled=stop.is_set)) as found:
            for row in islice(found, limit):
                count += 1
                rows.append(row)
                if monotonic() - last > _EVERY:
                    self._hand_over(stop, rows)
                    rows, last = [], monotonic()
        self._hand_over(stop, rows)
        return count == limit

    def _hand_over(self, stop: Event, rows: list[QueueRow]) -> None:
        if rows:
            self._background.post(lambda: self._found(rows) if self._stop is stop else None)

    def _over(self, stop: Event, tell: Callable[[], None]) -> None:
        if self._stop is stop:
            self._stop = None
            tell()
