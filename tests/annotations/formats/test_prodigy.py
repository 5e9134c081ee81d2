"""Prodigy: answers to one span at a time, gold and suggestions, and records without our block."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.registry import by_id
from annotations.formats.report import Report
from annotations.model import PERSON, ArticleState, Relation, State, Status
from tests.annotations.formats.documents import relation_rows, span_rows
from tests.annotations.formats.gold_samples import article, by_character, span
from tests.annotations.formats.json_samples import PRODIGY, WRITING, read_all

ADA, BOB = (0, 3, "PER"), (8, 11, "PER")


def answer(start: int, end: int, said: str, text: str = "Ada met Bob", **more: Any) -> dict[str, Any]:
    one = {"start": start, "end": end, "label": "PER", "source": "m 1", "score": 0.5}
    return {"text": text, "spans": [one], "answer": said, "_view_id": "ner"} | more


def test_relations_and_spans_come_in_with_what_is_prodigy_s_own(tmp_path: Path) -> None:
    (found,), report = read_all("prodigy", tmp_path / "a.jsonl", [PRODIGY])
    assert span_rows(found.document) == {ADA, BOB}
    assert relation_rows(found.document) == {(ADA, BOB, "knows")}
    assert found.document.state.status is Status.DONE
    assert '"_input_hash":5' in found.document.article.extra
    assert (report.articles, report.labels["PER"], report.relations["knows"]) == (1, 2, 1)


def test_binary_answers_about_one_text_become_an_article_in_progress(tmp_path: Path) -> None:
    records = [
        answer(0, 3, "accept"),
        answer(4, 7, "reject"),
        answer(8, 11, "ignore"),
        answer(0, 3, "reject", text="Eve left"),
    ]
    (first, second), report = read_all("prodigy", tmp_path / "a.jsonl", records)
    assert first.document.state.status is second.document.state.status is Status.IN_PROGRESS
    assert span_rows(first.document) == {ADA}
    assert span_rows(first.document, State.REJECTED) == {(4, 7, "PER")}
    assert span_rows(first.document, State.SUGGESTED) == {BOB}
    assert span_rows(second.document, State.REJECTED) == {ADA}
    assert {s.sources for s in first.document.spans.values()} == {("m 1",)}
    assert report.articles == 2


def test_without_a_view_answers_of_one_span_that_share_a_text_are_binary(tmp_path: Path) -> None:
    records = [answer(*ADA[:2], "accept"), answer(*BOB[:2], "reject")]
    for record in records:
        del record["_view_id"]
    (found,), _ = read_all("prodigy", tmp_path / "a.jsonl", records)
    assert span_rows(found.document) == {ADA}
    assert span_rows(found.document, State.REJECTED) == {BOB}


def test_a_later_answer_about_the_same_span_holds(tmp_path: Path) -> None:
    records = [answer(0, 3, "accept"), answer(0, 3, "reject"), answer(0, 3, "reject")]
    (found,), report = read_all("prodigy", tmp_path / "a.jsonl", records)
    assert span_rows(found.document, State.REJECTED) == {ADA}
    assert report.left["an answer that a later one changes"].count == 1
    assert report.left["the same answer twice"].count == 1


def test_manual_answers_about_the_same_text_stay_apart(tmp_path: Path) -> None:
    records = [answer(0, 3, "accept", _view_id="ner_manual"), answer(8, 11, "accept", _is_binary=False)]
    found, _ = read_all("prodigy", tmp_path / "a.jsonl", records)
    assert [each.document.state.status for each in found] == [Status.DONE] * 2


def test_a_rejected_manual_answer_is_a_skipped_article(tmp_path: Path) -> None:
    (found,), _ = read_all("prodigy", tmp_path / "a.jsonl", [PRODIGY | {"answer": "reject"}])
    assert found.document.state.status is Status.SKIPPED


@pytest.mark.parametrize(
    ("gold", "state", "status"),
    [
        (None, State.SUGGESTED, Status.SUGGESTED),
        (False, State.SUGGESTED, Status.SUGGESTED),
        (True, State.ACCEPTED, Status.DONE),
    ],
)
def test_without_an_answer_the_person_says_whether_it_is_gold(
    gold: bool | None, state: State, status: Status, tmp_path: Path
) -> None:
    asked = {key: value for key, value in PRODIGY.items() if key != "answer"}
    (found,), _ = read_all("prodigy", tmp_path / "a.jsonl", [asked], gold=gold)
    assert span_rows(found.document, state) == {ADA, BOB}
    assert relation_rows(found.document, state) == {(ADA, BOB, "knows")}
    assert found.document.state.status is status


def test_as_suggestions_accepted_ones_are_undecided_and_rejected_ones_left(tmp_path: Path) -> None:
    records = [answer(0, 3, "accept"), answer(4, 7, "reject")]
    (found,), report = read_all("prodigy", tmp_path / "a.jsonl", records, gold=False)
    assert span_rows(found.document, State.SUGGESTED) == {ADA}
    assert len(found.document.spans) == 1
    assert report.left["a rejected span"].count == 1
    assert not any(PERSON in s.sources for s in found.document.spans.values())


def test_it_is_written_in_prodigy_s_fields_only(tmp_path: Path) -> None:
    text = "Ada met Bob"
    spans = [
        span("s1", text, "Ada", note="n"),
        span("s2", text, "Bob", sources=("m 1", "m 2")),
        span("s3", text, "met", state=State.REJECTED),
    ]
    relations = [Relation("r1", "s1", "s2", "knows", State.ACCEPTED)]
    done = ArticleState(Status.DONE)
    document = Document(article(text, extra='{"_input_hash":5}'), done, spans, relations, by_character(text))
    report = Report()
    path = tmp_path / "a.jsonl"
    by_id("prodigy").writer.write([Record(document)], path, WRITING, report)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert set(written) == {
        "text",
        "meta",
        "tokens",
        "spans",
        "relations",
        "_input_hash",
        "_view_id",
        "answer",
    }
    assert [sorted(each) for each in written["spans"]] == [
        ["end", "label", "start", "text"],
        ["end", "label", "source", "start", "text", "token_end", "token_start"],
    ]
    assert set(written["relations"][0]) == {"head", "child", "label", "head_span", "child_span"}
    assert written["answer"] == "accept"
    assert {what: each.count for what, each in report.left.items()} == {
        "the note of a span": 1,
        "a rejected span": 1,
    }


def test_a_bad_record_is_named_and_the_rest_is_read_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = PRODIGY | {"spans": [{"start": 0, "end": 99, "label": "PER"}]}
    with pytest.raises(GoldspanError, match=r"Prodigy JSONL, a\.jsonl, line 2, field spans\[0\]: 0 to 99"):
        read_all("prodigy", path, [PRODIGY, bad])
    report = Report(skip_bad=True)
    assert len(list(by_id("prodigy").reader.read(path, Reading(), report))) == 1
    assert len(report.bad) == 1
