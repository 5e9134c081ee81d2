"""Matching what was typed with the name of something, letter by letter."""

from __future__ import annotations

from typing import NamedTuple


class Match(NamedTuple):
    """How well it matches (more is better), and at which places of the name the letters were found."""

    score: int
    places: tuple[int, ...]


def match(typed: str, name: str) -> Match | None:
    """Match every word that was typed: as the beginning of a word, within one, or as letters in order."""
    low, score = name.lower(), 0
    places: list[int] = []
    for word in typed.lower().split():
        found = _word(word, low)
        if found is None:
            return None
        score += found.score
        places.extend(found.places)
    return Match(score, tuple(sorted(set(places))))


def _word(word: str, low: str) -> Match | None:
    at = low.find(word)
    starts = at
    while starts > 0 and low[starts - 1].isalnum():
        starts = low.find(word, starts + 1)
    if starts >= 0:
        return Match(100 - min(starts, 40), tuple(range(starts, starts + len(word))))
    if at >= 0:
        return Match(50 - min(at, 40), tuple(range(at, at + len(word))))
    places, start = [], 0
    for letter in word:
        start = low.find(letter, start)
        if start < 0:
            return None
        places.append(start)
        start += 1
    return Match(-(places[-1] - places[0]), tuple(places))
