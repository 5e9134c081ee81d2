"""Agreement: what holds of any two annotators, and numbers worked out by hand."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.comparing import compare
from annotations.agreement.differences import Difference, Kind, differences
from annotations.agreement.values import Agreement, Line
from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from tests.annotations.formats.gold_samples import ODD

TEXT = "Ada met René. Ada 👩‍👩‍👧 left Zürich"


def document(
    *spans: tuple[int, int, str],
    text: str = TEXT,
    relations: tuple[tuple[int, int, str], ...] = (),
    id: str = "a",
    status: Status = Status.DONE,
    state: State = State.ACCEPTED,
) -> Document:
    about = Article(0, id, id, text, hashlib.sha256(text.encode()).hexdigest())
    rows = [Span(f"s{n}", start, end, label, state) for n, (start, end, label) in enumerate(spans)]
    joined = [
        Relation(f"r{n}", f"s{head}", f"s{child}", label, state)
        for n, (head, child, label) in enumerate(relations)
    ]
    return Document(about, ArticleState(status), rows, joined)


@st.composite
def annotators(draw: st.DrawFn, text: str = ODD) -> Document:
    """One annotator's spans (overlapping ones too) and relations."""
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12), st.sampled_from("XYZ"))
    drawn = draw(st.lists(places, max_size=7, unique=True))
    spans = list({(start, min(start + n, len(text)), label) for start, n, label in drawn})
    numbers = st.integers(0, max(0, len(spans) - 1))
    pairs = st.lists(st.tuples(numbers, numbers, st.sampled_from("uv")), max_size=4, unique=True)
    return document(*spans, text=text, relations=tuple(draw(pairs)) if spans else ())


def numbers(line: Line) -> list[float]:
    found = (
        line.precision,
        line.recall,
        line.f1,
        line.partial_precision,
        line.partial_recall,
        line.partial_f1,
    )
    return [n for n in found if n is not None]


@given(annotators(), annotators())
def test_swapping_swaps_precision_and_recall_and_keeps_f1_and_kappa(one: Document, two: Document) -> None:
    there, back = compare([one], [two]), compare([two], [one])
    for a, b in (
        *zip(there.spans, back.spans, strict=True),
        *zip(there.relations, back.relations, strict=True),
    ):
        assert (a.label, a.precision, a.recall) == (b.label, b.recall, b.precision)
        assert (a.partial_precision, a.partial_recall) == (b.partial_recall, b.partial_precision)
        for n, m in ((a.f1, b.f1), (a.partial_f1, b.partial_f1), (a.kappa, b.kappa)):
            assert n == pytest.approx(m)


@given(annotators())
def test_an_annotator_agrees_with_himself(one: Document) -> None:
    result = compare([one], [one])
    for line in (*result.spans, *result.relations):
        assert set(numbers(line)) <= {1.0}
        assert line.kappa in (1.0, None)
    assert result.spans[-1].kappa == 1.0
    assert differences(one, one) == []


@given(annotators(), annotators())
def test_numbers_stay_in_their_bounds(one: Document, two: Document) -> None:
    result = compare([one], [two])
    for line in (*result.spans, *result.relations):
        assert all(0 <= n <= 1 for n in numbers(line))
        assert line.kappa is None or -1 <= line.kappa <= 1
    for line in result.spans:
        assert (line.partial_f1 or 0) >= (line.f1 or 0)


@given(annotators(), annotators())
def test_the_differences_are_all_that_is_not_equal(one: Document, two: Document) -> None:
    found = [d for d in differences(one, two) if d.what == "span"]
    result = compare([one], [two]).spans[-1]
    equal = round((result.precision or 0) * result.second)
    assert sum(bool(d.first) for d in found) == result.first - equal
    assert sum(bool(d.second) for d in found) == result.second - equal
    for d in found:
        assert (d.first == "") == (d.kind is Kind.ONLY_SECOND)
        assert (d.second == "") == (d.kind is Kind.ONLY_FIRST)


