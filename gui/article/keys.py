"""The keyboard in the article view: the caret, Tab, Esc, and the letters while a relation is drawn.

Keys that are actions (accept, a label's key) are QActions; here is only what depends on where the caret is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

from gui import hands
from gui.article.caret import by_character, by_token
from gui.article.menus import ArticleMenus
from gui.article.mirror import Mirror
from gui.article.mouse import Mouse
from gui.article.view import ArticleView
from gui.session import Session

_KEY = Qt.Key
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier

_MOVES = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Home, _KEY.Key_End)


class Keys(QObject):
    """Watches the keys of one view."""

    def __init__(
        self, view: ArticleView, session: Session, mirror: Mirror, menus: ArticleMenus, mouse: Mouse
    ) -> None:
        super().__init__(view)
        self._view, self._session, self._mirror, self._menus = view, session, mirror, menus
        self._mouse = mouse
        self._anchor = 0
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are ours; all others go their way."""
        if self._session.document is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._menus.context(self._below_selected())
            return True
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and self._is_letter(event):
            # While letters stand on the targets, they are no shortcuts.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == _KEY.Key_Escape:
            return self._escape()
        if self._is_letter(event):
            return self._typed(event.text())
        if key in (_KEY.Key_Tab, _KEY.Key_Backtab) and not modifiers & _CTRL:
            back = key == _KEY.Key_Backtab or bool(modifiers & _SHIFT)
            return (hands.go_previous if back else hands.go_next)(self._session, wrap=False)
        if key in _MOVES and not modifiers & (_ALT | _META):
            return self._move(key, ctrl=bool(modifiers & _CTRL), extend=bool(modifiers & _SHIFT))
        return False

    def _below_selected(self) -> QPoint:
        """Where a menu opens by the keyboard: below the start of what is selected, else of the caret."""
        bounds = hands.selected_bounds(self._session)
        relation = self._session.selected_relation
        if relation is not None:
            offset = self._document_start(relation.head)
        else:
            offset = bounds[0] if bounds is not None else self._caret(backwards=True)
        self._view.show_offset(offset)
        rect = self._view.char_rect(offset)
        return self._view.viewport().mapToGlobal(rect.bottomLeft().toPoint())

    def _document_start(self, span_id: str) -> int:
        document = self._session.document
        return document.spans[span_id].start if document is not None else 0

    # -- relating ---------------------------------------------------------------------------------

    def _is_letter(self, event: QKeyEvent) -> bool:
        relating = self._session.relating
        if relating is None or relating.child or event.modifiers() & (_CTRL | _ALT | _META | _SHIFT):
            return False
        return len(event.text()) == 1 and event.text().isalpha()

    def _typed(self, letter: str) -> bool:
        self._mirror.targets.type(letter)
        relating = self._session.relating
        if relating is not None and relating.child:
            self._menus.relation_at_child(relating)
        return True

    def _escape(self) -> bool:
        """Leave one thing at a time: a drag, the relation, the armed label, the pinned end, the selection."""
        session = self._session
        if self._mouse.leave():
            return True
        if session.relating is not None:
            session.relate_from(None)
        elif session.armed:
            session.arm("")
        elif session.pinned:
            session.pin("")
        elif session.selection.ids or session.selection.range is not None:
            session.select(())
            self._view.set_selection_range(None)
        else:
            return False
        return True

    # -- the caret --------------------------------------------------------------------------------

    def _move(self, key: Qt.Key, *, ctrl: bool, extend: bool) -> bool:
        """Move the caret; with `extend` the text between it and where it came from is selected."""
        document = self._session.document
        if document is None:
            return False
        caret = self._caret(backwards=key in (_KEY.Key_Left, _KEY.Key_Up, _KEY.Key_Home))
        if not extend or self._session.selection.range is None:
            self._anchor = caret
        chosen = self._session.selection.range
        if key in (_KEY.Key_Left, _KEY.Key_Right):
            forward = (key == _KEY.Key_Right) != self._view.is_rtl(caret)
            step = 1 if forward else -1
            if chosen is not None and not extend:
                to = chosen[1] if forward else chosen[0]
            else:
                to = by_character(document.text, caret, step) if ctrl else by_token(document, caret, step)
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            to = self._line_end(caret, last=key == _KEY.Key_End, whole=ctrl)
        else:
            to = self._line_away(caret, 1 if key == _KEY.Key_Down else -1)
        if extend:
            start, end = min(self._anchor, to), max(self._anchor, to)
            self._view.set_selection_range(start, end, caret=to)
            self._session.select_range(start, end)
        else:
            self._session.select_range(0, 0)
            self._view.set_selection_range(to, to)
        self._view.show_offset(max(0, min(to, len(document.text) - 1)))
        return True

    def _caret(self, *, backwards: bool) -> int:
        """Where the caret is; where there is none, at the selected span, else at the first visible line."""
        showing = self._view.showing
        if showing.caret is not None:
            return showing.caret
        span = self._session.selected_span
        if span is not None:
            return span.start if backwards else span.end
        return self._view.caret_at(QPointF(0, self._view.viewport().height() / 8))

    def _line_away(self, caret: int, lines: int) -> int:
        rect = self._view.char_rect(caret)
        for distance in (0.6, 1.0, 1.4, 2.0, 3.0):
            y = (
                rect.bottom() + rect.height() * distance
                if lines > 0
                else rect.top() - rect.height() * distance
            )
            to = self._view.caret_at(QPointF(rect.left(), y))
            if abs(self._view.char_rect(to).center().y() - rect.center().y()) > rect.height() / 2:
                return to
        return caret

    def _line_end(self, caret: int, *, last: bool, whole: bool) -> int:
        document = self._session.document
        if whole and document is not None:
            return len(document.text) if last else 0
        y = self._view.char_rect(caret).center().y()
        right = last != self._view.is_rtl(caret)
        to = self._view.caret_at(QPointF(1e6 if right else -1e6, y))
        # Behind the break that ends a line the next one begins: the caret stays before it.
        while last and document is not None and to > caret and document.text[to - 1].isspace():
            to -= 1
        return to
