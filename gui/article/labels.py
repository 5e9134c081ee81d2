"""The labels above the boxes of one line: their parts, and rows in which none touches another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF

from annotations.model import Span, State
from gui.article.marks import Mark
from gui.article.measures import Measures

APART = 5.0
"""Px that two labels of one row keep between them at least."""

BETWEEN = 12.0
"""Px between two alternatives of a label, in which a bar stands."""

BADGE = "off token"
"""What a highlight says whose bounds are not those of tokens."""


class Part(msgspec.Struct, frozen=True, gc=False):
    """One span's text in a label, from `left` on; several spans of equal bounds are alternatives."""

    span: Span
    text: str
    left: float
    width: float


class Label(msgspec.Struct, frozen=True, gc=False):
    """The label of a highlight in one line: its parts, row and place.

    `continued` says that the highlight began in a line above. `badge` is where the badge is, or None. `room`
    is the x up to which the row is free. `lift` is how far the baseline is above the line's, and `baseline`
    and `rect` are set by `at`.
    """

    mark: Mark
    line: int
    left: float
    right: float
    parts: tuple[Part, ...]
    continued: bool
    badge: tuple[float, float] | None
    row: int = 0
    lift: float = 0.0
    room: float = 0.0
    baseline: float = 0.0
    rect: QRectF = QRectF()

    def at(self, line_baseline: float, measures: Measures) -> Label:
        """The same label with its y, in a line with this baseline."""
        baseline = line_baseline - self.lift
        top = baseline - measures.label_ascent - measures.px(2)
        rect = QRectF(self.left, top, self.right - self.left, measures.row)
        return msgspec.structs.replace(self, baseline=baseline, rect=rect)


def part_text(span: Span, *, continued: bool) -> str:
    """What a label says of one span."""
    if continued:
        return f"… {span.label}"
    if span.state is State.SUGGESTED and span.score is not None:
        return f"{span.label} {span.score:.2f}"
    return span.label


def draft_label(mark: Mark, line: int, left: float, continued: bool, measures: Measures) -> Label:
    """A label with its width, which keeps within the column and its overhang."""
    texts = [part_text(span, continued=continued and n == 0) for n, span in enumerate(mark.spans)]
    widths = [
        measures.label_width(text, suggested=span.state is not State.ACCEPTED)
        for text, span in zip(texts, mark.spans, strict=True)
    ]
    between = measures.px(BETWEEN)
    badge_width = measures.label_width(BADGE, suggested=False) + measures.px(9)
    shows_badge = mark.off_token and not continued
    width = sum(widths) + between * (len(widths) - 1) + (measures.px(5) + badge_width if shows_badge else 0.0)
    left = max(-measures.overhang, min(left, measures.width + measures.overhang - width))
    parts: list[Part] = []
    x = left
    for span, text, part_width in zip(mark.spans, texts, widths, strict=True):
        parts.append(Part(span, text, x, part_width))
        x += part_width + between
    badge = (left + width - badge_width, badge_width) if shows_badge else None
    return Label(mark, line, left, left + width, tuple(parts), continued, badge)


def give_rows(
    labels: Sequence[Label], boxes: Sequence[tuple[float, float, int]], measures: Measures
) -> list[Label]:
    """Give the labels of one line their rows; those nearer than `APART` go up, the inner ones stay low.

    `boxes` are (left, right, level) of the line: a label stands above every box it reaches over.
    """
    apart = measures.px(APART)
    highest = max((level for _, _, level in boxes), default=0)
    rows: list[list[Label]] = []
    for label in sorted(labels, key=lambda one: (one.mark.start, one.mark.level)):
        found = next((row for row in rows if _free(row, label, apart)), None)
        if found is None:
            rows.append(found := [])
        found.append(label)
    settled: list[Label] = []
    for n, row in enumerate(rows):
        row.sort(key=lambda one: one.left)
        for label, follower in zip(row, [*row[1:], None], strict=True):
            under = (level for left, right, level in boxes if left < label.right and right > label.left)
            level = highest if n else max(under, default=0)
            settled.append(_settle(label, n, level, follower, measures))
    return settled


def _free(row: Sequence[Label], label: Label, apart: float) -> bool:
    return all(other.right + apart <= label.left or label.right + apart <= other.left for other in row)


def _settle(label: Label, row: int, level: int, follower: Label | None, measures: Measures) -> Label:
    lift = (
        measures.above + measures.px(1.5) + measures.level * level + measures.label_rise + measures.row * row
    )
    room = follower.left - measures.px(APART) if follower else measures.width + measures.overhang
    return msgspec.structs.replace(label, row=row, lift=lift, room=room)
