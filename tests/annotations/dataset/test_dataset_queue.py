"""The queue: order, paging, filters, search, and going round it."""

from __future__ import annotations

import pytest

from annotations.dataset import Dataset, QueueRow, Totals, Wanted
from annotations.errors import GoldspanError
from annotations.model import ArticleState, Relation, State, Status
from tests.annotations.dataset.samples import TEXT, make_document, suggested


def _fill(dataset: Dataset, statuses: list[Status]) -> list[int]:
    return [
        dataset.add_document(
            make_document([], title=f"Article {n}", state=ArticleState(status, flagged=n % 2 == 1))
        )
        for n, status in enumerate(statuses)
    ]


def test_paging_meets_every_article_once_and_in_order(dataset: Dataset) -> None:
    keys = _fill(dataset, [Status.UNTOUCHED] * 7)
    met: list[int] = []
    after: QueueRow | None = None
    while page := dataset.queue(after=after, limit=3):
        met += [row.key for row in page]
        after = page[-1]
    assert met == keys == list(dataset.keys())


def test_a_row_says_what_the_article_holds(dataset: Dataset) -> None:
    spans = suggested(2)
    relations = [
        Relation("r1", "s1", "s2", "met_with", State.ACCEPTED),
        Relation("r2", "s2", "s1", "met_with", State.SUGGESTED),
        Relation("r3", "s2", "s1", "knows", State.REJECTED),
    ]
    state = ArticleState(Status.SUGGESTED, flagged=True)
    key = dataset.add_document(make_document(spans, relations, title="Åse\0\u2028", state=state))
    row = QueueRow(
        key, 1, "Åse\0\u2028", Status.SUGGESTED, True, 3, accepted=0, relations=1, length=len(TEXT)
    )
    assert dataset.queue() == [row]
    assert dataset.row(key) == row


def test_filters_by_state(dataset: Dataset) -> None:
    keys = _fill(dataset, [Status.DONE, Status.SKIPPED, Status.UNTOUCHED, Status.DONE])
    assert [row.key for row in dataset.queue(Wanted((Status.DONE,)))] == [keys[0], keys[3]]
    found = dataset.queue(Wanted((Status.SKIPPED, Status.UNTOUCHED)), after=dataset.row(keys[1]))
    assert [row.key for row in found] == [keys[2]]
    flagged = dataset.queue(Wanted(flagged=True))
    assert all(row.flagged for row in flagged)
    assert len(flagged) == dataset.totals().flagged
    assert list(dataset.done_keys()) == [keys[0], keys[3]]
    assert dataset.totals() == Totals(articles=4, done=2, flagged=2, skipped=1)


@pytest.mark.parametrize("search", ["åse", "ÅSE in", "100%", "a_b", "nr-7", "o'h", "\\", "straße", "STRASSE"])
def test_search_looks_into_title_and_id_in_any_case(dataset: Dataset, search: str) -> None:
    dataset.add_article("Bob", title="another", id="nr-8")
    key = dataset.add_article(TEXT, title="Åse in 100% a_b O'Hara \\ Straße", id="NR-7")
    assert [row.key for row in dataset.queue(Wanted(search=search))] == [key]


def test_a_search_for_half_a_character_finds_nothing(dataset: Dataset) -> None:
    dataset.add_article(TEXT, title="\U0001f469")
    assert dataset.queue(Wanted(search="\ud83d")) == []


def test_the_next_one_is_the_next_open_one_and_wraps_round(dataset: Dataset) -> None:
    first, done, last, skipped = _fill(
        dataset, [Status.UNTOUCHED, Status.DONE, Status.IN_PROGRESS, Status.SKIPPED]
    )
    assert dataset.next_key(None) == first
    assert dataset.next_key(first) == last
    assert dataset.next_key(last) == first
    assert dataset.next_key(skipped) == first
    assert dataset.next_key(first, not_done=False) == done
    assert dataset.next_key(skipped, not_done=False) == first


def test_there_is_no_next_one_where_there_is_no_other(dataset: Dataset) -> None:
    assert dataset.next_key(None) is None
    (only,) = _fill(dataset, [Status.UNTOUCHED])
    assert dataset.next_key(only) is None
    assert dataset.next_key(only, not_done=False) is None


def test_a_row_that_is_not_there_is_an_error(dataset: Dataset) -> None:
    with pytest.raises(GoldspanError, match="no longer"):
        dataset.row(77)
