"""Prodigy JSONL: named entities, spans and relations, and the yes or no answers of its binary recipes.

A binary answer is about one span. The answers about one text, which follow each other, become one article
that is in progress: nobody has said that nothing else is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import goldspan, wire
from annotations.formats.accepted import accepted_of
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.gold import verify_as
from annotations.formats.goldspan_jsonl import as_suggestions, counted
from annotations.formats.goldspan_reader import parse_at
from annotations.formats.json_records import beginnings, items
from annotations.formats.prodigy_binary import gathered
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written, write_records
from annotations.model import PERSON, ArticleState, State, Status

NAME = "Prodigy JSONL"

_OWN = {"_input_hash", "_task_hash", "_view_id", "_session_id", "_is_binary"}
_OTHERS = {"label", "labels", "entities", "data", "ner_tags"}


def sniff(sample: Sample) -> bool:
    """Whether its records look like Prodigy's tasks or answers: a text, and no field of another format."""
    return any(_is_ours(each) for each in beginnings(sample.head))


def _is_ours(each: dict[str, bytes]) -> bool:
    if not each.get("text", b"").startswith(b'"'):
        return False
    if not each.keys().isdisjoint(_OWN) or each.get("spans", b"")[:2] in (b"[{", b"[]"):
        return True
    if each.get("answer", b"")[:4] in (b'"acc', b'"rej', b'"ign'):
        return True
    return each.keys().isdisjoint(_OTHERS) and not any(
        v.startswith((b"[[", b"{")) for k, v in each.items() if k != "meta"
    )


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file; without an `answer` its spans are suggestions, unless a person says gold."""
    for record in gathered(_records(path, report), report):
        if reading.gold is False:
            record = as_suggestions(record, report)
        elif reading.gold and record.document.state.status is Status.SUGGESTED:
            record = _as_gold(record)
        yield counted(record, report)


def write(records: Iterable[Record], path: Path, _writing: Writing, report: Report) -> Written:
    """Write a line an article, in Prodigy's fields only; what is not accepted is left."""
    lines = (_line(record, report) for record in records)
    return write_records(str(path), lines, verify_as(str(path)))


def _records(path: Path, report: Report) -> Iterator[Record]:
    for item in items(path, NAME, report):
        try:
            yield parse_at(item.raw, item.place)
        except GoldspanError as error:
            report.skip(error)


def _as_gold(record: Record) -> Record:
    """The article with all that it suggests accepted."""
    old = record.document
    accepted: dict[str, Any] = {"state": State.ACCEPTED}
    spans = [msgspec.structs.replace(s, **accepted) for s in old.spans.values()]
    relations = [msgspec.structs.replace(r, **accepted) for r in old.relations.values()]
    made = Document(old.article, ArticleState(Status.DONE), spans, relations, old.tokens, old.last_id)
    return msgspec.structs.replace(record, document=made)


def _line(record: Record, report: Report) -> bytes:
    document, article = record.document, record.document.article
    spans, relations = accepted_of(record, report, origins=True)
    extra = wire.unpack(article.extra)
    tokens = goldspan.tokens_to_write(document)
    view = extra.pop("_view_id", None)
    meta = {k: v for k, v in (("id", article.id), ("title", article.title), ("source", article.source)) if v}
    row: dict[str, Any] = {"text": article.text, "meta": meta | wire.unpack(article.meta)}
    row["tokens"] = goldspan.token_rows(document, tokens, extra.pop("tokens", None))
    row["spans"] = wire.packed(
        [wire.joined(_plain(goldspan.span_row(document, tokens, s)), s.extra) for s in spans]
    )
    row["relations"] = wire.packed(
        [wire.joined(_plain(goldspan.relation_row(document, tokens, r)), r.extra) for r in relations]
    )
    answer = goldspan.answer_of(document)
    row |= {key: value for key, value in extra.items() if key not in (*row, "answer", "goldspan")}
    row["_view_id"] = view if view is not None and not relations else wire.VIEW
    row["answer"] = answer
    return goldspan.one_line(msgspec.json.encode(row))


def _plain(row: wire.SpanRow | wire.RelationRow) -> wire.SpanRow | wire.RelationRow:
    """The row without the fields that Prodigy does not have."""
    source = ", ".join(row.sources) if row.sources else row.source
    row.source, row.sources, row.id, row.note = None if source == PERSON else source, None, None, None
    if isinstance(row, wire.SpanRow):
        row.was = None
    else:
        row.head_id = row.child_id = None
    return row
