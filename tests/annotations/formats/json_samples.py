"""A small valid file of each JSON format, with odd Unicode; and how tests write and read one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotations.document import Document
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.registry import by_id
from annotations.formats.report import Report
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel

WRITING = Writing(LabelScheme("News", (EntityLabel("PER"), EntityLabel("ORG")), (RelationLabel("knows"),)))

TEXT = "\U0001f469\u200d\U0001f467 Ada met Bob."
"""Ada stands at 4 to 7 in code points and at 6 to 9 in UTF-16 units, Bob at 12 to 15."""

LABEL_STUDIO: dict[str, Any] = {
    "id": 7,
    "data": {"text": TEXT, "page": 3},
    "annotations": [
        {
            "result": [
                {
                    "id": "x1",
                    "from_name": "label",
                    "to_name": "text",
                    "type": "labels",
                    "value": {"start": 6, "end": 9, "text": "Ada", "labels": ["PER"]},
                },
                {
                    "id": "x2",
                    "type": "labels",
                    "value": {"start": 14, "end": 17, "text": "Bob", "labels": ["PER"]},
                },
                {
                    "type": "relation",
                    "from_id": "x1",
                    "to_id": "x2",
                    "direction": "right",
                    "labels": ["knows"],
                },
            ],
            "was_cancelled": False,
        }
    ],
    "predictions": [
        {
            "model_version": "m 1",
            "score": 0.5,
            "result": [{"id": "x3", "type": "labels", "value": {"start": 10, "end": 13, "labels": ["ACT"]}}],
        }
    ],
}
DOCCANO: dict[str, Any] = {
    "id": 3,
    "text": TEXT,
    "entities": [
        {"id": 0, "label": "PER", "start_offset": 4, "end_offset": 7},
        {"id": 1, "label": "PER", "start_offset": 12, "end_offset": 15},
    ],
    "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "knows"}],
    "Comments": ["mind the arc"],
}
LISTED: dict[str, Any] = {"text": TEXT, "label": [[4, 7, "PER"], [12, 15, "PER"]], "meta": {"page": 3}}
PRODIGY: dict[str, Any] = {
    "text": "Ada met Bob",
    "meta": {"source": "x"},
    "_input_hash": 5,
    "_view_id": "relations",
    "tokens": [
        {"text": "Ada", "start": 0, "end": 3, "id": 0, "ws": True, "disabled": False},
        {"text": "met", "start": 4, "end": 7, "id": 1, "ws": True, "disabled": True},
        {"text": "Bob", "start": 8, "end": 11, "id": 2, "ws": False, "disabled": False},
    ],
    "spans": [
        {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PER", "type": "span"},
        {"start": 8, "end": 11, "token_start": 2, "token_end": 2, "label": "PER", "type": "span"},
    ],
    "relations": [
        {
            "head": 0,
            "child": 2,
            "label": "knows",
            "color": "#fff",
            "head_span": {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PER"},
            "child_span": {"start": 8, "end": 11, "token_start": 2, "token_end": 2, "label": "PER"},
        }
    ],
    "answer": "accept",
}
SPERT: dict[str, Any] = {
    "tokens": ["Ada", "\U0001f469\u200d\U0001f467", "Bob", "Lee"],
    "entities": [{"type": "PER", "start": 0, "end": 1}, {"type": "PER", "start": 2, "end": 4}],
    "relations": [{"type": "knows", "head": 0, "tail": 1}],
    "orig_id": 9,
}
HUGGING_FACE: dict[str, Any] = {
    "id": "0",
    "tokens": ["Ada", "met", "Bob", "Lee"],
    "ner_tags": ["B-PER", "O", "B-PER", "I-PER"],
}
ARRAYS = frozenset({"label-studio", "spert"})
"""The formats whose files are one array; the others have an object a line."""

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "prodigy": [PRODIGY, PRODIGY | {"text": "Ada met Bob", "answer": "ignore"}],
    "doccano": [DOCCANO, LISTED],
    "label-studio": [LABEL_STUDIO, LABEL_STUDIO | {"id": 8}],
    "spert": [SPERT, SPERT | {"orig_id": "b"}],
    "huggingface": [HUGGING_FACE, HUGGING_FACE | {"id": "1"}],
}


def encoded(format_id: str, records: list[dict[str, Any]]) -> bytes:
    """Records as a file of the format has them."""
    if format_id in ARRAYS:
        return json.dumps(records, indent=1, ensure_ascii=False).encode()
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in records)


def read_all(
    format_id: str, path: Path, records: list[dict[str, Any]], *, gold: bool | None = None
) -> tuple[list[Record], Report]:
    """What the format's reader makes of records in a file at `path`."""
    path.write_bytes(encoded(format_id, records))
    report = Report()
    return list(by_id(format_id).reader.read(path, Reading(gold=gold), report)), report


def there_and_back(format_id: str, document: Document, path: Path) -> tuple[Document, Report]:
    """The article after it was written and read, and what the writer left out."""
    report = Report()
    file_format = by_id(format_id)
    assert file_format.writer.write([Record(document)], path, WRITING, report).records
    (record,) = file_format.reader.read(path, Reading(), Report())
    return record.document, report
