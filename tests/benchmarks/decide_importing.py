"""Decisions while 100,000 articles are imported, one every 20 ms, as no hand makes them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from annotations.dataset import Dataset
from annotations.dataset.importing import ImportResult, import_records
from annotations.edits import decide
from annotations.formats.report import Report
from tests.benchmarks import corpus, data
from tests.benchmarks.figures import Figure, quantile

ARTICLES = 100_000


def measure(scratch: Path) -> list[Figure]:
    """How long each decision takes, from the edit to its commit."""
    taken: list[float] = []
    results: list[ImportResult] = []
    with Dataset.open(data.dataset(scratch / "decide.goldspan", data.large())) as dataset:
        document = dataset.load(1)
        waiting = list(document.spans)

        def work() -> None:
            articles = islice(corpus.records(corpus.SHORT), ARTICLES)
            results.append(import_records(dataset, articles, Report()))

        thread = Thread(target=work)
        thread.start()
        while thread.is_alive():
            started = perf_counter()
            change = decide.accept(document, [waiting.pop()])
            dataset.apply(change, last_id=document.last_id)
            taken.append(1_000 * (perf_counter() - started))
            document.apply(change)
            sleep(0.02)
        thread.join()
        assert results[0].articles == ARTICLES
    note = f"{len(taken):,} decisions, the longest {max(taken):.1f} ms"
    return [
        Figure(
            "a decision while 100,000 articles are imported, 99th percentile",
            50,
            quantile(taken, 0.99),
            "ms",
            note,
        )
    ]
