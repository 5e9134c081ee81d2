"""Files that other people's tools wrote come in with the counts that an independent parser found."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from annotations.formats.format import Reading
from annotations.formats.registry import sniff
from annotations.formats.report import Report

ROOT = Path(__file__).parents[3]
REAL = Path(os.environ.get("GOLDSPAN_SHARED", ROOT.parent / "shared")) / "data" / "real"
KINDS = {"prodigy-jsonl": "prodigy", "doccano-jsonl": "doccano"}
TWICE = ("the same span twice", "the same relation twice", "the same span or relation twice")


def expected() -> dict[str, dict[str, Any]]:
    found = REAL / "expected.json"
    files = json.loads(found.read_text(encoding="utf-8"))["files"] if found.exists() else {}
    return {name: each for name, each in files.items() if each["format"] in KINDS}


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not beside the repository")
@pytest.mark.parametrize("name", sorted(expected()))
def test_counts_are_those_of_an_independent_parser(name: str) -> None:
    about = expected()[name]
    file_format = sniff(REAL / name)
    assert file_format.id == KINDS[about["format"]]
    report = Report(skip_bad=True)
    texts = [r.document.text for r in file_format.reader.read(REAL / name, Reading(), report)]
    without_text = about.get("facts", {}).get("rows_without_text", 0)
    twice = sum(report.left[what].count for what in TWICE if what in report.left)
    assert len(report.bad) == without_text
    assert len(texts) == about["documents"] - without_text
    found = report.labels.total() + report.relations.total() + twice
    assert found == about["entities"] + about["relations"] - without_text
    assert hashlib.sha256("".join(texts).encode()).hexdigest() == about["text_sha256"]
