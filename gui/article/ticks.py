"""The strip beside the scroll bar: a tick a span, full where it is accepted, hollow where undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotations.document import Document
from annotations.model import Change, Span, State
from gui.article.inks import Inks

WIDTH = 14
"""Px."""

_ROW = 4
"""Px a tick takes; spans that fall into one row share it."""

_SLICE = 0.004
"""Seconds of counting spans at a time."""

_SHOWN = (State.ACCEPTED, State.SUGGESTED)


class TickStrip(QWidget):
    """Where in the article its spans are, by their share of the text; a click asks to go there."""

    asked = Signal(int)
    """The offset that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Places of the spans")
        self._document: Document | None = None
        self._inks: Inks | None = None
        self._rows: dict[int, dict[str, Span]] = {}
        self._counting: Iterator[Span] = iter(())
        self._pixmap = QPixmap()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._count_on)

    def show_document(self, document: Document | None, inks: Inks | None) -> None:
        """Show another article, or the same in other colours; ticks come while the window idles."""
        self._document, self._inks = document, inks
        self._count_anew()

    def apply(self, change: Change) -> None:
        """Take the spans of a change over that the document has taken over."""
        if len(change.edits) > 500 or self._timer.isActive():
            self._count_anew()
            return
        rows: set[int] = set()
        for edit in change.edits:
            if isinstance(edit.before, Span):
                row = self._row(edit.before.start)
                self._rows.get(row, {}).pop(edit.before.id, None)
                rows.add(row)
            if isinstance(edit.after, Span):
                row = self._row(edit.after.start)
                self._rows.setdefault(row, {})[edit.after.id] = edit.after
                rows.add(row)
        self._draw(rows)

    def sizeHint(self) -> QSize:
        """As wide as it is."""
        return QSize(WIDTH, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place all ticks anew."""
        super().resizeEvent(event)
        self._count_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ticks from the pixmap that holds them."""
        painter = QPainter(self)
        if self._inks is not None:
            painter.fillRect(event.rect(), self._inks.theme.surface)
            painter.drawPixmap(0, 0, self._pixmap)
            painter.fillRect(0, 0, 1, self.height(), self._inks.theme.border)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the place that was pressed."""
        self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pressed button."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the release of the press that was taken."""
        event.accept()

    def _ask(self, event: QMouseEvent) -> None:
        if self._document is not None:
            share = max(0.0, min(1.0, event.position().y() / max(1, self.height())))
            self.asked.emit(int(share * len(self._document.text)))

    def _row(self, offset: int) -> int:
        length = len(self._document.text) if self._document is not None else 0
        return int(offset / max(1, length) * max(0, self.height() - _ROW)) // _ROW

    def _count_anew(self) -> None:
        spans = () if self._document is None else tuple(self._document.spans.values())
        self._rows = {}
        self._counting = iter(spans)
        if self._document is not None:
            self._timer.start()
        else:
            self._draw_all()

    def _count_on(self) -> None:
        """Count for a few milliseconds; the last time draws them all."""
        stop = perf_counter() + _SLICE
        for span in self._counting:
            self._rows.setdefault(self._row(span.start), {})[span.id] = span
            if perf_counter() > stop:
                return
        self._timer.stop()
        self._draw_all()

    def _draw_all(self) -> None:
        ratio = self.devicePixelRatioF()
        self._pixmap = QPixmap(self.size() * ratio)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        self._draw(self._rows)

    def _draw(self, rows: Iterable[int]) -> None:
        if self._inks is None or self._pixmap.isNull():
            return
        painter = QPainter(self._pixmap)
        for row in rows:
            self._draw_row(painter, self._inks, row)
        painter.end()
        self.update()

    def _draw_row(self, painter: QPainter, inks: Inks, row: int) -> None:
        """The tick of one row: of an undecided span if there is one, as these are what is looked for."""
        place = QRectF(0, row * _ROW, WIDTH, _ROW)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(place, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        spans = [span for span in self._rows.get(row, {}).values() if span.state in _SHOWN]
        if not spans:
            return
        tick = QRectF(3.5, row * _ROW + 0.5, 7, _ROW - 2)
        undecided = next((span for span in spans if span.state is State.SUGGESTED), None)
        span = undecided or spans[0]
        line = inks.label(span.label).line
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if undecided else line)
        painter.drawRect(tick)
