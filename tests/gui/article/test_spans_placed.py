"""Boxes and labels: over wrapped lines, nested, crossing; labels never touch; head room only where needed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Span, State
from annotations.offsets import Tokens
from gui.article.blocks import Blocks
from gui.article.labels import APART
from gui.article.marks import DEEPEST, Mark, marks_of
from gui.article.measures import Measures
from gui.article.place import Draft, Placed, place
from gui.article.shape import Shape

MakeSpan = Callable[..., Span]
TEXT = (
    "The Collective Security Treaty Organization of the Nagorno-Karabakh region met in Yerevan "
    "on Thursday evening."
)


def lay_out(
    text: str,
    spans: list[Span],
    *,
    width: float = 400,
    tokens: Tokens | None = None,
    lanes: list[int] | None = None,
) -> Placed:
    measures = Measures("Serif", 1.0, width + 48)
    shape = Shape(text, text, 0, measures.reading, measures.width, measures.tab)
    hook = None if lanes is None else lambda _: lanes
    return place(shape, marks_of(spans, tokens), measures, closes=True, lanes_for=hook)


@pytest.mark.usefixtures("qapp")
def test_a_span_over_a_line_break_has_a_box_in_each_line_with_open_ends(make_span: MakeSpan) -> None:
    name = "Collective Security Treaty Organization"
    placed = lay_out(TEXT, [make_span(TEXT, name)], width=250)
    first, *between, last = placed.pieces
    assert [p.line for p in placed.pieces] == list(range(first.line, last.line + 1))
    assert (first.first, first.last, first.open_left, first.open_right) == (True, False, False, True)
    assert (last.first, last.last, last.open_left, last.open_right) == (False, True, True, False)
    assert all(p.open_left and p.open_right for p in between)
    assert placed.labels[0].parts[0].text == "PERSON"
    assert all(label.parts[0].text == "… PERSON" for label in placed.labels[1:])


@pytest.mark.usefixtures("qapp")
def test_an_outer_box_encloses_an_inner_one_and_a_crossing_one_is_taller(make_span: MakeSpan) -> None:
    outer, inner = make_span(TEXT, "the Nagorno-Karabakh region"), make_span(TEXT, "Nagorno-Karabakh")
    boxes = {p.mark.lead.id: p.rect for p in lay_out(TEXT, [inner, outer], width=900).pieces}
    assert boxes[outer.id].contains(boxes[inner.id])
    crossing = [make_span(TEXT, "Security Treaty"), make_span(TEXT, "Treaty Organization")]
    heights = {p.rect.height() for p in lay_out(TEXT, crossing, width=900).pieces}
    assert len(heights) == 2


@pytest.mark.usefixtures("qapp")
def test_a_box_reaches_into_white_space_but_not_onto_letters(make_span: MakeSpan) -> None:
    text = "in Yerevan, or Yerevans"
    free, tight = lay_out(text, [make_span(text, "in")]).pieces[0], lay_out(text, [make_span(text, "Yerev")])
    placed = lay_out(text, [make_span(text, "Yerevan")])
    line, (left, _) = placed.shape.cell(3)
    right = placed.shape.cell(9)[1][1]
    box = placed.pieces[0].rect
    assert box.left() < left
    assert box.right() <= right + 0.5
    assert free.rect.right() > placed.shape.cell(1)[1][1] - 0.5
    assert tight.pieces[0].rect.right() <= tight.shape.cell(7)[1][1] + 0.5
    assert line == 0


@pytest.mark.usefixtures("qapp")
def test_equal_bounds_are_one_box_with_alternatives(make_span: MakeSpan) -> None:
    spans = [
        make_span(TEXT, "Yerevan", "PERSON", name="low", score=0.2),
        make_span(TEXT, "Yerevan", "GPE", name="high", score=0.8),
    ]
    placed = lay_out(TEXT, spans)
    (piece,) = placed.pieces
    (label,) = placed.labels
    assert piece.mark.lead.id == "high"
    assert [part.text for part in label.parts] == ["GPE 0.80", "PERSON 0.20"]
    decided = marks_of([spans[1], make_span(TEXT, "Yerevan", "ORG", State.ACCEPTED, "own")], None)
    assert decided[0].lead.id == "own"


@pytest.mark.usefixtures("qapp")
def test_a_span_off_the_tokens_has_a_badge_behind_its_label(make_span: MakeSpan) -> None:
    tokens = Tokens.of([(0, 3), (4, 14)], "words")
    text = "The Collective"
    (on,) = lay_out(text, [make_span(text, "Collective")], tokens=tokens).labels
    (off,) = lay_out(text, [make_span(text, "Collect")], tokens=tokens).labels
    assert on.badge is None
    assert off.badge is not None
    assert off.badge[0] > off.parts[-1].left + off.parts[-1].width


bounds = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(
    lambda b: (b[0], min(len(TEXT), sum(b)))
)


@pytest.mark.usefixtures("qapp")
@given(st.lists(bounds, max_size=14, unique=True), st.integers(150, 700))
def test_labels_never_touch_and_boxes_stay_in_their_lines(found: list[tuple[int, int]], width: int) -> None:
    spans = [
        Span(f"s{n}", start, end, "ORGANIZATION", State.SUGGESTED, ("test",), 0.5)
        for n, (start, end) in enumerate(found)
    ]
    placed = lay_out(TEXT, spans, width=width)
    rows: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for label in placed.labels:
        rows.setdefault((label.line, label.row), []).append((label.left, label.right))
        line = placed.lines[label.line]
        assert label.rect.bottom() < line.baseline
        assert label.rect.top() >= line.top - 8, "a label keeps to the head room of its line"
    for row in rows.values():
        assert all(a[1] + APART <= b[0] + 0.01 for a, b in pairwise(sorted(row)))
    tops = sorted({(label.line, label.row): label.baseline for label in placed.labels}.items())
    for ((line, row), low), ((other_line, other_row), high) in pairwise(tops):
        if line == other_line and other_row == row + 1:
            assert low - high >= 9
    shown = {s.id for p in placed.pieces for s in p.mark.spans}
    assert shown == {s.id for s in spans if TEXT[s.start : s.end].strip()} | shown


@pytest.mark.usefixtures("qapp")
def test_head_room_is_given_only_where_it_is_needed(make_span: MakeSpan) -> None:
    plain = lay_out(TEXT, [], width=250)
    pitch = plain.lines[0].height
    assert {line.height for line in plain.lines} == {pitch}
    one = lay_out(TEXT, [make_span(TEXT, "Yerevan")], width=250)
    at = one.pieces[0].line
    assert one.lines[at].height == pytest.approx(pitch + 12 - 5, abs=1)
    assert all(line.height == pitch for n, line in enumerate(one.lines) if n != at)
    lanes = lay_out(TEXT, [make_span(TEXT, "Yerevan")], width=250, lanes=[0] * at + [2])
    assert lanes.lines[at].height == pytest.approx(pitch + 7 + 2 * 16 + 6, abs=1)
    assert plain.height == pytest.approx(sum(line.height for line in plain.lines))


@pytest.mark.usefixtures("qapp")
def test_the_draft_that_lanes_are_counted_from_has_the_labels(make_span: MakeSpan) -> None:
    seen: list[Draft] = []

    def lanes(draft: Draft) -> list[int]:
        seen.append(draft)
        return []

    measures = Measures("Serif", 1.0, 500)
    shape = Shape(TEXT, TEXT, 0, measures.reading, measures.width, measures.tab)
    placed = place(shape, marks_of([make_span(TEXT, "Yerevan")], None), measures, lanes_for=lanes)
    assert [label.mark for label in seen[0].labels] == [label.mark for label in placed.labels]


def test_levels_count_what_is_inside_and_end_somewhere() -> None:
    nested = [Span(f"s{n}", 0, 30 - n, "ORG", State.ACCEPTED) for n in range(10)]
    marks: list[Mark] = marks_of(nested, None)
    assert [mark.level for mark in marks[-3:]] == [2, 1, 0]
    assert max(mark.level for mark in marks) == DEEPEST
    assert {
        m.level
        for m in marks_of(
            [Span("a", 0, 2, "ORG", State.ACCEPTED), Span("b", 2, 4, "ORG", State.ACCEPTED)], None
        )
    } == {0}


@pytest.mark.usefixtures("qapp")
def test_a_box_in_a_line_of_both_directions_covers_its_letters(make_span: MakeSpan) -> None:
    text = "abc שלום עולם xyz"
    placed = lay_out(text, [make_span(text, "שלום")])
    (piece,) = placed.pieces
    for offset in range(4, 8):
        _, (left, right) = placed.shape.cell(offset)
        assert piece.rect.left() - 1 <= left
        assert right <= piece.rect.right() + 1
    both = lay_out(text, [make_span(text, "abc שלום")])
    assert len(both.pieces) == 2, "what is apart to the eye has a box each"


SCRAPS = (
    "word ",
    "a",
    "\r\n",
    "\n\n",
    "\u2028",
    "\t",
    "\0",
    "e\u0301",
    "👩\u200d👧",
    "שלום ",
    "12 ",
    "\u00a0",
    " ",
)


@pytest.mark.usefixtures("qapp")
@given(
    st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=8),
    st.booleans(),
)
def test_every_span_of_any_text_can_be_laid_out_and_has_a_box(
    text: str, found: list[tuple[int, int]], flow: bool
) -> None:
    blocks = Blocks(text, reflowed=flow)
    measures = Measures("Serif", 1.0, 300)
    spans = [
        Span(f"s{n}", a, a + b, "ORG", State.SUGGESTED)
        for n, (a, b) in enumerate(found)
        if a + b <= len(text)
    ]
    boxed: set[str] = set()
    for n in range(len(blocks)):
        start, end = blocks.start(n), blocks.end(n)
        shape = Shape(
            blocks.source(n), blocks.shown(n), start, measures.reading, measures.width, measures.tab
        )
        inside = [s for s in spans if s.start < end and s.end > start]
        placed = place(shape, marks_of(inside, None), measures)
        boxed |= {span.id for piece in placed.pieces for span in piece.mark.spans}
        assert all(piece.rect.width() > 0 for piece in placed.pieces)
        assert all(line.height > 0 for line in placed.lines)
    wanted = {s.id for s in spans if text[s.start : s.end].strip()}
    assert wanted <= boxed
