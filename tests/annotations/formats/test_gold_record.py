"""The gold record: key for key as it is promised, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.goldspan import record, suggestion_record
from annotations.formats.goldspan_reader import parse
from annotations.model import ArticleState, Relation, Span, State, Status, Was
from annotations.offsets import Tokens
from annotations.words import TOKENIZER
from tests.annotations.formats.gold_samples import ODD, article, by_character, documents, sha256, span

TEXT = "Vladimir Putin leads Russia from the Kremlin in Moscow."
MODEL = "en_core_web_sm 3.8.0"
DONE = ArticleState(Status.DONE, done_at="2026-11-24T14:02:11Z")


def tokens() -> Tokens:
    bounds, at = [], 0
    for word in TEXT.removesuffix(".").split():
        at = TEXT.index(word, at)
        bounds.append((at, at := at + len(word)))
    return Tokens.of([*bounds, (len(TEXT) - 1, len(TEXT))], f"{MODEL} / spacy 3.8.18")


def sample(state: ArticleState = DONE) -> Document:
    putin = span(
        "s1",
        TEXT,
        "Vladimir Putin",
        sources=("person",),
        note="full name",
        was=Was(9, 14, "PERSON", MODEL, 0.5),
        extra='{"type":"span"}',
    )
    russia = span("s2", TEXT, "Russia", "GPE", sources=(MODEL, "memory"), score=0.93)
    kremlin = span("s3", TEXT, "Kremlin", "ORG", state=State.REJECTED, sources=(MODEL,), score=0.25)
    moscow = span("s4", TEXT, "Moscow", "GPE", state=State.SUGGESTED, sources=(MODEL,))
    withdrawn = span("s5", TEXT, "Moscow", "ORG", state=State.WITHDRAWN, sources=("memory",))
    relations = [
        Relation("r6", "s1", "s2", "leads", State.ACCEPTED, extra='{"color":"#ffd882"}'),
        Relation("r7", "s3", "s2", "part_of", State.REJECTED, (MODEL,)),
        Relation("r8", "s2", "s4", "located_in", State.SUGGESTED, (MODEL,), 0.5),
        Relation("r9", "s4", "s5", "alias_of", State.WITHDRAWN, (MODEL,)),
    ]
    about = article(TEXT, source="TASS", meta='{"page":3}', extra='{"_input_hash":-13}')
    return Document(about, state, [moscow, withdrawn, kremlin, russia, putin], relations, tokens(), 9)


def test_a_done_record_is_what_the_format_says() -> None:
    found = json.loads(record(sample(), seconds=183.6, annotator="ada"))
    words = [TEXT[a:b] for a, b in zip(tokens().starts, tokens().ends, strict=True)]
    head = {"start": 0, "end": 14, "token_start": 0, "token_end": 1, "label": "PERSON"}
    child = {"start": 21, "end": 27, "token_start": 3, "token_end": 3, "label": "GPE"}
    expected: dict[str, Any] = {
        "text": TEXT,
        "meta": {"id": "a1", "title": "One", "source": "TASS", "page": 3},
        "tokens": [
            {"text": w, "start": a, "end": b, "id": n, "ws": n < 8}
            for n, (w, a, b) in enumerate(zip(words, tokens().starts, tokens().ends, strict=True))
        ],
        "spans": [
            {
                **{k: head[k] for k in ("start", "end", "token_start", "token_end", "label")},
                "text": "Vladimir Putin",
                "id": "s1",
                "source": "person",
                "note": "full name",
                "from": {"start": 9, "end": 14, "label": "PERSON", "source": MODEL, "score": 0.5},
                "type": "span",
            },
            {**child, "text": "Russia", "id": "s2", "sources": [MODEL, "memory"], "score": 0.93},
        ],
        "relations": [
            {
                "head": 1,
                "child": 3,
                "label": "leads",
                "head_span": head,
                "child_span": child,
                "head_id": "s1",
                "child_id": "s2",
                "id": "r6",
                "source": "person",
                "color": "#ffd882",
            }
        ],
        "rejected": {
            "spans": [{"id": "s3", "start": 37, "end": 44, "label": "ORG", "source": MODEL, "score": 0.25}],
            "relations": [
                {"head_id": "s3", "child_id": "s2", "label": "part_of", "id": "r7", "source": MODEL}
            ],
        },
        "answer": "accept",
        "_view_id": "relations",
        "_input_hash": -13,
        "goldspan": {
            "version": 1,
            "text_sha256": sha256(TEXT),
            "tokenizer": f"{MODEL} / spacy 3.8.18",
            "state": "done",
            "annotator": "ada",
            "seconds": 184,
            "done_at": "2026-11-24T14:02:11Z",
        },
    }
    assert found == expected
    assert _keys(found) == _keys(expected)


def test_an_unfinished_record_has_what_is_undecided_and_is_no_gold_for_anyone() -> None:
    found = json.loads(record(sample(ArticleState(Status.IN_PROGRESS))))
    assert found["answer"] == "ignore"
    assert found["goldspan"]["state"] == "in_progress"
    assert found["suggested"] == {
        "spans": [{"id": "s4", "start": 48, "end": 54, "label": "GPE", "source": MODEL}],
        "relations": [
            {
                "head_id": "s2",
                "child_id": "s4",
                "label": "located_in",
                "id": "r8",
                "source": MODEL,
                "score": 0.5,
            }
        ],
    }


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (Status.DONE, "accept"),
        (Status.SKIPPED, "ignore"),
        (Status.IN_PROGRESS, "ignore"),
        (Status.SUGGESTED, "ignore"),
        (Status.UNTOUCHED, "ignore"),
    ],
)
def test_answer_follows_the_state(status: Status, answer: str) -> None:
    assert json.loads(record(Document(article(TEXT), ArticleState(status))))["answer"] == answer


def test_an_article_without_anything_has_the_keys_that_every_reader_needs() -> None:
    bare = Document(article(TEXT, id="", title=""), ArticleState())
    found = json.loads(record(bare))
    assert list(found) == ["text", "tokens", "spans", "relations", "answer", "_view_id", "goldspan"]


def test_the_withdrawn_are_never_written() -> None:
    for line in (record(sample()), record(sample(ArticleState())), suggestion_record(sample())):
        assert b'"s5"' not in line
        assert b'"r9"' not in line


def test_suggestions_stand_where_simple_readers_look_too() -> None:
    spans = [
        span("s1", TEXT, "Vladimir Putin", state=State.SUGGESTED, sources=(MODEL,), score=0.9),
        span("s2", TEXT, "Russia", "GPE", state=State.SUGGESTED, sources=(MODEL,)),
    ]
    relation = Relation("r3", "s1", "s2", "leads", State.SUGGESTED, ("patterns",))
    document = Document(article(TEXT), ArticleState(Status.SUGGESTED), spans, [relation], tokens(), 3)
    line = suggestion_record(document)
    found = json.loads(line)
    assert "answer" not in found
    assert [s["id"] for s in found["spans"]] == [s["id"] for s in found["suggested"]["spans"]] == ["s1", "s2"]
    assert [(r["head"], r["child"], r["label"]) for r in found["relations"]] == [(1, 3, "leads")]
    assert found["suggested"]["relations"][0]["head_id"] == "s1"
    assert found["goldspan"]["state"] == "suggested"
    _assert_same(parse(line).document, document)


def test_a_span_off_the_tokens_has_no_token_fields_and_relates_by_the_last_one_it_touches() -> None:
    start = TEXT.index("adimir")
    off = Span("s1", start, start + 8, "PERSON", State.ACCEPTED)
    russia = span("s2", TEXT, "Russia", "GPE")
    relation = Relation("r3", "s1", "s2", "leads", State.ACCEPTED)
    found = json.loads(record(Document(article(TEXT), DONE, [off, russia], [relation], tokens())))
    assert found["spans"][0].keys() & {"token_start", "token_end"} == set()
    assert found["relations"][0]["head"] == 1
    assert "token_end" not in found["relations"][0]["head_span"]


def test_without_tokens_words_stand_in_and_do_not_stay() -> None:
    moscow, zurich = span("s1", ODD, "Moscow", "GPE"), span("s2", ODD, "Zürich", "GPE")
    relation = Relation("r3", "s2", "s1", "part_of", State.ACCEPTED)
    line = record(Document(article(ODD), DONE, [moscow, zurich], [relation]))
    found = json.loads(line)
    assert found["goldspan"]["tokenizer"] == TOKENIZER
    for each in found["tokens"]:
        assert ODD[each["start"] : each["end"]] == each["text"]
    assert found["tokens"][found["relations"][0]["head"]]["text"] == "Zürich"
    assert parse(line).document.tokens is None


def test_no_character_of_a_record_ends_its_line_for_any_reader() -> None:
    text = "a\u2028b\u2029c\u0085d\x0b\x0c\x1c\r\n"
    line = record(Document(article(text), DONE))
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["text"] == text


def test_an_accepted_relation_that_joins_what_is_not_accepted_is_refused_by_name() -> None:
    spans = [span("s1", TEXT, "Russia"), span("s2", TEXT, "Moscow", state=State.REJECTED)]
    document = Document(article(TEXT), DONE, spans, [Relation("r1", "s1", "s2", "leads", State.ACCEPTED)])
    with pytest.raises(GoldspanError, match="the relation leads joins “Moscow”, which is not accepted"):
        record(document)


@given(documents())
def test_a_document_comes_back_as_it_went(document: Document) -> None:
    done = document.state.status is Status.DONE
    line = record(document, seconds=7, annotator="ö")
    read = parse(line)
    assert (read.seconds, read.annotator, read.twice) == (7, "ö", 0)
    _assert_same(read.document, _written(document, done))
    assert record(read.document, seconds=7, annotator="ö") == line


@given(documents(states=(State.SUGGESTED,)))
def test_suggestions_come_back_as_they_went(document: Document) -> None:
    read = parse(suggestion_record(document)).document
    assert read.spans == document.spans
    assert read.relations == document.relations
    assert read.state.status is Status.SUGGESTED


@given(documents())
def test_every_slice_and_every_token_is_where_it_says(document: Document) -> None:
    found = json.loads(record(document))
    text = found["text"]
    assert text == document.text
    for row in (*found["tokens"], *found["spans"]):
        assert text[row["start"] : row["end"]] == row["text"]
    for row in found["spans"]:
        if "token_start" in row:
            assert found["tokens"][row["token_start"]]["start"] == row["start"]
            assert found["tokens"][row["token_end"]]["end"] == row["end"]


def test_fields_of_tokens_come_along() -> None:
    came_in = json.dumps(
        {
            "text": "ab cd",
            "tokens": [
                {"text": "ab", "start": 0, "end": 2, "id": 0, "ws": True, "disabled": True},
                {"text": "cd", "start": 3, "end": 5, "id": 1, "ws": False, "disabled": False},
            ],
            "answer": "accept",
        }
    ).encode()
    found = json.loads(record(parse(came_in).document))
    assert [each["disabled"] for each in found["tokens"]] == [True, False]


def test_what_came_in_and_is_not_ours_goes_out_untouched() -> None:
    came_in = {
        "text": "ab cd",
        "meta": {"source": "x", "id": 5, "deep": {"a": [1.50, None]}},
        "answer": "reject",
        "_view_id": "ner_manual",
        "_task_hash": 12345678901234567890,
        "goldspan": {"version": 1, "text_sha256": sha256("ab cd"), "team": "blue"},
    }
    found = json.loads(record(parse(json.dumps(came_in).encode()).document))
    assert {key: found[key] for key in came_in if key != "goldspan"} == {
        key: value for key, value in came_in.items() if key != "goldspan"
    }
    assert found["goldspan"]["team"] == "blue"


def test_tokens_are_kept_with_their_name() -> None:
    document = Document(article(ODD), DONE, tokens=by_character(ODD))
    read = parse(record(document)).document.tokens
    assert read is not None
    assert (read.tokenizer, list(read.starts)) == ("pairs 1.0", list(by_character(ODD).starts))


def _written(document: Document, done: bool) -> Document:
    """What of a document a record holds."""
    states = {State.ACCEPTED, State.REJECTED} | (set() if done else {State.SUGGESTED})
    spans = [s for s in document.spans.values() if s.state in states]
    ids = {s.id for s in spans}
    relations = [
        r for r in document.relations.values() if r.state in states and r.head in ids and r.child in ids
    ]
    return Document(document.article, document.state, spans, relations, document.tokens)


def _assert_same(one: Document, other: Document) -> None:
    assert one.article == other.article
    assert one.state == other.state
    assert one.spans == other.spans
    assert one.relations == other.relations
    a, b = one.tokens, other.tokens
    assert (a is None) == (b is None)
    if a is not None and b is not None:
        assert (a.starts, a.ends, a.tokenizer) == (b.starts, b.ends, b.tokenizer)


def _keys(value: Any) -> Any:
    """The order of the keys, all the way down."""
    if isinstance(value, dict):
        return [(key, _keys(inner)) for key, inner in value.items()]
    return [_keys(inner) for inner in value] if isinstance(value, list) else None
