"""Search in the queue of 100,000 articles: the first page by the index, the first hits by reading."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from annotations.dataset import Dataset, Wanted
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure

ARTICLES = 100_000

INDEXED = ("norw", "government", "n4711n", "talks between", "zzz", "mi ma no", "article 77")
SCANNED = ("第", "号", "99999号", "$", "“w")


def measure(scratch: Path) -> list[Figure]:
    """The slowest of several searches, each from the call to its first page or first hit."""
    path = corpus.dataset(scratch / "finding.goldspan", corpus.SHORT, ARTICLES)
    with Dataset.open(path) as dataset:
        pages = {search: _page(dataset, Wanted(search=search)) for search in INDEXED}
        hits = {search: _first(dataset, Wanted(search=search)) for search in SCANNED}
        filters = {
            label: _page(dataset, Wanted(label=label, search=search))
            for label, search in (("PERSON", ""), ("MONEY", "norw"), ("none", ""))
        }
    return [
        Figure(
            "search in 100,000 articles by the index, first page", 100, max(pages.values()), "ms", _all(pages)
        ),
        Figure("search in 100,000 articles by reading, first hit", 300, max(hits.values()), "ms", _all(hits)),
        Figure(
            "100,000 articles by the label of a span, first page",
            100,
            max(filters.values()),
            "ms",
            _all(filters),
        ),
    ]


def _page(dataset: Dataset, wanted: Wanted) -> float:
    started = perf_counter()
    dataset.queue(wanted)
    return 1_000 * (perf_counter() - started)


def _first(dataset: Dataset, wanted: Wanted) -> float:
    started = perf_counter()
    found = dataset.found(wanted)
    next(found, None)
    taken = 1_000 * (perf_counter() - started)
    found.close()
    return taken


def _all(taken: dict[str, float]) -> str:
    return ", ".join(f"{what} {ms:.0f}" for what, ms in taken.items())
