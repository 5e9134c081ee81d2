"""`Doc._.rel`: every ordered pair of entities by their first tokens, with each label from 0 to 1."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

KEY = "rel"
"""The name of the extension, as spaCy's relation tutorial has it."""

MOST_PAIRS = 250_000
"""Pairs of one article from which on only those are written that a relation joins."""

_LIKELY = 0.5
_NUMBERS = re.compile(r"\D*(\d{1,9})\D+(\d{1,9})\D*")

Triple = tuple[int, int, str]
"""The first tokens of head and child, and the label."""

Pairs = dict[tuple[int, int], dict[str, float]]


def pairs(
    firsts: Sequence[int],
    relations: Sequence[Triple],
    refused: Sequence[Triple],
    labels: Sequence[str],
    *,
    whole: bool,
) -> Pairs:
    """The value of `Doc._.rel`: 1.0 where a relation is, 0.0 where none is.

    Of an article that is not done (`whole` False), and of one with too many pairs, a pair or a label is
    there only where it was decided: what is not there is unknown, not refuted.
    """
    found: Pairs = {}
    if whole and len(firsts) ** 2 <= MOST_PAIRS:
        found = {(head, child): dict.fromkeys(labels, 0.0) for head, child in product(firsts, firsts)}
    for value, triples in ((0.0, refused), (1.0, relations)):
        for head, child, label in triples:
            found.setdefault((head, child), {})[label] = value
    return found


def triples(value: object) -> Iterator[Triple | None]:
    """The relations in a value of `Doc._.rel`, those of 0.5 and more; None for what cannot be understood.

    A pair is a tuple of two numbers or a text with two numbers in it; a label's value is a number or True.
    """
    if value is None:
        return
    if not isinstance(value, dict):
        yield None
        return
    for pair, by_label in value.items():
        ends = _ends(pair)
        if ends is None or not isinstance(by_label, dict):
            yield None
            continue
        for label, given in by_label.items():
            share = _number(given)
            if share is None or not isinstance(label, str):
                yield None
            elif share >= _LIKELY:
                yield (*ends, label)


def places(value: object) -> set[int]:
    """All numbers that the pairs in a value of `Doc._.rel` are of."""
    found = (_ends(pair) for pair in value) if isinstance(value, dict) else ()
    return {place for ends in found if ends is not None for place in ends}


def _ends(pair: object) -> tuple[int, int] | None:
    if isinstance(pair, (tuple, list)) and len(pair) == 2:
        head, child = pair
        if isinstance(head, int) and isinstance(child, int):
            return head, child
    if isinstance(pair, str) and (found := _NUMBERS.fullmatch(pair)):
        return int(found[1]), int(found[2])
    return None


def _number(given: Any) -> float | None:
    """A number, also one of numpy's as spaCy stores it; None for anything else."""
    if isinstance(given, dict) and given.get(b"nd") is False:
        kind, data = given.get(b"type"), given.get(b"data")
        form = {"<f2": "<e", "<f4": "<f", "<f8": "<d"}.get(kind) if isinstance(kind, str) else None
        if form is None or not isinstance(data, bytes) or len(data) != struct.calcsize(form):
            return None
        return float(struct.unpack(form, data)[0])
    return float(given) if isinstance(given, (int, float)) else None
