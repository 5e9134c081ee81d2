"""One edit: made and committed to the dataset, in an article of 1 MB with 25,000 spans."""

from __future__ import annotations

import random
import statistics
from pathlib import Path
from time import perf_counter

from annotations.dataset import Dataset
from annotations.edits import decide
from tests.benchmarks import data
from tests.benchmarks.figures import Figure, quantile

EDITS = 2_000


def measure(scratch: Path) -> list[Figure]:
    """Accept suggestions at random places, one by one."""
    dice = random.Random(data.SEED)
    taken: list[float] = []
    with Dataset.open(data.dataset(scratch / "commit.goldspan", data.large())) as dataset:
        document = dataset.load(1)
        for span_id in dice.sample(list(document.spans), EDITS):
            started = perf_counter()
            change = decide.accept(document, [span_id])
            dataset.apply(change, last_id=document.last_id)
            taken.append(1_000 * (perf_counter() - started))
            document.apply(change)
    note = f"longest of {EDITS:,}: {max(taken):.1f} ms"
    return [
        Figure("one edit, committed, median", 2, statistics.median(taken), "ms"),
        Figure("one edit, committed, 99th percentile", 10, quantile(taken, 0.99), "ms", note),
    ]
