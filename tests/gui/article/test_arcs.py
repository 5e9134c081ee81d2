"""The lanes of arcs: nothing overlaps, every relation is named, and what is far away changes nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.article.arc_crowd import MOST_LANES, NEAREST
from gui.article.arc_lanes import APART, CLEAR, LABEL_PAD, LANE, Strip, settle
from gui.article.arc_paths import label_rect
from gui.article.arcs import (
    MOST_SPREAD,
    OVER_EDGE,
    Arc,
    Column,
    End,
    Kind,
    Laid,
    Mark,
    Piece,
    head_room,
    lay_out,
)

COLUMN = Column(0, 704)
EPS = 1e-6

places = st.sampled_from([round(7 + 23.5 * n, 1) for n in range(30)])
ends = st.builds(End, st.integers(0, 6), places, st.sampled_from([0.0, 12.0]), st.booleans())


@st.composite
def arc_lists(draw: st.DrawFn, most: int = 14) -> list[Arc]:
    """Arcs between places that are often shared, as spans have many relations."""
    pairs = draw(st.lists(st.tuples(ends, ends, st.floats(10, 120)), max_size=most))
    return [Arc(f"r{n}", head, child, width) for n, (head, child, width) in enumerate(pairs)]


def extent(piece: Piece) -> tuple[float, float]:
    if piece.label is None:
        return piece.x1, piece.x2
    return min(piece.x1, piece.label - LABEL_PAD), max(piece.x2, piece.label + piece.width + LABEL_PAD)


def uprights(piece: Piece) -> list[float]:
    up = (Mark.HEAD, Mark.CHILD)
    return [x for x, tip in ((piece.x1, piece.left), (piece.x2, piece.right)) if tip.mark in up]


def one(laid: Laid) -> Piece:
    (piece,) = (p for row in laid.pieces.values() for p in row)
    return piece


def arc(name: str, x1: float, x2: float, width: float = 40, line: int = 0, child_line: int = 0) -> Arc:
    return Arc(name, End(line, x1), End(child_line, x2), width)


@given(arc_lists())
def test_nothing_overlaps_in_a_lane(arcs: list[Arc]) -> None:
    laid = lay_out(arcs, range(7), COLUMN)
    for line, row in laid.pieces.items():
        assert laid.lanes[line] == max(p.lane for p in row) + 1
        for lane in range(laid.lanes[line]):
            taken = sorted(extent(p) for p in row if p.lane == lane)
            assert taken, "an empty lane"
            assert all(a[1] + APART <= b[0] + EPS for a, b in pairwise(taken))


@given(arc_lists())
def test_every_relation_is_named_and_has_its_two_marks(arcs: list[Arc]) -> None:
    laid = lay_out(arcs, range(7), COLUMN)
    for a in arcs:
        pieces = laid.of(a.relation)
        assert any(p.label is not None for p in pieces)
        marks = [t.mark for p in pieces for t in (p.left, p.right)]
        assert marks.count(Mark.HEAD) == marks.count(Mark.CHILD) == 1
        assert marks.count(Mark.ONWARD) == marks.count(Mark.ENTRY) == len(pieces) - 1
        low, high = sorted((a.head.line, a.child.line))
        assert [p.line for p in pieces] == list(range(low, high + 1))
        assert all(p.x1 <= p.x2 and p.width == a.label for p in pieces)


@given(arc_lists())
def test_a_label_is_crossed_only_where_there_is_no_place_for_it(arcs: list[Arc]) -> None:
    laid = lay_out(arcs, range(7), COLUMN)
    for row in laid.pieces.values():
        for p in row:
            cuts = [x for other in row if other.lane > p.lane for x in uprights(other)]
            if p.label is None:
                continue
            if any(p.label - CLEAR + EPS < x < p.label + p.width + CLEAR - EPS for x in cuts):
                low, high = p.x1 + 13, p.x2 - 13 - p.width
                edges = sorted((*cuts, low - CLEAR, high + p.width + CLEAR))
                within = [x for x in edges if low - CLEAR <= x <= high + p.width + CLEAR]
                gaps = [b - a for a, b in pairwise(within)]
                assert all(gap < p.width + 2 * CLEAR + EPS for gap in gaps)


@given(arc_lists())
def test_a_label_lies_on_its_long_arc(arcs: list[Arc]) -> None:
    for row in lay_out(arcs, range(7), COLUMN).pieces.values():
        for p in row:
            if p.label is not None and p.x2 - p.x1 >= p.width + 26:
                assert p.x1 + 13 - EPS <= p.label <= p.x2 - 13 - p.width + EPS


@given(arc_lists())
def test_lines_between_are_crossed_in_a_lane_of_their_own(arcs: list[Arc]) -> None:
    for row in lay_out(arcs, range(7), COLUMN).pieces.values():
        for p in row:
            if p.kind is Kind.THROUGH:
                assert [q.relation for q in row if q.lane == p.lane] == [p.relation]
                assert (p.x1, p.x2) == (COLUMN.left - OVER_EDGE, COLUMN.right + OVER_EDGE)


@given(arc_lists(), st.randoms(use_true_random=False))
def test_the_order_of_arcs_does_not_matter(arcs: list[Arc], random: object) -> None:
    shuffled = list(arcs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert lay_out(shuffled, range(7), COLUMN) == lay_out(arcs, range(7), COLUMN)


@given(arc_lists(), st.integers(0, 6), st.integers(1, 4))
def test_a_window_gives_what_the_whole_gives(arcs: list[Arc], start: int, count: int) -> None:
    window = range(start, min(7, start + count))
    whole, part = lay_out(arcs, range(7), COLUMN), lay_out(arcs, window, COLUMN)
    assert part.pieces == {line: row for line, row in whole.pieces.items() if line in window}
    assert part.lanes == {line: n for line, n in whole.lanes.items() if line in window}


@given(arc_lists(), st.integers(0, 6), places, places)
def test_an_arc_in_another_line_moves_nothing(arcs: list[Arc], line: int, x1: float, x2: float) -> None:
    before = lay_out(arcs, range(7), COLUMN)
    after = lay_out([*arcs, arc("zz", x1, x2, line=line, child_line=line)], range(7), COLUMN)
    for other in set(range(7)) - {line}:
        assert after.pieces.get(other) == before.pieces.get(other)


@given(arc_lists())
def test_all_lengths_grow_with_the_scale(arcs: list[Arc]) -> None:
    def doubled(end: End) -> End:
        return End(end.line, (end.x or 0) * 2, end.drop, end.rtl)

    small = lay_out(arcs, range(7), COLUMN)
    large = lay_out(
        [Arc(a.relation, doubled(a.head), doubled(a.child), a.label * 2) for a in arcs],
        range(7),
        Column(COLUMN.left * 2, COLUMN.right * 2, 2),
    )
    assert large.lanes == small.lanes
    for line, row in small.pieces.items():
        for p, q in zip(row, large.pieces[line], strict=True):
            assert (q.relation, q.lane) == (p.relation, p.lane)
            assert (q.x1, q.x2) == pytest.approx((p.x1 * 2, p.x2 * 2))


@given(st.lists(st.tuples(st.floats(0, 650), st.floats(1, 300)), max_size=20))
def test_an_arc_over_another_is_in_a_higher_lane(pairs: list[tuple[float, float]]) -> None:
    strips = [Strip(f"r{n}", x, x + w, True, True, 0, 40, False) for n, (x, w) in enumerate(pairs)]
    settle(strips, -16, 720, 1)
    for a in strips:
        for b in strips:
            if a is not b and a.x1 < b.x1 and b.x2 < a.x2:
                assert a.lane > b.lane


def test_the_head_may_be_on_either_side() -> None:
    right = one(lay_out([arc("r", 20, 300)], [0], COLUMN))
    left = one(lay_out([arc("r", 300, 20)], [0], COLUMN))
    assert (right.left.mark, right.right.mark) == (Mark.HEAD, Mark.CHILD)
    assert (left.left.mark, left.right.mark) == (Mark.CHILD, Mark.HEAD)
    assert (left.x1, left.x2, left.label) == (20, 300, 140)


def test_a_head_below_its_child_comes_in_with_the_head() -> None:
    laid = lay_out([arc("r", 100, 600, line=2, child_line=0)], range(3), COLUMN)
    out, through, into = laid.of("r")
    assert (out.kind, out.left.mark, out.right.mark) == (Kind.OUT, Mark.CHILD, Mark.ONWARD)
    assert (through.kind, through.left.mark, through.right.mark) == (Kind.THROUGH, Mark.ENTRY, Mark.ONWARD)
    assert (into.kind, into.left.mark, into.right.mark) == (Kind.IN, Mark.ENTRY, Mark.HEAD)
    assert (out.x1, out.x2, into.x1, into.x2) == (600, 720, -16, 100)


def test_a_line_that_reads_to_the_left_is_left_at_the_left() -> None:
    arcs = [Arc("r", End(0, 500, rtl=True), End(1, 200, rtl=True), 40)]
    out, into = lay_out(arcs, range(2), COLUMN).of("r")
    assert (out.x1, out.x2, out.left.mark) == (-16, 500, Mark.ONWARD)
    assert (into.x1, into.x2, into.right.mark) == (200, 720, Mark.ENTRY)


def test_ends_that_meet_lie_apart_and_nest() -> None:
    arcs = [arc("long", 100, 500), arc("short", 100, 300), arc("left", 20, 100), arc("twin", 300, 100)]
    laid = lay_out(arcs, [0], COLUMN)
    (long,), (short,), (left,), (twin,) = (laid.of(n) for n in ("long", "short", "left", "twin"))
    assert [left.x2, long.x1, twin.x1, short.x1] == pytest.approx([88, 96, 104, 112])
    assert short.x2 < twin.x2, "two relations of one pair nest"
    assert short.lane < twin.lane < long.lane
    assert left.lane == short.lane == 0, "ends in opposite directions share a lane"


def test_a_relation_of_a_span_with_itself_has_two_ends() -> None:
    piece = one(lay_out([arc("r", 100, 100)], [0], COLUMN))
    assert piece.x2 - piece.x1 == pytest.approx(9)
    assert piece.label is not None


def test_a_label_moves_along_where_an_upright_would_cut_it() -> None:
    laid = lay_out([arc("low", 20, 300), arc("high", 160, 460)], [0], COLUMN)
    (low,), (high,) = laid.of("low"), laid.of("high")
    assert (low.lane, high.lane) == (0, 1)
    assert low.label == pytest.approx(160 - CLEAR - 40)
    assert high.label == pytest.approx(290)


def test_a_short_arc_goes_up_when_its_label_finds_no_place() -> None:
    laid = lay_out([arc("wide", 100, 130, 90), arc("over", 100, 130, 90)], [0], COLUMN)
    assert {p.lane for p in laid.pieces[0]} == {0, 1}
    crowd = [arc("tiny", 200, 240, 90), arc("left", 60, 210, 60), arc("right", 230, 400, 60)]
    rows = lay_out(crowd, [0], COLUMN).pieces[0]
    for p in rows:
        cuts = [x for q in rows if q.lane > p.lane for x in uprights(q)]
        assert p.label is not None
        assert not [x for x in cuts if p.label - CLEAR < x < p.label + p.width + CLEAR]


def test_a_short_piece_leaves_its_label_to_the_long_one() -> None:
    out, into = lay_out([arc("r", 690, 400, 60, child_line=1)], range(2), COLUMN).of("r")
    assert out.label is None
    assert into.label is not None


def test_the_last_piece_keeps_the_label_where_all_are_short() -> None:
    out, into = lay_out([arc("r", 690, 20, 60, child_line=1)], range(2), COLUMN).of("r")
    assert out.label is None
    assert into.label is not None
    assert into.label >= -16


def test_an_end_in_a_line_that_is_not_laid_out_needs_no_x() -> None:
    arcs = [Arc("r", End(1, 100), End(99, None), 40)]
    laid = lay_out(arcs, range(4), COLUMN)
    assert [p.kind for p in laid.of("r")] == [Kind.OUT, Kind.THROUGH, Kind.THROUGH]
    with pytest.raises(ValueError, match="line 99"):
        lay_out(arcs, range(98, 100), COLUMN)


def test_lines_need_no_room_where_there_is_no_arc() -> None:
    laid = lay_out([arc("r", 10, 300, line=3, child_line=3)], [0, 1], COLUMN)
    assert laid == lay_out([], [], COLUMN) == Laid({}, {})
    assert [head_room(n) for n in (0, 1, 3)] == [0, 22, 54]
    assert head_room(2, 1.5) == 57


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_crowd_lies_closer_so_that_the_text_stays_near(scale: float) -> None:
    arcs = [arc(f"r{n}", 10 + n % 7 * 40, 90 + n * 6 % 600, 50) for n in range(200)]
    arcs += [arc(f"over{n}", 10, 50, 60, line=-1 - n, child_line=1 + n) for n in range(100)]
    laid = lay_out(arcs, [0], Column(0, 704 * scale, scale))
    assert laid.lanes[0] == MOST_LANES
    assert len(laid.pieces[0]) == 300
    lanes = sorted({piece.lane for piece in laid.pieces[0]})
    steps = [b - a for a, b in pairwise(lanes)]
    assert lanes[0] == 0
    assert lanes[-1] == pytest.approx(MOST_LANES - 1)
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert steps[0] * LANE >= NEAREST - EPS
    grounds = [label_rect(piece, 0.0, scale) for piece in laid.pieces[0] if piece.lane]
    seen = [rect.adjusted(EPS, EPS, -EPS, -EPS) for rect in grounds if rect is not None]
    assert len(seen) > 20
    assert not any(a.intersects(b) for n, a in enumerate(seen) for b in seen[:n])


def test_many_ends_at_one_span_stay_over_it() -> None:
    arcs = [arc(f"r{n}", 300, 310 + n * 3, 20) for n in range(100)]
    laid = lay_out(arcs, [0], COLUMN)
    starts = [piece.x1 for piece in laid.pieces[0] if piece.left.mark is Mark.HEAD]
    assert max(starts) - min(starts) <= MOST_SPREAD + EPS
