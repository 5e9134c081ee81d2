"""Where the arcs of relations run above the lines of an article: lanes, ends and labels. No Qt.

`lay_out` takes the arcs and a window of lines, and answers each line on its own from what touches that line
only. So a window gives the same as the whole article would, and an arc added elsewhere moves nothing here.
Lengths are device-independent pixels in the column's coordinates; a lane is counted up from the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from gui.article.arc_crowd import MOST_LANES, NEAREST, bundled, squeezed
from gui.article.arc_lanes import LABEL_INSET, LANE, Strip, settle

MEET = 9.0
"""Between two ends that meet at one span."""

MEET_MANY = 8.0
"""The same where more than three meet."""

OVER_EDGE = 16.0
"""How far an arc that goes on in another line runs over the column's edge."""

MOST_SPREAD = 72.0
"""Between the outermost of many ends that meet at one span: past it they lie closer."""


class Kind(StrEnum):
    """What part of a relation a piece is."""

    WHOLE = "whole"
    OUT = "out"
    IN = "in"
    THROUGH = "through"


class Mark(StrEnum):
    """What a piece ends in."""

    HEAD = "head"
    CHILD = "child"
    ONWARD = "onward"
    """It goes on in a line below: an open chevron over the column's edge."""
    ENTRY = "entry"
    """It comes from a line above: no mark."""


class End(msgspec.Struct, frozen=True, gc=False):
    """Where a relation meets a span: the line, numbered in reading order, and x of the span label's middle.

    `x` is None where the line is not laid out (it must then be outside of the window). `drop` is how far the
    label's top lies under the top of the line's highest label row. `rtl` says that the line reads to the
    left, so that an arc leaves it at the left.
    """

    line: int
    x: float | None
    drop: float = 0.0
    rtl: bool = False


class Arc(msgspec.Struct, frozen=True, gc=False):
    """A relation to be shown: its id, its two ends, and the width of its label's text in px."""

    relation: str
    head: End
    child: End
    label: float


class Column(msgspec.Struct, frozen=True):
    """The column of text: its edges, and the scale (the zoom) of all lengths of this module."""

    left: float
    right: float
    scale: float = 1.0


class Tip(msgspec.Struct, frozen=True, gc=False):
    """One end of a piece; `drop` as in `End`."""

    mark: Mark
    drop: float = 0.0


class Piece(msgspec.Struct, frozen=True, gc=False):
    """The part of an arc in one line: along lane `lane` from `x1` to `x2`, `x1 <= x2`.

    A lane is a whole number, except above a line with more than `MOST_LANES`.
    `label` is the left of the label's text, None where it is left out; `width` is the text's width.
    """

    relation: str
    line: int
    lane: float
    x1: float
    x2: float
    kind: Kind
    left: Tip
    right: Tip
    label: float | None
    width: float


class Laid(msgspec.Struct, frozen=True):
    """The arcs of a window of lines: how many lanes a line has, and its pieces, from the lowest lane up."""

    lanes: dict[int, int]
    pieces: dict[int, list[Piece]]

    def of(self, relation: str) -> list[Piece]:
        """The pieces of one relation, in the order of lines."""
        return [p for line in sorted(self.pieces) for p in self.pieces[line] if p.relation == relation]


@dataclass(slots=True)
class _Draft:
    """A piece before it has a lane; `left` and `right` are x and tip."""

    kind: Kind
    left: tuple[float, Tip]
    right: tuple[float, Tip]
    strip: Strip


def head_room(lanes: float, scale: float = 1.0) -> float:
    """The height that a line needs above its span labels for that many lanes."""
    return (LANE * lanes + 6.0) * scale if lanes else 0.0


def lay_out(arcs: Iterable[Arc], lines: Sequence[int], column: Column) -> Laid:
    """Lay the arcs out over a window of lines (ascending numbers); arcs that touch none of them may be given.

    The answer depends neither on the order of `arcs` nor, line by line, on the other lines in the window.
    """
    drafts: dict[int, list[_Draft]] = {}
    through: dict[int, list[tuple[int, str, float, bool]]] = {}
    if lines:
        first, last = lines[0], lines[-1]
        for arc in arcs:
            low, high = (arc.head.line, arc.child.line)
            if low > high:
                low, high = high, low
            if low <= last and high >= first:
                _cut(arc, lines, column, drafts, through)
    lanes: dict[int, int] = {}
    pieces: dict[int, list[Piece]] = {}
    for line in sorted(drafts.keys() | through.keys()):
        count, made = _settled(line, drafts.get(line, []), column)
        for _, relation, width, labelled in sorted(through.get(line, ())):
            made.append(_crossing(line, count, relation, width, labelled, column))
            count += 1
        lanes[line] = min(count, MOST_LANES)
        pieces[line] = made if count <= MOST_LANES else squeezed(made, count, column.scale)
    return Laid(lanes, pieces)


