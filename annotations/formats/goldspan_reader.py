"""Reading gold records: ours, and those of Prodigy, which they are a superset of.

Everything is checked on the way: the text against its hash, each slice against the text, each relation's
ends. What is wrong raises GoldspanError with file, line and field. Fields that are not ours come along in
`extra`.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from operator import eq, le
from pathlib import Path
from typing import Any

from msgspec import Raw

from annotations.errors import GoldspanError
from annotations.formats import wire
from annotations.formats.building import IMPORTED
from annotations.formats.fields import Fields
from annotations.formats.goldspan_made import ANSWERS, article_of, record_of
from annotations.formats.goldspan_rows import Group, RelationRow, Rows, SpanRow
from annotations.formats.goldspan_usual import read_usual
from annotations.formats.record import Record
from annotations.model import Status
from annotations.offsets import Tokens

_OURS = frozenset(
    {
        "text",
        "meta",
        "tokens",
        "spans",
        "relations",
        "rejected",
        "suggested",
        "answer",
        "_view_id",
        "goldspan",
    }
)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file, one at a time; blank lines count as lines and are passed over."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                if content.strip():
                    yield parse(content, number=number, name=path.name)
    except OSError as error:
        raise GoldspanError(
            f"{path} could not be read ({error.strerror}). Check that it is there."
        ) from error


def parse(line: bytes, *, number: int = 1, name: str = "The file") -> Record:
    """The record in one line; `number` and `name` say in errors which line of which file it is."""
    return parse_at(line, f"{name}, line {number}")


def parse_at(line: bytes, place: str) -> Record:
    """The record in one line; errors begin with `place`.

    Without an `answer` nobody has decided: what stands in `spans` is taken as suggested. An article whose
    tokens are words by Unicode's rules has none of its own.
    """
    return read_usual(line, place) or read_carefully(line, place)


def read_carefully(line: bytes, place: str) -> Record:
    """Field by field, so that an error names the one that is wrong, and what is not ours comes along."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        raise GoldspanError(
            f"{place}: byte {error.start + 1} is not UTF-8. Save the file as UTF-8, or take the line out."
        ) from error
    fields = Fields(line, place)
    text = fields.get("text", str)
    if text is None:
        fields.fail("text", "it is missing")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    about = _about(fields, sha256)
    answer = fields.get("answer", str)
    if answer is not None and answer not in ANSWERS:
        fields.fail("answer", f"“{answer}” is none of accept, reject and ignore")
    tokens, token_extras = _tokens(fields, text, about)
    groups = (
        _group(fields, wire.SpanRow, wire.RelationRow),
        _group(fields.inner("rejected"), wire.AsideSpanRow, wire.AsideRelationRow),
        _group(fields.inner("suggested"), wire.AsideSpanRow, wire.AsideRelationRow),
    )
    rows = Rows(text, tokens, groups, decided=answer is not None, strict="goldspan" in fields.raw)
    status = _status(fields, about, answer, rows)
    article = article_of(fields.inner("meta"), text, sha256, _extra(fields, answer, token_extras))
    return record_of(article, status, about, tokens, rows, place)


def _group(of: Fields, spans: type[SpanRow], relations: type[RelationRow]) -> Group:
    span_rows, span_extras = of.rows("spans", spans)
    relation_rows, relation_extras = of.rows("relations", relations)
    return Group(of, span_rows, relation_rows, span_extras, relation_extras)


def _about(fields: Fields, sha256: str) -> wire.About:
    about = fields.get("goldspan", wire.About)
    if about is None:
        return wire.About(wire.VERSION, sha256)
    if about.version > wire.VERSION:
        fields.fail("goldspan.version", f"version {about.version} is newer than this program knows")
    if about.text_sha256 != sha256:
        fields.fail(
            "goldspan.text_sha256", "the text is not the one that was annotated: it was changed since"
        )
    return about


def _status(fields: Fields, about: wire.About, answer: str | None, rows: Rows) -> Status:
    if about.state is not None:
        try:
            return Status(about.state)
        except ValueError:
            fields.fail("goldspan.state", f"“{about.state}” is none of {', '.join(Status)}")
    if answer is not None:
        return ANSWERS[answer]
    return Status.SUGGESTED if rows.spans else Status.UNTOUCHED


def _tokens(fields: Fields, text: str, about: wire.About) -> tuple[Tokens | None, list[str]]:
    """The tokens, and for each the fields that are not ours; None where there are none."""
    rows, extras = fields.rows("tokens", wire.TokenRow)
    if not rows:
        return None, []
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    in_order = starts[0] >= 0 and all(map(le, starts, ends)) and all(map(le, ends, [*starts[1:], len(text)]))
    slices = map(text.__getitem__, map(slice, starts, ends))
    ids = [row.id for row in rows]
    numbered = ids == [*range(len(ids))] or all(id in (None, n) for n, id in enumerate(ids))
    if not (in_order and numbered and all(map(eq, slices, [row.text for row in rows]))):
        _name_bad_token(fields, text, rows)
    return Tokens(array("I", starts), array("I", ends), about.tokenizer or IMPORTED), extras


def _name_bad_token(fields: Fields, text: str, rows: list[wire.TokenRow]) -> None:
    """Raise GoldspanError for the first token that is not sound."""
    last = 0
    for n, row in enumerate(rows):
        if not last <= row.start <= row.end <= len(text):
            fields.fail(
                f"tokens[{n}]", f"{row.start} to {row.end} is outside the text or in the token before"
            )
        if text[row.start : row.end] != row.text:
            fields.fail(f"tokens[{n}].text", f"“{row.text}” is not what the text has there")
        if row.id is not None and row.id != n:
            fields.fail(f"tokens[{n}].id", f"it is {row.id} where tokens are counted from 0")
        last = row.end


def _extra(fields: Fields, answer: str | None, token_extras: list[str]) -> dict[str, Any]:
    """What the record holds beyond our fields, and what of ours would not be written the same again."""
    extra: dict[str, Any] = dict(fields.others(_OURS))
    view = fields.raw.get("_view_id")
    if view is not None and bytes(view) != f'"{wire.VIEW}"'.encode():
        extra["_view_id"] = view
    if answer == "reject":
        extra["answer"] = answer
    if token_extras:
        extra["tokens"] = [Raw((each or "{}").encode()) for each in token_extras]
    about = fields.inner("goldspan").others(wire.keys_of(wire.About))
    return extra | ({"goldspan": about} if about else {})
