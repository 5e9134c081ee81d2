"""Several processes that suggest: the same as one does, in order; one that dies is a sentence."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator

import pytest

from annotations.errors import GoldspanError
from annotations.model import Article
from annotations.suggest.batch import Batch
from annotations.suggest.corpus import Corpus
from annotations.suggest.results import Setup


def _article(n: int, text: str) -> Article:
    return Article(0, f"a{n}", "", text, hashlib.sha256(text.encode()).hexdigest())


def test_two_processes_give_what_one_gives(news: str, setup: Setup) -> None:
    long = (news + "\r\n\r\n") * 14
    articles = [_article(n, text) for n, text in enumerate([long, news, "", "René 👩 met Ada.", long, news])]
    with Corpus(setup, 2) as corpus:
        found = [suggested.document for suggested in corpus.suggest(articles)]
    expected = [suggested.document for suggested in Batch(setup).suggest(articles)]
    assert [document.article for document in found] == articles
    for one, other in zip(found, expected, strict=True):
        assert {(s.start, s.end, s.label) for s in one.spans.values()} == {
            (s.start, s.end, s.label) for s in other.spans.values()
        }
        assert (one.tokens is None) is (other.tokens is None)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_process_that_dies_at_work_is_a_sentence(news: str, setup: Setup) -> None:
    with Corpus(setup, 1) as corpus:

        def articles() -> Iterator[Article]:
            for n in range(100):
                if n == 50:
                    os.kill(corpus.pids[0], signal.SIGKILL)
                yield _article(n, (news + "\n\n") * 10)

        with pytest.raises(GoldspanError, match=r"ended in the middle of its work.*--workers"):
            list(corpus.suggest(articles()))


def test_a_pipeline_that_is_not_there_is_a_sentence(setup: Setup) -> None:
    with pytest.raises(GoldspanError, match="no_such"):
        Corpus(Setup("no_such", setup.scheme), 2)
