"""The line above the article: its title, and how long it is. It scrolls with the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from annotations.model import Article
from gui.article.measures import Measures
from gui.theme import Theme, Type, type_font

HEIGHT = 58
"""Px of the design from the top of the content to the first line."""

_BASELINE = 38


class Head:
    """Title and length of one article; the words are counted once."""

    def __init__(self, article: Article, *, reflowed: bool) -> None:
        self._title = article.title or article.id
        counts = [_number(len(article.text), "character"), _number(len(article.text.split()), "word")]
        self._counts = " · ".join([*counts, "re-flowed"] if reflowed else counts)

    def paint(self, painter: QPainter, top: float, left: float, theme: Theme, measures: Measures) -> None:
        """Paint it with its upper left corner at (`left`, `top`).

        A long title is elided; in a narrow column it has all of the line, and the counts are left out.
        """
        bold, plain = (
            type_font(Type.HEADING, zoom=measures.scale),
            type_font(Type.SECONDARY, zoom=measures.scale),
        )
        gap = measures.px(12)
        counts = QFontMetricsF(plain).horizontalAdvance(self._counts)
        metrics = QFontMetricsF(bold)
        room = measures.width - counts - gap
        fits = room >= min(metrics.horizontalAdvance(self._title), measures.width / 2)
        if not fits:
            room = measures.width
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        baseline = top + measures.px(_BASELINE)
        painter.setPen(theme.text)
        painter.setFont(bold)
        painter.drawText(QPointF(left, baseline), title)
        if not fits:
            return
        painter.setPen(theme.muted)
        painter.setFont(plain)
        x = left + (metrics.horizontalAdvance(title) + gap if title else 0.0)
        painter.drawText(QPointF(x, baseline), self._counts)


def paint_words(painter: QPainter, room: QRectF, words: str, theme: Theme) -> None:
    """Paint what an empty view says, in the middle of it."""
    painter.setPen(theme.muted)
    painter.setFont(type_font(Type.BODY))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
