"""The numbers of a comparison."""

from __future__ import annotations

from collections import Counter

import msgspec

TOTAL = "total"


class Scores(msgspec.Struct):
    """How many of the first and the second set were found in the other, and of how many."""

    first: int = 0
    second: int = 0
    first_found: int = 0
    second_found: int = 0

    def add(self, first: int, second: int, first_found: int, second_found: int) -> None:
        """Count one article in."""
        self.first += first
        self.second += second
        self.first_found += first_found
        self.second_found += second_found

    @property
    def precision(self) -> float | None:
        """The share of the second set that the first has, None where the second has none."""
        return self.second_found / self.second if self.second else None

    @property
    def recall(self) -> float | None:
        """The share of the first set that the second has, None where the first has none."""
        return self.first_found / self.first if self.first else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall: 0 where one set has none, None where neither has."""
        if not self.first or not self.second:
            return 0.0 if self.first or self.second else None
        precision, recall = self.second_found / self.second, self.first_found / self.first
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Pairs(msgspec.Struct):
    """How often two annotators gave a token which two categories."""

    counts: Counter[tuple[frozenset[str], frozenset[str]]]

    def kappa(self, label: str = "") -> float | None:
        """Cohen's kappa over all categories, or for one label against its absence; None without a token.

        Where both know one category only, and the same, it is 1.
        """
        seen: Counter[tuple[object, object]] = Counter()
        for (first, second), count in self.counts.items():
            seen[(label in first, label in second) if label else (first, second)] += count
        total = seen.total()
        if not total:
            return None
        firsts: Counter[object] = Counter()
        seconds: Counter[object] = Counter()
        for (one, two), count in seen.items():
            firsts[one] += count
            seconds[two] += count
        agreed = sum(count for (one, two), count in seen.items() if one == two)
        # In whole numbers as far as they go: 1 is 1, and neither order gives another last figure.
        expected = sum(firsts[category] * seconds[category] for category in firsts)
        if expected == total * total:
            return 1.0
        return (agreed * total - expected) / (total * total - expected)


class Line(msgspec.Struct, frozen=True):
    """The numbers of one label, or of all: counts of the first and second set, then what they agree on.

    A number is None where there is nothing to divide by. Relations have no partial numbers and no kappa.
    """

    label: str
    first: int
    second: int
    precision: float | None
    recall: float | None
    f1: float | None
    partial_precision: float | None = None
    partial_recall: float | None = None
    partial_f1: float | None = None
    kappa: float | None = None


class Agreement(msgspec.Struct, frozen=True):
    """A whole comparison: the last of `spans` and of `relations` is the total.

    `only_first` and `only_second` count the articles that the other set does not have.
    """

    articles: int
    only_first: int
    only_second: int
    spans: list[Line]
    relations: list[Line]
