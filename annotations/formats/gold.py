"""The gold files: all done articles of a dataset in one, or the record of one article beside its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.goldspan import record
from annotations.formats.goldspan_reader import parse
from annotations.formats.writing import Verify, Written, write_checked, write_records

Progress = Callable[[int], object]
"""Called with how many articles are through."""


class Source(Protocol):
    """What is asked of a dataset that is exported."""

    def keys(self) -> Iterable[int]:
        """All articles, in the order of the queue."""

    def done_keys(self) -> Iterable[int]:
        """Those marked done."""

    def records(self, keys: Iterable[int]) -> Iterable[tuple[Document, float]]:
        """The articles of these keys, with the seconds spent on each."""


def export_gold(
    dataset: Source,
    path: str,
    *,
    only_done: bool = True,
    annotator: str = "",
    progress: Progress | None = None,
) -> Written:
    """Write the records of a dataset's done articles (or of all), one article in memory at a time.

    `path` is a file, which is replaced as a whole when all is checked, or `-` for the standard output.
    """
    keys = dataset.done_keys() if only_done else dataset.keys()

    def records() -> Iterator[bytes]:
        for n, (document, seconds) in enumerate(dataset.records(keys), 1):
            yield record(document, seconds=seconds, annotator=annotator)
            if progress is not None:
                progress(n)

    return write_records(path, records(), verify_as(path))


def export_article(document: Document, path: Path, *, seconds: float = 0, annotator: str = "") -> Written:
    """Write the record of one article as it stands: a file of one line."""
    line = record(document, seconds=seconds, annotator=annotator)

    def verify(read: bytes, number: int) -> None:
        if parse(read, number=number, name=path.name).document.text != document.text:
            raise GoldspanError(f"{path.name} does not hold the article's text. Report this.")

    return write_checked(path, [line], verify)


def gold_path(article: Path) -> Path:
    """Where the record of an article goes if nobody says otherwise: `NAME.gold.jsonl` beside it."""
    return article.with_name(f"{article.stem}.gold.jsonl")


def verify_as(path: str) -> Verify:
    """Checks that a line is a sound record, slices and text's hash; errors name `path`."""
    name = "the standard output" if path == "-" else Path(path).name
    return lambda line, number: parse(line, number=number, name=name)
