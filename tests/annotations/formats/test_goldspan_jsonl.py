"""Gold records as a format among others: gold or suggestions, what is skipped, and what is sniffed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document
from annotations.formats.format import Reading
from annotations.formats.goldspan import record, suggestion_record
from annotations.formats.registry import by_id, sniff
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, State, Status
from tests.annotations.formats.documents import relation_rows, span_rows
from tests.annotations.formats.gold_samples import ODD, article, by_character, span
from tests.annotations.formats.json_samples import DOCCANO, HUGGING_FACE, LABEL_STUDIO, LISTED, PRODIGY, SPERT


def done() -> Document:
    spans = [
        span("s1", ODD, "Ada"),
        span("s2", ODD, "Moscow"),
        span("s3", ODD, "Zürich", state=State.REJECTED),
    ]
    relations = [
        Relation("r1", "s1", "s2", "knows", State.ACCEPTED),
        Relation("r2", "s1", "s3", "knows", State.REJECTED),
    ]
    return Document(article(ODD), ArticleState(Status.DONE), spans, relations, by_character(ODD))


def read_lines(
    path: Path, *lines: bytes, reading: Reading, skip_bad: bool = False
) -> tuple[list[Document], Report]:
    path.write_bytes(b"\n".join(lines))
    report = Report(skip_bad=skip_bad)
    found = by_id("goldspan").reader.read(path, reading, report)
    return [each.document for each in found], report


@pytest.mark.parametrize("gold", [None, True])
def test_gold_is_as_the_file_says(gold: bool | None, tmp_path: Path) -> None:
    document = done()
    (back,), report = read_lines(tmp_path / "a.jsonl", record(document), reading=Reading(gold=gold))
    assert back.spans == document.spans
    assert back.relations == document.relations
    assert back.state.status is Status.DONE
    assert (report.articles, report.labels["PERSON"], report.relations["knows"]) == (1, 3, 2)


def test_as_suggestions_nothing_is_decided(tmp_path: Path) -> None:
    document = done()
    (back,), report = read_lines(tmp_path / "a.jsonl", record(document), reading=Reading(gold=False))
    assert span_rows(back, State.SUGGESTED) == span_rows(document)
    assert relation_rows(back, State.SUGGESTED) == relation_rows(document)
    assert len(back.spans) == 2
    assert back.state == ArticleState(Status.SUGGESTED)
    assert {s.sources for s in back.spans.values()} == {("imported",)}
    left = {what: each.count for what, each in report.left.items()}
    assert left == {"a rejected span": 1, "a rejected relation": 1}


def test_a_bad_line_is_skipped_and_named(tmp_path: Path) -> None:
    good = record(done())
    back, report = read_lines(
        tmp_path / "a.jsonl", good, b'{"text": 5}', b"", good, reading=Reading(), skip_bad=True
    )
    assert len(back) == report.articles == 2
    assert report.bad == [
        "Goldspan JSONL, a.jsonl, line 2, field text: expected str, got int. Mend the line, or take it out."
    ]


@pytest.mark.parametrize(
    ("format_id", "example"),
    [
        ("prodigy", PRODIGY),
        ("prodigy", {"text": "a", "meta": {"id": 5}}),
        ("prodigy", {"text": "a", "spans": [], "answer": "accept"}),
        ("doccano", DOCCANO),
        ("doccano", LISTED),
        ("doccano", {"id": 5, "text": "a", "label": []}),
        ("label-studio", LABEL_STUDIO),
        ("spert", SPERT),
        ("huggingface", HUGGING_FACE),
    ],
)
@pytest.mark.parametrize("layout", ["line", "pretty", "array"])
def test_json_formats_are_told_apart_by_their_keys(
    format_id: str, example: dict[str, Any], layout: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    content = [example] if layout == "array" else example
    path.write_text(json.dumps(content, indent=2 if layout == "pretty" else None), encoding="utf-8")
    assert sniff(path).id == format_id
    assert len(list(by_id(format_id).reader.read(path, Reading(), Report()))) == 1


@pytest.mark.parametrize("line", [record(done()), suggestion_record(done())])
def test_our_own_records_are_not_taken_for_prodigy_s(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line)
    assert sniff(tmp_path / "a.jsonl").id == "goldspan"
