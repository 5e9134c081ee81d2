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


def records(kind: Kind, *, waiting: bool = False) -> Iterator[Record]:
    """Articles without end, of which a person has left nothing to do; `waiting`: nothing is decided."""
    made = [data.write(words=kind.words, seed=seed) for seed in range(_KINDS)]
    number = 0
    while True:
        for written in made:
            number += 1
            yield _record(written, kind, number, waiting)


def _record(written: data.Written, kind: Kind, number: int, waiting: bool) -> Record:
    text = f"{written.text} No. n{number}n 第{number}号"
    state = State.SUGGESTED if waiting else State.ACCEPTED
    status = Status.SUGGESTED if waiting else Status.DONE
    spans = [
        Span(f"s{n}", start, end, label, state, data.SOURCES if waiting else ())
        for n, (start, end, label) in enumerate(written.names[: kind.spans], 1)
    ]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(0, f"a{number}", f"Article {number}", text, sha256)
    tokens = tokens_of(text) if kind.tokens else None
    document = Document(article, ArticleState(status), spans, (), tokens, len(spans))
    return Record(document, place=f"line {number}")


def dataset(path: Path, kind: Kind, articles: int, *, waiting: bool = False) -> Path:
    """A dataset of so many articles (see `records`); returns its path."""
    with Dataset.create(path, default_scheme()) as made:
        import_records(made, islice(records(kind, waiting=waiting), articles), Report(), twins=Twins.ADD)
    return path
