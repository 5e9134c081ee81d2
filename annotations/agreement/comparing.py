"""Comparing two sets of articles: the definitions are in the package's docstring."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

from annotations.agreement.differences import ends_of, span_key
from annotations.agreement.matching import Matched, relations_of, spans_of
from annotations.agreement.values import TOTAL, Agreement, Line, Pairs, Scores
from annotations.document import Document
from annotations.model import Span
from annotations.offsets import Tokens
from annotations.words import tokens_of

_K = TypeVar("_K", bound=Hashable)


def compare(first: Iterable[Document], second: Iterable[Document]) -> Agreement:
    """Compare two sets of articles; the first is the reference, the second is kept in memory."""
    matched = Matched(first, second)
    comparing = Comparing()
    for one, two in matched:
        comparing.add(one, two)
    return comparing.result(matched.articles, matched.only_first, matched.only_second)


class Comparing:
    """Counts pair after pair of documents with one text."""

    def __init__(self) -> None:
        self._exact: dict[str, Scores] = {}
        self._partial: dict[str, Scores] = {}
        self._relations: dict[str, Scores] = {}
        self._pairs = Pairs(Counter())

    def add(self, first: Document, second: Document) -> None:
        """Count one pair in."""
        ours, theirs = spans_of(first), spans_of(second)
        _count(
            self._exact,
            {span_key(s): s.label for s in ours},
            {span_key(s): s.label for s in theirs},
        )
        self._count_partial(ours, theirs)
        self._count_tokens(_tokens(first, second), first.text, ours, theirs)
        _count(
            self._relations,
            {(*ends_of(first, r), r.label): r.label for r in relations_of(first)},
            {(*ends_of(second, r), r.label): r.label for r in relations_of(second)},
        )

    def result(self, articles: int, only_first: int = 0, only_second: int = 0) -> Agreement:
        """The numbers, a line a label and the total; told how many articles were matched and left over."""
        return Agreement(
            articles,
            only_first,
            only_second,
            [*(self._span_line(label) for label in sorted(self._exact)), self._span_line("")],
            [
                *(_line(label, self._relations[label]) for label in sorted(self._relations)),
                _line(TOTAL, _sum(self._relations)),
            ],
        )

    def _span_line(self, label: str) -> Line:
        exact = self._exact[label] if label else _sum(self._exact)
        partial = self._partial[label] if label else _sum(self._partial)
        line = _line(label or TOTAL, exact)
        return Line(
            line.label,
            line.first,
            line.second,
            line.precision,
            line.recall,
            line.f1,
            partial.precision,
            partial.recall,
            partial.f1,
            self._pairs.kappa(label),
        )

    def _count_partial(self, ours: Sequence[Span], theirs: Sequence[Span]) -> None:
        first, second = _by_label(ours), _by_label(theirs)
        for label in first.keys() | second.keys():
            one, two = first.get(label, []), second.get(label, [])
            self._partial.setdefault(label, Scores()).add(
                len(one), len(two), _overlapped(one, two), _overlapped(two, one)
            )

    def _count_tokens(self, tokens: Tokens, text: str, ours: Sequence[Span], theirs: Sequence[Span]) -> None:
        first, second = _cover(tokens, ours), _cover(tokens, theirs)
        bounds = zip(tokens.starts, tokens.ends, strict=True)
        none: frozenset[str] = frozenset()
        for n, (start, end) in enumerate(bounds):
            if not text[start:end].isspace():
                self._pairs.counts[frozenset(first.get(n, none)), frozenset(second.get(n, none))] += 1


def _count(into: dict[str, Scores], ours: Mapping[_K, str], theirs: Mapping[_K, str]) -> None:
    """Count what is equal, by label."""
    for label in {*ours.values(), *theirs.values()}:
        one = {key for key, of in ours.items() if of == label}
        two = {key for key, of in theirs.items() if of == label}
        both = len(one & two)
        into.setdefault(label, Scores()).add(len(one), len(two), both, both)


def _by_label(spans: Sequence[Span]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for span in spans:
        found.setdefault(span.label, set()).add((span.start, span.end))
    return {label: sorted(bounds) for label, bounds in found.items()}


def _overlapped(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    """How many of `some` share a character with one of `others`, which are sorted by their starts."""
    starts = [start for start, _ in others]
    reach = list(accumulate((end for _, end in others), max))
    found = 0
    for start, end in some:
        before = bisect_left(starts, end)  # so many begin before it ends; does one of them reach into it?
        found += before > 0 and reach[before - 1] > start
    return found


def _cover(tokens: Tokens, spans: Sequence[Span]) -> dict[int, set[str]]:
    """The labels that cover each token, by its number."""
    found: dict[int, set[str]] = {}
    for span in spans:
        touched = tokens.touching(span.start, span.end)
        if touched is not None:
            for n in range(touched.first, touched.last + 1):
                found.setdefault(n, set()).add(span.label)
    return found


def _tokens(first: Document, second: Document) -> Tokens:
    """The tokens that one has or both share; words by Unicode's rules where they differ or have none."""
    one, two = first.tokens, second.tokens
    if one is not None and two is not None:
        if one.starts == two.starts and one.ends == two.ends:
            return one
        return tokens_of(first.text)
    return one or two or tokens_of(first.text)


def _sum(scores: dict[str, Scores]) -> Scores:
    total = Scores()
    for each in scores.values():
        total.add(each.first, each.second, each.first_found, each.second_found)
    return total


def _line(label: str, scores: Scores) -> Line:
    return Line(label, scores.first, scores.second, scores.precision, scores.recall, scores.f1)
