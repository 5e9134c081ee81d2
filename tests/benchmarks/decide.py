"""A decision by key, from the event to the painted frame, at random places with all panels open."""

from __future__ import annotations

import random
import statistics
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from annotations.document import Document
from annotations.model import Span
from tests.benchmarks import data
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.window import Window

DECISIONS = 500


def measure_small(scratch: Path) -> list[Figure]:
    """In an article of 2 kB."""
    return _measure(scratch, data.small(), 16, "decision by key to the painted frame, article of 2 kB")


def measure_large(scratch: Path) -> list[Figure]:
    """In an article of 1 MB with 25,000 spans."""
    return _measure(scratch, data.large(), 33, "decision by key to the painted frame, 1 MB with 25,000 spans")


def _measure(scratch: Path, document: Document, goal: float, what: str) -> list[Figure]:
    window = Window(data.dataset(scratch / "decide.goldspan", document))
    window.rest(3_000)
    dice = random.Random(data.SEED)
    shown: list[float] = []
    followed: list[float] = []
    for _ in range(DECISIONS):
        if window.document.undecided < 2:
            while window.session.undo_stack.canUndo():
                window.session.undo()
        key = choose(window, dice)
        window.rest(20)
        article, panels = window.frame(partial(window.press, key))
        shown.append(1_000 * article)
        followed.append(1_000 * panels)
    window.close()
    note = (
        f"median {statistics.median(shown):.1f}, longest {max(shown):.1f} ms; "
        f"until the panels followed: 95th {quantile(followed, 0.95):.1f} ms"
    )
    return [Figure(f"{what}, 95th percentile", goal, quantile(shown, 0.95), "ms", note)]


def choose(window: Window, dice: random.Random) -> Qt.Key:
    """Select an undecided one at a random place; the key that decides it: accept, reject, relabel as ORG."""
    chosen = window.document.get(dice.choice(window.document.undecided_ids()))
    if chosen is None:
        raise RuntimeError("what is undecided is not there")
    window.session.select([chosen.id])
    keys = [Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_X]
    if isinstance(chosen, Span) and chosen.label != "ORG":
        keys.append(Qt.Key.Key_3)
    return dice.choice(keys)
