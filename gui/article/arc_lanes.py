"""The lanes and label places of the arcs above one line. No Qt.

Short arcs lie lowest. A label sits in the middle of its arc and moves along where an upright of a higher arc
would cut it; where it finds no place, its arc goes up to a lane in which it does. Only where arcs are so
crowded that this does not help either does an upright pass behind a label.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

LANE = 16.0
"""Height of a lane."""

APART = 6.0
"""Between two arcs in one lane."""

LABEL_PAD = 4.0
"""The page's ground on each side of a label's text."""

LABEL_INSET = 13.0
"""What is seen of a long enough arc on each side of its label's text, at the least."""

CLEAR = LABEL_PAD + 2.0
"""From a label's text to the nearest upright of another arc."""

_LIFTED = 24
"""Pieces in one line up to which arcs are lifted for their labels; a more crowded one gains nothing."""


@dataclass(slots=True)
class Strip:
    """A stretch of one line that an arc takes, from `x1` to `x2`, with what came of it: `lane` and `label`.

    `up1` and `up2` say at which end an upright goes down to the text. `far` ranks strips of equal length,
    `relation` those that are equal in that too. `low` and `high` are what it takes with its label.
    """

    relation: str
    x1: float
    x2: float
    up1: bool
    up2: bool
    far: int
    width: float
    labelled: bool
    lane: int = 0
    label: float | None = None
    low: float = 0.0
    high: float = 0.0


def settle(strips: Sequence[Strip], left: float, right: float, scale: float) -> None:
    """Give each strip of a line its lane and its label's left; labels keep between `left` and `right`."""
    _centre(strips, left, right, scale)
    _stack(strips, scale)
    crossed = _place_labels(strips, left, right, scale)
    if crossed and len(strips) <= _LIFTED:
        _lift(strips, crossed, left, right, scale)
        used = sorted({strip.lane for strip in strips})
        for strip in strips:
            strip.lane = bisect_left(used, strip.lane)


def _stack(strips: Sequence[Strip], scale: float) -> None:
    """Give each the lowest lane in which it is free, the shortest first."""
    gap = APART * scale
    lanes: list[list[tuple[float, float]]] = []
    for strip in sorted(strips, key=lambda s: (s.high - s.low, s.far, s.x1, s.relation)):
        extent = (strip.low, strip.high)
        strip.lane = next((n for n, lane in enumerate(lanes) if _fits(lane, extent, gap)), len(lanes))
        if strip.lane == len(lanes):
            lanes.append([])
        insort(lanes[strip.lane], extent)


def _fits(lane: Sequence[tuple[float, float]], extent: tuple[float, float], gap: float) -> bool:
    n = bisect_left(lane, extent)
    return (n == 0 or lane[n - 1][1] + gap <= extent[0]) and (n == len(lane) or extent[1] + gap <= lane[n][0])


def _range(strip: Strip, left: float, right: float, scale: float) -> tuple[float, float]:
    """From where to where a label's left may lie; on an arc that is too short for it, it covers the arc."""
    inset = LABEL_INSET * scale
    low, high = strip.x1 + inset, strip.x2 - inset - strip.width
    if low <= high:
        return low, high
    low, high = sorted((strip.x1, strip.x2 - strip.width))
    edge_low, edge_high = left, max(left, right - strip.width)
    return min(max(low, edge_low), edge_high), max(min(high, edge_high), edge_low)


def _middle(strip: Strip, left: float, right: float, scale: float) -> float:
    low, high = _range(strip, left, right, scale)
    return min(max((strip.x1 + strip.x2 - strip.width) / 2, low), high)


def _centre(strips: Sequence[Strip], left: float, right: float, scale: float) -> None:
    """Reckon what each takes with its label in the middle; so they never meet in a lane."""
    for strip in strips:
        _extend(strip, _middle(strip, left, right, scale), scale)


def _extend(strip: Strip, label: float, scale: float) -> None:
    """Reckon what the strip takes when its label lies there."""
    strip.low, strip.high = strip.x1, strip.x2
    if strip.labelled:
        strip.low = min(strip.low, label - LABEL_PAD * scale)
        strip.high = max(strip.high, label + strip.width + LABEL_PAD * scale)


def _place_labels(strips: Sequence[Strip], left: float, right: float, scale: float) -> list[Strip]:
    """Place all labels for the lanes as they are; give back those whose label an upright crosses."""
    _centre(strips, left, right, scale)
    uprights = sorted((x, s.lane) for s in strips for x, up in ((s.x1, s.up1), (s.x2, s.up2)) if up)
    crossed = []
    rows: dict[int, list[Strip]] = {}
    for strip in sorted(strips, key=lambda s: s.low):
        rows.setdefault(strip.lane, []).append(strip)
    for row in rows.values():
        for n, strip in enumerate(row):
            if not strip.labelled:
                continue
            keep = (LABEL_PAD + APART) * scale
            low, high = _range(strip, left, right, scale)
            if strip.low < strip.x1 or strip.high > strip.x2:
                low = max(low, row[n - 1].high + keep) if n else low
                high = min(high, row[n + 1].low - keep - strip.width) if n + 1 < len(row) else high
            middle = _middle(strip, left, right, scale)
            free = _free(strip, low, high, middle, uprights, CLEAR * scale)
            strip.label = middle if free is None else free
            _extend(strip, strip.label, scale)
            if free is None:
                crossed.append(strip)
    return crossed


def _free(
    strip: Strip,
    low: float,
    high: float,
    middle: float,
    uprights: Sequence[tuple[float, int]],
    clear: float,
) -> float | None:
    """The place nearest to `middle` within `low` and `high` that no upright of a higher arc cuts."""
    around = uprights[
        bisect_right(uprights, (low - clear, -1)) : bisect_left(uprights, (high + strip.width + clear, -1))
    ]
    left = right = middle
    blocked = [x for x, lane in around if lane > strip.lane]
    for x in blocked:
        if right - clear < x < right + strip.width + clear:
            right = x + clear
    for x in reversed(blocked):
        if left - clear < x < left + strip.width + clear:
            left = x - clear - strip.width
    places = [at for at in (left, right) if low <= at <= high]
    return min(places, key=lambda at: (abs(at - middle), at), default=None)


def _lift(strips: Sequence[Strip], crossed: list[Strip], left: float, right: float, scale: float) -> None:
    """Move arcs with crossed labels up, each to the lowest lane that leaves fewer labels crossed."""
    fewest = len(crossed)
    for strip in sorted(crossed, key=lambda s: (s.lane, s.x1, s.relation)):
        if not fewest:
            return
        start = strip.lane
        for lane in range(start + 1, max(s.lane for s in strips) + 2):
            _centre(strips, left, right, scale)
            others = sorted((s.low, s.high) for s in strips if s.lane == lane)
            if not _fits(others, (strip.low, strip.high), APART * scale):
                continue
            strip.lane = lane
            left_over = len(_place_labels(strips, left, right, scale))
            if left_over < fewest:
                fewest = left_over
                break
            strip.lane = start
        else:
            _place_labels(strips, left, right, scale)
