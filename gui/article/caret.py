"""Where the caret goes: by token, by character as people see it, by line. No widget here."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from annotations.document import Document
from annotations.offsets import Utf16Map
from annotations.snapping import next_edge

_AROUND = 64
"""Code points to each side in which the next character as people see it begins or ends."""


def by_token(document: Document, offset: int, by: int) -> int:
    """The end of a token after `offset` for `by` > 0, the start of one before it for `by` < 0."""
    return next_edge(document, offset, by, starts=by < 0)


def by_character(text: str, offset: int, by: int) -> int:
    """The next edge of a character as people see it: an emoji with its joiners, a letter with its marks."""
    start, end = max(0, offset - _AROUND), min(len(text), offset + _AROUND)
    part = text[start:end]
    map_ = Utf16Map(part)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, part)
    finder.setPosition(map_.to_units(offset - start))
    found = finder.toNextBoundary() if by > 0 else finder.toPreviousBoundary()
    return offset if found < 0 else start + map_.to_points(found)
