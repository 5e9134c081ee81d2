"""Goldspan JSONL as a format among others: the gold records, read and written without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.accepted import all_of, place_of
from annotations.formats.building import IMPORTED
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.gold import verify_as
from annotations.formats.goldspan import record as line_of
from annotations.formats.goldspan_reader import parse_at
from annotations.formats.json_records import beginnings, items
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written, write_records
from annotations.model import PERSON, ArticleState, Span, State, Status

NAME = "Goldspan JSONL"

_VERSION = re.compile(rb'"goldspan"\s*:\s*\{\s*"version"')


def sniff(sample: Sample) -> bool:
    """Whether its records have our block."""
    return _VERSION.search(sample.head) is not None and any(
        "text" in each for each in beginnings(sample.head)
    )


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file of gold or of suggestions, each as it says of itself what was decided.

    As suggestions (`reading.gold` False), what was accepted is undecided, and what was rejected is left.
    """
    for item in items(path, NAME, report):
        try:
            record = parse_at(item.raw, item.place)
        except GoldspanError as error:
            report.skip(error)
            continue
        yield counted(as_suggestions(record, report) if reading.gold is False else record, report)


def write(records: Iterable[Record], path: Path, _writing: Writing, report: Report) -> Written:
    """Write a line an article; what was withdrawn, and what is undecided in a done one, is left."""
    lines = (_line(record, report) for record in records)
    return write_records(str(path), lines, verify_as(str(path)))


def counted(record: Record, report: Report) -> Record:
    """The record, once `report` has counted what is in it."""
    report.articles += 1
    if record.twice:
        report.leave("the same span or relation twice", record.place, record.twice)
    for span in record.document.spans.values():
        report.labels[span.label] += 1
    for relation in record.document.relations.values():
        report.relations[relation.label] += 1
    return record


def as_suggestions(record: Record, report: Report) -> Record:
    """The article with nothing decided: what was accepted is suggested, what was rejected is left."""
    old = record.document
    spans = {}
    for span in old.spans.values():
        if span.state in (State.ACCEPTED, State.SUGGESTED):
            sources = (IMPORTED,) if span.sources == (PERSON,) else span.sources
            spans[span.id] = msgspec.structs.replace(span, state=State.SUGGESTED, sources=sources, was=None)
        else:
            report.leave("a rejected span", record.place)
    relations = []
    for relation in old.relations.values():
        kept = relation.state in (State.ACCEPTED, State.SUGGESTED)
        if kept and relation.head in spans and relation.child in spans:
            sources = (IMPORTED,) if relation.sources == (PERSON,) else relation.sources
            relations.append(msgspec.structs.replace(relation, state=State.SUGGESTED, sources=sources))
        else:
            report.leave("a rejected relation", record.place)
    state = ArticleState(Status.SUGGESTED if spans else Status.UNTOUCHED, old.state.flagged)
    document = Document(old.article, state, spans.values(), relations, old.tokens, old.last_id)
    return msgspec.structs.replace(record, document=document, seconds=0, annotator="")


def _line(record: Record, report: Report) -> bytes:
    document = record.document
    done = document.state.status is Status.DONE
    for annotation in all_of(document):
        kind = "span" if isinstance(annotation, Span) else "relation"
        if annotation.state is State.WITHDRAWN:
            report.leave(f"a withdrawn {kind}", place_of(record), id=annotation.id)
        elif done and annotation.state is State.SUGGESTED:
            report.leave(f"an undecided {kind} of a done article", place_of(record), id=annotation.id)
    return line_of(document, seconds=record.seconds, annotator=record.annotator)
