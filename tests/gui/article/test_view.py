"""The view: lazy heights, scrolling without jumps, what is repainted, pixels of each state."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.document import Document
from annotations.model import Change, Edit, Relation, Span, State
from annotations.palette import label_colour
from annotations.scheme import LabelScheme
from gui.article.heights import Heights
from gui.article.hit import Kind
from gui.article.view import ArticleView
from gui.theme import LIGHT

Open = Callable[..., ArticleView]
MakeSpan = Callable[..., Span]

SHORT = "Ana Kurt of Oslo met Ben 👩‍🚀 in Rome; nobody saw it."
LONG = "\n\n".join(
    f"Paragraph {n} begins. " + "Some words follow it, more or fewer of them. " * (n * 7 % 23)
    for n in range(400)
)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=50), st.data())
def test_heights_add_up_after_every_change(heights: list[float], data: st.DataObject) -> None:
    sums = Heights(heights)
    for _ in range(5):
        n = data.draw(st.integers(0, len(heights) - 1))
        heights[n] = data.draw(st.floats(1, 1000))
        sums.set(n, heights[n])
    assert sums.total == pytest.approx(sum(heights), abs=1e-6)
    for n in range(len(heights)):
        assert sums.before(n) == pytest.approx(sum(heights[:n]), abs=1e-6)
        if heights[n] > 0.1:
            assert sums.at(sums.before(n) + heights[n] / 2) == n
    assert sums.at(-5) in (0, next((n for n, h in enumerate(heights) if h > 0), 0))
    assert sums.at(1e9) == len(heights) - 1


def on_screen(view: ArticleView, offset: int) -> float:
    return view.char_rect(offset).top()


def first_seen(view: ArticleView) -> int:
    return view.offset_at(QPointF(view.viewport().width() / 2, view.viewport().height() / 2))


@pytest.mark.parametrize("start", [1.0, 0.7, 0.35])
def test_scrolling_up_into_unseen_text_moves_what_is_seen_by_what_was_scrolled(
    open_article: Open, start: float
) -> None:
    view = open_article(LONG)
    view.set_reflowed(True)
    bar = view.verticalScrollBar()
    bar.setValue(int(bar.maximum() * start))
    for _ in range(30):
        offset = first_seen(view)
        before, value = on_screen(view, offset), bar.value()
        bar.setValue(value - 90)
        assert on_screen(view, offset) == pytest.approx(before + 90, abs=1.5)


def test_both_ends_can_be_reached(open_article: Open) -> None:
    view = open_article(LONG)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert 0 < view.char_rect(len(LONG) - 1).bottom() <= view.viewport().height()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    assert 0 < view.char_rect(0).top() < 100


def test_true_heights_replace_estimates_and_add_up(open_article: Open) -> None:
    view = open_article(LONG)
    bar = view.verticalScrollBar()
    for value in range(0, 60000, 500):
        bar.setValue(value)
    bottoms = [view.char_rect(LONG.index(f"Paragraph {n} ")).top() for n in range(400)]
    assert bottoms == sorted(set(bottoms))


def test_what_is_read_stays_where_it_is_when_the_width_or_the_zoom_changes(open_article: Open) -> None:
    view = open_article(LONG)
    view.show_offset(len(LONG) // 2)
    line = view.page.seats[0].placed
    lines = [(view.page.seats[0].top + n.baseline, n.start) for n in line.lines]
    offset = next((start for y, start in lines if y > 20), view.page.seats[1].placed.start)
    before = on_screen(view, offset)
    view.resize(500, 600)
    assert on_screen(view, offset) == pytest.approx(before, abs=2)
    view.set_zoom(1.7)
    assert 0 <= on_screen(view, offset) < 80, "its line may have begun at another word"


def test_going_to_a_span_puts_its_line_at_a_third_unless_it_is_in_view(
    open_article: Open, make_span: MakeSpan
) -> None:
    far, near = make_span(LONG, "Paragraph 300 "), make_span(LONG, "Paragraph 0 ")
    view = open_article(LONG, [far, near])
    view.ensure_visible(near.id)
    assert view.verticalScrollBar().value() == 0
    view.ensure_visible(far.id)
    rect = view.span_rect(far.id)
    assert rect.center().y() == pytest.approx(view.viewport().height() / 3, abs=20)
    value = view.verticalScrollBar().value()
    view.ensure_visible(far.id)
    assert view.verticalScrollBar().value() == value


def change(document: Document, before: Span | None, after: Span | None) -> Change:
    made = Change(document.article.key, "Test", (Edit(before, after),))
    document.apply(made)
    return made


def test_a_change_is_shown_and_only_its_lines_are_repainted(
    qtbot: QtBot, make_span: MakeSpan, make_document: Callable[..., Document], scheme: LabelScheme
) -> None:
    text = "\n\n".join(f"Paragraph {n} is here." for n in range(8))
    span = make_span(text, "Paragraph 5")
    document = make_document(text, [span])
    regions = []

    class Watched(ArticleView):
        def paintEvent(self, event: QPaintEvent) -> None:
            regions.append(event.rect())
            super().paintEvent(event)

    view = Watched()
    qtbot.addWidget(view)
    view.resize(800, 900)
    view.set_document(document, scheme)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.wait(50)
    regions.clear()
    accepted = msgspec.structs.replace(span, state=State.ACCEPTED)
    view.apply(change(document, span, accepted))
    qtbot.waitUntil(lambda: bool(regions))
    assert len(regions) == 1
    assert regions[0].height() < 140
    assert QPointF(regions[0].center()).y() == pytest.approx(view.span_rect(span.id).center().y(), abs=40)
    assert view.page.seats[0].placed is not None
    below = view.char_rect(text.index("Paragraph 7")).top()
    view.apply(change(document, accepted, None))
    assert view.span_rect(span.id).isNull()
    assert view.char_rect(text.index("Paragraph 7")).top() == pytest.approx(below - 7, abs=1)


def pixels(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def near(a: QColor, b: QColor, most: int = 10) -> bool:
    return all(abs(x - y) <= most for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))


def inside(view: ArticleView, span_id: str) -> QColor:
    """The colour just inside of a box's lower edge, where no letter of these texts reaches."""
    rect = view.span_rect(span_id)
    return pixels(view).pixelColor(QPoint(int(rect.center().x()), int(rect.bottom() - 2)))


