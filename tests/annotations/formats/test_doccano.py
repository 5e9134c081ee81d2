"""doccano: both forms, other names of columns, labels of a whole text, comments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sniff
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, State, Status
from annotations.scheme import LabelScheme
from tests.annotations.formats.documents import relation_rows, span_rows
from tests.annotations.formats.gold_samples import article, span
from tests.annotations.formats.json_samples import DOCCANO, LISTED, WRITING, read_all

ADA, BOB = (4, 7, "PER"), (12, 15, "PER")


def read_one(path: Path, record: dict[str, Any]) -> tuple[Document, Report]:
    (found,), report = read_all("doccano", path, [record])
    assert sniff(path).id == "doccano"
    return found.document, report


@pytest.mark.parametrize("record", [LISTED, {**LISTED, "labels": LISTED["label"]}, DOCCANO])
def test_both_forms_come_in(record: dict[str, Any], tmp_path: Path) -> None:
    document, _ = read_one(tmp_path / "a.jsonl", record)
    assert span_rows(document) == {ADA, BOB}
    assert relation_rows(document) == ({(ADA, BOB, "knows")} if "relations" in record else set())
    assert document.state.status is Status.DONE


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    record = {"body": LISTED["text"], "found": LISTED["label"]}
    document, _ = read_one(tmp_path / "a.jsonl", record)
    assert span_rows(document) == {ADA, BOB}
    with pytest.raises(GoldspanError, match="the text may be in body or title: name the column"):
        read_one(tmp_path / "a.jsonl", record | {"title": "x"})
    chosen = by_id("doccano").reader.read(tmp_path / "a.jsonl", Reading(column="body"), Report())
    assert [span_rows(each.document) for each in chosen] == [{ADA, BOB}]


def test_labels_of_a_whole_text_are_left_and_counted(tmp_path: Path) -> None:
    document, report = read_one(tmp_path / "a.jsonl", {"text": "a", "labels": ["positive", "short"]})
    assert not document.spans
    assert report.left["a label of a whole text"].count == 2


def test_comments_are_counted_and_stay_with_the_article(tmp_path: Path) -> None:
    document, report = read_one(tmp_path / "a.jsonl", DOCCANO)
    assert report.left["a comment"].count == 1
    assert document.article.extra == '{"Comments":["mind the arc"]}'


def test_a_record_without_a_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        GoldspanError, match=r"doccano JSONL, a\.jsonl, line 1, field text: the text is missing"
    ):
        read_all("doccano", tmp_path / "a.jsonl", [{"label": [[0, 1, "PER"]]}])


def test_a_relation_of_an_unknown_entity_is_named(tmp_path: Path) -> None:
    bad = DOCCANO | {"relations": [{"id": 0, "from_id": 0, "to_id": 9, "type": "knows"}]}
    with pytest.raises(
        GoldspanError, match=r"field relations\[0\]\.to_id: the record has no entity with the id 9"
    ):
        read_all("doccano", tmp_path / "a.jsonl", [bad])


@pytest.mark.parametrize(("writing", "linked"), [(WRITING, True), (Writing(LabelScheme("News")), False)])
def test_ids_are_unique_in_a_file_and_the_form_follows_the_scheme(
    writing: Writing, linked: bool, tmp_path: Path
) -> None:
    text = "Ada met Bob"
    spans = [span("s1", text, "Ada"), span("s2", text, "Bob")]
    relations = [Relation("r1", "s1", "s2", "knows", State.ACCEPTED)] if linked else []
    documents = [Document(article(text, id=i), ArticleState(Status.DONE), spans, relations) for i in "12"]
    path = tmp_path / "a.jsonl"
    by_id("doccano").writer.write(map(Record, documents), path, writing, Report())
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if not linked:
        assert [row["label"] for row in rows] == [[[0, 3, "PERSON"], [8, 11, "PERSON"]]] * 2
        return
    ids = [each["id"] for row in rows for key in ("entities", "relations") for each in row[key]]
    assert len(ids) == len(set(ids)) == 6
