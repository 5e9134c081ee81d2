"""SpERT JSON: tokens, entities by their tokens (end exclusive), and relations by the numbers of entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.accepted import place_of
from annotations.formats.building import Builder
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.goldspan import one_line
from annotations.formats.json_records import Item, beginnings, items
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.token_words import joined, words_of
from annotations.formats.writing import Written, write_whole

NAME = "SpERT JSON"

_OURS = frozenset({"tokens", "entities", "relations", "orig_id"})


class Entity(msgspec.Struct):
    """A span from the token `start` up to, and without, the token `end`."""

    type: str
    start: int
    end: int


class Link(msgspec.Struct):
    """A relation of two entities by their numbers in the list."""

    type: str
    head: int
    tail: int


def sniff(sample: Sample) -> bool:
    """Whether its records have tokens and entities."""
    found = beginnings(sample.head)
    return any(
        each.get("tokens", b"")[:1] == b"[" and each.get("entities", b"")[:1] == b"[" for each in found
    )


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file; the text of each is its tokens with a blank between them."""
    for item in items(path, NAME, report):
        try:
            yield _record(item, reading, report)
        except GoldspanError as error:
            report.skip(error)


def write(records: Iterable[Record], path: Path, _writing: Writing, report: Report) -> Written:
    """Write an array, a record an article; spans off the tokens are left, and relations that join such."""
    count = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count
        for record in records:
            row = _row(record, report)
            if row["tokens"]:
                yield (b",\n" if count else b"[\n") + one_line(msgspec.json.encode(row))
                count += 1
        yield b"\n]\n" if count else b"[]\n"

    def check(temporary: Path) -> None:
        for item in items(temporary, NAME, Report()):
            _record(Item(item.raw, item.place.replace(temporary.name, path.name)), Reading(), Report())

    return write_whole(path, chunks(), check)


def _record(item: Item, reading: Reading, report: Report) -> Record:
    fields = item.fields()
    words = fields.get("tokens", list[str])
    if words is None:
        fields.fail("tokens", "the tokens are missing")
    text, tokens = joined(words)
    builder = Builder(text, item.place, reading, report)
    ids: list[str] = []
    for n, entity in enumerate(fields.get("entities", list[Entity]) or []):
        field = f"entities[{n}]"
        if not 0 <= entity.start < entity.end <= len(tokens):
            fields.fail(
                field, f"tokens {entity.start} to {entity.end} are none of the {len(tokens):,} there are"
            )
        start, end = tokens.starts[entity.start], tokens.ends[entity.end - 1]
        ids.append(builder.span(start, end, entity.type, f"field {field}"))
    for n, link in enumerate(fields.get("relations", list[Link]) or []):
        for end, name in ((link.head, "head"), (link.tail, "tail")):
            if not 0 <= end < len(ids):
                fields.fail(f"relations[{n}].{name}", f"there is no entity {end}: they are counted from 0")
        builder.relation(ids[link.head], ids[link.tail], link.type, f"field relations[{n}]")
    return builder.record(id=fields.name("orig_id"), extra=fields.others(_OURS), tokens=tokens)


def _row(record: Record, report: Report) -> dict[str, Any]:
    words = words_of(record, report)
    if not words.texts:
        report.leave("an article without a token", place_of(record))
    numbers = {span.id: n for n, (span, _) in enumerate(words.spans)}
    links = []
    for relation in words.accepted.relations:
        if relation.head in numbers and relation.child in numbers:
            links.append(Link(relation.label, numbers[relation.head], numbers[relation.child]))
        else:
            report.leave("a relation of a span that is off the tokens", place_of(record), id=relation.id)
    article = record.document.article
    return {
        "tokens": words.texts,
        "entities": [Entity(span.label, at.first, at.last + 1) for span, at in words.spans],
        "relations": links,
        "orig_id": article.id,
    }
