"""From the command to the window that shows the article: the real entry, a process each time."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import data
from tests.benchmarks.figures import Figure

ROUNDS = 15

_LAUNCH = """
import os, sys, time
from gui.__main__ import main
from gui.article.pane import ArticlePane
paint = ArticlePane.paintEvent
def painted(pane, event):
    paint(pane, event)
    if pane._layout is not None:
        os.write(int(sys.argv[1]), b"%d" % time.monotonic_ns())
        os._exit(0)
ArticlePane.paintEvent = painted
sys.exit(main(sys.argv[2:]))
"""


def measure(scratch: Path) -> list[Figure]:
    """Open a text of 20 kB that the person's own dataset has already, with a warm disk."""
    article = scratch / "article.txt"
    article.write_text(data.write(characters=20_000).text, encoding="utf-8")
    taken = [_start(article) for _ in range(ROUNDS + 2)][2:]
    note = f"median of {ROUNDS}, slowest {max(taken):.2f} s"
    what = "command to the window showing the article"
    return [Figure(what, 0.8, statistics.median(taken), "s", note)]


def _start(article: Path) -> float:
    """Seconds from the start of the process to the end of the paintEvent that shows the article."""
    reading, writing = os.pipe()
    command = [sys.executable, "-c", _LAUNCH, str(writing), str(article)]
    started = time.monotonic_ns()
    # What the cut-off window leaves to be cleared up is no news.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    # An installed program has its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(command, pass_fds=[writing], env=environment) as process:
        os.close(writing)
        with os.fdopen(reading) as answer:
            painted = answer.read()
        if process.wait() or not painted:
            raise RuntimeError(f"the window ended with exit code {process.returncode} and showed nothing")
    return (int(painted) - started) / 1e9
