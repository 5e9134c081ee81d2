"""The marks of states in lists: never a colour alone, always a shape with a word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QIcon, QPainter

from gui.icons import icon, paint_icon


@dataclass(frozen=True, slots=True)
class StateIcon:
    """A state's mark: an icon's name, its tint (a token), and the word for tool tips and screen readers."""

    name: str
    tint: str
    words: str

    def icon(self, size: int = 16) -> QIcon:
        """Return the mark as an icon."""
        return icon(self.name, self.tint, size)

    def paint(self, painter: QPainter, rect: QRect | QRectF) -> None:
        """Paint the mark centred in a rectangle, as large as its shorter side."""
        paint_icon(painter, rect, self.name, self.tint)


SPAN_STATES = {
    "accepted": StateIcon("check", "ok", "Accepted"),
    "suggested": StateIcon("circle-dashed", "muted", "Suggested"),
    "rejected": StateIcon("x", "error", "Rejected"),
}
"""Marks of spans and relations, by state."""

ARTICLE_STATES = {
    "untouched": StateIcon("circle-dashed", "muted", "No suggestions yet"),
    "suggested": StateIcon("circle", "muted", "Suggested"),
    "in_progress": StateIcon("circle-dot", "accent", "In progress"),
    "done": StateIcon("circle-check", "gold", "Done"),
    "skipped": StateIcon("skip-forward", "muted", "Skipped"),
}
"""Marks of articles in the queue, by state."""

FLAGGED = StateIcon("flag", "warning", "Flagged")
PROBLEM = StateIcon("triangle-alert", "warning", "Problem")
