"""Spans, relations and tokens as rows of their tables, and back."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Any

import msgspec

from annotations.model import Relation, Span, State, Was
from annotations.offsets import Tokens

SPAN_COLUMNS = 'article, id, start, "end", label, state, sources, score, note, was, extra'
RELATION_COLUMNS = "article, id, head, child, label, state, sources, score, note, extra"

_STATES = {state.value: state for state in State}

_BYTES = b"\x01"
"""Begins tokens of which no gap and no length exceeds 255; what zlib packs begins otherwise."""

_was = msgspec.json.Decoder(Was)
_sources = msgspec.json.Decoder(tuple[str, ...])


@lru_cache(maxsize=1024)
def write_sources(sources: tuple[str, ...]) -> str:
    """The sources as their column has them."""
    return msgspec.json.encode(sources).decode()


@lru_cache(maxsize=1024)
def _read_sources(text: str) -> tuple[str, ...]:
    return _sources.decode(text)


def span_row(article: int, span: Span) -> tuple[object, ...]:
    """The row of a span, in the order of `SPAN_COLUMNS`."""
    return (
        article,
        span.id,
        span.start,
        span.end,
        span.label,
        str(span.state),
        write_sources(span.sources),
        span.score,
        span.note,
        None if span.was is None else msgspec.json.encode(span.was).decode(),
        span.extra,
    )


def relation_row(article: int, relation: Relation) -> tuple[object, ...]:
    """The row of a relation, in the order of `RELATION_COLUMNS`."""
    return (
        article,
        relation.id,
        relation.head,
        relation.child,
        relation.label,
        str(relation.state),
        write_sources(relation.sources),
        relation.score,
        relation.note,
        relation.extra,
    )


def read_spans(rows: Iterable[tuple[Any, ...]]) -> list[Span]:
    """Spans from rows of `SPAN_COLUMNS`. Raises ValueError or KeyError where a row is not ours."""
    states, sources, was = _STATES, _read_sources, _was.decode
    return [
        Span(i, start, end, label, states[state], sources(s), score, note, was(w) if w else None, extra)
        for _, i, start, end, label, state, s, score, note, w, extra in rows
    ]


def read_relations(rows: Iterable[tuple[Any, ...]]) -> list[Relation]:
    """Relations from rows of `RELATION_COLUMNS`. Raises ValueError or KeyError where a row is not ours."""
    states, sources = _STATES, _read_sources
    return [
        Relation(i, head, child, label, states[state], sources(s), score, note, extra)
        for _, i, head, child, label, state, s, score, note, extra in rows
    ]


def pack_tokens(tokens: Tokens) -> bytes:
    """The gap before each token and its length: a byte each after `_BYTES`; if one needs more, packed uint32.

    The steps between the bounds are taken all at once, as the digits of one large number: no bound is smaller
    than the one before, so nothing is borrowed between them.
    """
    bounds = array("I", bytes(8 * len(tokens)))
    bounds[0::2], bounds[1::2] = array("I", tokens.starts), array("I", tokens.ends)
    digits = _little_endian(bounds).tobytes()
    steps = int.from_bytes(digits, "little") - int.from_bytes(b"\0\0\0\0" + digits[:-4], "little")
    stepped = steps.to_bytes(len(digits), "little")
    low, high = stepped[0::4], (stepped[1::4], stepped[2::4], stepped[3::4])
    if not any(byte.strip(b"\0") for byte in high):
        return _BYTES + low
    return zlib.compress(stepped, 1)


def unpack_tokens(packed: bytes, tokenizer: str) -> Tokens:
    """The tokens of such bytes. Raises ValueError or zlib.error where they are not."""
    steps: Iterable[int]
    if packed[:1] == _BYTES:
        steps = packed[1:]
    else:
        wide = array("I")
        wide.frombytes(zlib.decompress(packed))
        steps = _little_endian(wide)
    bounds = array("I", accumulate(steps))
    return Tokens(bounds[0::2], bounds[1::2], tokenizer)


def _little_endian(values: array[int]) -> array[int]:
    if sys.byteorder == "big":
        values.byteswap()
    return values
