"""Arcs over real blocks: laid out as the view does it, painted, pointed at, and kept in step with changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from annotations.document import Document
from annotations.model import Article, ArticleState, Change, Edit, Relation, Span, State
from annotations.scheme import LabelScheme
from gui.article.arc_layer import ArcLayer, arc_text
from gui.article.blocks import Blocks
from gui.article.inks import Inks
from gui.article.layout import ArticleLayout, Page
from gui.article.measures import Measures
from gui.article.paint import Scene, paint
from gui.article.showing import Showing
from gui.article.visible import Visible
from gui.theme import LIGHT

TEXT = (
    "Ana Kurt of Oslo 👩‍🚀 met Ben in Rome.\n\n"
    "No name stands in this paragraph.\n\n"
    "Later עמי גר בחיפה and Cleo flew to Bonn.\n\nדנה גרה בעכו."
)
WORDS = ("Ana Kurt", "Oslo", "Ben", "Rome", "Cleo", "Bonn", "דנה", "עכו")
SIZE = (800, 500)


@pytest.fixture
def document() -> Document:
    spans = [
        Span(f"s{n}", TEXT.index(w), TEXT.index(w) + len(w), "PERSON", State.ACCEPTED)
        for n, w in enumerate(WORDS)
    ]
    relations = [
        Relation("near", "s0", "s1", "from", State.ACCEPTED),
        Relation("over", "s0", "s3", "met_in", State.SUGGESTED, ("x",), 0.5),
        Relation("far", "s5", "s2", "visits", State.ACCEPTED),
        Relation("rtl", "s6", "s7", "in", State.ACCEPTED),
        Relation("not", "s2", "s3", "in", State.REJECTED),
    ]
    return Document(Article(1, "a", "A", TEXT, ""), ArticleState(), spans, relations)


class Sheet:
    """A layout with its arcs, and what a view keeps of them."""

    def __init__(
        self, document: Document, *, rejected: bool = False, labels: bool = True, zoom: float = 1.0
    ) -> None:
        blocks = Blocks(document.text, reflowed=True)
        measures = Measures("Serif", zoom, SIZE[0])
        self.layout = ArticleLayout(
            document, blocks, measures, head=0, labels=labels, visible=Visible(rejected)
        )
        self.arcs = ArcLayer()
        self.arcs.build(document, blocks, measures, Visible(rejected))
        self.layout.lanes_for = self.arcs.lanes

    def page(self) -> Page:
        y, indexes = self.layout.window(0, SIZE[1])
        return self.layout.page(y, SIZE[1], indexes, 40.0)

    def image(self, showing: Showing, *, arcs: bool = True) -> QImage:
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(LIGHT.page)
        inks = Inks(LabelScheme("news"), LIGHT)
        painter = QPainter(image)
        clip = QRectF(0, 0, *SIZE)
        paint(painter, Scene(self.page(), showing, LIGHT, inks, clip, self.arcs.paint if arcs else None))
        painter.end()
        return image


def ink_along(image: QImage, sheet: Sheet, relation: str) -> list[str]:
    path = sheet.arcs.path(sheet.page(), relation)
    points = (path.pointAtPercent(n / 400).toPoint() for n in range(401))
    return [image.pixelColor(p).name() for p in points if image.rect().contains(p)]


@pytest.mark.usefixtures("qapp")
class TestArcs:
    def test_head_room_is_made_where_arcs_run(self, document: Document) -> None:
        sheet = Sheet(document)
        page = sheet.page()
        bare = Document(document.article, document.state, document.spans.values())
        plain = Sheet(bare).page()
        grown = [a.placed.height - b.placed.height for a, b in zip(page.seats, plain.seats, strict=True)]
        # Two lanes, shared with the arc that leaves the block; it crosses the next and comes into the third.
        assert grown == pytest.approx([38, 22, 22, 22], abs=1)

    def test_arcs_stay_in_the_head_room_of_their_lines(self, document: Document) -> None:
        for zoom in (0.7, 1.0, 2.0):
            page_sheet = Sheet(document, zoom=zoom)
            page = page_sheet.page()
            for seat in page.seats:
                top = seat.top + seat.placed.lines[0].top
                for relation in document.relations:
                    rect = page_sheet.arcs.path(
                        Page((seat,), page.left, page.measures), relation
                    ).boundingRect()
                    if not rect.isNull():
                        assert rect.top() >= top
                        assert rect.bottom() <= seat.top + seat.placed.lines[-1].baseline

    def test_an_arc_is_found_where_it_is_painted(self, document: Document) -> None:
        sheet, showing = Sheet(document), Showing()
        page = sheet.page()
        for relation in ("near", "over", "far", "rtl"):
            path = sheet.arcs.path(page, relation)
            assert not path.isEmpty()
            rect = sheet.arcs.label_rect(page, relation)
            assert rect is not None
            assert sheet.arcs.at(page, rect.center()) == relation
            assert LIGHT.page.name() not in ink_along(sheet.image(showing), sheet, relation)[:3]
        assert sheet.arcs.at(page, QPointF(400, 495)) == ""

    def test_what_is_in_focus_is_found_first_and_painted_in_accent(self, document: Document) -> None:
        sheet = Sheet(document)
        focus = frozenset({"over", "s0", "s3"})
        image = sheet.image(Showing(focus=focus))
        assert LIGHT.accent.name() in ink_along(image, sheet, "over")
        faded = set(ink_along(image, sheet, "near")) - {LIGHT.page.name()}
        plain = set(ink_along(sheet.image(Showing()), sheet, "near")) - {LIGHT.page.name()}
        assert faded != plain
        page = sheet.page()
        start = sheet.arcs.path(page, "over").pointAtPercent(0)
        assert sheet.arcs.at(page, start) == "over"

    def test_hidden_relations_leave_no_mark(self, document: Document) -> None:
        sheet = Sheet(document)
        assert sheet.image(Showing(relations=False)) == sheet.image(Showing(), arcs=False)
        assert sheet.image(Showing()) != sheet.image(Showing(), arcs=False)

    def test_rejected_ones_are_shown_only_if_asked(self, document: Document) -> None:
        assert Sheet(document).arcs.path(Sheet(document).page(), "not").isEmpty()
        shown = Sheet(document, rejected=True)
        assert not shown.arcs.path(shown.page(), "not").isEmpty()

    def test_arcs_meet_boxes_where_labels_are_hidden(self, document: Document) -> None:
        sheet = Sheet(document, labels=False)
        page = sheet.page()
        box = page.seats[0].placed.pieces[0].rect
        path = sheet.arcs.path(page, "near")
        assert path.elementAt(0).x == pytest.approx(40 + box.left() + 11, abs=6)

    def test_an_arc_in_a_line_that_reads_to_the_left_goes_from_right_to_left(
        self, document: Document
    ) -> None:
        sheet = Sheet(document)
        page = sheet.page()
        seat = page.seats[-1]
        assert seat.placed.shape.rtl
        labels = {part.span.id: part for label in seat.placed.labels for part in label.parts}
        rect = sheet.arcs.path(page, "rtl").boundingRect()
        assert labels["s7"].left < labels["s6"].left
        assert rect.left() == pytest.approx(40 + labels["s7"].left + labels["s7"].width / 2, abs=6)

    def test_a_change_touches_the_blocks_between_its_ends(self, document: Document) -> None:
        sheet = Sheet(document)
        sheet.page()
        gone = document.relations["far"]
        change = Change(1, "Remove", (Edit(gone, None),))
        document.apply(change)
        assert sheet.arcs.path(sheet.page(), "far").isEmpty()
        assert sheet.arcs.apply(change) == {0, 1, 2}
        sheet.layout.touch_all()
        heights = [seat.placed.height for seat in sheet.page().seats]
        document.apply(change.inverse())
        assert sheet.arcs.apply(change.inverse()) == {0, 1, 2}
        sheet.layout.touch_all()
        after = [seat.placed.height for seat in sheet.page().seats]
        assert [b - a for a, b in zip(heights, after, strict=True)] == pytest.approx([0, 22, 22, 0], abs=1)

    def test_a_span_that_moves_takes_its_arcs_along(self, document: Document) -> None:
        sheet = Sheet(document)
        before = sheet.arcs.path(sheet.page(), "near").boundingRect()
        old = document.spans["s1"]
        change = Change(1, "Resize", (Edit(old, Span("s1", old.start - 3, old.end, "GPE", State.ACCEPTED)),))
        document.apply(change)
        assert sheet.arcs.apply(change) == {0}
        sheet.layout.touch_all()
        after = sheet.arcs.path(sheet.page(), "near").boundingRect()
        assert after.right() < before.right()

    def test_painting_a_rubber_arc_leaves_ink_at_both_ends(self, document: Document) -> None:
        sheet = Sheet(document)
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(LIGHT.page)
        painter = QPainter(image)
        scene = Scene(sheet.page(), Showing(), LIGHT, Inks(LabelScheme("news"), LIGHT), QRectF(0, 0, *SIZE))
        sheet.arcs.paint_rubber(painter, scene, QPointF(300, 200), QPointF(100, 260))
        painter.end()
        assert image.pixelColor(300, 200) == LIGHT.accent
        assert image.pixelColor(100, 256) == LIGHT.accent


@pytest.mark.usefixtures("qapp")
def test_a_layer_without_an_article_shows_nothing(document: Document) -> None:
    page, arcs = Sheet(document).page(), ArcLayer()
    assert arcs.path(page, "near").isEmpty()
    assert arcs.label_rect(page, "near") is None
    assert arcs.at(page, QPointF(100, 20)) == ""
    assert arcs.apply(Change(1, "Nothing", ())) == set()


def test_the_score_stands_behind_a_suggestion(document: Document) -> None:
    assert arc_text(document.relations["over"]) == "met_in 0.50"
    assert arc_text(document.relations["near"]) == "from"
