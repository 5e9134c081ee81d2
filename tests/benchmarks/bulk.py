"""Accepting all suggestions of an article of 1 MB in one step, with the window alive meanwhile."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt

from gui import hands
from tests.benchmarks import data
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import Lateness, Window

ROUNDS = 5


def measure(scratch: Path) -> list[Figure]:
    """Accept all, undo it, and so on; until the frame that shows it."""
    window = Window(data.dataset(scratch / "bulk.goldspan", data.large()))
    window.rest(3_000)
    taken: list[float] = []
    undone: list[float] = []
    stalls: list[float] = []
    for _ in range(ROUNDS):
        late = Lateness()
        taken.append(
            _until(window, lambda: hands.accept_all(window.session, window.document.undecided_ids()))
        )
        window.rest(1_500)
        stalls.append(1_000 * max(late.stop()))
        undone.append(_until(window, lambda: window.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)))
        window.rest(1_500)
    window.close()
    note = f"median of {ROUNDS}, slowest {max(taken):.2f} s; undone in {statistics.median(undone):.2f} s"
    return [
        Figure("accept all of 25,000 suggestions, one undo step", 0.3, statistics.median(taken), "s", note),
        Figure("longest stall of the window meanwhile", 50, statistics.median(stalls), "ms"),
    ]


def _until(window: Window, act: Callable[[], object]) -> float:
    """Seconds from an act to the frame that shows the change that it makes."""
    changed: list[int] = []
    window.session.changed.connect(lambda _: changed.append(window.painted))
    started = perf_counter()
    act()
    window.wait(lambda: bool(changed) and window.painted > changed[0])
    return perf_counter() - started