def test_fills_tell_the_states_apart(open_article: Open, make_span: MakeSpan) -> None:
    spans = [
        make_span(SHORT, "Ana Kurt", state=State.ACCEPTED),
        make_span(SHORT, "Oslo"),
        make_span(SHORT, "Rome", state=State.REJECTED),
    ]
    view = open_article(SHORT, spans)
    view.show_rejected(True)
    azure = label_colour("azure")
    assert near(inside(view, "Ana Kurt"), QColor(azure.fill))
    assert near(inside(view, "Oslo"), QColor(azure.pale))
    assert near(inside(view, "Rome"), LIGHT.page)
    view.set_hovered("Oslo", 0)
    assert near(inside(view, "Oslo"), QColor(azure.fill))
    view.set_focus_on(["Oslo"])
    faded = inside(view, "Ana Kurt")
    assert not near(faded, QColor(azure.fill))
    assert near(faded, LIGHT.page, 12)
    view.show_rejected(False)
    assert view.span_rect("Rome").isNull()


def test_nothing_that_is_emphasised_moves_the_text(open_article: Open, make_span: MakeSpan) -> None:
    view = open_article(SHORT, [make_span(SHORT, name) for name in ("Ana Kurt", "Oslo", "Ben", "Rome")])
    before = [view.char_rect(n) for n in range(len(SHORT))]
    view.set_selected(["Oslo"])
    view.set_hovered("Ben", 0)
    view.set_focus_on(["Ben"])
    view.set_relating({"Ben": "A", "Rome": "B"}, source="Oslo")
    view.set_selection_range(3, 20)
    pixels(view)
    assert [view.char_rect(n) for n in range(len(SHORT))] == before


