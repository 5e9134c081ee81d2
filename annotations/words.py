"""Words by Unicode's rules (UAX #29): what bounds snap to until a pipeline's tokens are there.

Languages that write no spaces come out a character a word (Chinese, Thai, hiragana): never too long.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from annotations.offsets import Tokens

if TYPE_CHECKING:
    import regex

TOKENIZER = "unicode words"
"""The tokenizer's name in a gold record whose article has no tokens of its own."""

_FAR = 4096
"""Code points to look left for a place where words surely part; a longer word is cut there."""


def words_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The bounds of the words, numbers and marks that share a character with `[start, end)`.

    White space is no word. Costs what the stretch costs, however long the text is.
    """
    left = _sure_left(text, start)
    right = _sure_right(text, max(start, end))
    found = ((left + a, left + b) for a, b in _segments(text[left:right]))
    return [(a, b) for a, b in found if a < end and b > start and not text[a:b].isspace()]


def tokens_of(text: str) -> Tokens:
    """All of `text` as spaCy has it: a blank after a token belongs to it, other white space is a token."""
    bounds: list[tuple[int, int]] = []
    end = 0
    for segment in _boundary().split(text):
        start, end = end, end + len(segment)
        if not segment.isspace():
            if segment:
                bounds.append((start, end))
            continue
        after_word = bool(bounds) and bounds[-1][1] == start and not text[start - 1].isspace()
        start += after_word and text[start] == " "
        if start < end and bounds and bounds[-1][1] == start and text[start - 1].isspace():
            bounds[-1] = (bounds[-1][0], end)
        elif start < end:
            bounds.append((start, end))
    return Tokens.of(bounds, TOKENIZER)


@functools.cache
def _boundary() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\b", regex.WORD | regex.VERSION1)


def _segments(text: str) -> list[tuple[int, int]]:
    ends = [*itertools.accumulate(map(len, filter(None, _boundary().split(text))))]
    return [*itertools.pairwise([0, *ends])]


def _sure(text: str, at: int) -> bool:
    """Whether words surely part before `at`: no rule joins a letter or digit to white space before it."""
    return text[at - 1].isspace() and text[at].isalnum()


def _sure_left(text: str, at: int) -> int:
    stop = max(0, at - _FAR)
    at = min(at, len(text) - 1)
    while at > stop and not _sure(text, at):
        at -= 1
    return max(0, at)


def _sure_right(text: str, at: int) -> int:
    stop = min(len(text), at + _FAR)
    at = max(1, at)
    while at < stop and not _sure(text, at):
        at += 1
    return min(at, len(text))
