"""Paints what is seen of an article. Pure: a frozen context in, pixels out.

The order is: all fills (outer first), all outlines, text, arcs, labels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotations.model import State
from gui.article.focus import FADED
from gui.article.inks import Inks
from gui.article.layout import Page, Seat
from gui.article.marks import Mark
from gui.article.paint_grounds import paint_grounds
from gui.article.paint_labels import paint_buttons, paint_labels
from gui.article.place import Piece, box_path
from gui.article.showing import Showing
from gui.theme import Theme

STEPPED_BACK = 0.72
"""Opacity of the text under a relation in the making."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a frame is made of; `clip` is the part of the viewport that is to be painted.

    `arcs` paints the relations, with the painter in the viewport's coordinates.
    """

    page: Page
    showing: Showing
    theme: Theme
    inks: Inks
    clip: QRectF
    arcs: Callable[[QPainter, Scene], None] | None = None


def paint(painter: QPainter, scene: Scene) -> None:
    """Paint the blocks of the scene; the ground is the caller's."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    seats = [seat for seat in scene.page.seats if _in_clip(seat, scene)]
    for layer in (_paint_fills, _paint_outlines, _paint_text):
        for seat in seats:
            painter.save()
            painter.translate(*_origin(seat, scene))
            layer(painter, seat, scene)
            painter.restore()
    if scene.arcs is not None and scene.showing.relations:
        scene.arcs(painter, scene)
    for seat in seats:
        painter.save()
        painter.translate(*_origin(seat, scene))
        top, bottom = _band(seat, scene)
        labels = [
            label for label in seat.placed.labels if top <= label.rect.bottom() and label.rect.top() <= bottom
        ]
        paint_labels(painter, labels, scene.showing, scene.inks, scene.page.measures)
        painter.restore()
    for seat in seats:
        piece = hovered_piece(seat, scene.showing)
        if piece is not None:
            painter.save()
            painter.translate(*_origin(seat, scene))
            paint_buttons(painter, buttons_of(seat, piece, scene.page), scene.theme, scene.page.measures)
            painter.restore()


def opacity(mark: Mark, showing: Showing) -> float:
    """How strongly a highlight is painted: it fades outside of the focus."""
    if showing.focus is None or any(span.id in showing.focus for span in mark.spans):
        return 1.0
    return FADED


def hovered_piece(seat: Seat, showing: Showing) -> Piece | None:
    """The box that has the buttons: of the hovered span, if suggested, in the line that was pointed at."""
    if not showing.hovered or showing.relating:
        return None
    pieces = [p for p in seat.placed.pieces if any(s.id == showing.hovered for s in p.mark.spans)]
    if not pieces or not any(s.state is State.SUGGESTED for s in pieces[0].mark.spans):
        return None
    lines = seat.placed.lines
    return next((p for p in pieces if lines[p.line].start == showing.hovered_line), None)


def buttons_of(seat: Seat, piece: Piece, page: Page) -> QRectF:
    """Where the two buttons of a hovered box are, in the block: right-aligned, but never over its label."""
    measures = page.measures
    width, height = measures.px(49), measures.px(21)
    left = piece.rect.right() - width
    for label in seat.placed.labels:
        if label.line == piece.line and label.mark is piece.mark:
            left = max(left, label.right + measures.px(6))
    left = min(left, measures.width + measures.overhang - width)
    return QRectF(measures.snap(left) + 0.5, measures.snap(piece.rect.top() - height) + 0.5, width, height)


def _origin(seat: Seat, scene: Scene) -> tuple[float, float]:
    snap = scene.page.measures.snap
    return snap(scene.page.left), snap(seat.top)


def _in_clip(seat: Seat, scene: Scene) -> bool:
    slack = scene.page.measures.pitch
    return seat.top - slack < scene.clip.bottom() and seat.top + seat.placed.height + slack > scene.clip.top()


def _band(seat: Seat, scene: Scene) -> tuple[float, float]:
    """From where to where the block is to be painted, in its own y."""
    slack = scene.page.measures.pitch
    return scene.clip.top() - seat.top - slack, scene.clip.bottom() - seat.top + slack


