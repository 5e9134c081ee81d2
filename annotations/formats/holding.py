"""What a format keeps of an article and what it loses, in words that a person can decide on."""

from __future__ import annotations

from annotations.formats.format import Holds


def keeps(holds: Holds) -> list[str]:
    """What it holds, most important first."""
    return [
        "the text" if holds.text else "the text as tokens",
        *(words for words, held in _parts(holds) if held),
    ]


def loses(holds: Holds) -> list[str]:
    """What it cannot hold, most important first."""
    lost = [] if holds.text else ["white space between tokens"]
    return [*lost, *(words for words, held in _parts(holds) if not held)]


def _parts(holds: Holds) -> tuple[tuple[str, bool], ...]:
    return (
        ("tokens", holds.tokens),
        ("overlapping spans", holds.overlapping),
        ("spans off the tokens", holds.off_token),
        ("relations", holds.relations),
        ("undecided", holds.undecided),
        ("rejected", holds.rejected),
        ("notes", holds.notes),
        ("sources", holds.sources),
    )
