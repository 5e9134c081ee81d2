"""Hugging Face token classification: `tokens` and `ner_tags`, as a file of JSON lines or as a folder.

The file is what the token-classification script takes, the folder what `datasets.load_dataset` loads.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.building import Builder
from annotations.formats.conll_tags import stretches
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.huggingface_writer import PARTS, lines_of, write_parts
from annotations.formats.json_records import Item, beginnings, items
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.token_words import joined
from annotations.formats.writing import Verify, Written, write_records

NAME = "Hugging Face JSON"

_TAGS = ("ner_tags", "tags", "labels", "ner")
_FILES = tuple(f"{part}{suffix}" for part in (*PARTS, "dev") for suffix in (".json", ".jsonl"))


def sniff(sample: Sample) -> bool:
    """Whether its records have tokens and a tag for each, or it is a folder of such files with its card."""
    if sample.names and not sample.head:
        return "README.md" in sample.names and not set(_FILES).isdisjoint(sample.names)
    return any(
        each.get("tokens", b"")[:1] == b"[" and any(each.get(key, b"")[:1] == b"[" for key in _TAGS)
        for each in beginnings(sample.head)
    )


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file, or of the files in a folder; the text is the tokens with a blank between."""
    files = [path / name for name in _FILES if (path / name).is_file()] if path.is_dir() else [path]
    if not files:
        raise GoldspanError(f"{path} has no train.json in it. Choose the folder or the file of a data set.")
    for item in itertools.chain.from_iterable(items(file, NAME, report) for file in files):
        try:
            yield _record(item, reading, report)
        except GoldspanError as error:
            report.skip(error)


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write a line an article; to a path without a suffix, a folder with a file for each part.

    Of overlapping spans the longest stays; spans off the tokens, and relations, are left.
    """
    if path.suffix:
        if writing.split:
            raise GoldspanError(f"{path} is one file, and a split makes several: name a folder, without “.”.")
        lines = (line.raw for line in lines_of(records, report))
        return write_records(str(path), lines, _verify(path.name))
    return write_parts(path, lines_of(records, report), writing, _verify(path.name))


def _verify(name: str) -> Verify:
    def verify(line: bytes, number: int) -> None:
        _record(Item(line, f"{name}, line {number}"), Reading(), Report())

    return verify


def _record(item: Item, reading: Reading, report: Report) -> Record:
    fields = item.fields()
    words = fields.get("tokens", list[str])
    column = next((key for key in _TAGS if key in fields.raw), _TAGS[0])
    if words is None:
        fields.fail("tokens", "the tokens are missing")
    tags = fields.get(column, list[str | int])
    if tags is None or len(tags) != len(words):
        found = "no" if tags is None else f"{len(tags):,}"
        fields.fail(column, f"there are {len(words):,} tokens and {found} tags, where each token has one")
    text, tokens = joined(words)
    builder = Builder(text, item.place, reading, report)
    named: list[str] = []
    for n, tag in enumerate(tags):
        if isinstance(tag, int):
            fields.fail(
                f"{column}[{n}]", f"{tag} is a number, whose label is not in the file: write its name"
            )
        named.append(tag)
    for span in stretches(named):
        start, end = tokens.starts[span.first], tokens.ends[span.last]
        builder.span(start, end, span.label, f"field {column}[{span.first}]")
    extra = fields.others(frozenset({"id", "tokens", column}))
    return builder.record(id=fields.name("id"), extra=extra, tokens=tokens)
