"""Where in a TOML text a value stands: `tomllib` gives no line numbers, and its faults only in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

Path = tuple[str | int, ...]
"""The way to a value: keys of tables and indexes of arrays, for example `("entity", 3, "key")`."""


def line_of(text: str, path: Path, about: str = "") -> int:
    """Return the line (from 1) on which the value at `path` begins, of a text that parses.

    Of a value over several lines, the first line that holds `about` is preferred. A path that is not there
    gives the line of what it would be in; the empty path gives 1.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    while path and not _holds(tomllib.loads(text), path):
        path = path[:-1]
    if not path:
        return 1
    first, last = _bounds(lines, path)
    named = (n for n in range(first, last + 1) if about and about in lines[n - 1])
    return next(named, first)


def fault_place(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """Return the line (from 1) of a syntax fault and what it is, without the place."""
    words = str(error)
    found = re.search(r" \(at line (\d+), column \d+\)$", words)
    if found:
        return int(found[1]), words[: found.start()]
    return text.rstrip().count("\n") + 1, words.removesuffix(" (at end of document)")


def _bounds(lines: Sequence[str], path: Path) -> tuple[int, int]:
    """The first and the last line of a value: it is in all longer heads of the text that parse.

    Heads that end inside a value of several lines do not parse, so the search steps back to one that does.
    """
    without, within = 0, len(lines)
    while True:
        probe = (without + within) // 2
        head = None
        while probe > without and (head := _parsed(lines[:probe])) is None:
            probe -= 1
        if probe > without and head is not None:
            without, within = (without, probe) if _holds(head, path) else (probe, within)
            continue
        probe = (without + within) // 2 + 1
        while probe < within and (head := _parsed(lines[:probe])) is None:
            probe += 1
        if probe >= within:
            return without + 1, within
        without, within = (without, probe) if _holds(head, path) else (probe, within)


def _parsed(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _holds(value: Any, path: Path) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return False
        elif not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
