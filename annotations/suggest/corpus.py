"""Suggestions for a whole corpus: several processes that each load the pipeline, articles in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import NamedTuple, TypeVar

from annotations.errors import GoldspanError
from annotations.model import Article
from annotations.suggest import process
from annotations.suggest.batch import Suggested, assembled
from annotations.suggest.pieces import Piece, pieces
from annotations.suggest.results import Loaded, Setup, Suggestions
from annotations.suggest.worker import Worker, WorkerDied

_T = TypeVar("_T")

_AT_ONCE = 50_000
"""Code points that go to a process in one call: about a second of its work, and flat in memory."""

_AHEAD = 2
"""Calls for each process that are under way: the next one is there when it is through with one."""

_DIED = (
    "A process that makes suggestions ended in the middle of its work, perhaps for want of memory. "
    "Take fewer with --workers, or shorter articles."
)


class _Waiting(NamedTuple):
    """An article of which so many pieces are to come back."""

    article: Article
    pieces: int


class Corpus:
    """Processes that suggest. Making it loads the pipeline in each; GoldspanError where that fails.

    `loaded.note` says what the pipeline cannot do. Leaving the `with` block ends the processes at once.
    """

    def __init__(self, setup: Setup, workers: int = 1) -> None:
        self._setup = setup
        self._workers = [Worker() for _ in range(workers)]
        self._under_way = [0] * workers
        try:
            loading = [worker.load(setup) for worker in self._workers]
            loaded = [_result(each) for each in loading]
        except BaseException:
            self.close()
            raise
        self.loaded: Loaded = loaded[0]

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """The ids of the processes."""
        return [worker.pid for worker in self._workers]

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()

    def suggest(self, articles: Iterable[Article]) -> Iterator[Suggested]:
        """Suggest in the articles, of which no more are read ahead than the processes need."""
        waiting: deque[_Waiting] = deque()
        found: list[Suggestions] = []
        for part in self._through(_noted(articles, waiting)):
            found.append(part)
            while waiting and len(found) >= waiting[0].pieces:
                article, count = waiting.popleft()
                yield assembled(article, found[:count], self.loaded, self._setup)
                del found[:count]

    def _through(self, given: Iterator[Piece]) -> Iterator[Suggestions]:
        """What is found in the pieces, in their order."""
        calls: deque[tuple[int, Future[list[bytes]]]] = deque()
        for part in _parts(given):
            chosen = min(range(len(self._workers)), key=self._under_way.__getitem__)
            self._under_way[chosen] += 1
            calls.append((chosen, self._workers[chosen].suggest_all(part, self._setup)))
            while len(calls) >= _AHEAD * len(self._workers) or (calls and calls[0][1].done()):
                yield from self._next(calls)
        while calls:
            yield from self._next(calls)

    def _next(self, calls: deque[tuple[int, Future[list[bytes]]]]) -> Iterator[Suggestions]:
        worker, future = calls.popleft()
        done = _result(future)
        self._under_way[worker] -= 1
        return map(process.decode, done)


def _noted(articles: Iterable[Article], waiting: deque[_Waiting]) -> Iterator[Piece]:
    """The pieces of all articles; each article is put into `waiting` before its first one."""
    for article in articles:
        found = pieces(article.text)
        waiting.append(_Waiting(article, len(found)))
        yield from found


def _parts(given: Iterable[Piece]) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    size = 0
    for piece in given:
        part.append(piece)
        size += len(piece.text)
        if size >= _AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _result(future: Future[_T]) -> _T:
    """Wait for a call; a process that died is a sentence."""
    try:
        return future.result()
    except WorkerDied as error:
        sentence = _DIED if type(error) is WorkerDied else str(error)
        raise GoldspanError(sentence) from error
