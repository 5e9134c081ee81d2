"""What a format keeps of an article and what it loses, in words that a person can decide on."""

from __future__ import annotations

from annotations.formats.format import Holds


def keeps(holds: Holds) -> list[str]:
    """What it holds, most important first."""
    return [words for words, held in _parts(holds) if held]


def loses(holds: Holds) -> list[str]:
    """What it cannot hold, most important first."""
    return [words for words, held in _parts(holds) if not held]


def _parts(holds: Holds) -> tuple[tuple[str, bool], ...]:
    return (
        ("the exact text", holds.text),
        ("tokens", holds.tokens),
        ("overlapping spans", holds.overlapping),
        ("spans off the tokens", holds.off_token),
        ("relations", holds.relations),
        ("undecided suggestions", holds.undecided),
        ("what was rejected", holds.rejected),
        ("notes", holds.notes),
        ("sources", holds.sources),
    )
