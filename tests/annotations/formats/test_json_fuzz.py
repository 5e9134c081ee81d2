"""Broken JSON files of every format: only sentences come out, which name record and field where they can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.document import Document
from annotations.formats.goldspan import record
from annotations.formats.registry import by_id
from annotations.model import ArticleState, Relation, State, Status
from tests.annotations.formats.fuzzing import check_altered, check_broken
from tests.annotations.formats.gold_samples import ODD, article, by_character, span
from tests.annotations.formats.json_samples import ARRAYS, SAMPLES, encoded


def gold() -> bytes:
    """A gold record with all that one can hold."""
    spans = [
        span("s1", ODD, "Ada", note="n", sources=("m 1", "person"), score=0.5),
        span("s2", ODD, "Moscow", extra='{"color":"#fff"}'),
        span("s3", ODD, "Müller", state=State.REJECTED, sources=("m 1",)),
        span("s4", ODD, "Zürich", state=State.SUGGESTED, sources=("m 1",)),
    ]
    relations = [
        Relation("r1", "s1", "s2", "knows", State.ACCEPTED),
        Relation("r2", "s1", "s3", "knows", State.REJECTED),
    ]
    state = ArticleState(Status.IN_PROGRESS, True)
    about = article(ODD, meta='{"page":3}', extra='{"_input_hash":5}')
    return record(Document(about, state, spans, relations, by_character(ODD)), seconds=5, annotator="A")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("format_id", SAMPLES)
def test_a_broken_file_gets_a_sentence(format_id: str, tmp_path: Path) -> None:
    check_broken(by_id(format_id).reader, encoded(format_id, SAMPLES[format_id]), tmp_path / "broken.json")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("format_id", SAMPLES)
def test_an_altered_value_is_named_with_record_and_field(format_id: str, tmp_path: Path) -> None:
    array = format_id in ARRAYS
    check_altered(by_id(format_id).reader, SAMPLES[format_id], tmp_path / "altered.json", array=array)


@pytest.mark.timeout(3600)
def test_a_broken_gold_file_gets_a_sentence(tmp_path: Path) -> None:
    check_broken(by_id("goldspan").reader, gold() + b"\n" + gold(), tmp_path / "broken.jsonl")


@pytest.mark.timeout(3600)
def test_an_altered_gold_value_is_named_with_record_and_field(tmp_path: Path) -> None:
    records = [json.loads(gold()), json.loads(gold())]
    check_altered(by_id("goldspan").reader, records, tmp_path / "altered.jsonl", array=False)
