"""The pane that scrolls an article: lays out what is seen, keeps what is read in its place, paints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotations.document import Document
from annotations.scheme import LabelScheme
from gui.article import head
from gui.article.arc_layer import ArcLayer
from gui.article.blocks import Blocks
from gui.article.inks import Inks
from gui.article.layout import ArticleLayout, Page, difference
from gui.article.measures import Measures
from gui.article.paint import Scene, paint
from gui.article.place import Draft
from gui.article.showing import Showing
from gui.article.ticks import WIDTH, TickStrip
from gui.article.visible import ALL
from gui.theme import current_theme, draw_focus, theme_keeper

ZOOM_LEAST, ZOOM_MOST = 0.7, 2.5
"""Zoom within which the article can be read."""

_ZOOM_STEP = 0.1

_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ArticlePane(QAbstractScrollArea):
    """One article in a column that scrolls. y in px: of the viewport, or of the content with its head."""

    zoomChanged = Signal(float)
    """The zoom, 1 at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportMargins(0, 0, WIDTH, 0)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.strip = TickStrip(self)
        self._document: Document | None = None
        self._scheme = LabelScheme("")
        self._layout: ArticleLayout | None = None
        self._blocks: Blocks | None = None
        self._head: head.Head | None = None
        self._arcs = ArcLayer()
        self._rubber: tuple[str, QPointF] | None = None
        self._page = Page((), 0.0, Measures("Serif", 1.0, 800))
        self._showing = Showing()
        self._words = "No article is open."
        self._y = 0.0
        self._zoom, self._font = 1.0, "Serif"
        self._visible = ALL
        self._reflowed = self._settling = self._focus_seen = False
        self._labels = True
        self._inks = Inks(self._scheme, current_theme())
        theme_keeper().themeChanged.connect(self._dress)

    # -- laying out -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Lay the article out for the font, zoom and room there is."""
        if self._document is None:
            self._layout = self._head = self._blocks = None
            return
        measures = self._measures()
        blocks = self._blocks
        if blocks is None or blocks.text is not self._document.text or blocks.reflowed != self._reflowed:
            blocks = self._blocks = Blocks(self._document.text, reflowed=self._reflowed)
            self._head = head.Head(self._document.article, reflowed=self._reflowed)
        self._layout = ArticleLayout(
            self._document,
            blocks,
            measures,
            head=measures.px(head.HEIGHT),
            labels=self._labels,
            visible=self._visible,
        )
        self._layout.lanes_for = self._lanes
        self._arcs.build(self._document, self._layout.blocks, measures, self._visible)
        self._inks = Inks(self._scheme, current_theme(), measures.scale)

    def _measures(self) -> Measures:
        return Measures(self._font, self._zoom, self.viewport().width(), self.devicePixelRatioF())

    def _lanes(self, draft: Draft) -> Sequence[int]:
        return self._arcs.lanes(draft) if self._showing.relations else ()

    def _rebuild(self) -> None:
        """Lay all out anew, and keep the first visible line where it is."""
        held = self._hold()
        self._build()
        self._restore(held)

    def _relayout(self) -> None:
        """Lay the marks out anew; lines stay broken as they are."""
        held = self._hold()
        if self._layout is not None:
            self._layout.touch_all()
        self._restore(held)

    def _hold(self) -> tuple[int, float] | None:
        """The first visible line: an offset in it, and the y of its characters; None at the very top."""
        if self._y <= 0:
            return None
        for seat in self._page.seats:
            for line in seat.placed.lines:
                if seat.top + line.baseline - self._page.measures.above >= 0:
                    return line.start, seat.top + line.baseline - self._page.measures.above
        return None

    def _restore(self, held: tuple[int, float] | None, *, whole: bool = True) -> None:
        """Scroll so that a held line is where it was."""
        if held is None or self._layout is None:
            self._refresh(self._y, whole=whole)
            return
        offset, top = held
        self._refresh(self._layout.cell(offset).top() - top, self._layout.blocks.at(offset), whole=whole)

    # -- scrolling and painting -------------------------------------------------------------------

    def _refresh(self, y: float, anchor: int | None = None, *, whole: bool = True) -> None:
        """Show the content from `y` on, with the block `anchor` where that puts it; repaint what differs."""
        width, height = self.viewport().width(), self.viewport().height()
        before, layout = self._page, self._layout
        if layout is None:
            self._page, self._y = Page((), 0.0, before.measures), 0.0
            total = 0.0
        else:
            y, indexes = layout.window(y, height, anchor)
            self._y = layout.measures.snap(y)
            left = max(0.0, (width - layout.measures.width) / 2)
            self._page = layout.page(self._y, height, indexes, left)
            total = layout.height
        self._set_bar(total, height)
        everything = QRect(0, 0, width, height)
        self.viewport().update(everything if whole else difference(before, self._page, width, height))

    def _set_bar(self, total: float, height: int) -> None:
        bar = self.verticalScrollBar()
        self._settling = True
        bar.setRange(0, max(0, round(total - height)))
        bar.setPageStep(max(1, height - round(self._page.measures.pitch)))
        bar.setSingleStep(round(self._page.measures.pitch))
        bar.setValue(round(self._y))
        self._settling = False

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar; what stays in view moves with it, whatever is found out above."""
        if self._settling or self._layout is None:
            return
        y = float(self.verticalScrollBar().value())
        moved, height = self._y - y, self.viewport().height()
        stays = (
            s.index
            for s in self._page.seats
            if s.top + moved < height and s.top + s.placed.height + moved > 0
        )
        anchor = next(stays, None)
        # An anchor at an end of the content would keep the end out of reach.
        at_end = y <= 0 or y >= self.verticalScrollBar().maximum()
        self._refresh(y, None if at_end else anchor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        theme = self._inks.theme
        painter.fillRect(event.rect(), theme.page)
        if self._layout is None:
            head.paint_words(painter, QRectF(self.viewport().rect()), self._words, theme)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._head is not None and self._y < self._layout.head:
                self._head.paint(painter, -self._y, self._page.left, theme, self._page.measures)
            clip = QRectF(event.rect())
            scene = Scene(self._page, self._showing, theme, self._inks, clip, self._arcs.paint)
            paint(painter, scene)
            self._paint_rubber(painter, scene)
        if self._focus_seen and self.hasFocus():
            draw_focus(painter, QRectF(self.viewport().rect()), theme)
        painter.end()

    def _paint_rubber(self, painter: QPainter, scene: Scene) -> None:
        """Paint the arc that follows the pointer, from above the label of the span that it begins at."""
        if self._rubber is None:
            return
        span_id, point = self._rubber
        rects = (
            label.rect.translated(self._page.left, seat.top)
            for seat in self._page.seats
            for label in seat.placed.labels
            if not label.continued and any(span.id == span_id for span in label.mark.spans)
        )
        rect = next(rects, None)
        if rect is not None:
            self._arcs.paint_rubber(painter, scene, QPointF(rect.center().x(), rect.top()), point)

    def _repaint_spans(self, ids: Iterable[str]) -> None:
        """Repaint the lines in which these spans are, with their labels and buttons."""
        wanted = set(ids)
        if self._document is not None and not wanted.isdisjoint(self._document.relations):
            self.viewport().update()
            return
        measures = self._page.measures
        for seat in self._page.seats:
            lines = {p.line for p in seat.placed.pieces if any(s.id in wanted for s in p.mark.spans)}
            for n in lines:
                line = seat.placed.lines[n]
                top, bottom = line.free - measures.pitch, line.top + line.height + measures.px(12)
                self.viewport().update(0, int(seat.top + top), self.viewport().width(), int(bottom - top) + 1)

    def _dress(self) -> None:
        """Take over the theme and the scheme's colours."""
        self._inks = Inks(self._scheme, current_theme(), self._page.measures.scale)
        self.strip.show_document(self._document, self._inks)
        self.viewport().update()

    # -- hands ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the column's width changed, and keep the first visible line."""
        super().resizeEvent(event)
        viewport = self.viewport().geometry()
        self.strip.setGeometry(viewport.right() + 1, viewport.top(), WIDTH, viewport.height())
        if self._layout is None:
            return
        if self._measures().width == self._layout.measures.width:
            self._refresh(self._y)
        else:
            self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._rebuild()

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._rebuild()
            self._dress()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl held, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (_ZOOM_STEP if event.angleDelta().y() > 0 else -_ZOOM_STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by pages, and to both ends; all other keys are for others."""
        bar = self.verticalScrollBar()
        page = bar.pageStep()
        places = {
            Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            event.ignore()
        else:
            bar.setValue(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where it came by the keyboard."""
        self._focus_seen = event.reason() in _BY_KEYS
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the focus no more."""
        self._focus_seen = False
        super().focusOutEvent(event)
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Set the zoom, 0.7 to 2.5; what is read stays in its place."""
        zoom = round(max(ZOOM_LEAST, min(ZOOM_MOST, zoom)), 2)
        if zoom != self._zoom:
            self._zoom = zoom
            self._rebuild()
            self.zoomChanged.emit(zoom)
