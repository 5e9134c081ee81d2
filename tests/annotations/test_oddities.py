from __future__ import annotations

from hashlib import sha256

from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State
from annotations.oddities import oddities

TEXT = "The Moscow Times 👩‍👩‍👧 in Moscow. Moscow, Paris, Oslo."


def span(
    words: str, label: str, nth: int = 0, *, state: State = State.SUGGESTED, score: float | None = None
) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(f"{words}{nth}{label}", at, at + len(words), label, state, ("a 1",), score)


def odd(*spans: Span, relations: tuple[Relation, ...] = ()) -> dict[str, str]:
    article = Article(1, "a", "a", TEXT, sha256(TEXT.encode()).hexdigest())
    document = Document(article, ArticleState(), spans, relations)
    return oddities(document, document.undecided_ids())


def test_plain_ones_are_not_odd() -> None:
    assert odd(span("Paris", "GPE"), span("Oslo", "GPE", score=0.5)) == {}


def test_what_crosses_another_undecided_one_is_odd() -> None:
    assert odd(span("The Moscow Times", "ORG"), span("Moscow", "GPE"), span("Oslo", "GPE")) == {
        "The Moscow Times0ORG": "around GPE",
        "Moscow0GPE": "inside ORG",
    }
    assert odd(span("The Moscow", "ORG"), span("Moscow Times", "GPE")) == {
        "The Moscow0ORG": "overlaps GPE",
        "Moscow Times0GPE": "overlaps ORG",
    }
    assert odd(span("Paris", "GPE"), span("Paris", "PERSON")) == {
        "Paris0GPE": "also PERSON",
        "Paris0PERSON": "also GPE",
    }


def test_what_is_decided_crosses_nothing() -> None:
    assert odd(span("The Moscow Times", "ORG", state=State.REJECTED), span("Moscow", "GPE")) == {}


def test_another_label_elsewhere_is_odd() -> None:
    found = odd(
        span("Moscow", "GPE", 1, state=State.ACCEPTED), span("Moscow", "LAW", 2), span("Moscow", "GPE")
    )
    assert found == {"Moscow2LAW": "elsewhere GPE"}


def test_a_low_score_is_odd_for_relations_too() -> None:
    paris, oslo = span("Paris", "GPE", score=0.41), span("Oslo", "GPE", score=0.9)
    relation = Relation("r", paris.id, oslo.id, "borders", State.SUGGESTED, ("a 1",), 0.2)
    assert odd(paris, oslo, relations=(relation,)) == {paris.id: "score 0.41", "r": "score 0.20"}
