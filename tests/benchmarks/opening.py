"""Opening an article of 1 MB with 25,000 spans from the queue, to its first frame."""

from __future__ import annotations

import statistics
from pathlib import Path

from PySide6.QtCore import Qt

from tests.benchmarks import data
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import Window

ROUNDS = 7


def measure(scratch: Path) -> list[Figure]:
    """Go to the article and back again by key."""
    window = Window(data.dataset(scratch / "open.goldspan", data.small(), data.large()))
    window.rest(3_000)
    taken = []
    for _ in range(ROUNDS):
        shown, _ = window.frame(
            lambda: window.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        )
        taken.append(shown)
        if window.document.article.title != "Large":
            raise RuntimeError("another article was opened")
        window.rest(1_500)
        window.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        window.rest(500)
    window.close()
    note = f"median of {ROUNDS}, the first {taken[0]:.2f}, slowest {max(taken):.2f} s"
    what = "open an article of 1 MB with 25,000 spans, first paint"
    return [Figure(what, 0.4, statistics.median(taken), "s", note)]