def _cut(
    arc: Arc,
    lines: Sequence[int],
    column: Column,
    drafts: dict[int, list[_Draft]],
    through: dict[int, list[tuple[int, str, float, bool]]],
) -> None:
    """Cut an arc into pieces, one a line of the window."""
    ends = ((arc.head, Mark.HEAD), (arc.child, Mark.CHILD))
    (a, a_mark), (b, b_mark) = ends if _before(arc.head, arc.child) else ends[::-1]
    if a.line == b.line:
        if _within(a.line, lines):
            left, right = (_x(a), Tip(a_mark, a.drop)), (_x(b), Tip(b_mark, b.drop))
            _add(drafts, a.line, Kind.WHOLE, arc, left, right, 0, True)
        return
    crossed = lines[bisect_right(lines, a.line) : bisect_left(lines, b.line)]
    labelled = _labelled(arc, a, b, column)
    far = b.line - a.line
    for end, mark, kind in ((a, a_mark, Kind.OUT), (b, b_mark, Kind.IN)):
        if not _within(end.line, lines):
            continue
        at = (_x(end), Tip(mark, end.drop))
        over = Tip(Mark.ONWARD if kind is Kind.OUT else Mark.ENTRY)
        left, right = at, (column.right + OVER_EDGE * column.scale, over)
        if (kind is Kind.OUT) is end.rtl:
            left, right = (column.left - OVER_EDGE * column.scale, over), at
        _add(drafts, end.line, kind, arc, left, right, far, kind in labelled)
    for line in crossed:
        through.setdefault(line, []).append((far, arc.relation, arc.label, Kind.THROUGH in labelled))


def _add(
    drafts: dict[int, list[_Draft]],
    line: int,
    kind: Kind,
    arc: Arc,
    left: tuple[float, Tip],
    right: tuple[float, Tip],
    far: int,
    labelled: bool,
) -> None:
    up = (Mark.HEAD, Mark.CHILD)
    strip = Strip(
        arc.relation, left[0], right[0], left[1].mark in up, right[1].mark in up, far, arc.label, labelled
    )
    drafts.setdefault(line, []).append(_Draft(kind, left, right, strip))


def _before(a: End, b: End) -> bool:
    return (a.line, a.x or 0.0) <= (b.line, b.x or 0.0)


def _x(end: End) -> float:
    if end.x is None:
        raise ValueError(f"an end in line {end.line}, which is in the window, has no x")
    return end.x


def _within(line: int, lines: Sequence[int]) -> bool:
    n = bisect_left(lines, line)
    return n < len(lines) and lines[n] == line


def _labelled(arc: Arc, a: End, b: End, column: Column) -> set[Kind]:
    """The kinds of piece that carry the label: those long enough for it, and the last where the first is not.

    It asks nothing of lines between, nor of the last piece when the first is dealt with, so that each can be
    settled when the others' lines are not laid out yet.
    """
    over = OVER_EDGE * column.scale
    needed = arc.label + 2 * LABEL_INSET * column.scale
    long_out = a.x is not None and _reach(a.x, column, not a.rtl) + over >= needed
    long_in = b.x is not None and _reach(b.x, column, b.rtl) + over >= needed
    kinds = {Kind.OUT} if long_out else {Kind.IN}
    if long_in:
        kinds.add(Kind.IN)
    if column.right - column.left + 2 * over >= needed:
        kinds.add(Kind.THROUGH)
    return kinds


def _reach(x: float, column: Column, to_right: bool) -> float:
    """From an end to the column's edge."""
    return column.right - x if to_right else x - column.left


def _crossing(line: int, lane: int, relation: str, width: float, labelled: bool, column: Column) -> Piece:
    over = OVER_EDGE * column.scale
    middle = (column.left + column.right - width) / 2
    return Piece(
        relation,
        line,
        lane,
        column.left - over,
        column.right + over,
        Kind.THROUGH,
        Tip(Mark.ENTRY),
        Tip(Mark.ONWARD),
        middle if labelled else None,
        width,
    )


def _settled(line: int, drafts: list[_Draft], column: Column) -> tuple[int, list[Piece]]:
    """How many lanes the arcs with an end in a line take, and their pieces from the lowest lane up."""
    _spread(drafts, column.scale)
    over = OVER_EDGE * column.scale
    settle([d.strip for d in drafts], column.left - over, column.right + over, column.scale)
    drafts.sort(key=lambda d: (d.strip.lane, d.strip.x1))
    lanes = max((d.strip.lane + 1 for d in drafts), default=0)
    return lanes, [
        Piece(s.relation, line, s.lane, s.x1, s.x2, d.kind, d.left[1], d.right[1], s.label, s.width)
        for d in drafts
        for s in (d.strip,)
    ]


def _spread(drafts: list[_Draft], scale: float) -> None:
    """Set the ends that meet at one place apart, in the order in which they cross each other least.

    From the left: what goes to the left, shortest first; then what goes to the right, longest first.
    """
    meeting: dict[float, list[tuple[tuple[float, int, str], bool, Strip]]] = {}
    for d in drafts:
        strip = d.strip
        rank = (strip.x2 - strip.x1, strip.far, strip.relation)
        if strip.up1:
            meeting.setdefault(strip.x1, []).append((rank, True, strip))
        if strip.up2:
            meeting.setdefault(strip.x2, []).append((rank, False, strip))
    for x, ends in meeting.items():
        if len(ends) == 1:
            continue
        gap = (MEET if len(ends) <= 3 else MEET_MANY) * scale
        gap = min(gap, MOST_SPREAD * scale / (len(ends) - 1))
        step = NEAREST * scale if gap < NEAREST * scale else 0.0
        away = -gap * (len(ends) - 1) / 2
        to_left = sorted((e for e in ends if not e[1]), key=lambda e: e[0])
        to_right = sorted((e for e in ends if e[1]), key=lambda e: e[0], reverse=True)
        for _, starts, strip in to_left + to_right:
            at = x + bundled(away, step)
            if starts:
                strip.x1 = at
            else:
                strip.x2 = at
            away += gap
    for d in drafts:
        strip = d.strip
        if strip.x1 > strip.x2:
            strip.x1, strip.x2, d.left, d.right = strip.x2, strip.x1, d.right, d.left
            strip.up1, strip.up2 = strip.up2, strip.up1
