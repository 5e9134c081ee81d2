"""The letters that stand on the possible targets of a relation in the making. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ALPHABET = "ASDFGHJKLWERTUIOPQZXCVBNMY"
"""The letters in the order in which they are given out: the home row first, the farthest reaches last."""

_SINGLE = 9
"""The home row always stays single letters."""


def letters(targets: Sequence[str]) -> dict[str, str]:
    """Give each target, nearest first, the letters to type for it: one where they last, else two or three.

    No code begins another, so a target is chosen as soon as its last letter is typed.
    """
    codes = list(ALPHABET[:_SINGLE])
    level, deeper = list(ALPHABET[_SINGLE:]), list[str]()
    while len(codes) + len(level) + len(deeper) < len(targets):
        if not level:
            level, deeper = sorted(deeper, key=_ease), []
        stem = level.pop()
        deeper.extend(stem + letter for letter in ALPHABET)
    codes += level
    codes += sorted(deeper, key=_ease)
    return dict(zip(targets, codes, strict=False))


def left_by(codes: Mapping[str, str], typed: str) -> dict[str, str]:
    """The targets that can still be meant when `typed` (in either case) was typed, with what is to follow.

    A target whose code is complete has an empty rest, and is then the only one; none is left by a letter that
    stands on no target.
    """
    typed = typed.upper()
    return {target: code[len(typed) :] for target, code in codes.items() if code.startswith(typed)}


def _ease(code: str) -> tuple[int, ...]:
    return tuple(ALPHABET.index(letter) for letter in code)