def _pieces(seat: Seat, scene: Scene) -> list[Piece]:
    top, bottom = _band(seat, scene)
    return [p for p in seat.placed.pieces if top <= p.rect.bottom() and p.rect.top() <= bottom]


def _paint_fills(painter: QPainter, seat: Seat, scene: Scene) -> None:
    showing, inks = scene.showing, scene.inks
    painter.setPen(Qt.PenStyle.NoPen)
    for piece in sorted(_pieces(seat, scene), key=lambda p: -p.mark.level):
        lead = piece.mark.lead
        if scene.theme.high_contrast or lead.state not in (State.ACCEPTED, State.SUGGESTED):
            continue
        hovered = any(span.id == showing.hovered for span in piece.mark.spans)
        painter.setOpacity(opacity(piece.mark, showing))
        painter.setBrush(inks.fill(lead.label, full=hovered or lead.state is State.ACCEPTED))
        if piece.open_left and piece.open_right:
            painter.drawRect(piece.rect)
        else:
            painter.drawPath(piece.path)
    painter.setOpacity(1.0)


def _paint_outlines(painter: QPainter, seat: Seat, scene: Scene) -> None:
    showing, inks = scene.showing, scene.inks
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pieces = _pieces(seat, scene)
    for piece in pieces:
        lead = piece.mark.lead
        painter.setOpacity(opacity(piece.mark, showing))
        painter.setPen(inks.outline(lead.label, lead.state))
        painter.drawPath(piece.path)
    painter.setOpacity(1.0)
    marked = showing.selected | {showing.target} if showing.target else showing.selected
    if not marked:
        return
    measures = scene.page.measures
    out = measures.px(2.8)
    for piece in pieces:
        if any(span.id in marked for span in piece.mark.spans):
            painter.setPen(inks.ring)
            ring = piece.rect.adjusted(-out, -out, out, out)
            painter.drawPath(
                box_path(ring, measures.px(6), open_left=piece.open_left, open_right=piece.open_right)
            )


def _paint_text(painter: QPainter, seat: Seat, scene: Scene) -> None:
    top, bottom = _band(seat, scene)
    paint_grounds(painter, seat, scene.showing, scene.inks, scene.page.measures, (top, bottom))
    painter.setPen(QPen(scene.theme.text))
    painter.setOpacity(STEPPED_BACK if scene.showing.relating else 1.0)
    clip = QRectF(-scene.page.left, top, scene.clip.right() + scene.page.left, bottom - top)
    seat.placed.shape.layout.draw(painter, QPointF(0, 0), [], clip)
    painter.setOpacity(1.0)
    measures = scene.page.measures
    for piece in _pieces(seat, scene):
        if piece.mark.lead.state is State.REJECTED:
            y = measures.snap(seat.placed.lines[piece.line].baseline - 0.26 * measures.em) + 0.5
            painter.setPen(QPen(scene.theme.text, max(1.0, measures.px(1.2))))
            painter.drawLine(QPointF(piece.rect.left(), y), QPointF(piece.rect.right(), y))
    _paint_caret(painter, seat, scene)


def _paint_caret(painter: QPainter, seat: Seat, scene: Scene) -> None:
    found = caret_place(seat, scene.showing)
    if found is None:
        return
    measures = scene.page.measures
    line, x = found
    top = seat.placed.lines[line].baseline - measures.above - 4
    bar = QRectF(
        measures.snap(x - 1), measures.snap(top), 2, measures.snap(measures.above + measures.below + 8)
    )
    painter.fillRect(bar, scene.theme.accent)


def caret_place(seat: Seat, showing: Showing) -> tuple[int, float] | None:
    """The line and x of the caret, if it is in this block; at the end of a selection it stays in its line."""
    caret, placed, selection = showing.caret, seat.placed, showing.selection
    if caret is None:
        return None
    shape = placed.shape
    if selection is not None and selection[0] < caret == selection[1]:
        if not placed.start <= caret - 1 < placed.end:
            return None
        line, (left, right) = shape.cell(caret - 1)
        return line, left if shape.leftwards(caret - 1) else right
    last = caret == placed.end and placed.closes
    return shape.caret_x(caret) if placed.start <= caret < placed.end or last else None
