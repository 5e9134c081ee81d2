"""Plain text in: an article a file, a line or a paragraph; a folder or a zip archive of `.txt` files too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.archive import Files, files_of
from annotations.formats.building import Builder
from annotations.formats.format import Reading, Sample
from annotations.formats.magic import looks_like
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.text import decode_text, read_text
from annotations.formats.text_lines import head_text, lines_of, note_guess, open_text
from annotations.model import Status

SUFFIX = ".txt"

_OTHERS = (".json", ".jsonl", ".csv", ".tsv", ".conll", ".xml", ".html", ".htm", ".spacy", ".ann", ".zip")
"""Endings of files that are data: read as an article, a broken one would pass for sound."""


def sniff(sample: Sample) -> bool:
    """Whether it may be a text: no data by its ending, no picture or program by its first bytes."""
    if sample.names:
        return any(name.lower().endswith(SUFFIX) for name in sample.names)
    if not sample.head or sample.name.endswith(_OTHERS) or looks_like(sample.head):
        return False
    head = head_text(sample)
    return not re.match(r'\s*[\[{]\s*["\[{]|#FORMAT=|\s*<(\?xml|!doctype|html)', head, re.IGNORECASE)


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The texts of a file or folder; one that is a file comes code point for code point as it is there.

    A line comes without its end, a paragraph is what stands between empty lines; empty ones are none. A
    folder's files come in natural order and are named by their path.
    """
    if not path.is_dir() and not zipfile.is_zipfile(path):
        yield from _single(path, reading, report)
        return
    with files_of(path) as files:
        names = [name for name in files.names if name.lower().endswith(SUFFIX)]
        if not names:
            raise GoldspanError(f"{path.name} holds no {SUFFIX} file. Choose another folder.")
        for name in names:
            try:
                records = list(_file(files, name, reading, report))
            except GoldspanError as error:
                report.skip(error)
                continue
            yield from records


def _single(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    if reading.split == "file":
        read = read_text(path, reading.encoding or None)
        note_guess(read, path.name, report)
        yield _record(read.text, path.name, path.stem, path.name, reading, report)
        return
    with open_text(path, reading.encoding, report) as file:
        yield from _pieces(lines_of(file, path.name), path.name, reading, report)


def _file(files: Files, name: str, reading: Reading, report: Report) -> Iterator[Record]:
    read = decode_text(files.read(name), name, reading.encoding or None)
    note_guess(read, name, report)
    if reading.split == "file":
        yield _record(read.text, name, _stem(name), name, reading, report)
        return
    lines = enumerate(re.split(r"\r\n|\n|\r", read.text), 1)
    yield from _pieces(lines, name, reading, report)


def _pieces(
    lines: Iterable[tuple[int, str]], name: str, reading: Reading, report: Report
) -> Iterator[Record]:
    """The lines, or the paragraphs joined by line feeds, that are not empty."""
    pieces = lines if reading.split == "line" else _paragraphs(lines)
    count = 0
    for number, text in pieces:
        if text.strip():
            count += 1
            place = f"{name}, line {number}"
            try:
                record = _record(text, place, f"{_stem(name)}-{count}", name, reading, report)
            except GoldspanError as error:
                report.skip(error)
                continue
            yield record


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    first, block = 0, list[str]()
    for number, line in lines:
        if line.strip():
            first = first if block else number
            block.append(line)
        elif block:
            yield first, "\n".join(block)
            block = []
    if block:
        yield first, "\n".join(block)


def _record(text: str, place: str, id: str, source: str, reading: Reading, report: Report) -> Record:
    builder = Builder(text, place, reading, report)
    return builder.record(id=id, source=source, status=Status.UNTOUCHED)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
