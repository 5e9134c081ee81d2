"""The text as blocks: paragraphs of a re-flowed text, or the lines as they are. No Qt here.

What is shown of a block has as many UTF-16 units as what it stands for, so offsets stay those of the text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right

_ENDS = "\n\x0b\x0c\r\x85\u2028\u2029"
"""Every character that ends a line; form feed and U+2029 end a paragraph."""

_BLANKS = " \t" + _ENDS
_END = f"(?>\r\n|[{_ENDS}])"
_LINE_END = re.compile(_END)
_BLANK_LINES = rf"(?:[^\S{_ENDS}]*{_END})"
_PARAGRAPH_END = re.compile(rf"(?:[\x0c\u2029]|{_END}{_BLANK_LINES}){_BLANK_LINES}*")
_JOINT = re.compile(rf"[ \t]*{_END}[ \t]*")
_BIDI = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_NOTHING = "\u200b"
"""Zero-width space: stands for a unit that takes no room."""

_LONGEST = 4000
"""Code points past which a block is cut at a blank, so that no decision waits for a huge paragraph."""

_SAMPLE = 60_000
"""Code points that tell whether a text is hard-wrapped."""

_HARMLESS: dict[int, int] = {
    **{code: 0x2400 + code for code in range(32) if code != 9},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), 0xFFFC, *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF], 0xFFFD),
    **{ord(end): ord(_NOTHING) for end in _ENDS},
}
"""Controls become pictures of themselves, what means something to Qt a replacement character."""


class Blocks:
    """The blocks of one text, in order and without gaps: each offset belongs to exactly one.

    A block runs to the start of the next, its line ends included; the end of the text belongs to the last.
    """

    def __init__(self, text: str, *, reflowed: bool) -> None:
        self.text, self.reflowed = text, reflowed
        self._starts = array("q", [0])
        self._gaps = bytearray([0])
        for start in _paragraphs(text) if reflowed else _lines(text):
            self._cut(start)
            self._starts.append(start)
            self._gaps.append(reflowed)
        self._cut(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, index: int) -> int:
        """The offset of the block's first character."""
        return self._starts[index]

    def end(self, index: int) -> int:
        """The offset after its last character, which is a line end unless it is the text's last."""
        return self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)

    def gap(self, index: int) -> bool:
        """Whether a paragraph's gap stands above it."""
        return bool(self._gaps[index])

    def at(self, offset: int) -> int:
        """The index of the block that `offset` belongs to."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def source(self, index: int) -> str:
        """The block's stretch of the text."""
        return self.text[self.start(index) : self.end(index)]

    def shown(self, index: int) -> str:
        """The block as it is shown: as many UTF-16 units as its source, and nothing that ends a line."""
        return reflowed(self.source(index)) if self.reflowed else as_is(self.source(index))

    def _cut(self, end: int) -> None:
        """Cut what stands before `end` into blocks of `_LONGEST` at the most."""
        start = self._starts[-1]
        while end - start > _LONGEST:
            start = _break(self.text, start, start + _LONGEST)
            self._starts.append(start)
            self._gaps.append(0)


def _lines(text: str) -> list[int]:
    return [m.end() for m in _LINE_END.finditer(text) if m.end() < len(text)]


def _paragraphs(text: str) -> list[int]:
    skip = len(text) - len(text.lstrip(_BLANKS))
    ends = (m.end() for m in _PARAGRAPH_END.finditer(text, skip))
    return [end for end in ends if end < len(text)]


def _break(text: str, start: int, end: int) -> int:
    """The last good place for a cut in `(start, end]`: after a blank, else where no cluster is torn."""
    blank = max(text.rfind(" ", start + _LONGEST // 2, end), text.rfind("\n", start + _LONGEST // 2, end))
    if blank > 0:
        return blank + 1
    place = end
    while place > end - 64 and (_joins(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place


def _joins(character: str) -> bool:
    return character in "\u200d\n" or unicodedata.category(character) in ("Mn", "Me", "Mc", "Sk")


def as_is(source: str) -> str:
    """A line as it is shown: its end takes no room, controls are harmless, tabs stay."""
    return source.translate(_HARMLESS)


def reflowed(source: str) -> str:
    """A paragraph as it is shown: a break inside it is one blank, indents and its end take no room."""
    body_end = len(source.rstrip(_BLANKS))
    start = min(len(source) - len(source.lstrip(_BLANKS)), body_end)
    body = _JOINT.sub(lambda m: " " + _NOTHING * (len(m[0]) - 1), source[start:body_end])
    return (_NOTHING * start + body + _NOTHING * (len(source) - body_end)).translate(_HARMLESS)


def has_bidi(text: str) -> bool:
    """Whether the text holds anything that may run from right to left."""
    return not text.isascii() and _BIDI.search(text) is not None


def right_to_left(text: str) -> bool:
    """Whether the text's first character with a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def hard_wrapped(text: str) -> bool:
    """Whether the lines of the text end because they were full, and not because a paragraph did.

    Looks at the lines that are not the last of their paragraph: where they are of a page's width, nearly all
    of them full and few of them ending a sentence, somebody wrapped them.
    """
    inner: list[str] = []
    for paragraph in _PARAGRAPH_END.split(text[:_SAMPLE]):
        inner += [line.strip() for line in _LINE_END.split(paragraph.strip())[:-1]]
    lengths = sorted(len(line) for line in inner)
    if len(lengths) < 3:
        return False
    full = lengths[int(len(lengths) * 0.9)]
    if not 45 <= full <= 130:
        return False
    filled = sum(length >= full * 0.66 for length in lengths)
    ended = sum(line.endswith((".", "!", "?", ":", "。", "”", '"')) for line in inner)
    return filled >= 0.8 * len(inner) and ended <= 0.5 * len(inner)
