"""Frames while an article of 1 MB with 25,000 spans is scrolled: by wheel, page and bar."""

from __future__ import annotations

import random
import statistics
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.benchmarks import data
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.window import Window

FRAMES = 1_500


def measure(scratch: Path) -> list[Figure]:
    """Scroll down from random places: forty steps of the wheel, then eight pages."""
    window = Window(data.dataset(scratch / "scroll.goldspan", data.large()))
    window.rest(3_000)
    dice = random.Random(data.SEED)
    bar = window.view.verticalScrollBar()
    taken: list[tuple[float, float]] = []
    while len(taken) < FRAMES:
        taken.append(window.frame(lambda: bar.setValue(dice.randrange(bar.maximum() - 20_000))))
        taken += [window.frame(lambda: _wheel(window)) for _ in range(40)]
        taken += [window.frame(lambda: window.press(Qt.Key.Key_PageDown)) for _ in range(8)]
    window.close()
    frames = [1_000 * shown for shown, _ in taken]
    note = f"median {statistics.median(frames):.1f}, longest {max(frames):.1f} ms"
    return [Figure("frame while scrolling it, 99th percentile", 16.7, quantile(frames, 0.99), "ms", note)]


def _wheel(window: Window) -> None:
    """Turn the wheel by one notch over the text."""
    viewport = window.view.viewport()
    place = QPointF(viewport.rect().center())
    event = QWheelEvent(
        place,
        QPointF(viewport.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.postEvent(viewport, event)
