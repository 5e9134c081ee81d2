"""The tokens that bounds snap to: the article's own, or words by Unicode's rules until these are there."""

from __future__ import annotations

from annotations.document import Document
from annotations.offsets import Snap, Tokens
from annotations.words import TOKENIZER, words_in

_AROUND = 256
"""Code points to each side: beyond the next word in any text that has words."""


def tokens_around(document: Document, start: int, end: int | None = None) -> Tokens:
    """The tokens that touch `[start, end)`, with some to each side."""
    if document.tokens is not None and len(document.tokens):
        return document.tokens
    left, right = max(0, start - _AROUND), min(len(document.text), (end or start) + _AROUND)
    return Tokens.of(words_in(document.text, left, right), TOKENIZER)


def snapped(document: Document, start: int, end: int, mode: Snap = Snap.EXPAND) -> tuple[int, int]:
    """The bounds on whole tokens, or as they are where there is no token."""
    return tokens_around(document, start, end).snap(start, end, mode) or (start, end)


def next_edge(document: Document, offset: int, by: int, *, starts: bool) -> int:
    """The next start (or end) of a token after `offset` for `by` > 0, before it for `by` < 0.

    Tokens of white space alone, as pipelines make them of line breaks, are stepped over: no span begins or
    ends there. `offset` itself where there is no further token.
    """
    tokens, text = tokens_around(document, offset), document.text
    to = tokens.step(offset, by, starts=starts)
    while to != offset and _is_blank(text, tokens, to, starts=starts):
        further = tokens.step(to, by, starts=starts)
        if further == to:
            return offset
        to = further
    return to


def _is_blank(text: str, tokens: Tokens, edge: int, *, starts: bool) -> bool:
    """Whether the token that starts (or ends) at `edge` is white space alone."""
    found = tokens.touching(edge, edge + 1) if starts else tokens.touching(edge - 1, edge)
    return found is not None and text[tokens.starts[found.first] : tokens.ends[found.last]].isspace()


def off_token(document: Document, start: int, end: int) -> bool:
    """Whether the bounds cut a token of the article; False until its tokens are known."""
    tokens = document.tokens
    return tokens is not None and len(tokens) > 0 and tokens.exact(start, end) is None
