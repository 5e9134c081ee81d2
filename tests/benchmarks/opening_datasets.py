"""Opening a large dataset up to its first article: one of 100,000 articles, and one of a million."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from time import perf_counter

from annotations.dataset import Dataset, Sort, Wanted
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure

_ROOM = 8e9
"""Bytes that a dataset of a million articles, its log and what it is made from take."""

_DEEP = 50
"""Pages that are gone through before one is measured deep in the queue."""


def measure(scratch: Path) -> list[Figure]:
    """From the file to the document, with the totals and the first page of the queue."""
    return _measure(scratch, 100_000, 500)


def measure_million(scratch: Path) -> list[Figure]:
    """The same with a million; nothing, and a sentence, where the disk has no room for them."""
    free = shutil.disk_usage(scratch).free
    if free < _ROOM:
        print(
            f"No room for a million articles: {free / 1e9:.0f} GB free, {_ROOM / 1e9:.0f} GB needed.",
            file=sys.stderr,
        )
        return []
    return _measure(scratch, 1_000_000, 1_000)


def _measure(scratch: Path, articles: int, goal: float) -> list[Figure]:
    path = corpus.dataset(scratch / f"{articles}.goldspan", corpus.SHORT, articles)
    started = perf_counter()
    with Dataset.open(path) as dataset:
        rows = dataset.queue()
        totals = dataset.totals()
        dataset.load(rows[0].key)
        opened = 1_000 * (perf_counter() - started)
        assert totals.articles == articles
        pages = max(_deep_page(dataset, Wanted(sort=sort)) for sort in Sort)
        following = _next(dataset, articles // 2)
    return [
        Figure(f"open a dataset of {articles:,} articles, to the first article read", goal, opened, "ms"),
        Figure(f"a page of 200 deep in a queue of {articles:,}, slowest order", 10, pages, "ms"),
        Figure(f"the next article in {articles:,}, read", 50, following, "ms"),
    ]


def _deep_page(dataset: Dataset, wanted: Wanted) -> float:
    after = None
    for _ in range(_DEEP):
        after = dataset.queue(wanted, after=after)[-1]
    started = perf_counter()
    dataset.queue(wanted, after=after)
    return 1_000 * (perf_counter() - started)


def _next(dataset: Dataset, key: int) -> float:
    """Find the next article by its place, then the next open one, of which there is none, and read it."""
    started = perf_counter()
    found = dataset.next_key(key, not_done=False)
    dataset.next_key(key)
    assert found is not None
    dataset.load(found)
    return 1_000 * (perf_counter() - started)
