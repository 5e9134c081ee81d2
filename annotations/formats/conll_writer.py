"""Writing CoNLL files: `token -X- _ TAG` a line, the four columns that readers of CoNLL-2003 expect."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.conll_reader import DOCSTART, read
from annotations.formats.conll_tags import tags_of
from annotations.formats.format import Reading, Writing
from annotations.formats.kept import kept
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written, write_whole
from annotations.model import Span
from annotations.offsets import Tokens

_HEAD = f"{DOCSTART} -X- O O\n\n"
_LEFT = {DOCSTART: "_DOCSTART_"}


class Words(NamedTuple):
    """The tokens of an article that are no white space: their bounds and their texts as they are written."""

    bounds: list[tuple[int, int]]
    texts: list[str]


def write_tags(
    records: Iterable[Record], path: Path, writing: Writing, report: Report, *, bioes: bool
) -> Written:
    """Write a document for each article, an empty line where its text has a line break between tokens.

    Of overlapping spans the longest stays. The report names what is left out: the other spans, those that
    are off the tokens, relations and notes; and white space in a token or label, which becomes `_`.
    """
    if writing.overlaps != "longest":
        raise GoldspanError(f"CoNLL knows no overlaps “{writing.overlaps}”: it keeps the longest span.")
    count = spans = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count, spans
        for record in records:
            article = record.document.article
            place = article.id or article.title or f"article {count + 1}"
            words = _words(record.document, place, report)
            if not words.texts:
                report.leave("an article without a token", place)
                continue
            found = _chosen(record.document, words, place, report)
            count += 1
            spans += len(found)
            yield _document(record.document.text, words, found, bioes).encode()

    def check(temporary: Path) -> None:
        back = Report()
        articles = sum(1 for _ in read(temporary, Reading(encoding="utf-8"), back)) if count else 0
        if (articles, back.labels.total()) != (count, spans):
            raise GoldspanError(f"{path.name}: not all of its spans read back. Report this.")

    return write_whole(path, chunks(), check)


def _words(document: Document, place: str, report: Report) -> Words:
    words = Words([], [])
    tokens = document.tokens or _by_unicode(document.text)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        piece = document.text[start:end]
        if piece.isspace() or not piece:
            continue
        text = re.sub(r"\s", "_", piece.strip())
        if text != piece:
            report.leave("white space in a token (now _)", place)
        words.bounds.append((start, end))
        words.texts.append(_LEFT.get(text, text))
    return words


def _by_unicode(text: str) -> Tokens:
    from annotations.words import tokens_of

    return tokens_of(text)


def _chosen(document: Document, words: Words, place: str, report: Report) -> list[tuple[int, int, str]]:
    """The spans that are written, in tokens: on the tokens, and the longest of those that overlap."""
    tokens = Tokens.of(words.bounds, "")
    found = kept(document, place, report)
    if found.relations:
        report.leave("a relation", place, len(found.relations))
    taken = bytearray(len(words.texts))
    chosen: list[tuple[int, int, str]] = []
    for span in sorted(found.spans, key=lambda s: (s.start - s.end, s.start, s.id)):
        if span.note:
            report.leave("a note", place)
        at = tokens.exact(span.start, span.end)
        if at is None:
            report.leave("a span that is off the tokens", _where(document, span, place))
        elif any(taken[at.first : at.last + 1]):
            report.leave("a span that overlaps a longer one", _where(document, span, place))
        else:
            taken[at.first : at.last + 1] = b"\1" * (at.last + 1 - at.first)
            label = re.sub(r"\s", "_", span.label)
            if label != span.label:
                report.leave("white space in a label (now _)", place)
            chosen.append((at.first, at.last, label))
    return chosen


def _where(document: Document, span: Span, place: str) -> str:
    return f"{place}, {span.label} {span.start} to {span.end} “{document.text_of(span)[:40]}”"


def _document(text: str, words: Words, spans: list[tuple[int, int, str]], bioes: bool) -> str:
    inside = {n for first, last, _ in spans for n in range(first + 1, last + 1)}
    tags = tags_of(len(words.texts), spans, bioes=bioes)
    lines = [_HEAD]
    for n, (word, tag) in enumerate(zip(words.texts, tags, strict=True)):
        # A span over a line break keeps its sentences together: no tag goes on after an empty line.
        if n and n not in inside and re.search(r"[\r\n]", text[words.bounds[n - 1][1] : words.bounds[n][0]]):
            lines.append("\n")
        lines.append(f"{word} -X- _ {tag}\n")
    return "".join(itertools.chain(lines, "\n"))
