"""Label Studio: units, predictions, skipped tasks, directions, and what is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.record import Record
from annotations.formats.registry import by_id
from annotations.formats.report import Report
from annotations.model import Article, ArticleState, Span, State, Status
from tests.annotations.formats.documents import relation_rows, span_rows
from tests.annotations.formats.gold_samples import sha256
from tests.annotations.formats.json_samples import LABEL_STUDIO, TEXT, WRITING, read_all

ADA, BOB = (4, 7, "PER"), (12, 15, "PER")


def region(id: str, start: int, end: int, text: str | None = None, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": ["PER"]} | ({} if text is None else {"text": text})
    return {"id": id, "type": "labels", "value": value} | more


def task(*result: dict[str, Any], text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"id": 1, "data": {"text": text}, "annotations": [{"result": list(result)}]} | more


def read_one(path: Path, record: dict[str, Any], gold: bool | None = None) -> tuple[Document, Report]:
    (found,), report = read_all("label-studio", path, [record], gold=gold)
    return found.document, report


def test_a_task_becomes_an_article(tmp_path: Path) -> None:
    document, report = read_one(tmp_path / "a.json", LABEL_STUDIO)
    assert span_rows(document) == {ADA, BOB}
    assert relation_rows(document) == {(ADA, BOB, "knows")}
    (suggested,) = (s for s in document.spans.values() if s.state is State.SUGGESTED)
    assert (suggested.start, suggested.end, suggested.sources, suggested.score) == (8, 11, ("m 1",), 0.5)
    assert (document.article.id, document.article.meta) == ("7", '{"page":3}')
    assert document.state.status is Status.DONE
    assert not report.left


@pytest.mark.parametrize(("start", "end"), [(6, 9), (4, 7)])
def test_the_text_of_a_region_tells_its_units(start: int, end: int, tmp_path: Path) -> None:
    document, report = read_one(tmp_path / "a.json", task(region("a", start, end, "Ada")))
    assert span_rows(document) == {ADA}
    assert not report.left


def test_without_a_text_a_region_counts_in_utf16_units(tmp_path: Path) -> None:
    document, _ = read_one(tmp_path / "a.json", task(region("a", 6, 9)))
    assert span_rows(document) == {ADA}


def test_a_text_that_lost_its_leading_white_space_is_placed_by_the_region_s_text(tmp_path: Path) -> None:
    text = " \n Ada met Ada."
    document, report = read_one(tmp_path / "a.json", task(region("a", 8, 11, "Ada"), text=text))
    assert span_rows(document) == {(11, 14, "PER")}
    assert report.left["a region that was placed by its text"].count == 1


def test_a_region_whose_text_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError) as refused:
        read_one(tmp_path / "a.json", task(region("a", 4, 7, "Eve")))
    said = "Label Studio JSON, a.json, record 1, field annotations[0].result[0].value.text: “Eve” is nowhere"
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("right", {(ADA, BOB, "knows")}),
        (None, {(ADA, BOB, "knows")}),
        ("left", {(BOB, ADA, "knows")}),
        ("bi", {(ADA, BOB, "knows"), (BOB, ADA, "knows")}),
    ],
)
def test_directions(direction: str | None, expected: set[object], tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": direction, "labels": ["knows"]}
    record = task(relation, region("a", 6, 9), region("b", 14, 17))
    document, report = read_one(tmp_path / "a.json", record)
    assert relation_rows(document) == expected
    assert ("a relation in both directions, which becomes two" in report.left) is (direction == "bi")


def test_other_kinds_of_results_are_named_and_counted(tmp_path: Path) -> None:
    choice = {"id": "c", "type": "choices", "value": {"choices": ["news"]}}
    box = {"id": "d", "type": "rectanglelabels", "value": {"x": 1.5, "rectanglelabels": ["A"]}}
    document, report = read_one(tmp_path / "a.json", task(choice, box, choice, region("a", 6, 9)))
    assert span_rows(document) == {ADA}
    left = {what: each.count for what, each in report.left.items()}
    assert left == {"a result of the kind choices": 2, "a result of the kind rectanglelabels": 1}


def test_a_skipped_task_is_a_skipped_article(tmp_path: Path) -> None:
    skipped = {"annotations": [{"result": [], "was_cancelled": True}]}
    assert read_one(tmp_path / "a.json", task(**skipped))[0].state.status is Status.SKIPPED


def test_the_first_annotator_s_work_is_taken_and_the_others_are_counted(tmp_path: Path) -> None:
    made = [{"result": [region(str(n), 6, 9)]} for n in range(3)]
    document, report = read_one(tmp_path / "a.json", task(annotations=made))
    assert span_rows(document) == {ADA}
    assert report.left["an annotation by a second annotator"].count == 2


def test_as_suggestions_nothing_is_decided_and_as_gold_predictions_are(tmp_path: Path) -> None:
    suggested, _ = read_one(tmp_path / "a.json", LABEL_STUDIO, gold=False)
    assert not span_rows(suggested)
    assert suggested.state.status is Status.SUGGESTED
    gold, _ = read_one(tmp_path / "a.json", LABEL_STUDIO, gold=True)
    assert len(span_rows(gold)) == 3
    assert gold.state.status is Status.DONE


def test_it_is_written_in_utf16_units_with_predictions_by_source(tmp_path: Path) -> None:
    spans = [
        Span("s1", 4, 7, "PER", State.ACCEPTED),
        Span("s2", 12, 15, "PER", State.SUGGESTED, ("m 1",), 0.5),
    ]
    article = Article(0, "x", "x", TEXT, sha256(TEXT))
    document = Document(article, ArticleState(Status.DONE), spans)
    path = tmp_path / "a.json"
    by_id("label-studio").writer.write([Record(document)], path, WRITING, Report())
    (written,) = json.loads(path.read_text(encoding="utf-8"))
    (accepted,) = written["annotations"][0]["result"]
    assert accepted["value"] == {"start": 6, "end": 9, "text": "Ada", "labels": ["PER"]}
    assert written["predictions"][0]["model_version"] == "m 1"
    assert written["predictions"][0]["result"][0]["value"]["start"] == 14
