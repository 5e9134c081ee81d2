"""What a `.spacy` file carries of an article beyond spaCy's own fields: `doc._.goldspan`, a JSON text.

It is the article's gold record without its text and tokens, which the Doc has. Under `docbin` it has what
the Doc cannot tell: `made`, the tokens that stand for gaps between the article's own; `hidden`, the ids of
accepted spans that no training may see; `extra`, the fields of the record that are not ours.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.goldspan import record
from annotations.formats.goldspan_reader import parse
from annotations.formats.record import Record
from annotations.offsets import Tokens

KEY = "goldspan"
"""The name of the extension: `Doc.set_extension("goldspan", default=None)`."""


class About(msgspec.Struct, omit_defaults=True):
    """The key `docbin` of the block."""

    made: list[int] = []
    hidden: list[str] = []
    extra: str = ""
    tokenizer: str | None = None
    """Who made the tokens; None where the article has none of its own."""


class Block(msgspec.Struct, frozen=True):
    """A block as it was read: the article as it was when it was written, and what else stood there."""

    record: Record
    about: About


_NONE = Tokens.of([], "")


def dump(one: Record, made: list[int], hidden: list[str]) -> str:
    """The block of an article. `made` are indexes of tokens, `hidden` ids of spans."""
    document = one.document
    article = document.article
    bare = Document(
        msgspec.structs.replace(article, extra=""),
        document.state,
        document.spans.values(),
        document.relations.values(),
        _NONE,
    )
    line = record(bare, seconds=one.seconds, annotator=one.annotator)
    fields = msgspec.json.decode(line, type=dict[str, Raw])
    del fields["text"], fields["tokens"]
    tokenizer = document.tokens.tokenizer if document.tokens is not None else None
    about: dict[str, Any] = {"docbin": About(made, hidden, article.extra, tokenizer)}
    return msgspec.json.encode(fields | about).decode()


def load(block: str, text: str, place: str) -> Block:
    """What `dump` made; GoldspanError where it is broken, or was made of another text."""
    try:
        fields = msgspec.json.decode(block, type=dict[str, Raw])
        about = msgspec.json.decode(fields.pop("docbin", Raw(b"{}")), type=About)
        answer = fields.pop("answer", None)
        line = msgspec.json.encode({"text": text, "answer": answer or "ignore"} | fields)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise GoldspanError(
            f"{place}, field _.{KEY}: it is no block of Goldspan ({error}). Take it out of doc.user_data."
        ) from error
    try:
        read = parse(line, name=place)
    except GoldspanError as error:
        sentence = str(error).replace(f"{place}, line 1", f"{place}, _.{KEY}")
        raise GoldspanError(sentence.replace("the line", "the document")) from error
    document = read.document
    article = msgspec.structs.replace(document.article, extra=about.extra)
    whole = Document(
        article, document.state, document.spans.values(), document.relations.values(), None, document.last_id
    )
    return Block(msgspec.structs.replace(read, document=whole, place=place), about)
