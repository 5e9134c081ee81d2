"""Stalls of the event loop while a pipeline loads and works on 100,000 words and decisions are being made."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import QTimer

from annotations.dataset import Dataset
from annotations.scheme_file import default_scheme
from tests.benchmarks import data
from tests.benchmarks.decide import choose
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.window import Lateness, Window

EVERY = 200
"""Milliseconds between two decisions."""


def measure(scratch: Path) -> list[Figure]:
    """Open the article, which nobody has suggested for, and decide what comes at random places."""
    path = scratch / "stalls.goldspan"
    with Dataset.create(path, default_scheme()) as dataset:
        dataset.add_article(data.write(characters=2_000, seed=1).text, title="Before")
        key = dataset.add_article(data.write(words=100_000).text, title="Long")
    window = Window(path, article=False)
    dice = random.Random(data.SEED)
    decided = 0

    def decide() -> None:
        nonlocal decided
        if window.document.undecided:
            key = choose(window, dice)
            QTimer.singleShot(EVERY // 2, lambda: window.press(key))
            decided += 1

    window.session.open_article(key)
    window.turn()
    late = Lateness()
    timer = QTimer(interval=EVERY)
    timer.timeout.connect(decide)
    timer.start()
    window.wait(lambda: not window.desk.suggesting.busy)
    timer.stop()
    window.rest(1_000)
    found = [1_000 * one for one in late.stop()]
    spans = len(window.document.spans)
    window.close()
    what = "stall of the event loop while a pipeline loads and works on 100,000 words and decisions are made"
    note = f"{len(found):,} looks, {decided} decisions, {spans:,} spans"
    return [
        Figure(f"longest {what}", 50, max(found), "ms"),
        Figure(f"{what}, 99.9th percentile", 16, quantile(found, 0.999), "ms", note),
    ]
