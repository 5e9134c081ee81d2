"""Suggestions without a window or a worker: the shell's way, with the same pieces and the same code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotations.document import Document
from annotations.model import Article, ArticleState
from annotations.suggest.merge import merge, tokens_of
from annotations.suggest.pieces import pieces
from annotations.suggest.results import Loaded, Setup, Suggestions


class Suggested(NamedTuple):
    """An article with its suggestions and tokens, and the count of spans that the scheme has no label for."""

    document: Document
    unmapped: dict[str, int]


class Batch:
    """A pipeline loaded in this process. Making it raises GoldspanError where that fails.

    `loaded.note` says what the pipeline cannot do.
    """

    def __init__(self, setup: Setup) -> None:
        from annotations.suggest.suggester import Suggester

        self._setup = setup
        self._suggester = Suggester(setup.pipeline)
        self.loaded: Loaded = self._suggester.loaded(setup)

    def suggest(self, articles: Iterable[Article]) -> Iterator[Suggested]:
        """Suggest in one article after another."""
        for article in articles:
            yield self._one(article)

    def _one(self, article: Article) -> Suggested:
        found = [self._suggester.suggest(piece, self._setup) for piece in pieces(article.text)]
        return assembled(article, found, self.loaded, self._setup)


def assembled(article: Article, found: list[Suggestions], loaded: Loaded, setup: Setup) -> Suggested:
    """An article with what was found in its pieces."""
    document = Document(article, ArticleState(), tokens=tokens_of(found))
    unmapped: Counter[str] = Counter()
    for part in found:
        unmapped.update(part.unmapped)
        change = merge(document, part, loaded.sources, setup.scheme)
        if change:
            document.apply(change)
    return Suggested(document, dict(unmapped))
