"""The letters on targets: prefix-free, nearest shortest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.article.letters import ALPHABET, left_by, letters


@given(st.integers(0, 3000))
def test_no_code_begins_another(count: int) -> None:
    codes = letters([f"s{n}" for n in range(count)])
    assert len(codes) == len(set(codes.values())) == count
    known = set(codes.values())
    assert not [c for c in known for n in range(1, len(c)) if c[:n] in known]


@given(st.integers(1, 3000))
def test_a_nearer_target_never_has_more_letters(count: int) -> None:
    lengths = [len(code) for code in letters([f"s{n}" for n in range(count)]).values()]
    assert lengths == sorted(lengths)
    assert lengths[: min(count, 9)] == [1] * min(count, 9)


def test_few_targets_get_single_letters_home_row_first() -> None:
    codes = letters([f"s{n}" for n in range(26)])
    assert "".join(codes.values()) == ALPHABET
    assert "".join(codes.values()).startswith("ASDFGHJKL")
    assert sorted(ALPHABET) == [chr(n) for n in range(65, 91)]


@pytest.mark.parametrize(("count", "longest"), [(26, 1), (27, 2), (451, 2), (452, 3)])
def test_codes_are_no_longer_than_needed(count: int, longest: int) -> None:
    assert max(map(len, letters([str(n) for n in range(count)]).values())) == longest


def test_typing_narrows_the_targets() -> None:
    codes = letters([str(n) for n in range(60)])
    assert left_by(codes, "") == codes
    assert left_by(codes, "a") == {"0": ""}
    left = left_by(codes, "y")
    assert len(left) > 1
    assert all(codes[t] == "Y" + rest for t, rest in left.items())
    assert left_by(letters(["s1"]), "q") == {}
