"""Import of JSONL with checks, hashes and search index: short articles, and pages with tokens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

from annotations.dataset import Dataset
from annotations.dataset.importing import import_records
from annotations.formats import goldspan
from annotations.formats.goldspan_reader import read_records
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.scheme_file import default_scheme
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure
from tests.benchmarks.machine import peak_memory


def measure(scratch: Path) -> list[Figure]:
    """From the file to the last article in sight, and the share that is not the reader's."""
    figures = [
        _import(scratch, corpus.SHORT, "20 words, 3 spans", 60_000, 8_000),
        _import(scratch, corpus.PAGE, "350 words, tokens, 30 spans", 10_000, 2_500),
    ]
    return [*figures, Figure("memory for these imports", 300, peak_memory(), "MB")]


def _import(scratch: Path, kind: corpus.Kind, what: str, articles: int, least: int) -> Figure:
    source = scratch / f"{kind.words}.jsonl"
    with source.open("wb") as file:
        for record in islice(corpus.records(kind), articles):
            file.write(goldspan.record(record.document) + b"\n")
    reading = 0.0

    def timed() -> Iterator[Record]:
        nonlocal reading
        records = read_records(source)
        while True:
            began = perf_counter()
            record = next(records, None)
            reading += perf_counter() - began
            if record is None:
                return
            yield record

    with Dataset.create(source.with_suffix(".goldspan"), default_scheme()) as dataset:
        started = perf_counter()
        result = import_records(dataset, timed(), Report())
        taken = perf_counter() - started
        assert result.articles == dataset.totals().articles == articles
    note = f"{articles:,} articles; without the reader {articles / (taken - reading):,.0f} a second"
    return Figure(f"import of JSONL, {what}", least, articles / taken, "articles/s", note, at_least=True)
