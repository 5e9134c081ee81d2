"""Where spans do not sit on an article's tokens as spaCy needs it: each with its place, before a write."""

from __future__ import annotations

from array import array

import msgspec

from annotations.document import Document
from annotations.model import Span, State
from annotations.offsets import Tokens, trim

OFF_TOKENS = "span that begins or ends inside a token: kept for Goldspan, hidden from training"
WHITE_SPACE = "span with white space at its edges: kept for Goldspan, hidden from training"


class Problem(msgspec.Struct, frozen=True):
    """A span that a model cannot be trained on; `what` is one of the sentences' beginnings above."""

    what: str
    span: Span
    place: str
    """Its article and its characters, for a list that a person reads."""


def whole(text: str, tokens: Tokens) -> tuple[Tokens, list[int]]:
    """The tokens with all that lies between them made a token, as spaCy has it, and the indexes of those.

    One blank after a token belongs to it. What comes back, joined, is the text.
    """
    starts, ends, made = array("I"), array("I"), []
    last = 0
    for start, end in zip([*tokens.starts, len(text)], [*tokens.ends, len(text)], strict=True):
        gap = last + (last > 0 and text[last : last + 1] == " ")
        if gap < start:
            made.append(len(starts))
            starts.append(gap)
            ends.append(start)
        if start < end:
            starts.append(start)
            ends.append(end)
        last = max(last, end)
    return Tokens(starts, ends, tokens.tokenizer), made


def problems(document: Document, tokens: Tokens | None = None) -> list[Problem]:
    """What hinders the accepted spans of an article from being written as `.spacy`, in reading order.

    `tokens` are those it would be written with, its own by default; without any only white space is looked
    at.
    """
    tokens = tokens or document.tokens
    found = []
    for span in document.spans.values():
        if span.state is not State.ACCEPTED:
            continue
        what = ""
        if trim(document.text, span.start, span.end) != (span.start, span.end):
            what = WHITE_SPACE
        elif tokens is not None and tokens.exact(span.start, span.end) is None:
            what = OFF_TOKENS
        if what:
            found.append(Problem(what, span, place_of(document, span)))
    return sorted(found, key=lambda problem: (problem.span.start, problem.span.end))


def place_of(document: Document, span: Span) -> str:
    """Where a span stands, in words: its article, its label, its characters and the text there."""
    article = document.article
    name = article.title or article.id or "an article without a title"
    text = document.text_of(span)
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f"{name}, {span.label} at {span.start} to {span.end}: {shown!r}"
