"""The rows of the gold JSONL as they stand in the file, keys in their order.

`start`, `end` are code points, end exclusive; `token_start`, `token_end` are token indexes, end inclusive. A
key that is None is not written. What a row holds beyond its own keys is the `extra` of its span or relation.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from types import GenericAlias
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

VERSION = 1
"""The version of the format, `goldspan.version` of a record."""

PART = 2000
"""Rows that are encoded or decoded in one call."""

DEPTH = 200
"""Levels of nesting that are let through in fields that are not ours."""

_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_S = TypeVar("_S", bound=msgspec.Struct)

VIEW = "relations"
"""Prodigy's name for the view that shows a record of ours."""


class TokenRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A token; `ws` says that white space follows it which belongs to no token."""

    text: str
    start: int
    end: int
    id: int | None = None
    ws: bool | None = None


class WasRow(msgspec.Struct, omit_defaults=True, gc=False):
    """What a gold span was before a person changed it (`from`)."""

    start: int
    end: int
    label: str
    source: str
    score: float | None = None


class SpanRow(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """An accepted span (in a record of suggestions, a suggested one)."""

    start: int
    end: int
    token_start: int | None = None
    token_end: int | None = None
    label: str
    text: str | None = None
    id: str | None = None
    source: str | None = None
    sources: tuple[str, ...] | None = None
    score: float | None = None
    note: str | None = None
    was: WasRow | None = msgspec.field(default=None, name="from")


class Ends(msgspec.Struct, omit_defaults=True, gc=False):
    """The span at one end of a relation."""

    start: int
    end: int
    token_start: int | None = None
    token_end: int | None = None
    label: str | None = None


class RelationRow(msgspec.Struct, omit_defaults=True, gc=False):
    """An accepted relation; `head` and `child` are the indexes of the last tokens of its spans."""

    head: int
    child: int
    label: str
    head_span: Ends | None = None
    child_span: Ends | None = None
    head_id: str | None = None
    child_id: str | None = None
    id: str | None = None
    source: str | None = None
    sources: tuple[str, ...] | None = None
    score: float | None = None
    note: str | None = None


class AsideSpanRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A rejected or an undecided span."""

    id: str
    start: int
    end: int
    label: str
    source: str | None = None
    sources: tuple[str, ...] | None = None
    score: float | None = None
    note: str | None = None
    was: WasRow | None = msgspec.field(default=None, name="from")


class AsideRelationRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A rejected or an undecided relation."""

    head_id: str
    child_id: str
    label: str
    id: str | None = None
    source: str | None = None
    sources: tuple[str, ...] | None = None
    score: float | None = None
    note: str | None = None


class About(msgspec.Struct, omit_defaults=True):
    """The block `goldspan` of a record."""

    version: int
    text_sha256: str
    tokenizer: str | None = None
    state: str | None = None
    flagged: bool = False
    annotator: str | None = None
    seconds: float | None = None
    done_at: str | None = None


@functools.cache
def keys_of(row: type[msgspec.Struct]) -> frozenset[str]:
    """The keys that are ours in a row of this kind."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(row))


def pack(extra: dict[str, Any]) -> str:
    """Fields that are not ours as the model keeps them: a JSON object, or empty."""
    return msgspec.json.encode(extra).decode() if extra else ""


def unpack(extra: str) -> dict[str, Raw]:
    """What `pack` made, each value still as it was written."""
    return msgspec.json.decode(extra, type=dict[str, Raw]) if extra else {}


def is_deep(raw: bytes) -> bool:
    """Whether JSON is nested deeper than `DEPTH`, which not all that read it later would survive."""
    if raw.count(b"[") + raw.count(b"{") <= DEPTH:
        return False
    depth = deepest = 0
    for mark in _BRACKET.findall(raw):
        depth += (mark in b"[{") - (mark in b"]}")
        deepest = max(deepest, depth)
    return deepest > DEPTH


def joined(row: msgspec.Struct, extra: str) -> msgspec.Struct | Raw:
    """A row with the fields that came in with it; ours win."""
    if not extra:
        return row
    more = {key: value for key, value in unpack(extra).items() if key not in keys_of(type(row))}
    if not more:
        return row
    return Raw(msgspec.json.encode(row)[:-1] + b"," + msgspec.json.encode(more)[1:])


def packed(rows: Sequence[msgspec.Struct | Raw]) -> Raw:
    """A list of rows, encoded in parts, so that other threads are not held up by a long one."""
    if len(rows) <= PART:
        return Raw(msgspec.json.encode(rows))
    parts = (rows[first : first + PART] for first in range(0, len(rows), PART))
    return Raw(b"[" + b",".join(msgspec.json.encode(part)[1:-1] for part in parts) + b"]")


def split(raw: bytes | Raw, row: type[_S]) -> tuple[list[_S], list[str]]:
    """The rows of a list, and for each the fields that are not ours as `extra` keeps them.

    The second list is empty where no row has any. Raises msgspec.ValidationError.
    """
    try:
        return _rows_of(row).decode(raw), []
    except msgspec.ValidationError:
        known = msgspec.json.decode(raw, type=list[row])  # type: ignore[valid-type]
        whole = msgspec.json.decode(raw, type=list[dict[str, Raw]])
        for n, each in enumerate(whole):
            if any(is_deep(bytes(value)) for value in each.values()):
                raise msgspec.ValidationError(
                    f"It is nested deeper than {DEPTH} levels - at `$[{n}]`"
                ) from None
        return known, [pack({k: v for k, v in each.items() if k not in keys_of(row)}) for each in whole]


@functools.cache
def strict(row: type[msgspec.Struct]) -> Any:
    """The type of such a row in which what is not ours is refused."""
    return msgspec.defstruct(f"Strict{row.__name__}", [], bases=(row,), forbid_unknown_fields=True, gc=False)


def strict_list(row: type[msgspec.Struct]) -> Any:
    """The type of a list of such rows."""
    return GenericAlias(list, (strict(row),))


@functools.cache
def _rows_of(row: type[_S]) -> msgspec.json.Decoder[list[_S]]:
    return msgspec.json.Decoder(strict_list(row))
