"""The bounds of spans: outside the text, white space at the edges, off the tokens."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.check.found import Kind
from annotations.document import Document
from annotations.model import Span
from annotations.offsets import Tokens
from annotations.snapping import off_token

SENTENCES = {
    Kind.OFFSETS: "It lies outside the text; remove it.",
    Kind.WHITE_SPACE: "It begins or ends with white space; spacy train would refuse it.",
    Kind.OFF_TOKEN: "It begins or ends inside a token; spacy train would drop it.",
}
"""What is wrong with the bounds of a span, in words."""


class Edges:
    """The edges of an article's tokens as sets, in which very many spans are looked up."""

    def __init__(self, tokens: Tokens | None) -> None:
        self.tokens = tokens
        self.starts = frozenset(tokens.starts) if tokens is not None else frozenset()
        self.ends = frozenset(tokens.ends) if tokens is not None else frozenset()


def flaw(document: Document, span: Span) -> Kind | None:
    """What is wrong with the bounds of a span; of several things the first to mend."""
    return _flaw(document.text, span) or (
        Kind.OFF_TOKEN if off_token(document, span.start, span.end) else None
    )


def flaws(document: Document, spans: Iterable[Span], edges: Edges | None = None) -> list[tuple[Span, Kind]]:
    """The spans with a flaw, each with it, in the order given; `edges` where the caller keeps them."""
    edges = edges if edges is not None else Edges(document.tokens)
    text, starts, ends = document.text, edges.starts, edges.ends
    found: list[tuple[Span, Kind]] = []
    for span in spans:
        kind = _flaw(text, span)
        if kind is None and starts and (span.start not in starts or span.end not in ends):
            kind = Kind.OFF_TOKEN
        if kind is not None:
            found.append((span, kind))
    return found


def _flaw(text: str, span: Span) -> Kind | None:
    if not 0 <= span.start < span.end <= len(text):
        return Kind.OFFSETS
    if text[span.start].isspace() or text[span.end - 1].isspace():
        return Kind.WHITE_SPACE
    return None
