"""The quick way through a gold record that has our fields only and nothing wrong in it: nearly every one.

Such a record is decoded in one go, and checked as the careful way checks it (`goldspan_reader`). At the first
thing that is unusual, wrong or not, it is left to that way, which names it or carries it along.
"""

from __future__ import annotations

import functools
import hashlib
from array import array
from typing import NoReturn

import msgspec
from msgspec import UNSET, Raw, UnsetType

from annotations.errors import GoldspanError
from annotations.formats import wire
from annotations.formats.building import IMPORTED
from annotations.formats.fields import LONG, Fields
from annotations.formats.goldspan_made import ANSWERS, article_of, record_of
from annotations.formats.goldspan_rows import Group, Rows
from annotations.formats.record import Record
from annotations.model import Status
from annotations.offsets import Tokens

_EMPTY = Raw(b"{}")


class _Unusual(Exception):
    """The record is one for the careful way."""


class _Blame:
    def fail(self, _field: str, _problem: str) -> NoReturn:
        raise _Unusual


_BLAME = _Blame()


class _Aside(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    spans: list[wire.AsideSpanRow] = []
    relations: list[wire.AsideRelationRow] = []


class _Usual(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    text: str
    spans: list[wire.SpanRow] = []
    relations: list[wire.RelationRow] = []
    tokens: list[wire.TokenRow] = []
    meta: Raw = _EMPTY
    rejected: _Aside | UnsetType = UNSET
    suggested: _Aside | UnsetType = UNSET
    answer: str | UnsetType = UNSET
    view: str = msgspec.field(default=wire.VIEW, name="_view_id")
    about: wire.About | UnsetType = msgspec.field(default=UNSET, name="goldspan")


def read_usual(line: bytes, place: str) -> Record | None:
    """The record in a line, None where it is none of the usual ones. `place` is where it stands."""
    if len(line) > LONG:
        return None
    try:
        return _read(_decoder().decode(line), place)
    except (_Unusual, GoldspanError, msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _read(found: _Usual, place: str) -> Record:
    text, given = found.text, found.answer
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    about = wire.About(wire.VERSION, sha256) if found.about is UNSET else found.about
    if about.version > wire.VERSION or about.text_sha256 != sha256 or found.view != wire.VIEW:
        raise _Unusual
    if given == "reject" or (given is not UNSET and given not in ANSWERS):
        raise _Unusual
    tokens = _tokens(text, found.tokens, about.tokenizer or IMPORTED) if found.tokens else None
    groups = (Group(_BLAME, found.spans, found.relations), _aside(found.rejected), _aside(found.suggested))
    rows = Rows(text, tokens, groups, decided=given is not UNSET, strict=found.about is not UNSET)
    bytes(found.meta).decode()
    article = article_of(Fields(found.meta, place, "meta."), text, sha256, {})
    return record_of(article, _status(about, given, rows), about, tokens, rows, place)


def _aside(found: _Aside | UnsetType) -> Group:
    return Group(_BLAME, (), ()) if found is UNSET else Group(_BLAME, found.spans, found.relations)


def _status(about: wire.About, answer: str | UnsetType, rows: Rows) -> Status:
    if about.state is not None:
        if about.state not in _STATUSES:
            raise _Unusual
        return _STATUSES[about.state]
    if answer is not UNSET:
        return ANSWERS[answer]
    return Status.SUGGESTED if rows.spans else Status.UNTOUCHED


_STATUSES = {status.value: status for status in Status}


def _tokens(text: str, rows: list[wire.TokenRow], tokenizer: str) -> Tokens:
    """The tokens, which are in order, within the text, and have each its text and its number."""
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    last = n = 0
    for row, start, end in zip(rows, starts, ends, strict=True):
        if not last <= start <= end or text[start:end] != row.text or row.id != n:
            raise _Unusual
        last, n = end, n + 1
    if last > len(text):
        raise _Unusual
    return Tokens(array("I", starts), array("I", ends), tokenizer)


@functools.cache
def _decoder() -> msgspec.json.Decoder[_Usual]:
    """Decodes a record of which every row has our fields only."""
    aside = msgspec.defstruct(
        "Aside",
        [
            ("spans", wire.strict_list(wire.AsideSpanRow), []),
            ("relations", wire.strict_list(wire.AsideRelationRow), []),
        ],
        bases=(_Aside,),
        forbid_unknown_fields=True,
        gc=False,
    )
    usual = msgspec.defstruct(
        "Usual",
        [
            ("spans", wire.strict_list(wire.SpanRow), []),
            ("relations", wire.strict_list(wire.RelationRow), []),
            ("tokens", wire.strict_list(wire.TokenRow), []),
            ("rejected", aside | UnsetType, UNSET),
            ("suggested", aside | UnsetType, UNSET),
            ("about", wire.strict(wire.About) | UnsetType, msgspec.field(default=UNSET, name="goldspan")),
        ],
        bases=(_Usual,),
        forbid_unknown_fields=True,
        gc=False,
    )
    return msgspec.json.Decoder(usual)
