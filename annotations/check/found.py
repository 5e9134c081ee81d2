"""A finding, its kind and its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum

import msgspec

from annotations.document import Document
from annotations.model import Annotation, Relation, Span


class Kind(StrEnum):
    """What is wrong, in the order in which the findings of an article are listed."""

    RECORD = "record"
    """A record of a file that cannot be read: offsets out of range, a text that does not match, and so on."""
    OFFSETS = "offsets"
    WHITE_SPACE = "white-space"
    OFF_TOKEN = "off-token"
    DUPLICATE = "duplicate"
    UNKNOWN_LABEL = "unknown-label"
    CONSTRAINT = "constraint"
    SHARED_TOKEN = "shared-token"
    CONTRADICTION = "contradiction"
    """One text with different labels in an article."""
    CORPUS_CONTRADICTION = "corpus-contradiction"
    """One text with different labels in different articles."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong, as a sentence that says what to do.

    `ids` are the spans and relations that it is about, the one to go to first; `start` and `end` are code
    points of the article. `line` and `column` count from 1, columns in code points; 0 where there is no place
    in a text. `article` is its key in a dataset (0 for a file), `title` what people call it; `place` is the
    record in a file (`line 12`). `fix` says what the fix would do, empty where a person has to decide.
    """

    kind: Kind
    sentence: str
    source: str = ""
    article: int = 0
    title: str = ""
    place: str = ""
    ids: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    line: int = 0
    column: int = 0
    fix: str = ""


_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """Finds the line and column of offsets into one text; it is read once, when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self._text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Places:
    """Makes the findings of one article, so that each has its place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = Lines(document.text)

    def finding(self, kind: Kind, sentence: str, *about: Annotation, fix: str = "") -> Finding:
        """A finding about these annotations; its place is that of the first (of a relation, its head's)."""
        article = self._document.article
        span = self._span(about[0])
        start = min(max(span.start, 0), len(self._document.text))
        line, column = self._lines.at(start)
        return Finding(
            kind,
            sentence,
            article=article.key,
            title=article.title or article.id,
            ids=tuple(a.id for a in about),
            start=span.start,
            end=span.end,
            line=line,
            column=column,
            fix=fix,
        )

    def _span(self, annotation: Annotation) -> Span:
        return self._document.spans[annotation.head] if isinstance(annotation, Relation) else annotation
