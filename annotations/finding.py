"""Finding words or a regular expression in an article's text."""

from __future__ import annotations

from typing import NamedTuple

from annotations.errors import GoldspanError

LIMIT = 20_000
"""Hits past which looking stops: nobody steps through more."""

SECONDS = 2.0
"""How long one search may take; there are patterns that would take years."""


class Hits(NamedTuple):
    """The bounds of what was found, in order; `cut` where there is more than `LIMIT`."""

    bounds: tuple[tuple[int, int], ...] = ()
    cut: bool = False


def find_all(text: str, wanted: str, *, pattern: bool = False, case: bool = False) -> Hits:
    """Every place of `wanted` in `text` that does not overlap the one before; white space alone is no hit.

    Without `pattern` it is found word by word, so that a line break between two words is no hindrance. With
    it, `wanted` is a regular expression in the syntax of the `regex` module. `case` tells capitals apart.
    Raises GoldspanError for a pattern that is wrong, or that takes too long.
    """
    import regex  # here, since a start does without it

    words = wanted.split()
    source = wanted if pattern else r"\s+".join(regex.escape(word) for word in words)
    if not source or not (pattern or words):
        return Hits()
    found: list[tuple[int, int]] = []
    try:
        compiled = regex.compile(source, flags=regex.MULTILINE | (0 if case else regex.IGNORECASE))
        for match in compiled.finditer(text, timeout=SECONDS):
            if match.group().strip():
                if len(found) == LIMIT:
                    return Hits(tuple(found), cut=True)
                found.append(match.span())
    except regex.error as error:
        raise GoldspanError(f"This is no regular expression: {error}.") from error
    except TimeoutError as error:
        raise GoldspanError("This regular expression takes too long here. Make it simpler.") from error
    return Hits(tuple(found))
