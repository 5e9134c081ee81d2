"""What must not be loaded: spaCy in the window, Qt in the worker, after a whole article."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from annotations.dataset import Dataset
from annotations.scheme_file import default_scheme
from tests.benchmarks import data
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import Window


def measure(scratch: Path) -> list[Figure]:
    """Let a fresh article be suggested for, and count the modules that neither process may have."""
    path = scratch / "fresh.goldspan"
    with Dataset.create(path, default_scheme()) as dataset:
        dataset.add_article(data.write(characters=2_000).text, title="Fresh")
    window = Window(path)
    window.wait(lambda: bool(window.document.spans) and not window.desk.suggesting.busy)
    worker = window.desk.suggesting.worker.modules().result(60)
    found = [
        Figure(
            "`spacy`, `thinc` in the window's process", 0, _count(sys.modules, "spacy", "thinc"), "modules"
        ),
        Figure("Qt in the worker's process", 0, _count(worker, "PySide6", "shiboken6"), "modules"),
    ]
    window.close()
    return found


def _count(modules: Iterable[str], *forbidden: str) -> int:
    return sum(name.partition(".")[0] in forbidden for name in modules)
