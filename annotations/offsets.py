"""Code points and UTF-16 units, and snapping of bounds to tokens.

Qt counts UTF-16 units, Python and all of our data count code points. This is the only module that converts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Utf16Map:
    """Converts offsets into one text between code points and UTF-16 units.

    Sparse: it keeps only where the characters beyond U+FFFF are, so a text without any costs nothing.
    """

    def __init__(self, text: str) -> None:
        points = () if text.isascii() else (m.start() for m in _ASTRAL.finditer(text))
        self._points = array("q", points)
        self._units = array("q", (p + n for n, p in enumerate(self._points)))

    def to_units(self, offset: int) -> int:
        """UTF-16 units before the code point `offset`."""
        return offset + bisect_left(self._points, offset)

    def to_points(self, units: int) -> int:
        """Code points before `units`; a place inside a surrogate pair counts as before that character."""
        n = bisect_left(self._units, units)
        if n and units == self._units[n - 1] + 1:
            return self._points[n - 1]
        return units - n


def lone_surrogate(text: str) -> int | None:
    """The offset of the first lone surrogate of `text`, which no encoding can hold, or None."""
    found = _SURROGATE.search(text)
    return found.start() if found else None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without white space at the edges (`start == end` when nothing else is there)."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + max(left, len(inner.rstrip())))


class Snap(Enum):
    """How bounds that are off the tokens become whole tokens; spaCy's `alignment_mode`."""

    STRICT = "strict"
    CONTRACT = "contract"
    EXPAND = "expand"


class TokenRange(NamedTuple):
    """Indexes of the first and the last token, both inclusive (the habit of the gold format)."""

    first: int
    last: int


class Tokens:
    """The bounds of an article's tokens, in order and without overlap, and who made them.

    `starts` and `ends` are code points; white space belongs to no token, or to one of its own (spaCy).
    `tokenizer` is, for example, `en_core_web_sm 3.8.0 / spacy 3.8.18`.
    """

    def __init__(self, starts: array[int], ends: array[int], tokenizer: str) -> None:
        self.starts, self.ends, self.tokenizer = starts, ends, tokenizer

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def joined(cls, parts: Iterable[Tokens]) -> Tokens:
        """The tokens of parts of an article, which come in order and have one tokenizer."""
        starts, ends, tokenizer = array("I"), array("I"), ""
        for part in parts:
            starts.extend(part.starts)
            ends.extend(part.ends)
            tokenizer = part.tokenizer
        return cls(starts, ends, tokenizer)

    @classmethod
    def of(cls, bounds: list[tuple[int, int]], tokenizer: str) -> Tokens:
        """Tokens from pairs of start and end."""
        return cls(array("I", (b[0] for b in bounds)), array("I", (b[1] for b in bounds)), tokenizer)

    def touching(self, start: int, end: int) -> TokenRange | None:
        """The tokens that share a character with `[start, end)`, or None."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return TokenRange(first, last) if first <= last else None

    def exact(self, start: int, end: int) -> TokenRange | None:
        """The tokens that `[start, end)` covers exactly, or None where it is off the tokens."""
        found = self.touching(start, end)
        if found and self.starts[found.first] == start and self.ends[found.last] == end:
            return found
        return None

    def covers(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether `exact(start, end)` is `(first, last)`; quick where it is."""
        starts, ends = self.starts, self.ends
        found = 0 <= first <= last < len(starts) and starts[first] == start and ends[last] == end
        if found and start < ends[first] and starts[last] < end:
            return True
        return self.exact(start, end) == (first, last)

    def snap(self, start: int, end: int, mode: Snap = Snap.EXPAND) -> tuple[int, int] | None:
        """The bounds on whole tokens, or None where `mode` finds none."""
        found = self.exact(start, end) if mode is Snap.STRICT else self.touching(start, end)
        if found is None:
            return None
        first, last = found
        if mode is Snap.CONTRACT:
            first += self.starts[first] < start
            last -= self.ends[last] > end
            if first > last:
                return None
        return (self.starts[first], self.ends[last])

    def step(self, offset: int, by: int, *, starts: bool) -> int:
        """The next start (or end) of a token after `offset` for `by` > 0, before it for `by` < 0.

        `offset` itself where there is none.
        """
        edges = self.starts if starts else self.ends
        n = bisect_right(edges, offset) if by > 0 else bisect_left(edges, offset) - 1
        return edges[n] if 0 <= n < len(edges) else offset
