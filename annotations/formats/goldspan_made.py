"""What a gold record becomes, whichever way it was read."""

from __future__ import annotations

from typing import Any

import msgspec

from annotations.document import Document
from annotations.formats import wire
from annotations.formats.fields import Fields
from annotations.formats.goldspan_rows import Rows
from annotations.formats.record import Record
from annotations.model import Article, ArticleState, Status
from annotations.offsets import Tokens
from annotations.words import TOKENIZER

ANSWERS = {"accept": Status.DONE, "ignore": Status.SKIPPED, "reject": Status.SKIPPED}
"""What Prodigy's answers say of an article."""


def article_of(meta: Fields, text: str, sha256: str, extra: dict[str, Any]) -> Article:
    """The article; `id`, `title` and `source` of its meta data are ours where they are texts."""
    ours = {key: _text(meta, key) for key in ("id", "title", "source")}
    others = meta.others(frozenset(key for key, value in ours.items() if value))
    return Article(
        0, ours["id"], ours["title"], text, sha256, ours["source"], wire.pack(others), wire.pack(extra)
    )


def record_of(
    article: Article, status: Status, about: wire.About, tokens: Tokens | None, rows: Rows, place: str
) -> Record:
    """The record. An article whose tokens are words by Unicode's rules has none of its own."""
    document = Document(
        article,
        ArticleState(status, about.flagged, about.done_at or ""),
        rows.spans.values(),
        rows.relations.values(),
        tokens if about.tokenizer != TOKENIZER else None,
        rows.last_id,
    )
    return Record(document, about.seconds or 0, about.annotator or "", rows.twice, place)


def _text(meta: Fields, key: str) -> str:
    value = meta.raw.get(key)
    return msgspec.json.decode(value, type=str) if value is not None and bytes(value)[:1] == b'"' else ""