def test_a_selected_span_has_a_ring_in_the_accent(open_article: Open, make_span: MakeSpan) -> None:
    view = open_article(SHORT, [make_span(SHORT, "Oslo")])
    view.set_selected(["Oslo"])
    rect = view.span_rect("Oslo")
    at = QPoint(int(rect.center().x()), round(rect.bottom() + 2.8))
    image = pixels(view)
    assert any(near(image.pixelColor(at + QPoint(0, dy)), LIGHT.accent, 40) for dy in (-1, 0, 1))


def test_selected_text_and_its_caret_are_painted(open_article: Open) -> None:
    view = open_article("one\r\ntwo\u00a0three")
    view.set_selection_range(1, 8)
    rect = view.char_rect(6)
    colour = pixels(view).pixelColor(QPoint(int(rect.left() + 1), int(rect.bottom() + 1)))
    assert colour.blue() > colour.red() + 10
    caret = view.char_rect(7)
    assert near(pixels(view).pixelColor(QPoint(int(caret.right()), int(caret.bottom()))), LIGHT.accent, 60)


def test_hits_are_marked_quietly_and_the_selected_one_stronger(open_article: Open) -> None:
    text = "Oslo 👩‍👩‍👧 and Oslo\r\nand Oslo"
    starts = [n for n in range(len(text)) if text.startswith("Oslo", n)]
    view = open_article(text)
    view.set_hits(tuple((start, start + 4) for start in starts))
    view.set_selection_range(starts[1], starts[1] + 4)
    image = pixels(view)
    grounds = []
    for start in starts:
        rect = view.char_rect(start)
        under = [image.pixelColor(int(rect.center().x()), int(rect.bottom()) + dy) for dy in range(5)]
        assert any(near(colour, LIGHT.accent, 40) for colour in under)
        ground = image.pixelColor(int(rect.left() + 3), int(rect.top() - 1))
        grounds.append(ground.blue() - ground.red())
    assert 5 < grounds[0] == grounds[2] < grounds[1]
    assert (
        image.pixelColor(int(view.char_rect(6).center().x()), int(view.char_rect(6).top() - 2)) == LIGHT.page
    )
    view.set_hits(())
    rect = view.char_rect(starts[0])
    assert pixels(view).pixelColor(int(rect.left() + 1), int(rect.top() - 2)) == LIGHT.page


@pytest.mark.parametrize("zoom", [0.7, 1.0, 1.5, 2.5])
def test_an_arc_that_goes_on_in_the_next_line_stays_in_the_view(
    open_article: Open, make_span: MakeSpan, zoom: float
) -> None:
    text = "Oslo " + "and so on " * 30 + "Rome"
    spans = [make_span(text, "Oslo"), make_span(text, "Rome")]
    view = open_article(
        text, spans, [Relation(id="r", label="near", head="Oslo", child="Rome", state=State.ACCEPTED)]
    )
    view.set_zoom(zoom)
    bounds = view.relation_path("r").boundingRect()
    assert bounds.left() >= 1
    assert bounds.right() <= view.viewport().width() - 1


def test_the_parts_of_a_span_are_hit(open_article: Open, make_span: MakeSpan) -> None:
    view = open_article(SHORT, [make_span(SHORT, "Ana Kurt"), make_span(SHORT, "Oslo", state=State.ACCEPTED)])
    rect = view.span_rect("Ana Kurt")
    middle = rect.center().y()
    assert view.target_at(rect.center()).kind is Kind.SPAN
    assert view.target_at(QPointF(rect.left() - 2, middle)).kind is Kind.EDGE_START
    assert view.target_at(QPointF(rect.right() + 2, middle)).kind is Kind.EDGE_END
    label = view.target_at(QPointF(rect.left() + 8, rect.top() - 6))
    assert (label.kind, label.id) == (Kind.LABEL, "Ana Kurt")
    between = view.char_rect(SHORT.index("of"))
    assert view.target_at(between.center()) == (Kind.TEXT, "", SHORT.index("of"), 0)
    view.set_hovered("Ana Kurt", 0)
    kinds = {
        view.target_at(QPointF(x, rect.top() - 10)).kind
        for x in range(int(rect.left()), int(rect.left()) + 200)
    }
    assert {Kind.ACCEPT, Kind.REJECT, Kind.LABEL} <= kinds
    view.set_hovered("Oslo", 0)
    other = view.span_rect("Oslo")
    kinds = {
        view.target_at(QPointF(x, other.top() - 10)).kind
        for x in range(int(other.left()), int(other.left()) + 200)
    }
    assert Kind.ACCEPT not in kinds, "what is accepted has no buttons"


