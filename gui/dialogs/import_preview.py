"""The preview of an import: the first articles of a file, and the labels in them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotations.scheme import LabelScheme
from annotations.scheme_growth import new_labels
from gui.dialogs.import_look import Glance, Look, counted
from gui.theme import Type, current_theme, draw_row, scaled, set_look, type_font
from gui.widgets.rows import dress_rows

_ROLE = Qt.ItemDataRole.UserRole
_LINE, _PAD = 19, 12
_NAMED = 6


class ImportPreview(QWidget):
    """Shows a `Look`; `words()` is all that is said beside the articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QLabel(textFormat=Qt.TextFormat.PlainText)
        set_look(self.head, "strong")
        self.list = QListWidget()
        dress_rows(self.list)
        set_look(self.list, "page")
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setAccessibleName("First articles")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.labels, self.fault, self.new = _words("secondary"), _words("error"), _words("warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        for words in (self.labels, self.new, self.fault):
            column.addWidget(words)
        self.show_waiting()

    def words(self) -> str:
        """Return what is said beside the articles."""
        return " ".join(w.text() for w in (self.head, self.labels, self.new, self.fault) if w.text())

    def show_waiting(self, words: str = "Looking into it…") -> None:
        """Say that a look is on its way, or why there is none."""
        self.head.setText(words)
        self.list.clear()
        for label in (self.labels, self.new, self.fault):
            _say(label, "")

    def show_look(self, look: Look, scheme: LabelScheme | None) -> None:
        """Show what was seen; labels that `scheme` does not have are named."""
        count = len(look.glances)
        first = "The first " if look.more else ""
        self.head.setText(f"{first}{count:,} article{'' if count == 1 else 's'}" if count else "No article")
        self.list.clear()
        for glance in look.glances:
            item = QListWidgetItem(f"{glance.title}, {second_words(glance)}")
            item.setData(_ROLE, glance)
            self.list.addItem(item)
        report = look.report
        parts = [counted(report.labels.most_common()), counted(report.relations.most_common())]
        _say(self.labels, "\n".join(part for part in parts if part) or ("No annotations" if count else ""))
        new = new_labels(scheme, report) if scheme is not None else None
        names = [name for name, _ in (*new.entities, *new.relations)] if new else []
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        _say(self.new, f"Not in the label scheme: {', '.join(names[:_NAMED])}{more}" if names else "")
        bad = look.report.bad
        also = f" ({len(bad):,} bad records so far)" if len(bad) > 1 else ""
        _say(self.fault, look.error or (f"{bad[0]}{also}" if bad else ""))


def second_words(glance: Glance) -> str:
    """How much is annotated in an article."""
    parts = [f"{glance.spans:,} span{'' if glance.spans == 1 else 's'}"] if glance.spans else []
    if glance.relations:
        parts.append(f"{glance.relations:,} relation{'' if glance.relations == 1 else 's'}")
    return ", ".join(parts) or "no annotations"


class _Rows(QStyledItemDelegate):
    """Paints an article: its title with the counts at the right, and below it how it begins."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Every row is as high as the next."""
        return QSize(0, scaled(2 * _LINE + 10))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        glance: Glance = index.data(_ROLE)
        theme, rect = current_theme(), option.rect
        option.viewItemPosition = QStyleOptionViewItem.ViewItemPosition.OnlyOne
        draw_row(painter, option, theme)
        line = scaled(_LINE)
        top = QRect(rect.left() + _PAD, rect.top() + scaled(5), rect.width() - 2 * _PAD, line)
        small = type_font(Type.SECONDARY)
        counts = second_words(glance)
        width = QFontMetrics(small).horizontalAdvance(counts)
        painter.setPen(theme.muted)
        painter.setFont(small)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, counts)
        _draw(painter, top.translated(0, line), glance.beginning, small)
        painter.setPen(theme.text)
        title = top.adjusted(0, 0, -width - _PAD, 0)
        _draw(painter, title, glance.title, type_font(Type.BODY, weight=QFont.Weight.DemiBold))


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    cut = QFontMetrics(font).elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, max(0, rect.width())
    )
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)


def _words(look: str) -> QLabel:
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    set_look(label, look)
    return label


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
