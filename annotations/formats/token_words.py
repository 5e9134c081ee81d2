"""Texts that are nothing but their tokens, as SpERT and Hugging Face have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotations.formats.accepted import Accepted, accepted_of, place_of
from annotations.formats.building import IMPORTED
from annotations.formats.goldspan import tokens_to_write
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Span
from annotations.offsets import TokenRange, Tokens


class Words(NamedTuple):
    """An article in tokens: bounds, texts, and its accepted spans that sit on them, each with its range."""

    bounds: list[tuple[int, int]]
    texts: list[str]
    spans: list[tuple[Span, TokenRange]]
    accepted: Accepted


def joined(tokens: Sequence[str]) -> tuple[str, Tokens]:
    """The text that tokens make with a blank between them, and their bounds in it."""
    bounds, at = [], 0
    for token in tokens:
        bounds.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), Tokens.of(bounds, IMPORTED)


def words_of(record: Record, report: Report) -> Words:
    """The tokens that are no white space; spans off them, and what is not accepted, go to the report."""
    document = record.document
    accepted = accepted_of(record, report)
    tokens = tokens_to_write(document)
    pairs = zip(tokens.starts, tokens.ends, strict=True)
    bounds = [(start, end) for start, end in pairs if document.text[start:end].strip()]
    words = Tokens.of(bounds, tokens.tokenizer)
    spans: list[tuple[Span, TokenRange]] = []
    for span in accepted.spans:
        found = words.exact(span.start, span.end)
        if found is None:
            where = f"{place_of(record)}, {span.label} {span.start} to {span.end}"
            report.leave("a span that is off the tokens", where, id=span.id)
        else:
            spans.append((span, found))
    return Words(bounds, [document.text[start:end] for start, end in bounds], spans, accepted)


def longest(words: Words, record: Record, report: Report) -> list[tuple[int, int, str]]:
    """The spans as first and last token and label; of those that overlap the longest one stays."""
    taken = bytearray(len(words.texts))
    kept: list[tuple[int, int, str]] = []
    for span, (first, last) in sorted(words.spans, key=lambda each: each[0].start - each[0].end):
        if any(taken[first : last + 1]):
            where = f"{place_of(record)}, {span.label} {span.start} to {span.end}"
            report.leave("a span that overlaps a longer one", where, id=span.id)
        else:
            taken[first : last + 1] = b"\1" * (last + 1 - first)
            kept.append((first, last, span.label))
    return sorted(kept)
