"""Which articles go to train, dev and test: by seed, with each label spread as the articles are.

Iterative stratification: the label that is left in the fewest articles is dealt out first, each of its
articles to the part that still lacks most of that label. Only label counts are needed, no documents.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotations.errors import GoldspanError


def assign(counts: Iterable[Mapping[str, int]], shares: Sequence[float], seed: int) -> list[int]:
    """The part, an index into `shares`, of each article; `counts` has how often it has each label.

    Shares are proportions of any sum (0.8, 0.1, 0.1). Each part gets its share of the articles to within
    one, and at least one article where there are enough for all. The same input gives the same parts.
    Raises GoldspanError for shares that make no split.
    """
    fractions = _fractions(shares)
    names: dict[str, int] = {}
    rows: list[tuple[tuple[int, int], ...]] = []
    pairs: dict[tuple[int, int], tuple[int, int]] = {}  # each once: a million articles have few
    for row in counts:
        labels = ((names.setdefault(name, len(names)), count) for name, count in row.items() if count > 0)
        rows.append(tuple(pairs.setdefault(pair, pair) for pair in labels))
    dealer = _Dealer(rows, fractions, random.Random(seed))
    dealer.deal([names[name] for name in sorted(names)])
    return dealer.parts


def parse(text: str) -> tuple[float, ...]:
    """The shares in `0.8/0.1/0.1`, two or three that make 1; none in an empty text. Else GoldspanError."""
    try:
        found = tuple(float(part) for part in text.split("/")) if text.strip() else ()
    except ValueError:
        found = (0.0,)
    if found and not (len(found) in (2, 3) and min(found) > 0 and abs(sum(found) - 1) < 1e-6):
        raise GoldspanError(
            f"“{text}” is no split. Give two or three shares that make 1, such as 0.8/0.1/0.1."
        )
    return found


def sizes(articles: int, shares: Sequence[float]) -> list[int]:
    """How many articles each part gets."""
    fractions = _fractions(shares)
    exact = [fraction * articles for fraction in fractions]
    found = [math.floor(each) for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda part: (found[part] - exact[part], part))
    for part in by_rest[: articles - sum(found)]:
        found[part] += 1
    for part, fraction in enumerate(fractions):
        largest = max(range(len(found)), key=found.__getitem__)
        if fraction and not found[part] and found[largest] > 1:
            found[largest] -= 1
            found[part] += 1
    return found


class _Dealer:
    """Deals articles out to parts, none beyond its size."""

    def __init__(
        self, rows: list[tuple[tuple[int, int], ...]], fractions: list[float], chance: random.Random
    ) -> None:
        self.parts = [-1] * len(rows)
        self._rows = rows
        self._room = sizes(len(rows), fractions)
        self._order = list(range(len(rows)))
        chance.shuffle(self._order)
        self._articles: dict[int, list[int]] = {}
        self._left: Counter[int] = Counter()
        totals: Counter[int] = Counter()
        for article in self._order:
            for label, count in rows[article]:
                self._articles.setdefault(label, []).append(article)
                self._left[label] += 1
                totals[label] += count
        self._wanted = {label: [f * total for f in fractions] for label, total in totals.items()}

    def deal(self, labels: list[int]) -> None:
        """Deal all articles; `labels` is the order among labels that are equally rare."""
        rank = {label: n for n, label in enumerate(labels)}
        heap = [(self._left[label], rank[label], label) for label in labels]
        heapq.heapify(heap)
        while heap:
            left, _, label = heapq.heappop(heap)
            if left != self._left[label]:
                heapq.heappush(heap, (self._left[label], rank[label], label))
                continue
            for article in self._articles[label]:
                if self.parts[article] < 0:
                    self._give(article, self._wanted[label])
        for article in self._order:
            if self.parts[article] < 0:
                self._give(article, [0.0] * len(self._room))

    def _give(self, article: int, wanted: list[float]) -> None:
        """Give an article to the part that wants it most, among those with room; then to the roomiest."""
        room = self._room
        part = max((p for p in range(len(room)) if room[p] > 0), key=lambda p: (wanted[p], room[p], -p))
        self.parts[article] = part
        room[part] -= 1
        for label, count in self._rows[article]:
            self._wanted[label][part] -= count
            self._left[label] -= 1


def _fractions(shares: Sequence[float]) -> list[float]:
    total = math.fsum(shares)
    if not shares or not all(math.isfinite(s) and s >= 0 for s in shares) or not 0 < total < math.inf:
        shown = "/".join(f"{share:g}" for share in shares) or "nothing"
        raise GoldspanError(
            f"{shown} is no split: each share must be 0 or more, and one of them more. Give 0.8/0.1/0.1, say."
        )
    return [share / total for share in shares]
