"""What a JSON format holds comes back as it went out, and what it does not hold is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.document import Document
from annotations.formats.registry import by_id, sniff
from annotations.model import State
from tests.annotations.formats.documents import ALL, documents, relation_rows, span_rows, token_texts
from tests.annotations.formats.gold_samples import documents as any_documents
from tests.annotations.formats.json_samples import there_and_back

BOTH = (State.ACCEPTED, State.SUGGESTED)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round-trips") / "a.json"


def notes(document: Document) -> int:
    return sum(bool(span.note) for span in document.spans.values())


@pytest.mark.parametrize("format_id", ["goldspan", "prodigy", "doccano", "label-studio"])
@settings(max_examples=60)
@given(data=st.data())
def test_text_spans_and_relations_come_back(format_id: str, data: st.DataObject, out: Path) -> None:
    holds = by_id(format_id).holds
    document = data.draw(documents(ALL))
    back, report = there_and_back(format_id, document, out)
    assert back.text == document.text
    assert span_rows(back) == span_rows(document)
    assert relation_rows(back) == relation_rows(document)
    assert back.state.status is document.state.status
    assert (back.article.id, back.article.title) == (document.article.id, document.article.title)
    if holds.tokens:
        assert token_texts(back) == token_texts(document)
    if holds.notes:
        assert notes(back) == notes(document)
    else:
        assert sum(left.count for left in report.left.values()) == notes(document)
    assert sniff(out).id == format_id


@settings(max_examples=60)
@given(document=any_documents())
def test_goldspan_keeps_every_decision(document: Document, out: Path) -> None:
    back, report = there_and_back("goldspan", document, out)
    states = {s.id: s for s in document.spans.values() if s.state is not State.WITHDRAWN}
    kept = {s.id: s for s in back.spans.values()}
    left = sum(each.count for what, each in report.left.items() if "span" in what)
    assert left == len(document.spans) - len(kept)
    assert all(states[key] == span for key, span in kept.items())


@settings(max_examples=60)
@given(document=documents(states=BOTH))
def test_label_studio_keeps_what_is_undecided_with_its_source(document: Document, out: Path) -> None:
    back, _ = there_and_back("label-studio", document, out)
    for state in BOTH:
        assert span_rows(back, state) == span_rows(document, state)
        assert relation_rows(back, state) == relation_rows(document, state)
    assert {s.sources for s in back.spans.values() if s.state is State.SUGGESTED} <= {("model 1.0",)}


@settings(max_examples=60)
@given(document=documents(by_id("spert").holds))
def test_spert_keeps_tokens_overlapping_spans_and_relations(document: Document, out: Path) -> None:
    back, report = there_and_back("spert", document, out)
    assert token_texts(back) == token_texts(document)
    assert back.text == document.text.replace("\n", " ")
    assert span_rows(back) == span_rows(document)
    assert relation_rows(back) == relation_rows(document)
    assert not report.left
    assert sniff(out).id == "spert"


@settings(max_examples=60)
@given(document=documents(by_id("huggingface").holds))
def test_hugging_face_keeps_tokens_and_spans(document: Document, out: Path) -> None:
    back, report = there_and_back("huggingface", document, out)
    assert token_texts(back) == token_texts(document)
    assert span_rows(back) == span_rows(document)
    assert not report.left
    assert sniff(out).id == "huggingface"


@settings(max_examples=60)
@given(document=documents(ALL))
def test_what_tokens_cannot_hold_is_counted(document: Document, out: Path) -> None:
    noted = notes(document)
    for format_id in ("spert", "huggingface"):
        try:
            back, report = there_and_back(format_id, document, out)
        except ValueError:
            continue
        left = {what: each.count for what, each in report.left.items()}
        spans = left.get("a span that is off the tokens", 0) + left.get(
            "a span that overlaps a longer one", 0
        )
        relations = left.get("a relation", 0) + left.get("a relation of a span that is off the tokens", 0)
        assert len(back.spans) + spans == len(document.spans)
        assert len(back.relations) + relations == len(document.relations)
        assert left.get("the note of a span", 0) == noted
