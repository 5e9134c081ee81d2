"""`goldspan suggest` against bare `nlp.pipe` on the same texts, with one worker and with two."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

import msgspec

from annotations.formats.gold import verify_as
from annotations.formats.goldspan import suggestion_record
from annotations.formats.writing import write_records
from annotations.model import Article
from annotations.scheme_file import default_scheme
from annotations.suggest.corpus import Corpus
from annotations.suggest.pipelines import default_pipeline
from annotations.suggest.results import Setup
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure
from tests.benchmarks.machine import ROOT

ARTICLES = 1_000

_BARE = """
import sys, time, msgspec
from pathlib import Path
from annotations.suggest.loading import load
texts = msgspec.json.decode(Path(sys.argv[1]).read_bytes())
nlp, _ = load(sys.argv[2])
list(nlp.pipe(texts[:20]))
started = time.perf_counter()
for doc in nlp.pipe(texts):
    pass
print(time.perf_counter() - started)
"""


def measure(scratch: Path) -> list[Figure]:
    """Articles of a page; from the loaded pipeline to the last record, as a share of bare spaCy's speed."""
    articles = [record.document.article for record in islice(corpus.records(corpus.PAGE), ARTICLES)]
    name = default_pipeline().name

    def suggested(workers: int) -> float:
        with Corpus(Setup(name, default_scheme()), workers) as working:
            list(working.suggest(articles[:20]))
            out = str(scratch / "out.jsonl")
            started = perf_counter()
            lines = (suggestion_record(found.document) for found in working.suggest(articles))
            written = write_records(out, lines, verify_as(out))
            taken = perf_counter() - started
        assert written.records == ARTICLES
        return taken

    bare = _bare(scratch, articles, name)
    one, two = suggested(1), suggested(2)
    bare = (bare + _bare(scratch, articles, name)) / 2
    note = f"{ARTICLES:,} articles of 350 words; nlp.pipe {ARTICLES / bare:,.0f} a second"
    return [
        Figure(
            "`goldspan suggest`, one worker, of the speed of `nlp.pipe`",
            0.95,
            bare / one,
            "",
            note,
            at_least=True,
        ),
        Figure(
            "`goldspan suggest`, two workers, of the speed of one",
            1.6,
            one / two,
            "",
            f"{ARTICLES / two:,.0f} a second, on {os.cpu_count()} cores",
            at_least=True,
        ),
    ]


def _bare(scratch: Path, articles: list[Article], name: str) -> float:
    path = scratch / "texts.json"
    path.write_bytes(msgspec.json.encode([article.text for article in articles]))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-c", _BARE, str(path), name]
    environment = {**os.environ, **threads}
    return float(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)
