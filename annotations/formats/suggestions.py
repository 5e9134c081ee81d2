"""Records of suggestions for texts that are in no dataset."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotations.errors import GoldspanError
from annotations.formats.gold import Progress, verify_as
from annotations.formats.goldspan import suggestion_record
from annotations.formats.text import LIMIT, TextFile, decode_text, encoding_name, read_text
from annotations.formats.writing import Written, write_records
from annotations.model import Article


class Texts(NamedTuple):
    """The articles that were read, and a sentence for each whose encoding was guessed."""

    articles: list[Article]
    guesses: list[str]


def read_articles(paths: Sequence[str], out: str) -> Texts:
    """Read text files (`-` is the standard input) before any work begins, so that a bad one costs none.

    An article's id is its file's name without the ending, and a number where that is taken.
    """
    texts = Texts([], [])
    ids: Counter[str] = Counter()
    for name in paths:
        path = Path(name)
        if name != "-" and out != "-" and path.exists() and Path(out).exists() and path.samefile(out):
            raise GoldspanError(f"{name} is an article: the suggestions would replace it. Name another file.")
        source = "standard input" if name == "-" else path.name
        read = decode_text(sys.stdin.buffer.read(LIMIT), source) if name == "-" else read_text(path)
        stem = "stdin" if name == "-" else path.stem
        ids[stem] += 1
        article_id = stem if ids[stem] == 1 else f"{stem}-{ids[stem]}"
        texts.articles.append(_article(read, article_id, source))
        if not read.certain:
            texts.guesses.append(f"{source} was read as {encoding_name(read.encoding)}, which is a guess.")
    return texts


def write_suggestions(
    articles: Iterable[Article],
    out: str,
    pipeline: str,
    *,
    note: Callable[[str], object],
    progress: Progress,
) -> Written:
    """Write what a pipeline (the default one for "") suggests with the default label scheme.

    `note` is told what is worth knowing: what the pipeline cannot do, and which labels are left out.
    """
    from annotations.scheme_file import default_scheme
    from annotations.suggest.batch import Batch
    from annotations.suggest.pipelines import default_pipeline
    from annotations.suggest.results import Setup

    batch = Batch(Setup(pipeline or default_pipeline().name, default_scheme()))
    if batch.loaded.note:
        note(batch.loaded.note)
    unmapped: Counter[str] = Counter()

    def records() -> Iterator[bytes]:
        for n, suggested in enumerate(batch.suggest(articles), 1):
            unmapped.update(suggested.unmapped)
            yield suggestion_record(suggested.document)
            progress(n)

    written = write_records(out, records(), verify_as(out))
    if unmapped:
        named = ", ".join(f"{label} ({count:,})" for label, count in unmapped.most_common())
        note(f"Left out, because the label scheme has no such label: {named}.")
    return written


def _article(read: TextFile, article_id: str, source: str) -> Article:
    sha256 = hashlib.sha256(read.text.encode()).hexdigest()
    return Article(0, article_id, article_id, read.text, sha256, source)
