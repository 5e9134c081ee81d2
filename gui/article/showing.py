"""What the view shows beside the document: selection, hover, focus, the targets of a relation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOBODY: frozenset[str] = frozenset()
"""No spans and no relations."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A snapshot; ids are of spans and relations, offsets code points.

    `hovered_line` is the first offset of the line in which the hovered span shows its buttons. All that is
    not in `focus` fades, if there is one. While a relation is in the making (`relating`) the text steps back,
    `letters` stand before the labels of possible targets, and `target` is the picked one.
    `hits` are the bounds of what was looked for, in order and apart.
    """

    selected: frozenset[str] = NOBODY
    hovered: str = ""
    hovered_line: int = -1
    focus: frozenset[str] | None = None
    arcs: frozenset[str] | None = None
    relating: bool = False
    letters: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    selection: tuple[int, int] | None = None
    caret: int | None = None
    relations: bool = True
    hits: tuple[tuple[int, int], ...] = ()
