"""An article's text as a pipeline is to see it: lines joined within sentences, in pieces of bearable size.

Offsets stay those of the article: a line break becomes as many blanks as it has characters. What is
suggested equals `nlp(blanked(text))`, the cuts between pieces aside. The window cuts, the worker blanks: a
megabyte is cut in a millisecond, and blanked in eighty.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

LIMIT = 20_000
"""Characters of a piece at the most: one of 400,000 took 16 s and 1.5 GB."""

_WRAP = 120
"""A line longer than this was not wrapped by hand or by a mailer: it is a paragraph of its own."""

_VERSE = 60
"""Four lines or more, each no longer than this and none beginning in lower case, are verse or a column."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028]")
_PARAGRAPH_ENDS = "\f\v\x1c\x1d\x1e\u2029"
_ENDS = re.compile(f"{_BREAK.pattern}|[{_PARAGRAPH_ENDS}]")
_BULLET = re.compile(r"\s*[-*+•‣◦·]\s+\S")
_NUMBERED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[A-Za-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*\s*$")

_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mrs?|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Sgt|Lt|Col|Capt|Maj|Rev|Hon|St|Mt|No|vs|Inc|Corp|Co|Ltd)\.$"
)

_CUTS = (
    re.compile("(?:(?:\r\n|[\n\r\x85\u2028])[^\\S\n\r\x85\u2028]*){2,}|[\f\v\x1c-\x1e\u2029]"),
    re.compile(r"[.!?…][\"'”’»)\]]*\s+|[。！？]"),
    _BREAK,
    re.compile(r"\s+"),
)
"""Where a piece may end, best first: after a paragraph, a sentence, a line, white space."""


class Piece(NamedTuple):
    """A stretch of an article's text, as it is; `start` is its place."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the next one starts."""
        return self.start + len(self.text)


class _Line(NamedTuple):
    text: str
    end: int
    """Where its break starts."""
    after: int
    """Where the next line starts; equals `end` for the last one."""


def blanked(text: str) -> str:
    """The text with blanks in place of the line breaks within paragraphs; as long as `text`.

    A break stays where it says something: beside a blank line, before the item of a list, after a sentence
    whose line ended early (the next word would have fitted), and in verse or a column of names.
    """
    made: list[str] = []
    block: list[_Line] = []
    at = 0
    for line in _lines(text):
        if line.text.strip():
            block.append(line)
            continue
        at = _join(text, block, at, made)
        block = []
    made.append(text[_join(text, block, at, made) :])
    return "".join(made)


def pieces(text: str, limit: int = LIMIT) -> list[Piece]:
    """Cut a text into pieces of at most `limit` characters, each at the best place in its second half.

    That is after a paragraph, so that blanking a piece blanks what blanking the text does; else after a
    sentence, a line or white space. Only a text without any is cut elsewhere, and then not within what is
    seen as one character.
    """
    found: list[Piece] = []
    start = 0
    while len(text) - start > limit:
        end = _cut(text, start, start + limit)
        found.append(Piece(start, text[start:end]))
        start = end
    if start < len(text):
        found.append(Piece(start, text[start:]))
    return found


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for found in _ENDS.finditer(text):
        lines.append(_Line(text[start : found.start()], found.start(), found.end()))
        start = found.end()
        if found[0] in _PARAGRAPH_ENDS:
            lines.append(_Line("", start, start))
    lines.append(_Line(text[start:], len(text), len(text)))
    return lines


def _join(text: str, block: list[_Line], at: int, made: list[str]) -> int:
    """Append the text up to the last break within `block`, which is blanked; returns where that ends."""
    if len(block) < 2:
        return at
    width = max(len(line.text.rstrip()) for line in block)
    verse = len(block) > 3 and width <= _VERSE and all(_begins_anew(line.text) for line in block)
    for line, following in pairwise(block):
        if _stays(line.text.rstrip(), following.text, width, verse=verse):
            continue
        made.append(text[at : line.end])
        made.append(" " * (line.after - line.end))
        at = line.after
    return at


def _stays(line: str, following: str, width: int, *, verse: bool) -> bool:
    """Whether the break between two lines of a block, at most `width` characters wide, says something."""
    if verse or _BULLET.match(following):
        return True
    early = len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width
    ended = bool(_SENTENCE_END.search(line) and not _ABBREVIATION.search(line))
    if _NUMBERED.match(following) and (early or ended or _NUMBERED.match(line)):
        return True
    if not _begins_anew(following):
        return False
    if ended:
        return early or len(line) > _WRAP
    return early and width > _WRAP


def _begins_anew(line: str) -> bool:
    return not line.lstrip()[:1].islower()


def _cut(text: str, start: int, last: int) -> int:
    """The best end of a piece in the second half of `[start, last)`."""
    half = start + max(1, (last - start) // 2)
    for blank_line in ("\n\n", "\r\n\r\n"):
        at = text.rfind(blank_line, half, last)
        if at >= 0:
            return at + len(blank_line)
    for place in _CUTS:
        # The pattern sees two characters more, so that white space and CRLF are not cut in two.
        found = place.finditer(text, half, last + 2)
        ends = [m.end() for m in found if m.end() <= last and not _is_abbreviation(text, m.start())]
        if ends:
            return ends[-1]
    return _character_end(text, half, last)


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether the stop at `at` ends no sentence but a word such as "Mr."."""
    return text[at] == "." and bool(_ABBREVIATION.search(text, max(0, at - 8), at + 1))


def _character_end(text: str, half: int, last: int) -> int:
    """The last end of a seen character (a grapheme cluster) in `[half, last]`, or `last`."""
    import regex  # Only here: it is slow to load, and nearly every text has white space.

    at = last
    for found in regex.finditer(r"\X", text, pos=max(half, last - 512), endpos=min(len(text), last + 64)):
        if found.end() > last:
            break
        at = found.end()
    return at
