"""What stands in the text as one highlight: the spans of equal bounds, and how deep it is nested. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotations.model import Span, State
from annotations.offsets import Tokens

DEEPEST = 4
"""Levels of nesting past which boxes grow no more."""

_RANK = {State.ACCEPTED: 0, State.SUGGESTED: 1, State.REJECTED: 2, State.WITHDRAWN: 3}


class Mark(msgspec.Struct, frozen=True, gc=False):
    """One highlight. `spans` have equal bounds, the one that gives the colour first.

    `level` counts the highlights inside of it or crossed by it, one inside the other. `off_token` says that
    its bounds are not those of tokens.
    """

    start: int
    end: int
    spans: tuple[Span, ...]
    level: int = 0
    off_token: bool = False

    @property
    def lead(self) -> Span:
        """The span that gives the highlight its colour and state: accepted first, then the surest."""
        return self.spans[0]


def marks_of(spans: Iterable[Span], tokens: Tokens | None) -> list[Mark]:
    """Group spans of equal bounds; in reading order, outer before inner."""
    groups: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        groups.setdefault((span.start, span.end), []).append(span)
    bounds = sorted(groups, key=lambda b: (b[0], -b[1]))
    levels = _levels(bounds)
    return [
        Mark(
            start,
            end,
            tuple(sorted(groups[start, end], key=_rank)),
            levels.get((start, end), 0),
            tokens is not None and start < end and tokens.exact(start, end) is None,
        )
        for start, end in bounds
    ]


def _rank(span: Span) -> tuple[int, float, str]:
    return (_RANK[span.state], -(span.score or 0.0), span.label)


def _levels(bounds: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The level of each that overlaps another; the shorter lies inside."""
    levels: dict[tuple[int, int], int] = {}
    cluster: list[tuple[int, int]] = []
    reach = -1
    for bound in bounds:
        if bound[0] >= reach and cluster:
            _stack(cluster, levels)
            cluster = []
        cluster.append(bound)
        reach = max(reach, bound[1])
    _stack(cluster, levels)
    return levels


def _stack(cluster: list[tuple[int, int]], levels: dict[tuple[int, int], int]) -> None:
    if len(cluster) < 2:
        return
    below: list[tuple[int, int]] = []
    for start, end in sorted(cluster, key=lambda b: (b[1] - b[0], b[0])):
        inside = (levels[b] for b in below if b[0] < end and b[1] > start)
        levels[start, end] = min(DEEPEST, max(inside, default=-1) + 1)
        below.append((start, end))
