"""The arcs of one article view: kept block by block, as the view lays its blocks out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from annotations.document import Document
from annotations.model import Change, Relation, Span, State
from gui.article.arc_index import ArcIndex
from gui.article.arc_paths import FIRST_LANE, label_rect, nearest, piece_path
from gui.article.arcs import Arc, Column, End, Laid, head_room, lay_out
from gui.article.blocks import Blocks
from gui.article.focus import BEHIND, FADED
from gui.article.layout import Page
from gui.article.measures import Measures
from gui.article.paint import Scene
from gui.article.paint_arcs import DASHES, DOTS, ArcInk, ArcStyle, Based, paint_arcs, paint_rubber
from gui.article.place import Draft
from gui.article.showing import Showing
from gui.article.visible import Visible
from gui.theme import Type, type_font

LINES = 1 << 20
"""A line is numbered `block * LINES + line in the block`, so that blocks need not be laid out in order."""

_BULK = 1000
"""Edits in one change past which all arcs are laid out anew."""

NEAREST_LEFT = 7.0
"""The least from a box's left to an arc's end, in px at zoom 1."""


class ArcLayer:
    """What a view shows of the relations. Points, paths and rectangles are in the viewport's coordinates.

    The view says with `build` what it lays out, asks `lanes` as it places each block, and tells each change
    with `apply`.
    """

    def __init__(self) -> None:
        self._index: ArcIndex | None = None
        self._spans: Mapping[str, Span] = {}
        self._relations: Mapping[str, Relation] = {}
        self._showing = Showing()
        self._ends: dict[str, End] = {}
        self._laid: dict[int, Laid] = {}

    def build(self, document: Document, blocks: Blocks, measures: Measures, visible: Visible) -> None:
        """Begin anew for an article, its blocks, a zoom, and what of it is shown."""
        self._spans, self._relations, self._blocks = document.spans, document.relations, blocks
        self._font = type_font(Type.ARC, zoom=measures.zoom)
        self._metrics = QFontMetricsF(self._font)
        self._scale = measures.scale
        self._column = Column(0.0, measures.width, measures.scale)
        self._index = ArcIndex(document, blocks, visible)
        self._ends.clear()
        self._laid.clear()

    def apply(self, change: Change) -> set[int]:
        """Take over a change that the document has applied; the blocks that are to be placed anew.

        After a large one that is all of them, and none is named.
        """
        if self._index is None:
            return set()
        if len(change.edits) > _BULK:
            self._index = self._index.anew()
            self._ends.clear()
            self._laid.clear()
            return set()
        for edit in change.edits:
            for row in (edit.before, edit.after):
                if isinstance(row, Span):
                    self._ends.pop(row.id, None)
        return self._index.update(change)

    def lanes(self, draft: Draft) -> Sequence[int]:
        """Lay out the arcs above one block; how many lanes each of its lines needs."""
        if self._index is None:
            return ()
        block = self._blocks.at(draft.start)
        relations = self._index.touching(block)
        self._laid.pop(block, None)
        if not relations:
            return ()
        first, count = block * LINES, len(draft.shape.lines)
        self._ends.update(self._anchors(draft, first, relations))
        arcs = [self._arc(relation) for relation in relations]
        laid = self._laid[block] = lay_out(arcs, range(first, first + count), self._column)
        return [laid.lanes.get(first + n, 0) for n in range(count)]

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the arcs of a scene."""
        self._showing = scene.showing
        left = scene.page.measures.snap(scene.page.left)
        clip = scene.clip
        seen = [
            (piece, base)
            for piece, base in self._pieces(scene.page)
            if base > clip.top() - self._scale * 24
            and base - head_room(piece.lane + 1, self._scale) - FIRST_LANE < clip.bottom()
        ]
        painter.save()
        painter.translate(left, 0.0)
        paint_arcs(painter, seen, lambda relation: self._style(relation, scene), self._ink(scene))
        painter.restore()

    def paint_rubber(self, painter: QPainter, scene: Scene, start: QPointF, end: QPointF) -> None:
        """Paint the arc of a relation in the making, from the top of its head's label to the pointer."""
        paint_rubber(painter, start, end, self._ink(scene))

    def at(self, page: Page, point: QPointF) -> str:
        """The relation whose arc or label is within 4 px of a point, else empty; what is in focus first."""
        point = point - QPointF(page.measures.snap(page.left), 0.0)
        pieces = list(self._pieces(page))
        forward = [(p, base) for p, base in pieces if _forward(p.relation, self._showing)]
        if not pieces:
            return ""
        return nearest(forward, point, self._scale) or nearest(pieces, point, self._scale) or ""

    def path(self, page: Page, relation_id: str) -> QPainterPath:
        """All of an arc that is on the page; empty where it is not shown."""
        path = QPainterPath()
        for piece, base in self._pieces(page):
            if piece.relation == relation_id:
                path.addPath(piece_path(piece, base, self._scale))
        return path.translated(page.measures.snap(page.left), 0.0)

    def label_rect(self, page: Page, relation_id: str) -> QRectF | None:
        """Where an arc's first label on the page is, None where there is none."""
        left = page.measures.snap(page.left)
        for piece, base in self._pieces(page):
            rect = label_rect(piece, base, self._scale) if piece.relation == relation_id else None
            if rect is not None:
                return rect.translated(left, 0.0)
        return None

    def _pieces(self, page: Page) -> Iterable[Based]:
        """The pieces on a page with their bases; x in the column, y in the viewport."""
        for seat in page.seats:
            laid = self._laid.get(seat.index)
            if laid is None:
                continue
            top, lines = page.measures.snap(seat.top), seat.placed.lines
            for number, pieces in laid.pieces.items():
                base = top + lines[number - seat.index * LINES].free
                yield from ((piece, base) for piece in pieces if piece.relation in self._relations)

    def _ink(self, scene: Scene) -> ArcInk:
        return ArcInk(self._font, scene.theme.page, scene.theme.accent, self._scale)

    def _style(self, relation_id: str, scene: Scene) -> ArcStyle:
        relation, showing = self._relations[relation_id], scene.showing
        rejected = relation.state is State.REJECTED
        forward = _forward(relation_id, showing)
        fades = showing.focus is not None and not forward
        behind = showing.arcs is not None and not forward
        return ArcStyle(
            arc_text(relation),
            scene.theme.control if rejected else scene.inks.relation(relation.label).line,
            DOTS if rejected else DASHES if relation.state is State.SUGGESTED else None,
            struck=rejected,
            forward=forward,
            opacity=FADED if fades else BEHIND if behind else 1.0,
        )

    def _arc(self, relation: Relation) -> Arc:
        width = self._metrics.horizontalAdvance(arc_text(relation))
        return Arc(relation.id, self._end(relation.head), self._end(relation.child), width)

    def _end(self, span_id: str) -> End:
        known = self._ends.get(span_id)
        if known is not None:
            return known
        return End(self._blocks.at(self._spans[span_id].start) * LINES, None)

    def _anchors(self, draft: Draft, first: int, relations: Iterable[Relation]) -> dict[str, End]:
        """Where the relations of a block meet its spans: over the middle of the label, where there is one."""
        found: dict[str, End] = {}
        tops: dict[int, float] = {}
        for label in draft.labels:
            tops[label.line] = max(tops.get(label.line, 0.0), label.lift)
        least = NEAREST_LEFT * self._column.scale
        for label in draft.labels:
            if label.continued:
                continue
            for part in label.parts:
                x = max(part.left + part.width / 2, part.left + least)
                drop = tops[label.line] - label.lift
                found[part.span.id] = End(first + label.line, x, drop, draft.shape.rtl)
        for relation in relations:
            for span_id in (relation.head, relation.child):
                span = self._spans[span_id]
                if span_id not in found and draft.start <= span.start < draft.end:
                    line, (left, right) = draft.shape.cell(span.start)
                    x = right - least if draft.shape.rtl else left + least
                    found[span_id] = End(first + line, x, 0.0, draft.shape.rtl)
        return found


def _forward(relation_id: str, showing: Showing) -> bool:
    return any(
        chosen is not None and relation_id in chosen
        for chosen in (showing.selected, showing.focus, showing.arcs)
    )


def arc_text(relation: Relation) -> str:
    """What an arc's label says: the relation's label, and the score of a suggestion that has one."""
    if relation.state is State.SUGGESTED and relation.score is not None:
        return f"{relation.label} {relation.score:.2f}"
    return relation.label
