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


def off_token(document: Document, start: int, end: int) -> bool:
    """Whether the bounds cut a token of the article; False until its tokens are known."""
    tokens = document.tokens
    return tokens is not None and len(tokens) > 0 and tokens.exact(start, end) is None
