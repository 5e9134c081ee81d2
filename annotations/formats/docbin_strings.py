"""The strings of a `.spacy` file by the numbers that stand for them in it, without loading spaCy.

A number is spaCy's own for one of its symbols (`PERSON` is one), else the MurmurHash64A of the string's UTF-8
with the seed 1.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

from resources.loader import read_text

_MASK = (1 << 64) - 1
_M = 0xC6A4A7935BD1E995
_SEED = 1


@cache
def _symbols() -> tuple[str, ...]:
    """The symbols of spaCy, each at the place of its number; the first is the empty string."""
    return tuple(read_text("spacy_symbols.txt").split("\n")[:-1])


def strings_of(strings: Iterable[str]) -> dict[int, str]:
    """Each string, and each of spaCy's symbols, by its number."""
    found = dict(enumerate(_symbols()))
    symbols = set(found.values())
    found.update((hash64(string.encode()), string) for string in strings if string not in symbols)
    return found


def hash64(data: bytes) -> int:
    """The MurmurHash64A of some bytes with spaCy's seed."""
    whole = len(data) & ~7
    value = _SEED ^ (len(data) * _M & _MASK)
    for (block,) in struct.iter_unpack("<Q", data[:whole]):
        mixed = block * _M & _MASK
        mixed = (mixed ^ mixed >> 47) * _M & _MASK
        value = (value ^ mixed) * _M & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * _M & _MASK
    value = (value ^ value >> 47) * _M & _MASK
    return value ^ value >> 47
