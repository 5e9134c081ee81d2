"""Label keys: which there are, how they are written, and which a new label gets.

A key is a digit, a letter but A X R U (which decide and relate), or Shift and a letter but A X R. It is
written `1`, `B` or `Shift+B`. Entities and relations have keys of their own, so one key may serve both.
"""

from __future__ import annotations

from collections.abc import Collection
from string import ascii_uppercase

_DIGITS = tuple("1234567890")
_LETTERS = tuple(letter for letter in ascii_uppercase if letter not in "AXRU")
_SHIFTED = tuple(f"Shift+{letter}" for letter in ascii_uppercase if letter not in "AXR")

KEYS = _DIGITS + _LETTERS + _SHIFTED
"""All keys a label can have."""

_TAKEN = {
    "A": "accepts",
    "X": "rejects",
    "R": "relates",
    "U": "makes undecided again",
    "Shift+A": "accepts the same everywhere",
    "Shift+X": "rejects the same everywhere",
    "Shift+R": "reverses a relation",
}

RULE = "A label's key is a digit, a letter but A X R U, or Shift and a letter but A X R."
"""The rule in one sentence."""


def normal_key(text: str) -> str:
    """Return a key as it is written: `b` as `B`, `shift + b` as `Shift+B`; what is no key comes back."""
    parts = [part.strip().upper() for part in text.split("+")]
    if len(parts) == 1 and len(parts[0]) == 1:
        return parts[0]
    if len(parts) == 2 and parts[0] == "SHIFT" and len(parts[1]) == 1:
        return f"Shift+{parts[1]}"
    return text.strip()


def key_fault(key: str) -> str:
    """Return what is wrong with a key, as a sentence; empty if nothing is, or if there is no key."""
    if not key or key in KEYS:
        return ""
    if key in _TAKEN:
        return f"The key {key} {_TAKEN[key]}. {RULE}"
    return f"“{key}” is no key for a label. {RULE}"


def free_key(name: str, taken: Collection[str]) -> str:
    """Return a key for a new label: a letter of its name if one is free, else the first free key, or none."""
    free = [key for key in KEYS if key not in taken]
    letters = [letter for letter in normal_letters(name) if letter in free]
    shifted = [f"Shift+{letter}" for letter in normal_letters(name) if f"Shift+{letter}" in free]
    plain = [key for key in free if not key.startswith("Shift+")]
    return next(iter([*letters, *plain, *shifted, *free]), "")


def normal_letters(name: str) -> list[str]:
    """Return the letters A to Z of a name, in order, each once."""
    return [letter for letter in dict.fromkeys(name.upper()) if letter in ascii_uppercase]
