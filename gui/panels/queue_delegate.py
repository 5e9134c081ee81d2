"""How an article's row looks in the queue: the mark of its state, its title, and a line of what was done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotations.dataset import QueueRow
from gui.panels.queue_model import ROW
from gui.panels.queue_words import second_line
from gui.session import Session
from gui.theme import Type, current_theme, draw_row, metrics, scaled, type_font
from gui.widgets import ARTICLE_STATES, FLAGGED, StateIcon

_TEXT_LEFT = 39
_RIGHT = 10
_BETWEEN = " · "


def mark_of(row: QueueRow) -> StateIcon:
    """The mark of an article: its flag before its state."""
    return FLAGGED if row.flagged else ARTICLE_STATES[row.status.value]


class QueueDelegate(QStyledItemDelegate):
    """Paints the rows; the title of the open article is bold."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Every row is as high as the next."""
        return QSize(0, scaled(metrics.QUEUE_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: QueueRow = index.data(ROW)
        theme, rect = current_theme(), option.rect
        option.viewItemPosition = QStyleOptionViewItem.ViewItemPosition.OnlyOne
        draw_row(painter, option, theme)
        line = scaled(19)
        top = rect.top() + (rect.height() - 2 * line) // 2
        mark = QRect(rect.left() + metrics.PADDING + 2, top + (line - 18) // 2, 18, 18)
        mark_of(row).paint(painter, mark)
        words = QRect(rect.left() + _TEXT_LEFT, top, rect.width() - _TEXT_LEFT - _RIGHT, line)
        open_now = self._session.document is not None and self._session.document.article.key == row.key
        bold = type_font(Type.BODY, weight=QFont.Weight.DemiBold if open_now else QFont.Weight.Normal)
        painter.setPen(theme.text)
        _draw(painter, words, row.title, bold)
        painter.setPen(theme.muted)
        small = type_font(Type.SECONDARY)
        _draw(painter, words.translated(0, line), whole_parts(second_line(row), small, words.width()), small)


def whole_parts(line: str, font: QFont, width: int) -> str:
    """As many of a line's parts as there is room for: a part that is cut short says nothing."""
    measure = QFontMetrics(font)
    while _BETWEEN in line and measure.horizontalAdvance(line) > width:
        line = line[: line.rindex(_BETWEEN)]
    return line


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    line = " ".join(text.split())
    cut = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
