"""What becomes of the arcs above a line where there are too many for lanes of their full height. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from gui.article.arc_lanes import LABEL_PAD, LANE

if TYPE_CHECKING:
    from gui.article.arcs import Piece

MOST_LANES = 16
"""Lanes above one line; where there are more they lie closer, so that the text stays near the text above."""

_LABEL_ROW = 13.0
"""Height that a label takes: in lanes that lie closer, one is left out where it would lie on another."""


NEAREST = 4.0
"""Between two lines of a crowd: nearer ones are drawn as one, since they could not be told apart."""


def squeezed(pieces: list[Piece], lanes: int, scale: float) -> list[Piece]:
    """The pieces of a line with so many `lanes`, in lanes that lie closer; of the labels those with room."""
    share = (MOST_LANES - 1) / (lanes - 1)
    step = NEAREST / LANE if share < NEAREST / LANE else 0.0
    rows: dict[int, list[tuple[float, float, float]]] = {}
    made = []
    for piece in sorted(pieces, key=lambda p: p.lane):
        lane, label = bundled(piece.lane * share, step), piece.label
        if label is not None:
            y, left, right = lane * LANE, label - LABEL_PAD * scale, label + piece.width + LABEL_PAD * scale
            row = int(y // _LABEL_ROW)
            near = (other for n in (row - 1, row) for other in rows.get(n, ()))
            if any(y - top < _LABEL_ROW and left < end and start < right for top, start, end in near):
                label = None
            else:
                rows.setdefault(row, []).append((y, left, right))
        made.append(msgspec.structs.replace(piece, lane=lane, label=label))
    return made


def bundled(place: float, step: float) -> float:
    """The place of a line that shares it with those that are nearer than `step`; 0 leaves each its own."""
    return round(place / step) * step if step else place
