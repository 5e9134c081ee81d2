"""The tags of CoNLL files: IOB1, IOB2, BIOES, BILOU and bare labels, read and made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

TAG = re.compile(r"[BIESLUMW]-\S+|O")
"""A tag of any scheme."""

_BEGINS, _ENDS = frozenset("BSUW"), frozenset("ESLUW")


class Stretch(NamedTuple):
    """A span in tokens: `first` and `last` are both its own."""

    first: int
    last: int
    label: str
    begins: bool
    """Whether its first tag says that it begins there; in IOB1 most do not."""


def split(tag: str) -> tuple[str, str]:
    """A tag's letter and its label; a label alone counts as inside (`I`), `O` has none."""
    if tag in ("O", "_", "-"):
        return "O", ""
    letter, dash, label = tag.partition("-")
    return (letter, label) if dash and letter in "BIESLUMW" and len(letter) == 1 else ("I", tag)


def stretches(tags: Iterable[str]) -> Iterator[Stretch]:
    """The spans of a sentence's tags.

    One rule reads all schemes: a span begins where the letter says so, where the label changes, and after
    the end of another.
    """
    first, label, begins, last = -1, "", False, -1
    for n, tag in enumerate(tags):
        letter, found = split(tag)
        if first >= 0 and (letter == "O" or letter in _BEGINS or found != label):
            yield Stretch(first, last, label, begins)
            first = -1
        if letter == "O":
            continue
        if first < 0:
            first, label, begins = n, found, letter in _BEGINS
        last = n
        if letter in _ENDS:
            yield Stretch(first, last, label, begins)
            first = -1
    if first >= 0:
        yield Stretch(first, last, label, begins)


def tags_of(count: int, spans: Iterable[tuple[int, int, str]], *, bioes: bool) -> list[str]:
    """The tags of `count` tokens with spans that do not overlap, each from its first to its last token."""
    tags = ["O"] * count
    for first, last, label in spans:
        for n in range(first, last + 1):
            letter = "B" if n == first else "I"
            if bioes and n == last:
                letter = "S" if n == first else "E"
            tags[n] = f"{letter}-{label}"
    return tags
