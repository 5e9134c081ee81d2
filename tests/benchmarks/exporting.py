"""Export from a dataset: JSONL with its read-back, and `.spacy` from the stored tokens."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from annotations.dataset import Dataset
from annotations.formats.format import Writing
from annotations.formats.gold import export_gold
from annotations.formats.registry import by_id
from annotations.formats.report import Report
from annotations.scheme_file import default_scheme
from annotations.sources import dataset_source
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure
from tests.benchmarks.machine import peak_memory


def measure(scratch: Path) -> list[Figure]:
    """From the dataset to the file in its place, all of it read back."""
    return [
        _jsonl(scratch, corpus.SHORT, "20 words, 3 spans", 60_000, 10_000),
        _jsonl(scratch, corpus.PAGE, "350 words, tokens, 30 spans", 10_000, 1_500),
        Figure("memory for these exports", 300, peak_memory(), "MB"),
    ]


def measure_spacy(scratch: Path) -> list[Figure]:
    """To shards of `.spacy`, with spaCy loaded before the clock begins."""
    import spacy.tokens  # noqa: F401  # it takes a second that is not the export's

    return [
        _spacy(scratch, corpus.Kind(20, 3, tokens=True), "20 tokens", 15_000, 1_500),
        _spacy(scratch, corpus.Kind(400, 30, tokens=True), "400 tokens", 3_000, 300),
        Figure("memory for these exports, with spaCy", 700, peak_memory(), "MB"),
    ]


def _jsonl(scratch: Path, kind: corpus.Kind, what: str, articles: int, least: int) -> Figure:
    path = corpus.dataset(scratch / f"{kind.words}.goldspan", kind, articles)
    with Dataset.open(path, read_only=True) as dataset:
        started = perf_counter()
        written = export_gold(dataset, str(path.with_suffix(".jsonl")))
        taken = perf_counter() - started
    assert written.records == articles
    note = f"{articles:,} articles, {written.bytes / 1e6:,.0f} MB, read back"
    return Figure(f"export of JSONL, {what}", least, articles / taken, "articles/s", note, at_least=True)


def _spacy(scratch: Path, kind: corpus.Kind, what: str, articles: int, least: int) -> Figure:
    path = corpus.dataset(scratch / f"{kind.words}.goldspan", kind, articles)
    report = Report()
    with dataset_source(path, only_done=True) as source:
        started = perf_counter()
        by_id("spacy").writer.write(
            source.records, path.with_suffix(".spacy"), Writing(default_scheme()), report
        )
        taken = perf_counter() - started
    note = f"{articles:,} articles, read back"
    return Figure(f"export of .spacy, {what}", least, articles / taken, "articles/s", note, at_least=True)
