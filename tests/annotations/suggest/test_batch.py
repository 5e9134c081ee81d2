from __future__ import annotations

import hashlib

import msgspec

from annotations.model import Article, State, Status
from annotations.suggest.batch import Batch
from annotations.suggest.pieces import blanked
from annotations.suggest.results import Setup
from annotations.suggest.suggester import Suggester


def _article(text: str) -> Article:
    return Article(0, "a", "A", text, hashlib.sha256(text.encode()).hexdigest())


def test_articles_come_with_suggestions_and_tokens(news: str, suggester: Suggester, setup: Setup) -> None:
    batch = Batch(setup)
    long = (news + "\r\n\r\n") * 14
    short, large, empty = batch.suggest([_article(news), _article(long), _article("")])
    doc = suggester.nlp(blanked(news))
    spans = {(s.start, s.end, s.label) for s in short.document.spans.values()}
    assert spans == {(e.start_char, e.end_char, e.label_) for e in doc.ents}
    assert {s.state for s in short.document.spans.values()} == {State.SUGGESTED}
    assert len(short.document.relations) > 10
    assert short.document.state.status is Status.SUGGESTED
    assert short.unmapped == {}
    tokens = short.document.tokens
    assert tokens is not None
    as_it_is = suggester.nlp.make_doc(news)
    assert [(token.idx, token.idx + len(token)) for token in as_it_is] == list(
        zip(tokens.starts, tokens.ends, strict=True)
    )
    assert len(large.document.spans) > 8 * len(spans)
    assert (empty.document.spans, empty.document.tokens, empty.document.state.status) == (
        {},
        None,
        Status.UNTOUCHED,
    )


def test_unmapped_labels_are_counted(news: str, setup: Setup) -> None:
    people = msgspec.structs.replace(setup.scheme, entities=setup.scheme.entities[:1])
    (found,) = Batch(msgspec.structs.replace(setup, scheme=people)).suggest([_article(news)])
    assert {s.label for s in found.document.spans.values()} == {"PERSON"}
    assert found.unmapped["GPE"] > 5
    assert "PERSON" not in found.unmapped
