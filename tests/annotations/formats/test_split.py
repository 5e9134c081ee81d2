"""The split by article: whole, by the shares, the same each time, with every label spread."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats.split import assign, sizes

labels = st.sampled_from(["PERSON", "ORG", "GPE", "é \U0001f600", "relation leads"])
counts = st.lists(st.dictionaries(labels, st.integers(0, 9), max_size=4), max_size=60)
shares = st.lists(st.sampled_from([0.1, 0.2, 0.5, 0.8, 1.0]), min_size=1, max_size=3)


@given(counts, shares, st.integers())
def test_every_article_goes_to_one_part_by_the_shares(
    counts: list[dict[str, int]], shares: list[float], seed: int
) -> None:
    parts = assign(counts, shares, seed)
    assert len(parts) == len(counts)
    got = Counter(parts)
    assert set(got) <= set(range(len(shares)))
    exact = [share / math.fsum(shares) * len(counts) for share in shares]
    for part, each in enumerate(exact):
        if min(exact) >= 1:
            assert abs(got[part] - each) < 1 + 1e-9
        assert got[part] > 0 or len(counts) < len(shares)
    assert assign(iter(counts), tuple(shares), seed) == parts


def test_another_seed_splits_otherwise() -> None:
    rows = [{"PERSON": 1}] * 50
    assert len({tuple(assign(rows, (0.8, 0.2), seed)) for seed in range(10)}) == 10


@pytest.mark.parametrize("seed", range(10))
def test_rare_labels_are_spread(seed: int) -> None:
    rows: list[dict[str, int]] = [{"COMMON": 3} for _ in range(200)]
    for n in range(10):
        rows[n * 7]["RARE"] = 1
        rows[n * 11 + 3]["OTHER"] = 2
    parts = assign(rows, (0.8, 0.1, 0.1), seed)
    for label in ("RARE", "OTHER"):
        found = Counter(part for part, row in zip(parts, rows, strict=True) if label in row)
        assert [found[part] for part in range(3)] == [8, 1, 1]


def test_labels_follow_the_shares_where_articles_differ() -> None:
    rows = [{f"L{n % 7}": 1 + n % 3, f"M{n % 3}": 1} for n in range(3000)]
    parts = assign(rows, (0.7, 0.3), 4)
    total, dev = Counter[str](), Counter[str]()
    for part, row in zip(parts, rows, strict=True):
        total.update(row)
        if part == 1:
            dev.update(row)
    assert all(abs(dev[label] / total[label] - 0.3) < 0.03 for label in total)


def test_a_share_of_nothing_gets_nothing() -> None:
    assert sizes(5, (1, 0)) == [5, 0]
    assert set(assign([{}] * 5, (0, 1), 0)) == {1}


@pytest.mark.parametrize("shares", [(), (0.0, 0.0), (-0.1, 1.0), (math.nan, 1.0), (math.inf,)])
def test_what_is_no_split_is_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(GoldspanError, match="is no split"):
        assign([{}], shares, 0)
