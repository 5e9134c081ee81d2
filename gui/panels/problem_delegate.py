"""How a problem's row looks: its mark, what is wrong, and below it the kind and the place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.panels.problem_model import ProblemModel
from gui.panels.problem_words import where
from gui.theme import Type, current_theme, draw_row, measured_font, metrics, scaled
from gui.widgets import PROBLEM

_TEXT_LEFT = 37
_LINE = 19

_Index = QModelIndex | QPersistentModelIndex


class ProblemDelegate(QStyledItemDelegate):
    """Paints the rows of the queue's height."""

    def __init__(self, model: ProblemModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """Every row is as high as the next."""
        return QSize(0, scaled(metrics.QUEUE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        finding = self._model.finding_at(index.row())
        if finding is None:
            return
        theme, rect, line = current_theme(), option.rect, scaled(_LINE)
        option.viewItemPosition = QStyleOptionViewItem.ViewItemPosition.OnlyOne
        draw_row(painter, option, theme)
        top = rect.top() + (rect.height() - 2 * line) // 2
        mark = QRect(rect.left() + metrics.PADDING, top + (line - 16) // 2, 16, 16)
        PROBLEM.paint(painter, mark)
        words = QRect(rect.left() + _TEXT_LEFT, top, rect.width() - _TEXT_LEFT - metrics.PADDING, line)
        painter.setPen(theme.text)
        _draw(painter, words, finding.sentence, Type.BODY)
        painter.setPen(theme.muted)
        place = where(finding, with_article=self._model.with_article)
        _draw(painter, words.translated(0, line), place, Type.SECONDARY)


def _draw(painter: QPainter, rect: QRect, text: str, role: Type) -> None:
    font, measure = measured_font(role)
    painter.setFont(font)
    cut = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
