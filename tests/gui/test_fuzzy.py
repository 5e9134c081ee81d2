from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.fuzzy import match

NAMES = [
    "Accept",
    "Accept the rest…",
    "Reject or remove",
    "Export…",
    "Export this article as a page…",
    "Find the next",
    "Gold file that follows…",
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("acc", "Accept"),
        ("rest", "Accept the rest…"),
        ("gold", "Gold file that follows…"),
        ("exp pag", "Export this article as a page…"),
        ("rjr", "Reject or remove"),
        ("NEXT", "Find the next"),
    ],
)
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    scored = {name: found.score for name in NAMES if (found := match(typed, name)) is not None}
    assert max(scored, key=lambda name: scored[name]) == first


def test_what_lacks_a_letter_does_not_match() -> None:
    assert match("acz", "Accept") is None
    assert match("accept zz", "Accept") is None


@given(st.text(max_size=5), st.text(max_size=20))
def test_the_places_are_in_the_name(typed: str, name: str) -> None:
    found = match(typed, name)
    assert found is None or all(0 <= at < max(1, len(name.lower())) for at in found.places)
