"""Articles in a dataset: what goes in comes out, whatever it holds."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Relation, Span, State
from annotations.offsets import Tokens
from tests.annotations.dataset.samples import SCHEME, TEXT, documents, facts, make_document, suggested, texts

_shared_fixture = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)


@_shared_fixture
@given(documents())
def test_a_document_comes_back_as_it_was(dataset: Dataset, document: Document) -> None:
    key = dataset.add_document(document)
    assert facts(dataset.load(key)) == facts(document)
    assert dataset.load(key).article.key == key


@_shared_fixture
@given(texts)
def test_a_text_comes_back_code_point_for_code_point(dataset: Dataset, text: str) -> None:
    assert dataset.load(dataset.add_article(text)).text == text


def test_a_document_outlives_the_closing_of_the_dataset(path: Path) -> None:
    document = make_document(suggested(3), tokens=Tokens.of([(0, 3), (4, 7)], "blank:en"), last_id=7)
    with Dataset.create(path, SCHEME) as dataset:
        key = dataset.add_document(document)
    with Dataset.open(path) as dataset:
        assert facts(dataset.load(key)) == facts(document)
        assert dataset.scheme == SCHEME


def test_closing_leaves_one_file(path: Path) -> None:
    dataset = Dataset.create(path, SCHEME)
    dataset.add_article(TEXT)
    assert len(list(path.parent.iterdir())) > 1
    dataset.close()
    dataset.close()
    assert list(path.parent.iterdir()) == [path]


def test_a_closed_dataset_is_not_used_on(path: Path) -> None:
    dataset = Dataset.create(path, SCHEME)
    key = dataset.add_article(TEXT)
    dataset.close()
    with pytest.raises(ValueError, match="closed"):
        dataset.load(key)
    with pytest.raises(ValueError, match="closed"):
        dataset.add_article(TEXT)


def test_a_lone_surrogate_is_refused_with_its_place(dataset: Dataset) -> None:
    with pytest.raises(GoldspanError, match=r"U\+D83D\) at place 7, in line 2"):
        dataset.add_article("👩 one\n\n\ud83d"[:5] + "\n" + "x\ud83d")
    assert list(dataset.keys()) == []


def test_an_empty_text_is_refused(dataset: Dataset) -> None:
    with pytest.raises(GoldspanError, match="empty"):
        dataset.add_article("")


def test_a_lone_surrogate_in_a_title_or_label_saves_nothing(dataset: Dataset) -> None:
    with pytest.raises(GoldspanError, match=r"not saved: .*\\udc80"):
        dataset.add_article(TEXT, title="bad \udc80")
    with pytest.raises(GoldspanError, match=r"not saved: .*\\udc80"):
        dataset.add_document(make_document([Span("s1", 0, 1, "\udc80", State.ACCEPTED)]))
    assert list(dataset.keys()) == []


def test_an_article_is_found_by_the_hash_of_its_text(dataset: Dataset) -> None:
    first = dataset.add_article(TEXT)
    dataset.add_article(TEXT)
    assert dataset.find(sha256(TEXT.encode()).hexdigest()) == first
    assert dataset.find("0" * 64) is None


def test_tokens_are_replaced(dataset: Dataset) -> None:
    key = dataset.add_article(TEXT, tokens=Tokens.of([(0, 3)], "words"))
    dataset.set_tokens(key, Tokens.of([(0, 1), (1, 3), (2**31, 2**32 - 1)], "spacy"))
    tokens = dataset.load(key).tokens
    assert tokens is not None
    assert (list(tokens.starts), list(tokens.ends)) == ([0, 1, 2**31], [1, 3, 2**32 - 1])
    assert tokens.tokenizer == "spacy"


def test_no_tokens_are_not_the_same_as_none_known(dataset: Dataset) -> None:
    tokens = dataset.load(dataset.add_article(" ", tokens=Tokens.of([], "spacy"))).tokens
    assert tokens is not None
    assert len(tokens) == 0


def test_seconds_add_up(dataset: Dataset) -> None:
    key = dataset.add_article(TEXT)
    assert dataset.seconds(key) == 0
    dataset.add_seconds(key, 2.5)
    dataset.add_seconds(key, 4)
    assert dataset.seconds(key) == 6.5


def test_a_removed_article_comes_back_whole_and_in_its_place(dataset: Dataset) -> None:
    relation = Relation("r1", "s1", "s2", "met_with", State.ACCEPTED)
    keys = [
        dataset.add_document(make_document(suggested(2), [relation], title=f"{n}", text=f"{n}{TEXT}"))
        for n in range(3)
    ]
    dataset.add_seconds(keys[1], 9)
    before, rows = dataset.load(keys[1]), dataset.queue()
    removed = dataset.remove_article(keys[1])
    assert facts(removed) == facts(before)
    assert list(dataset.keys()) == [keys[0], keys[2]]
    assert dataset.totals().articles == 2
    assert dataset.find(before.article.text_sha256) is None
    assert dataset.label_counts() == {"PERSON": (4, 2)}
    with pytest.raises(GoldspanError, match="no longer in the dataset"):
        dataset.load(keys[1])
    dataset.restore_article(removed)
    assert facts(dataset.load(keys[1])) == facts(before)
    assert dataset.queue() == rows
    assert dataset.seconds(keys[1]) == 9


def test_a_removed_article_is_gone_after_closing_and_its_key_is_not_given_again(path: Path) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        key = dataset.add_document(make_document(suggested(2), text="a secret phrase" * 1000))
    with Dataset.open(path) as dataset:
        removed = dataset.remove_article(key)
    assert b"a secret phrase" not in path.read_bytes()
    with Dataset.open(path) as dataset:
        with pytest.raises(GoldspanError, match="no longer"):
            dataset.restore_article(removed)
        assert dataset.add_article(TEXT) > key
