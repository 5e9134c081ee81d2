"""The pointer in the article view: hover, select text, resize, relate. Hits come in, hands go out.

Each press begins one `Drag`; what it is about is decided by what was pressed, and whether it moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotations.document import Document
from annotations.edits.step import LIVE
from annotations.offsets import Tokens
from annotations.snapping import snapped, tokens_around
from gui import hands
from gui.article.hit import Hit, Kind
from gui.article.menus import ArticleMenus
from gui.article.mirror import Mirror
from gui.article.view import ArticleView
from gui.session import Relating, Session

_CURSORS = {
    Kind.EDGE_START: Qt.CursorShape.SizeHorCursor,
    Kind.EDGE_END: Qt.CursorShape.SizeHorCursor,
    Kind.LABEL: Qt.CursorShape.PointingHandCursor,
    Kind.ACCEPT: Qt.CursorShape.PointingHandCursor,
    Kind.REJECT: Qt.CursorShape.PointingHandCursor,
    Kind.RELATION: Qt.CursorShape.PointingHandCursor,
}

_SCROLL_MS = 30
_SCROLL_STEP = 12
"""Px each time the view scrolls on; the farther out the pointer is held, the more."""


class Doing(Enum):
    """What a drag does once it has moved."""

    SELECT = auto()
    RESIZE_START = auto()
    RESIZE_END = auto()
    RELATE = auto()


@dataclass
class Drag:
    """A press and what came of it."""

    at: QPointF
    hit: Hit
    doing: Doing
    anchor: int
    moved: bool = False


_DOING = {Kind.EDGE_START: Doing.RESIZE_START, Kind.EDGE_END: Doing.RESIZE_END, Kind.LABEL: Doing.RELATE}


class Mouse(QObject):
    """Watches the viewport of one view."""

    def __init__(self, view: ArticleView, session: Session, mirror: Mirror, menus: ArticleMenus) -> None:
        super().__init__(view)
        self._view, self._session, self._mirror, self._menus = view, session, mirror, menus
        self._drag: Drag | None = None
        self._bounds: tuple[int, int] | None = None
        self._pointer = QPointF()
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        view.viewport().installEventFilter(self)
        session.opened.connect(self.leave)
        session.changed.connect(self._leave_what_is_gone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the viewport's mouse events; all others go their way."""
        if self._session.document is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent):
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._press(event)
                return True
            if kind == QEvent.Type.MouseMove:
                self._move(event.position(), event.modifiers())
                return True
            if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
                self._release(event)
                return True
            if kind == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
                self._double_click(event)
                return True
        elif isinstance(event, QContextMenuEvent) and event.type() == QEvent.Type.ContextMenu:
            self._context_menu(event)
            return True
        elif event.type() == QEvent.Type.Leave and self._drag is None:
            self._mirror.hover("")
        return super().eventFilter(watched, event)

    # -- pressing ---------------------------------------------------------------------------------

    def _press(self, event: QMouseEvent) -> None:
        point = event.position()
        hit = self._view.target_at(point)
        if hit.kind in (Kind.ACCEPT, Kind.REJECT):
            (hands.accept if hit.kind is Kind.ACCEPT else hands.reject)(self._session, [hit.id])
            return
        if self._session.relating is not None and hit.kind in (Kind.SPAN, Kind.LABEL, *_DOING):
            self._pick(hit.id, point)
            return
        doing = _DOING.get(hit.kind, Doing.SELECT)
        anchor = self._view.caret_at(point)
        showing = self._view.showing
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and showing.caret is not None:
            doing = Doing.SELECT
            first = showing.selection[0] if showing.selection is not None else showing.caret
            anchor = first
        self._drag = Drag(point, hit, doing, anchor)
        self._bounds = None

    def _move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._pointer = point
        drag = self._drag
        if drag is None:
            hit = self._view.target_at(point)
            self._view.viewport().setCursor(_CURSORS.get(hit.kind, Qt.CursorShape.IBeamCursor))
            on_buttons = hit.kind in (Kind.ACCEPT, Kind.REJECT)
            self._mirror.hover(hit.id if on_buttons or hit.kind is not Kind.TEXT else "", hit.line)
            return
        if not drag.moved:
            if (point - drag.at).manhattanLength() < QApplication.startDragDistance() / 2:
                return
            drag.moved = True
            self._begin(drag)
        self._follow(drag, point, bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        outside = not 0 <= point.y() <= self._view.viewport().height()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    def _begin(self, drag: Drag) -> None:
        if drag.doing is Doing.RELATE:
            self._session.relate_from(Relating(drag.hit.id))
        elif drag.doing is not Doing.SELECT:
            self._session.select([drag.hit.id], reveal=False)

    def _follow(self, drag: Drag, point: QPointF, by_character: bool) -> None:
        document = self._session.document
        if document is None:
            return
        if drag.doing is Doing.RELATE:
            self._view.set_rubber(drag.hit.id, point)
            return
        caret = self._view.caret_at(point)
        if drag.doing is Doing.SELECT:
            self._bounds = _dragged(document, drag.anchor, caret, by_character)
            self._view.set_selection_range(*self._bounds, caret=self._bounds[0 if caret < drag.anchor else 1])
            return
        span = document.spans.get(drag.hit.id)
        if span is None:
            return
        if drag.doing is Doing.RESIZE_START:
            start = caret if by_character else _edge(document, caret, starts=True)
            self._bounds = (min(start, span.end - 1), span.end)
        else:
            end = caret if by_character else _edge(document, caret, starts=False)
            self._bounds = (span.start, max(end, span.start + 1))
        self._view.set_selection_range(*self._bounds)

    def leave(self) -> bool:
        """Let go of what is being dragged, and nothing has happened; False where nothing is."""
        drag, self._drag, self._bounds = self._drag, None, None
        self._scroll.stop()
        if drag is None or not drag.moved:
            return False
        self._view.set_rubber("", None)
        if drag.doing is Doing.RELATE:
            self._session.relate_from(None)
        else:
            self._view.set_selection_range(None)
        return True

    def _leave_what_is_gone(self) -> None:
        document = self._session.document
        held = self._drag.hit.id if self._drag is not None else ""
        if held and document is not None and document.get(held) is None:
            self.leave()

    # -- releasing --------------------------------------------------------------------------------

    def _release(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._scroll.stop()
        if drag is None:
            return
        if not drag.moved:
            self._clicked(drag, event)
        elif drag.doing is Doing.RELATE:
            self._view.set_rubber("", None)
            hit = self._view.target_at(event.position())
            if hit.kind in (Kind.SPAN, Kind.LABEL, Kind.EDGE_START, Kind.EDGE_END):
                self._pick(hit.id, event.position())
            else:
                self._session.relate_from(None)
        elif self._bounds is not None and drag.doing is Doing.SELECT:
            self._selected(*self._bounds, event.position())
        elif self._bounds is not None:
            self._view.set_selection_range(None)
            hands.set_bounds(self._session, drag.hit.id, *self._bounds)

    def _clicked(self, drag: Drag, event: QMouseEvent) -> None:
        session, hit = self._session, drag.hit
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and drag.doing is Doing.SELECT:
            document = session.document
            caret = self._view.caret_at(event.position())
            if document is not None and caret != drag.anchor:
                self._selected(*_dragged(document, drag.anchor, caret, False), event.position(), menu=False)
            return
        if hit.kind in (Kind.TEXT, Kind.NONE):
            self._let_go(drag.anchor)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            chosen = [i for i in session.selection.ids if i != hit.id]
            session.select(chosen if hit.id in session.selection.ids else [*chosen, hit.id], reveal=False)
            return
        was_selected = session.selection.ids == (hit.id,)
        session.select([hit.id], reveal=False)
        if hit.kind is Kind.LABEL and (was_selected or not self._is_alternative(hit.id)):
            self._menus.relabel(hit.id, self._view.viewport().mapToGlobal(event.position().toPoint()))

    def _let_go(self, caret: int) -> None:
        """Select nothing, and put the caret there."""
        self._session.select(())
        self._session.select_range(0, 0)
        self._view.set_selection_range(caret, caret)

    def _is_alternative(self, span_id: str) -> bool:
        """Whether the span is one of several with the same bounds: a click on its label first picks it."""
        document = self._session.document
        span = document.spans.get(span_id) if document is not None else None
        if document is None or span is None:
            return False
        return sum(s.state in LIVE for s in document.alternatives(span.start, span.end)) > 1

    def _double_click(self, event: QMouseEvent) -> None:
        document = self._session.document
        hit = self._view.target_at(event.position())
        if document is None or hit.kind not in (Kind.TEXT, Kind.SPAN):
            return
        bounds = snapped(document, hit.offset, hit.offset + 1)
        if not document.text[bounds[0] : bounds[1]].isspace():
            self._selected(*bounds, event.position())

    def _selected(self, start: int, end: int, point: QPointF, *, menu: bool = True) -> None:
        """Text is selected: the armed label takes it, else the label menu asks."""
        session = self._session
        if start >= end:
            return
        session.select_range(start, end)
        if session.armed:
            hands.draw(session, start, end, session.armed)
        elif menu:
            self._menus.label(self._view.viewport().mapToGlobal(point.toPoint()))

    def _pick(self, child: str, point: QPointF) -> None:
        possible = hands.pick_child(self._session, child)
        if possible:
            self._menus.relation(possible, self._view.viewport().mapToGlobal(point.toPoint()))

    def _context_menu(self, event: QContextMenuEvent) -> None:
        hit = self._view.target_at(QPointF(event.pos()))
        selection = self._session.selection
        if hit.kind in (Kind.TEXT, Kind.NONE):
            start, end = selection.range or (0, 0)
            if not start <= hit.offset < end:
                self._let_go(hit.offset)
        elif hit.id not in selection.ids:
            self._session.select([hit.id], reveal=False)
        self._menus.context(event.globalPos())

    def _scroll_on(self) -> None:
        """Scroll while a drag is held above or below the view."""
        if self._drag is None:
            self._scroll.stop()
            return
        bar, y = self._view.verticalScrollBar(), self._pointer.y()
        beyond = y if y < 0 else max(0.0, y - self._view.viewport().height())
        step = _SCROLL_STEP + abs(beyond) / 2
        bar.setValue(round(bar.value() + (step if y > 0 else -step)))
        self._follow(self._drag, self._pointer, False)


def _dragged(document: Document, anchor: int, caret: int, by_character: bool) -> tuple[int, int]:
    start, end = min(anchor, caret), max(anchor, caret)
    return (start, end) if by_character or start == end else snapped(document, start, end)


def _edge(document: Document, caret: int, *, starts: bool) -> int:
    """The start (or end) of a token that is nearest to `caret`."""
    tokens: Tokens = tokens_around(document, caret)
    candidates = (tokens.step(caret + 1, -1, starts=starts), tokens.step(caret - 1, 1, starts=starts))
    return min(candidates, key=lambda edge: abs(edge - caret))
