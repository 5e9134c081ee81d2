"""The numbers of articles."""

from __future__ import annotations

from msgspec.structs import replace

from annotations.document import Document
from annotations.formats.record import Record
from annotations.model import ArticleState, Relation, State, Status
from annotations.stats import Lengths, stats
from tests.annotations.formats.gold_samples import ODD, article, by_character, span


def test_nothing_has_numbers_too() -> None:
    found = stats([])
    assert (found.articles, found.spans, found.article_lengths) == (0, {}, Lengths())


def test_what_there_is_is_counted() -> None:
    ada = span("s1", ODD, "Ada")
    moscow = span("s2", ODD, "Moscow", "GPE", state=State.SUGGESTED, sources=("sm 3.8",), note="which one?")
    relation = Relation("r1", "s1", "s2", "in", State.REJECTED)
    full = Document(
        article(ODD), ArticleState(Status.DONE, True), [ada, moscow], [relation], by_character(ODD)
    )
    rejected = replace(ada, state=State.REJECTED)
    other = Document(article("Ada"), ArticleState(), [rejected])
    found = stats([Record(full, seconds=90), Record(other, seconds=30)])
    assert (found.articles, found.flagged, found.seconds, found.own, found.notes) == (2, 1, 120, 1, 1)
    assert (found.by_status["done"], found.by_status["untouched"], found.by_status["skipped"]) == (1, 1, 0)
    assert found.characters == len(ODD) + 3
    assert found.tokens == (len(ODD) + 1) // 2
    assert found.article_lengths == Lengths(3, (len(ODD) + 3) / 2, (len(ODD) + 3) / 2, len(ODD))
    assert found.span_lengths == Lengths(3, 4.5, 4.5, 6)
    assert {label: sum(states.values()) for label, states in found.spans.items()} == {"PERSON": 2, "GPE": 1}
    assert found.spans["PERSON"]["accepted"] == found.spans["PERSON"]["rejected"] == 1
    assert found.relations == {"in": {"suggested": 0, "accepted": 0, "rejected": 1, "withdrawn": 0}}
