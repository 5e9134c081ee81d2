"""Going to the next article in a queue of 100,000, in the window; with GOLDSPAN_LARGE also of a million."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.window import Window

ROUNDS = 60


def measure(scratch: Path) -> list[Figure]:
    """By key, from the press to the painted article, whose suggestions are there; then by jumps far away."""
    figures = _measure(scratch, 100_000)
    if os.environ.get("GOLDSPAN_LARGE"):
        figures += _measure(scratch, 1_000_000)
    return figures


def _measure(scratch: Path, articles: int) -> list[Figure]:
    path = corpus.dataset(scratch / f"{articles}.goldspan", corpus.SHORT, articles, waiting=True)
    window = Window(path)
    window.rest(2_000)
    near, all_near = [], []
    for _ in range(ROUNDS):
        shown, settled = window.frame(
            lambda: window.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        )
        near.append(1_000 * shown)
        all_near.append(1_000 * settled)
        window.rest(60)
    keys = [1 + (n * articles) // ROUNDS for n in range(ROUNDS)]
    far = []
    for key in reversed(keys):
        shown, _ = window.frame(partial(window.session.open_article, key))
        far.append(1_000 * shown)
        window.rest(60)
    window.close()
    note = f"slowest of {ROUNDS} {max(near):.0f}, panels too {quantile(all_near, 0.95):.0f} ms"
    return [
        Figure(
            f"the next of {articles:,} articles, shown, 95th percentile", 50, quantile(near, 0.95), "ms", note
        ),
        Figure(
            f"an article far away among {articles:,}, shown, 95th percentile", 50, quantile(far, 0.95), "ms"
        ),
    ]
