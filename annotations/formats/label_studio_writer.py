"""Articles as tasks of Label Studio, counted in UTF-16 units as its browser does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from annotations.document import Document
from annotations.formats import wire
from annotations.formats.accepted import accepted_of, place_of
from annotations.formats.goldspan import in_state, one_line
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Relation, Span, State, Status
from annotations.offsets import Utf16Map


def chunks(records: Iterable[Record], report: Report) -> Iterator[bytes]:
    """The array, a task a line."""
    before = b"[\n"
    for record in records:
        yield before + one_line(msgspec.json.encode(_task(record, report)))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def _task(record: Record, report: Report) -> dict[str, Any]:
    document, article = record.document, record.document.article
    accepted = accepted_of(record, report, State.SUGGESTED)
    for key in wire.unpack(article.extra):
        report.leave(f"the field {key}", place_of(record))
    task: dict[str, Any] = {}
    named = {"title": article.title if article.title != article.id else "", "source": article.source}
    if str(article.id).isascii() and article.id.isdigit() and str(int(article.id[:18])) == article.id:
        task["id"] = int(article.id)
    else:
        named["id"] = article.id
    data: dict[str, Any] = {"text": article.text} | {key: value for key, value in named.items() if value}
    task["data"] = data | {k: v for k, v in wire.unpack(article.meta).items() if k not in data}
    status = document.state.status
    annotation = {
        "result": _result(document, accepted.spans, accepted.relations),
        "was_cancelled": status is Status.SKIPPED,
        "lead_time": record.seconds,
    }
    decided = status in (Status.DONE, Status.SKIPPED) or accepted.spans
    task["annotations"] = [annotation] if decided else []
    task["predictions"] = _predictions(document)
    return task


def _predictions(document: Document) -> list[dict[str, Any]]:
    """What is undecided, a prediction for each source; relations with their ends, after all spans."""
    spans: dict[str, list[Span]] = defaultdict(list)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for span in in_state(document, document.spans.values(), State.SUGGESTED):
        spans[", ".join(span.sources)].append(span)
    for relation in in_state(document, document.relations.values(), State.SUGGESTED):
        ends = [document.spans[end] for end in (relation.head, relation.child)]
        if all(end.state in (State.ACCEPTED, State.SUGGESTED) for end in ends):
            relations[", ".join(relation.sources)].append(relation)
    found = [{"model_version": source, "result": _result(document, of, [])} for source, of in spans.items()]
    for source, of_source in relations.items():
        joined = {end: document.spans[end] for r in of_source for end in (r.head, r.child)}
        found.append({"model_version": source, "result": _result(document, joined.values(), of_source)})
    return found


def _result(document: Document, spans: Iterable[Span], relations: Iterable[Relation]) -> list[dict[str, Any]]:
    units = Utf16Map(document.text)
    result: list[dict[str, Any]] = []
    for span in spans:
        value = {"start": units.to_units(span.start), "end": units.to_units(span.end)}
        region = {"id": span.id, "from_name": "label", "to_name": "text", "type": "labels"}
        score = {} if span.score is None else {"score": span.score}
        text = {"text": document.text_of(span), "labels": [span.label]}
        result.append(region | score | {"value": value | text})
    for relation in relations:
        ends = {"from_id": relation.head, "to_id": relation.child, "direction": "right"}
        result.append({"type": "relation"} | ends | {"labels": [relation.label]})
    return result
