"""The arcs of one article view: kept block by block, as the view lays its blocks out.

The view asks `lanes_for` when it places a block, and paints, hits and asks for paths with `frees`: for the
blocks that are laid out, the y of each line's `free`, in the coordinates that it paints in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from annotations.document import Document
from annotations.model import Change, Relation, Span, State
from gui.article.arc_index import ArcIndex
from gui.article.arc_paths import label_rect, nearest, piece_path
from gui.article.arcs import Arc, Column, End, Laid, lay_out
from gui.article.blocks import Blocks
from gui.article.focus import Focus
from gui.article.paint_arcs import DASHES, DOTS, ArcInk, ArcStyle, Based, paint_arcs
from gui.article.place import Draft

LINES = 1 << 20
"""A line is numbered `block * LINES + line in the block`, so that blocks need not be laid out in order."""

NEAREST_LEFT = 7.0
"""The least from a box's left to an arc's end, in px at zoom 1."""

Frees = Mapping[int, Sequence[float]]
"""For each block that is laid out, the y down to which each of its lines is free for arcs."""


class ArcLayer:
    """What the view shows of the relations of `document`. `font` is the arc label's, `scale` the zoom.

    `rejected` shows the rejected ones too. A new one is made for another article, zoom or width.
    """

    def __init__(
        self,
        document: Document,
        blocks: Blocks,
        font: QFont,
        width: float,
        scale: float,
        *,
        rejected: bool = False,
    ) -> None:
        self._document, self._blocks, self._rejected = document, blocks, rejected
        self._font, self._metrics = font, QFontMetricsF(font)
        self._column = Column(0.0, width, scale)
        self._index = ArcIndex(document, blocks, rejected=rejected)
        self._ends: dict[str, End] = {}
        self._laid: dict[int, Laid] = {}

    def changed(self, change: Change) -> set[int]:
        """Take over a change that the document has applied; the blocks that the view must place anew."""
        found = self._index.update(change)
        for edit in change.edits:
            for row in (edit.before, edit.after):
                if isinstance(row, Span):
                    self._ends.pop(row.id, None)
        return found

    def lanes_for(self, draft: Draft) -> Sequence[int]:
        """Lay out the arcs above one block; how many lanes each of its lines needs."""
        block = self._blocks.at(draft.start)
        relations = self._index.touching(block)
        self._laid.pop(block, None)
        if not relations:
            return ()
        first = block * LINES
        self._ends.update(self._anchors(draft, first, relations))
        arcs = [self._arc(relation) for relation in relations]
        count = len(draft.shape.lines)
        laid = self._laid[block] = lay_out(arcs, range(first, first + count), self._column)
        return [laid.lanes.get(first + n, 0) for n in range(count)]

    def paint(
        self,
        painter: QPainter,
        frees: Frees,
        focus: Focus,
        colour_of: Callable[[str], QColor],
        ink: ArcInk,
        rejected: QColor,
    ) -> None:
        """Paint the arcs of these blocks; `colour_of` gives a relation label's line colour."""

        def style_of(relation_id: str) -> ArcStyle:
            relation = self._document.relations[relation_id]
            is_rejected = relation.state is State.REJECTED
            dashes = DASHES if relation.state is State.SUGGESTED else DOTS if is_rejected else None
            return ArcStyle(
                arc_text(relation),
                rejected if is_rejected else colour_of(relation.label),
                dashes,
                struck=is_rejected,
                forward=relation_id in focus.relations,
                opacity=focus.relation_opacity(relation_id),
            )

        paint_arcs(painter, list(self._pieces(frees)), style_of, ink)

    def hit(self, point: QPointF, frees: Frees, prefer: Iterable[str] = ()) -> str | None:
        """The relation whose arc or label is within 4 px of a point; `prefer` (what is in focus) wins."""
        preferred = set(prefer)
        pieces = list(self._pieces(frees))
        forward = [(p, base) for p, base in pieces if p.relation in preferred]
        scale = self._column.scale
        return nearest(forward, point, scale) or nearest(pieces, point, scale)

    def path(self, relation_id: str, frees: Frees) -> QPainterPath:
        """All of an arc that lies above these blocks; empty where it is not shown."""
        path = QPainterPath()
        for piece, base in self._pieces(frees):
            if piece.relation == relation_id:
                path.addPath(piece_path(piece, base, self._column.scale))
        return path

    def label_rect(self, relation_id: str, frees: Frees) -> QRectF | None:
        """Where an arc's first label above these blocks lies; None where there is none."""
        rects = (
            label_rect(p, base, self._column.scale)
            for p, base in self._pieces(frees)
            if p.relation == relation_id
        )
        return next((rect for rect in rects if rect is not None), None)

    def _pieces(self, frees: Frees) -> Iterable[Based]:
        relations = self._document.relations
        for block, bases in frees.items():
            laid = self._laid.get(block)
            if laid is None:
                continue
            for line, pieces in laid.pieces.items():
                yield from ((p, bases[line - block * LINES]) for p in pieces if p.relation in relations)

    def _arc(self, relation: Relation) -> Arc:
        width = self._metrics.horizontalAdvance(arc_text(relation))
        return Arc(relation.id, self._end(relation.head), self._end(relation.child), width)

    def _end(self, span_id: str) -> End:
        known = self._ends.get(span_id)
        if known is not None:
            return known
        return End(self._blocks.at(self._document.spans[span_id].start) * LINES, None)

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
                span = self._document.spans[span_id]
                if span_id not in found and draft.start <= span.start < draft.end:
                    line, (left, right) = draft.shape.cell(span.start)
                    x = right - least if draft.shape.rtl else left + least
                    found[span_id] = End(first + line, x, 0.0, draft.shape.rtl)
        return found


def arc_text(relation: Relation) -> str:
    """What an arc's label says: the relation's label, and the score of a suggestion that has one."""
    if relation.state is State.SUGGESTED and relation.score is not None:
        return f"{relation.label} {relation.score:.2f}"
    return relation.label
