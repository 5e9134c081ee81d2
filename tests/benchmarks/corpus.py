"""Many short articles, or fewer of a page, as a file and as a dataset; each with a word of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from annotations.dataset import Dataset
from annotations.dataset.importing import Twins, import_records
from annotations.document import Document
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Article, ArticleState, Span, State, Status
from annotations.scheme_file import default_scheme
from annotations.words import tokens_of
from tests.benchmarks import data

_KINDS = 200
"""Different articles; what makes each its own is a number at the end."""


class Kind(msgspec.Struct, frozen=True):
    """How large the articles are: words and spans, with the tokens of the file or without."""

    words: int
    spans: int
    tokens: bool


SHORT = Kind(20, 3, tokens=False)
PAGE = Kind(350, 30, tokens=True)


def records(kind: Kind) -> Iterator[Record]:
    """Articles without end, in which a person has left nothing to do."""
    made = [data.write(words=kind.words, seed=seed) for seed in range(_KINDS)]
    number = 0
    while True:
        for written in made:
            number += 1
            yield _record(written, kind, number)


def _record(written: data.Written, kind: Kind, number: int) -> Record:
    text = f"{written.text} No. n{number}n 第{number}号"
    spans = [
        Span(f"s{n}", start, end, label, State.ACCEPTED)
        for n, (start, end, label) in enumerate(written.names[: kind.spans], 1)
    ]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(0, f"a{number}", f"Article {number}", text, sha256)
    tokens = tokens_of(text) if kind.tokens else None
    document = Document(article, ArticleState(Status.DONE), spans, (), tokens, len(spans))
    return Record(document, place=f"line {number}")


def dataset(path: Path, kind: Kind, articles: int) -> Path:
    """A dataset of so many articles; returns its path."""
    with Dataset.create(path, default_scheme()) as made:
        import_records(made, islice(records(kind), articles), Report(), twins=Twins.ADD)
    return path
