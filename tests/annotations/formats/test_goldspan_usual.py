"""The quick way through a gold record gives what the careful way gives, and nothing where that refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.goldspan import record, suggestion_record
from annotations.formats.goldspan_reader import read_carefully
from annotations.formats.goldspan_usual import read_usual
from annotations.formats.record import Record
from annotations.model import ArticleState, Relation, State, Status
from annotations.offsets import Tokens
from tests.annotations.formats import documents
from tests.annotations.formats.fuzzing import altered, broken
from tests.annotations.formats.gold_samples import ODD, article, by_character, span

ALL = documents.documents(documents.ALL, states=tuple(State))


def gold() -> bytes:
    spans = [
        span("s1", ODD, "Ada", note="n", sources=("m 1", "person"), score=0.5),
        span("s2", ODD, "Moscow"),
        span("s3", ODD, "Müller", state=State.REJECTED, sources=("m 1",)),
        span("s4", ODD, "Zürich", state=State.SUGGESTED, sources=("m 1",)),
    ]
    relations = [Relation("r1", "s1", "s2", "knows", State.ACCEPTED)]
    about = article(ODD, meta='{"page":3}')
    state = ArticleState(Status.IN_PROGRESS, True)
    return record(Document(about, state, spans, relations, by_character(ODD)), seconds=5, annotator="A")


def plain(read: Record | None) -> Any:
    assert read is not None
    made, tokens = read.document, read.document.tokens
    bounds = None if tokens is None else (list(tokens.starts), list(tokens.ends), tokens.tokenizer)
    return (
        *(made.article, made.state, made.spans, made.relations, made.last_id, bounds),
        *(read.seconds, read.annotator, read.twice, read.place),
    )


@given(ALL)
def test_what_goldspan_writes_is_usual(document: Document) -> None:
    for line in (record(document, seconds=3, annotator="é"), suggestion_record(document)):
        assert plain(read_usual(line, "here")) == plain(read_carefully(line, "here"))


@pytest.mark.parametrize(
    "fields",
    [
        {"_input_hash": 5},
        {"_view_id": "ner_manual"},
        {"answer": "reject"},
        {"answer": "maybe"},
        {"answer": None},
        {"text": "changed"},
        {"spans": [{"start": 0, "end": 1, "label": "A", "color": "#fff"}]},
        {"spans": [{"start": 1, "end": 0, "label": "A"}]},
    ],
)
def test_what_is_unusual_is_left_to_the_careful_way(fields: dict[str, Any]) -> None:
    assert read_usual(json.dumps(json.loads(gold()) | fields).encode(), "here") is None


@pytest.mark.timeout(3600)
def test_no_broken_record_is_read_otherwise_than_carefully() -> None:
    lines = [
        *broken(gold()),
        *(json.dumps(changed[0]).encode() for changed, _ in altered([json.loads(gold())])),
    ]
    usual = 0
    for line in lines:
        read = read_usual(line, "here")
        try:
            careful = read_carefully(line, "here")
        except GoldspanError:
            assert read is None, line
        else:
            usual += read is not None
            assert read is None or plain(read) == plain(careful), line
    assert usual


@pytest.mark.parametrize(
    "bounds", [[(0, 2), (2, 2), (2, 4)], [(0, 0), (0, 2), (2, 4), (4, 4)], [(0, 1), (1, 4)]]
)
def test_tokens_cover_what_is_exactly_theirs(bounds: list[tuple[int, int]]) -> None:
    tokens = Tokens.of(bounds, "t")
    for start in range(4):
        for end in range(start + 1, 5):
            exact = tokens.exact(start, end)
            ranges = [(a, b) for a in range(-1, 5) for b in range(-1, 5) if tokens.covers(a, b, start, end)]
            assert ranges == ([] if exact is None else [tuple(exact)])