def test_an_inner_span_is_hit_before_an_outer_one_and_alternatives_by_their_label(
    open_article: Open, make_span: MakeSpan
) -> None:
    text = "the Nagorno-Karabakh region and Yerevan"
    outer, inner = make_span(text, "the Nagorno-Karabakh region"), make_span(text, "Nagorno-Karabakh")
    one, two = make_span(text, "Yerevan", "GPE", name="one"), make_span(text, "Yerevan", "ORG", name="two")
    view = open_article(text, [outer, inner, one, two])
    assert view.target_at(view.char_rect(text.index("Karab")).center()).id == inner.id
    assert view.target_at(view.char_rect(text.index("gion")).center()).id == outer.id
    rect = view.span_rect("one")
    hits = {view.target_at(QPointF(rect.left() + dx, rect.top() - 6)).id for dx in range(2, 60)}
    assert {"one", "two"} <= hits
    view.set_selected(["two"])
    assert view.target_at(rect.center()).id == "two"


def test_a_relation_is_shown_hit_and_hidden(open_article: Open, make_span: MakeSpan) -> None:
    spans = [make_span(SHORT, "Ana Kurt"), make_span(SHORT, "Ben")]
    relation = Relation("r", "Ana Kurt", "Ben", "leads", State.ACCEPTED)
    view = open_article(SHORT, spans, [relation])
    path = view.relation_path("r")
    assert not path.isEmpty()
    assert path.boundingRect().bottom() <= view.span_rect("Ben").top()
    view.show_relations(False)
    assert view.target_at(path.pointAtPercent(0.4)).kind is not Kind.RELATION
    view.show_relations(True)
    assert view.target_at(view.relation_path("r").pointAtPercent(0.4))[:2] == (Kind.RELATION, "r")


def test_a_hidden_label_takes_its_spans_and_their_arcs_out_of_sight(
    open_article: Open, make_span: MakeSpan
) -> None:
    spans = [make_span(SHORT, "Ana Kurt"), make_span(SHORT, "Oslo", "GPE")]
    relation = Relation("r", "Ana Kurt", "Oslo", "located_in", State.ACCEPTED)
    view = open_article(SHORT, spans, [relation])
    assert not view.relation_path("r").isEmpty()
    view.hide_labels(frozenset({"GPE"}))
    assert view.span_rect("Oslo").isEmpty()
    assert not view.span_rect("Ana Kurt").isEmpty()
    assert view.relation_path("r").isEmpty()
    view.hide_labels(frozenset())
    assert not view.relation_path("r").isEmpty()


def test_the_empty_view_says_so_and_answers_nothing(qtbot: QtBot) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    pixels(view)
    assert view.objectName() == "articleView"
    assert view.char_rect(3).isNull()
    assert view.offset_at(QPointF(3, 3)) == 0
    assert view.target_at(QPointF(3, 3)).kind is Kind.NONE
    assert view.relation_path("r").isEmpty()


def test_the_strip_shows_a_tick_a_span_full_where_accepted(
    qtbot: QtBot, open_article: Open, make_span: MakeSpan
) -> None:
    first, last = make_span(LONG, "Paragraph 0 ", state=State.ACCEPTED), make_span(LONG, "Paragraph 390 ")
    view = open_article(LONG, [first, last])
    strip = view.strip
    azure = QColor(label_colour("azure").line)

    def coloured(y: int) -> list[bool]:
        image = strip.grab().toImage()
        return [near(image.pixelColor(x, y), azure, 30) for x in range(image.width())]

    qtbot.waitUntil(lambda: any(coloured(1)))
    assert sum(coloured(1)) >= 6
    rows = [sum(coloured(y)) for y in range(strip.height() // 2, strip.height())]
    assert max(rows) >= 6
    assert 2 in rows, "a hollow tick has two sides"
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, strip.height() - 2))
    assert view.char_rect(LONG.index("Paragraph 395")).top() < view.viewport().height()
