"""doccano JSONL: spans as lists (`label` or `labels`), or entities and relations, in files in and out.

The columns can have other names, as doccano lets a person choose them: the text is then the only column that
is a text, the labels the only one that is a list of spans.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from annotations.errors import GoldspanError
from annotations.formats import wire
from annotations.formats.accepted import Accepted, accepted_of, place_of
from annotations.formats.building import Builder
from annotations.formats.fields import Fields
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.goldspan import one_line
from annotations.formats.json_records import Item, beginnings, items
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Verify, Written, write_records

NAME = "doccano JSONL"

_LABELS = ("label", "labels", "entities")
_COMMENTS = ("Comments", "comments")
_OURS = {"text", *_LABELS, "id", "relations", *_COMMENTS}
_NOT_DOCCANOS = {"tokens", "goldspan", "answer"}
_OF_TEXT = "a label of a whole text"


class EntityRow(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A span of the form with relations."""

    id: int | str | None = None
    label: str
    start_offset: int
    end_offset: int


_ROWS = list[tuple[int, int, str] | EntityRow | str]


class RelationRow(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A relation; its ends are ids of entities."""

    id: int | str | None = None
    from_id: int | str
    to_id: int | str
    type: str


def sniff(sample: Sample) -> bool:
    """Whether its records have a text and labels as doccano writes them."""
    return any(_is_ours(each) for each in beginnings(sample.head))


def _is_ours(each: dict[str, bytes]) -> bool:
    if "tokens" in each or not any(value.startswith(b'"') for value in each.values()):
        return False
    entities = each.get("entities", b"")
    if entities[:2] in (b"[{", b"[]", b"[["):
        return entities[:2] != b"[{" or b'"start_offset"' in entities
    if "text" in each and any(each.get(key, b"")[:1] == b"[" for key in _LABELS):
        return True
    return any(value[:2] == b"[[" and value[2:3].isdigit() for value in each.values())


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file; labels of a whole text are left, comments stay with its other columns."""
    for item in items(path, NAME, report):
        try:
            yield _record(item, reading, report)
        except GoldspanError as error:
            report.skip(error)


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write a line an article; ids of spans and of relations are numbers that are unique in the file.

    Spans are written as lists where the scheme has no relations, since a project without them takes no other.
    """
    count = itertools.count(1)

    def lines() -> Iterator[bytes]:
        for record in records:
            accepted = accepted_of(record, report)
            row = _named(record, report)
            if accepted.relations or writing.scheme.relations:
                row |= _linked(accepted, count)
            else:
                row["label"] = [(s.start, s.end, s.label) for s in accepted.spans]
            yield one_line(msgspec.json.encode(row))

    return write_records(str(path), lines(), _verify(path))


def _verify(path: Path) -> Verify:
    def verify(line: bytes, number: int) -> None:
        _record(Item(line, f"{path.name}, line {number}"), Reading(), Report())

    return verify


def _record(item: Item, reading: Reading, report: Report) -> Record:
    fields = item.fields()
    column = _text_column(fields, reading.column)
    text = fields.get(column, str)
    if text is None:
        fields.fail(column, "the text is missing")
    builder = Builder(text, item.place, reading, report)
    labels = _label_column(fields)
    ids = _spans(fields, labels, builder, report)
    for n, row in enumerate(fields.get("relations", list[RelationRow]) or []):
        for end, name in ((row.from_id, "from_id"), (row.to_id, "to_id")):
            if str(end) not in ids:
                fields.fail(f"relations[{n}].{name}", f"the record has no entity with the id {end}")
        builder.relation(ids[str(row.from_id)], ids[str(row.to_id)], row.type, f"field relations[{n}]")
    for key in _COMMENTS:
        for _ in fields.get(key, list[Raw]) or []:
            report.leave("a comment", item.place)
    return builder.record(**_about(fields, {*_OURS, column, labels}))


def _text_column(fields: Fields, chosen: str) -> str:
    """The column that has the text: the one a person chose, `text`, or the only one with a text in it."""
    if chosen or "text" in fields.raw:
        return chosen or "text"
    found = [k for k, value in fields.raw.items() if bytes(value)[:1] == b'"' and k not in _OURS]
    if len(found) > 1:
        fields.fail("text", f"it is missing, and the text may be in {' or '.join(found)}: name the column")
    return found[0] if found else "text"


def _label_column(fields: Fields) -> str:
    """The column that has the labels: one of doccano's, or the first that holds lists."""
    found = next((key for key in _LABELS if key in fields.raw), None)
    lists = (
        k for k, v in fields.raw.items() if k not in _OURS and b"".join(bytes(v)[:9].split())[:2] == b"[["
    )
    return found if found is not None else next(lists, "label")


def _spans(fields: Fields, column: str, builder: Builder, report: Report) -> dict[str, str]:
    """Take the labels over; returns the ids of the spans by the ids that entities have in the record."""
    raw = fields.raw.get(column)
    if raw is not None and bytes(raw)[:1] == b'"':
        report.leave(_OF_TEXT, builder.place)
        return {}
    ids: dict[str, str] = {}
    for n, row in enumerate(fields.get(column, _ROWS) or []):
        field = f"field {column}[{n}]"
        if isinstance(row, EntityRow):
            if str(row.id) in ids:
                builder.fail(field, f"the id {row.id} stands twice")
            made = builder.span(row.start_offset, row.end_offset, row.label, field)
            if row.id is not None:
                ids[str(row.id)] = made
        elif isinstance(row, str):
            report.leave(_OF_TEXT, builder.place)
        else:
            builder.span(*row, field)
    return ids


def _about(fields: Fields, ours: set[str]) -> dict[str, Any]:
    """What else the record says: its id, its title and source, its meta data and all other columns."""
    others = fields.others(frozenset(ours - set(_COMMENTS)))
    about: dict[str, Any] = {"id": fields.name("id"), "extra": others}
    if bytes(others.get("meta", b""))[:1] == b"{":
        meta = msgspec.json.decode(others.pop("meta"), type=dict[str, Raw])
        for key in ("title", "source"):
            if bytes(meta.get(key, b""))[:1] == b'"':
                about[key] = msgspec.json.decode(meta.pop(key), type=str)
        about["meta"] = meta
    return about


def _named(record: Record, report: Report) -> dict[str, Any]:
    """The columns of an article but for its labels."""
    article = record.document.article
    row: dict[str, Any] = {"id": article.id} if article.id else {}
    row["text"] = article.text
    named = {"title": article.title if article.title != article.id else "", "source": article.source}
    meta = {key: value for key, value in named.items() if value} | wire.unpack(article.meta)
    row |= {"meta": meta} if meta else {}
    for key, value in wire.unpack(article.extra).items():
        if key.startswith("_") or key in _OURS - set(_COMMENTS) or key in _NOT_DOCCANOS:
            report.leave(f"the field {key}", place_of(record))
        else:
            row[key] = value
    return row


def _linked(accepted: Accepted, count: Iterator[int]) -> dict[str, Any]:
    """The labels in the form with relations."""
    ids = {span.id: next(count) for span in accepted.spans}
    return {
        "entities": [
            EntityRow(id=ids[s.id], label=s.label, start_offset=s.start, end_offset=s.end)
            for s in accepted.spans
        ],
        "relations": [
            RelationRow(id=next(count), from_id=ids[r.head], to_id=ids[r.child], type=r.label)
            for r in accepted.relations
        ],
    }
