"""Which articles of two sets are the same: by the hash of the text, by ids where a text stands repeatedly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotations.document import Document
from annotations.model import Relation, Span, State, Status

_OPEN = (Status.UNTOUCHED, Status.SUGGESTED)


class Matched:
    """Pairs of documents, as the first set streams; the second set is kept in memory until it is matched.

    `only_first` and `only_second` count what was left over, once all pairs were asked for.
    """

    def __init__(self, first: Iterable[Document], second: Iterable[Document]) -> None:
        self._first = first
        self._second: dict[str, list[Document]] = {}
        self.articles = self.only_first = self.only_second = 0
        for document in second:
            self._second.setdefault(document.article.text_sha256, []).append(document)
            self.only_second += 1

    def __iter__(self) -> Iterator[tuple[Document, Document]]:
        for document in self._first:
            candidates = self._second.get(document.article.text_sha256)
            if not candidates:
                self.only_first += 1
                continue
            same = (n for n, other in enumerate(candidates) if other.article.id == document.article.id)
            self.articles += 1
            self.only_second -= 1
            yield document, candidates.pop(next(same, 0))


def spans_of(document: Document) -> list[Span]:
    """What an article says: the accepted spans; where nobody has decided yet, the suggested ones too."""
    states = _states(document)
    return sorted((s for s in document.spans.values() if s.state in states), key=document.place)


def relations_of(document: Document) -> list[Relation]:
    """The accepted relations; where nobody has decided yet, the suggested ones too."""
    states = _states(document)
    return sorted((r for r in document.relations.values() if r.state in states), key=document.place)


def _states(document: Document) -> tuple[State, ...]:
    undecided = document.state.status in _OPEN
    return (State.ACCEPTED, State.SUGGESTED) if undecided else (State.ACCEPTED,)
