"""What is under a point of the article. Pure: the page that is seen in, a hit out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF

from gui.article.labels import Label
from gui.article.layout import Page, Seat
from gui.article.paint import buttons_of, hovered_piece
from gui.article.place import Piece
from gui.article.showing import Showing

EDGE = 3.5
"""Px on each side of a box's edge in which it can be grabbed."""


class Kind(StrEnum):
    """What kind of thing was hit."""

    TEXT = "text"
    SPAN = "span"
    LABEL = "label"
    EDGE_START = "edge_start"
    EDGE_END = "edge_end"
    ACCEPT = "button_accept"
    REJECT = "button_reject"
    RELATION = "relation"
    NONE = "none"


class Hit(NamedTuple):
    """What is under a point: `id` of the span or relation, `offset` of the character that is nearest.

    `line` is the first offset of the line that was hit. `NONE` is above or below the text.
    """

    kind: Kind
    id: str = ""
    offset: int = 0
    line: int = -1


def target_at(
    page: Page,
    point: QPointF,
    showing: Showing,
    relation_at: Callable[[QPointF], str] | None = None,
) -> Hit:
    """Tell what is under a point of the viewport: buttons, labels, edges, boxes, arcs, text, in this order.

    Where spans of equal bounds share a box, it is the selected one's, else the one's that gives the colour.
    """
    buttons = (_button_at(page, seat, _inside(page, seat, point), showing) for seat in page.seats)
    button = next((hit for hit in buttons if hit is not None), None)
    if button is not None:
        return button
    seat = _seat_at(page, point)
    if seat is None:
        return Hit(Kind.NONE)
    offset, line = _text_at(page, seat, point)
    inside = _inside(page, seat, point)
    found = _label_at(seat, inside) or _box_at(page, seat, inside, showing)
    if found is not None:
        return Hit(found[0], found[1], offset, line)
    relation = relation_at(point) if relation_at is not None and showing.relations else ""
    if relation:
        return Hit(Kind.RELATION, relation, offset, line)
    last = page.seats[-1]
    outside = point.y() < page.seats[0].top or point.y() > last.top + last.placed.height
    return Hit(Kind.NONE if outside else Kind.TEXT, "", offset, line)


def offset_at(page: Page, point: QPointF) -> int:
    """The offset of the character under a point of the viewport, or of the nearest one; 0 with no text."""
    seat = _seat_at(page, point)
    return _text_at(page, seat, point)[0] if seat is not None else 0


def caret_at(page: Page, point: QPointF) -> int:
    """The offset between two characters that is nearest to a point of the viewport."""
    seat = _seat_at(page, point)
    if seat is None:
        return 0
    inside = _inside(page, seat, point)
    return seat.placed.shape.caret_at(seat.placed.line_at(inside.y()), inside.x())


def _seat_at(page: Page, point: QPointF) -> Seat | None:
    """The block that `y` falls into; a gap belongs to the block below it, as its labels rise into it."""
    for seat in page.seats:
        if point.y() < seat.top + seat.placed.height:
            return seat
    return page.seats[-1] if page.seats else None


def _inside(page: Page, seat: Seat, point: QPointF) -> QPointF:
    return QPointF(point.x() - page.left, point.y() - seat.top)


def _text_at(page: Page, seat: Seat, point: QPointF) -> tuple[int, int]:
    inside = _inside(page, seat, point)
    line = seat.placed.line_at(inside.y())
    return seat.placed.shape.offset_at(line, inside.x()), seat.placed.lines[line].start


def _button_at(page: Page, seat: Seat, inside: QPointF, showing: Showing) -> Hit | None:
    piece = hovered_piece(seat, showing)
    if piece is None:
        return None
    rect = buttons_of(seat, piece, page)
    if not rect.contains(inside):
        return None
    kind = Kind.ACCEPT if inside.x() < rect.center().x() else Kind.REJECT
    return Hit(kind, showing.hovered, piece.mark.start, seat.placed.lines[piece.line].start)


def _label_at(seat: Seat, inside: QPointF) -> tuple[Kind, str] | None:
    for label in seat.placed.labels:
        if label.rect.contains(inside):
            return Kind.LABEL, _part_at(label, inside.x())
    return None


def _part_at(label: Label, x: float) -> str:
    """The span of the alternative under `x`; what is behind the last belongs to it."""
    before = [part for part in label.parts if part.left <= x]
    return (before[-1] if before else label.parts[0]).span.id


def _box_at(page: Page, seat: Seat, inside: QPointF, showing: Showing) -> tuple[Kind, str] | None:
    """The edge or the box under a point, of the innermost highlight; a selected one's edges come first."""
    edges: list[tuple[bool, int, Kind, str]] = []
    boxes: list[tuple[int, str]] = []
    reach = page.measures.px(EDGE)
    for piece in seat.placed.pieces:
        rect = piece.rect
        if not rect.top() <= inside.y() <= rect.bottom():
            continue
        length = piece.mark.end - piece.mark.start
        chosen = next((s.id for s in piece.mark.spans if s.id in showing.selected), piece.mark.lead.id)
        if rect.left() <= inside.x() <= rect.right():
            boxes.append((length, chosen))
        kind = _edge(piece, inside.x(), min(reach, rect.width() / 4), reach, rtl=seat.placed.shape.rtl)
        if kind is not None:
            edges.append((chosen not in showing.selected, length, kind, chosen))
    if edges:
        _, _, kind, found = min(edges)
        return kind, found
    return (Kind.SPAN, min(boxes)[1]) if boxes else None


def _edge(piece: Piece, x: float, inwards: float, outwards: float, *, rtl: bool) -> Kind | None:
    """The edge at `x`: only where the span begins or ends, not where it goes on in another line."""
    at_left = piece.rect.left() - outwards <= x <= piece.rect.left() + inwards
    at_right = piece.rect.right() - inwards <= x <= piece.rect.right() + outwards
    starts, ends = (at_right, at_left) if rtl else (at_left, at_right)
    if starts and piece.first:
        return Kind.EDGE_START
    if ends and piece.last:
        return Kind.EDGE_END
    return None
