from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.finding import LIMIT, find_all

TEXT = "Åse 👩‍👩‍👧 Bob\r\nin Paris,\u00a0the\u2028Labour\n  Party. BOB\tand cafe\u0301\0 שלום bob"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("bob", ["Bob", "BOB", "bob"]),
        ("labour party", ["Labour\n  Party"]),
        ("the labour", ["the\u2028Labour"]),
        ("👧 Bob\nin", ["👧 Bob\r\nin"]),
        ("  paris, ", ["Paris,"]),
        ("שלום", ["שלום"]),
        ("cafe\u0301", ["cafe\u0301"]),
        (".", ["."]),
        ("nobody", []),
        (" ", []),
        ("", []),
    ],
)
def test_words_are_found_across_white_space(wanted: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find_all(TEXT, wanted).bounds] == found


def test_capitals_are_told_apart_on_demand() -> None:
    assert [TEXT[a:b] for a, b in find_all(TEXT, "BOB", case=True).bounds] == ["BOB"]


def test_a_pattern_finds() -> None:
    found = find_all(TEXT, r"\bb\w+|^in", pattern=True).bounds
    assert [TEXT[a:b] for a, b in found] == ["Bob", "in", "BOB", "bob"]


def test_what_matches_nothing_but_white_space_is_no_hit() -> None:
    assert find_all("a  b", r"\s*", pattern=True).bounds == ()


def test_a_wrong_pattern_is_a_sentence() -> None:
    with pytest.raises(GoldspanError, match=r"This is no regular expression: missing \) at position"):
        find_all(TEXT, "(the", pattern=True)


def test_a_pattern_without_an_end_is_given_up() -> None:
    with pytest.raises(GoldspanError, match="takes too long"):
        find_all("a" * 5000 + "!", r"(a|aa)+$", pattern=True)


def test_more_than_anyone_steps_through_is_cut() -> None:
    hits = find_all("ab" * (LIMIT + 5), "a")
    assert (len(hits.bounds), hits.cut) == (LIMIT, True)


@given(st.text(max_size=60), st.text(min_size=1, max_size=4))
def test_every_hit_is_what_was_wanted(text: str, wanted: str) -> None:
    for start, end in find_all(text, wanted, case=True).bounds:
        assert text[start:end].split() == wanted.split()
