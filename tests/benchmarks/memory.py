"""Memory of the window and its worker with an article of 1 MB with 25,000 spans, suggested for as well."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QTimer

from tests.benchmarks import data
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import Window, proportional, resident


def measure(scratch: Path) -> list[Figure]:
    """The most that each had resident, from the first frame to a second after the last suggestion."""
    window = Window(data.dataset(scratch / "memory.goldspan", data.large()))
    window.rest(2_000)
    most = {"window": 0.0, "worker": 0.0}
    suggesting = window.desk.suggesting

    def look() -> None:
        most["window"] = max(most["window"], resident(os.getpid()))
        if suggesting.worker.pid:
            most["worker"] = max(most["worker"], resident(suggesting.worker.pid))

    look()
    opened = most["window"]
    timer = QTimer(interval=200)
    timer.timeout.connect(look)
    timer.start()
    started = monotonic()
    suggesting.suggest()
    while suggesting.busy and monotonic() - started < 300:
        window.rest(200)
    window.rest(1_000)
    shares = [proportional(os.getpid()), proportional(suggesting.worker.pid)]
    spans = len(window.document.spans)
    window.close()
    note = f"RSS; {opened:.0f} MB as opened, {shares[0]:.0f} MB PSS in the end, with {spans:,} spans"
    return [
        Figure("memory of the window with that article", 300, most["window"], "MB", note),
        Figure(
            "memory of the worker with that article",
            700,
            most["worker"],
            "MB",
            f"RSS; {shares[1]:.0f} MB PSS",
        ),
    ]
