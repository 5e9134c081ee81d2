"""What the queue says in words: how far an article is, how fast the person is, what a filter lets through."""

from __future__ import annotations

from annotations.dataset import QueueRow, Sort, Totals, Wanted
from annotations.dataset.pace import Pace
from annotations.model import Status

_ENOUGH = 3
"""Articles that a pace is taken from at the least: one says nothing of the next."""

_ORDERS = {
    (Sort.POSITION, False): "",
    (Sort.POSITION, True): "Last first",
    (Sort.LENGTH, False): "Shortest first",
    (Sort.LENGTH, True): "Longest first",
    (Sort.UNDECIDED, False): "Fewest undecided first",
    (Sort.UNDECIDED, True): "Most undecided first",
}


def second_line(row: QueueRow) -> str:
    """The words below an article's title: `24 accepted · 4 relations`, `12 undecided of 33`."""
    if row.flagged:
        rest = _counts(row)
        return f"Flagged · {rest}" if rest else "Flagged"
    if row.status is Status.SKIPPED:
        return "Skipped"
    return _counts(row) or ("No suggestions yet" if row.status is Status.UNTOUCHED else "Nothing annotated")


def _counts(row: QueueRow) -> str:
    decided = row.accepted + row.relations
    if row.undecided and row.status is not Status.DONE:
        of = f" of {row.undecided + decided:,}" if decided else ""
        return f"{row.undecided:,} undecided{of}"
    parts = [f"{row.accepted:,} accepted"] if decided else []
    if row.relations:
        parts.append(f"{row.relations:,} relation{'' if row.relations == 1 else 's'}")
    if row.undecided:
        parts.append(f"{row.undecided:,} undecided")
    return " · ".join(parts)


def order_words(wanted: Wanted) -> str:
    """The order, where it is not that of the queue."""
    return _ORDERS[wanted.sort, wanted.descending]


def pace_words(pace: Pace | None, totals: Totals) -> str:
    """`14 an hour · about 5 h 30 left`; empty until there is a pace, and where nothing is left."""
    left = totals.articles - totals.done - totals.skipped
    if pace is None or pace.articles < _ENOUGH or left <= 0:
        return ""
    hourly = f"{pace.per_hour:,.0f}" if pace.per_hour >= 10 else f"{pace.per_hour:.1f}".removesuffix(".0")
    return f"{hourly} an hour · about {duration_words(pace.remaining(left))} left"


def duration_words(seconds: float) -> str:
    """A duration as exactly as an estimate deserves: `5 min`, `1 h 20`, `14 h`, `3 days of 8 h`."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes if minutes < 10 else 5 * round(minutes / 5)} min"
    hours, rest = divmod(10 * round(minutes / 10), 60)
    if hours < 10:
        return f"{hours} h {rest}" if rest else f"{hours} h"
    if hours < 24:
        return f"{round(minutes / 60)} h"
    return f"{round(minutes / 60 / 8):,} days of 8 h"