def line(result: Agreement, label: str) -> Line:
    return next(each for each in result.spans if each.label == label)


def test_numbers_worked_out_by_hand() -> None:
    one = document((0, 3, "P"), (8, 12, "P"), (14, 17, "G"))
    two = document((0, 3, "P"), (8, 13, "P"))
    result = compare([one], [two])
    person = line(result, "P")
    assert (person.first, person.second, person.precision, person.recall, person.f1) == (2, 2, 0.5, 0.5, 0.5)
    assert (person.partial_precision, person.partial_recall) == (1.0, 1.0)
    total = result.spans[-1]
    assert (total.precision, total.recall) == (1 / 2, 1 / 3)
    assert total.f1 == pytest.approx(0.4)
    assert line(result, "G").f1 == 0.0
    # Tokens: Ada met René . Ada 👩‍👩‍👧 left Zürich, as A: P O P O G O O O and as B: P O P P O O O O.
    observed, expected = 6 / 8, (2 * 3 + 5 * 5) / 64
    assert total.kappa == pytest.approx((observed - expected) / (1 - expected))
    observed, expected = 7 / 8, (2 * 3 + 6 * 5) / 64
    assert person.kappa == pytest.approx((observed - expected) / (1 - expected))


def test_relations_are_compared_by_the_bounds_of_their_ends() -> None:
    spans = ((0, 3, "P"), (8, 12, "P"))
    one = document(*spans, relations=((0, 1, "met"), (1, 0, "knows")))
    two = document((0, 3, "X"), (8, 12, "P"), relations=((0, 1, "met"), (1, 0, "loves")))
    result = compare([one], [two])
    by_label = {each.label: each for each in result.relations}
    assert by_label["met"].f1 == 1.0
    assert by_label["knows"].f1 == by_label["loves"].f1 == 0.0
    assert by_label["total"].f1 == 0.5
    assert [(d.kind, d.what, d.first, d.second) for d in differences(one, two)] == [
        (Kind.OTHER_LABEL, "span", "“Ada” as P", "“Ada” as X"),
        (Kind.OTHER_LABEL, "relation", "“René” knows “Ada”", "“René” loves “Ada”"),
    ]


def test_differences_have_kinds_and_places() -> None:
    text = "Ada\r\nmet René"
    one = document((0, 3, "P"), (9, 13, "P"), text=text)
    two = document((5, 13, "P"), (5, 8, "V"), text=text)
    assert differences(one, two) == [
        Difference(Kind.ONLY_FIRST, "a", "span", "“Ada” as P", "", 0, 1, 1, "s0", ""),
        Difference(Kind.ONLY_SECOND, "a", "span", "", "“met” as V", 5, 2, 1, "", "s1"),
        Difference(Kind.OTHER_BOUNDS, "a", "span", "“René” as P", "“met René” as P", 9, 2, 5, "s1", "s0"),
    ]


def test_articles_are_matched_by_text_and_then_by_id() -> None:
    first = [document((0, 3, "P"), id="x"), document((0, 3, "G"), id="y"), document(text="alone")]
    second = [document((0, 3, "G"), id="y"), document((0, 3, "P"), id="x"), document(text="other", id="a")]
    result = compare(first, second)
    assert (result.articles, result.only_first, result.only_second) == (2, 1, 1)
    assert result.spans[-1].f1 == 1.0


def test_suggestions_count_where_nobody_has_decided() -> None:
    gold = document((0, 3, "P"))
    guessed = document((0, 3, "P"), status=Status.SUGGESTED, state=State.SUGGESTED)
    undecided = document((0, 3, "P"), status=Status.IN_PROGRESS, state=State.SUGGESTED)
    assert compare([gold], [guessed]).spans[-1].f1 == 1.0
    assert compare([gold], [undecided]).spans[-1].f1 == 0.0
