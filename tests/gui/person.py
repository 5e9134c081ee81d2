"""A person at the window: presses keys, points, drags and chooses in menus, as a hand would."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from annotations.document import Document
from annotations.model import Relation, Span, State
from gui.article.paint import buttons_of, hovered_piece
from gui.desk import Desk

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Person:
    """Acts on the window of one desk. Words stand for their first occurrence in the article, or the nth."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.view, self.session = desk.view, desk.session

    # -- what is there ----------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        document = self.session.document
        assert document is not None
        return document

    def bounds(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Where the nth occurrence of some words is."""
        at = -1
        for _ in range(nth + 1):
            at = self.document.text.index(words, at + 1)
        return at, at + len(words)

    def spans(self, words: str, nth: int = 0) -> list[Span]:
        """The spans of every state on exactly these words."""
        return self.document.alternatives(*self.bounds(words, nth))

    def span(self, words: str, nth: int = 0) -> Span:
        """The one span on these words that is not rejected or withdrawn."""
        live = [s for s in self.spans(words, nth) if s.state in (State.SUGGESTED, State.ACCEPTED)]
        assert len(live) == 1, (words, self.spans(words, nth))
        return live[0]

    def relation(self, label: str) -> Relation:
        """The one relation with this label that is not rejected or withdrawn."""
        live = [r for r in self.document.shown_relations() if r.label == label]
        assert len(live) == 1, live
        return live[0]

    def on_disk(self) -> Document:
        """The article as the dataset holds it."""
        assert self.session.dataset is not None
        return self.session.dataset.load(self.document.article.key)

    def state(self, words: str, nth: int = 0) -> State:
        """The state, on disk, of the one span on these words that the window knows."""
        (span,) = self.spans(words, nth)
        return self.on_disk().spans[span.id].state

    @property
    def chosen(self) -> list[str]:
        """The texts of the selected spans, and the labels of the selected relations."""
        return [self.document.text_of(a) if isinstance(a, Span) else a.label for a in self.session.selected]

    @property
    def said(self) -> str:
        """The sentence in the bar above the article; empty where there is none."""
        bar = self.desk.bar
        return bar.message() if bar.isVisible() else ""

    def look(self) -> None:
        """Let the panels follow the article, as they have by the time that a person looks at them."""
        self.session.following.catch_up()

    # -- keys -------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, where the window system would send them: the open menu, else what has the focus."""
        for key in keys:
            # What a keyboard sends for it.
            key = "Shift+Backtab" if key == "Shift+Tab" else key
            combination = QKeySequence(key)[0]
            QTest.keyClick(self._hearer(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type some text into what has the focus."""
        QTest.keyClicks(self._hearer(), text)

    def _hearer(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus

    def focus(self, widget: QWidget) -> None:
        """Let a widget have the focus."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.qtbot.waitUntil(lambda: widget.hasFocus() or widget.focusProxy() is not None)

    # -- places in the article --------------------------------------------------------------------

    def middle(self, offset: int) -> QPointF:
        """The middle of a character, brought into view."""
        self.view.show_offset(offset)
        return self.view.char_rect(offset).center()

    def before(self, offset: int) -> QPointF:
        """Just inside the left of a character (its right where it runs leftwards): the caret before it."""
        rect = self.view.char_rect(offset)
        edge = rect.right() - 1 if self.view.is_rtl(offset) else rect.left() + 1
        return QPointF(edge, rect.center().y())

    def after(self, offset: int) -> QPointF:
        """Just inside the other side of a character: the caret after it."""
        rect = self.view.char_rect(offset)
        edge = rect.left() + 1 if self.view.is_rtl(offset) else rect.right() - 1
        return QPointF(edge, rect.center().y())

    def body(self, span: Span) -> QPointF:
        """The middle of a span's box in its first line."""
        self.view.ensure_visible(span.id)
        return self.view.span_rect(span.id).center()

    def label(self, span: Span) -> QPointF:
        """The middle of the label above a span."""
        self.view.ensure_visible(span.id)
        page = self.view.page
        for seat in page.seats:
            for label in seat.placed.labels:
                for part in label.parts:
                    if part.span.id == span.id and not label.continued:
                        rect = label.rect.translated(page.left, seat.top)
                        return QPointF(page.left + part.left + 4, rect.center().y())
        raise AssertionError(f"{span} has no label in view")

    def edge(self, span: Span, *, start: bool) -> QPointF:
        """The edge of a span that fits in one line, where it can be grabbed."""
        rect = self.view.span_rect(span.id)
        at_left = start != self.view.is_rtl(span.start)
        return QPointF(rect.left() if at_left else rect.right(), rect.center().y())

    def button(self, span: Span, *, accept: bool) -> QPointF:
        """A button of a span that the pointer is moved over."""
        self.move(self.body(span))
        page = self.view.page
        for seat in page.seats:
            piece = hovered_piece(seat, self.view.showing)
            if piece is not None:
                rect = buttons_of(seat, piece, page).translated(page.left, seat.top)
                return QPointF(rect.left() + rect.width() * (0.25 if accept else 0.75), rect.center().y())
        raise AssertionError(f"{span} shows no buttons")

    def arc(self, relation: Relation) -> QPointF:
        """A place of a relation's arc that a click on hits it."""
        path = self.view.relation_path(relation.id)
        places = (path.pointAtPercent(n / 40) for n in range(41))
        return next(p for p in places if self.view.target_at(p).id == relation.id)

    # -- the mouse --------------------------------------------------------------------------------

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE, *, held: bool = False) -> None:
        """Move the pointer over the article, with the left button held or not."""
        viewport = self.view.viewport()
        buttons = LEFT if held else Qt.MouseButton.NoButton
        place = QPointF(viewport.mapToGlobal(point.toPoint()))
        event = QMouseEvent(QEvent.Type.MouseMove, point, place, Qt.MouseButton.NoButton, buttons, modifiers)
        QApplication.sendEvent(viewport, event)

    def click(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a place of the article."""
        assert QApplication.activePopupWidget() is None, "a menu is open"
        self.move(point, modifiers)
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, point.toPoint())

    def double_click(self, point: QPointF) -> None:
        """Double-click a place of the article."""
        self.move(point)
        QTest.mouseClick(self.view.viewport(), LEFT, NONE, point.toPoint())
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, point.toPoint())

    def drag(self, start: QPointF, end: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press at one place of the article and let go at another."""
        self.take(start, modifiers)
        self.move((start + end) / 2, modifiers, held=True)
        self.move(end, modifiers, held=True)
        self.let_go(end, modifiers)

    def take(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press the left button and hold it."""
        self.move(point, modifiers)
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, point.toPoint())

    def let_go(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Let go of the left button."""
        QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, point.toPoint())

    def drag_over(
        self, words: str, nth: int = 0, modifiers: Qt.KeyboardModifier = NONE, *, backwards: bool = False
    ) -> None:
        """Drag from before the first character of some words to after their last, or the other way."""
        start, end = self.bounds(words, nth)
        self.view.show_offset(start)
        ends = (self.before(start), self.after(end - 1))
        self.drag(*(reversed(ends) if backwards else ends), modifiers)

    # -- menus and dialogs ------------------------------------------------------------------------

    @property
    def menu(self) -> QMenu:
        """The menu that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu), f"{popup} is open, and no menu"
        return popup

    @property
    def no_menu(self) -> bool:
        """Whether no menu is open."""
        return QApplication.activePopupWidget() is None

    def offered(self) -> list[str]:
        """The words of what the open menu offers, without keys."""
        return [a.text().split("\t")[0] for a in self.menu.actions() if a.isEnabled() and a.text()]

    def choose(self, *path: str) -> None:
        """Click an entry of the open menu, by the words it begins with, and so on in its submenus."""
        for words in path:
            menu = self.menu
            action = self._entry(menu.actions(), words)
            assert action.isEnabled(), f"{words} cannot be chosen"
            QTest.mouseMove(menu, menu.actionGeometry(action).center())
            QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())

    def context_menu(self, point: QPointF) -> None:
        """Open the context menu at a place of the article."""
        viewport, place = self.view.viewport(), point.toPoint()
        self.move(point)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)

    def menu_bar(self, *path: str) -> None:
        """Choose from the menu bar, by clicks."""
        bar = self.desk.window.findChild(QMenuBar)
        assert isinstance(bar, QMenuBar)
        action = self._entry(bar.actions(), path[0])
        QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(action).center())
        self.choose(*path[1:])

    @staticmethod
    def _entry(actions: list[QAction], words: str) -> QAction:
        found = [a for a in actions if a.text().replace("&", "").startswith(words)]
        assert found, f"{words} is not among {[a.text() for a in actions]}"
        return found[0]

    def answer(self, act: Callable[[QDialog], None], ask: Callable[[], object]) -> None:
        """Do what opens a dialog, and act in it once it is there."""
        acted: list[QDialog] = []
        failed: list[BaseException] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or QApplication.activeWindow() is not dialog:
                return
            timer.stop()
            try:
                act(dialog)
            except BaseException as error:
                failed.append(error)
                dialog.reject()
            acted.append(dialog)

        timer = QTimer(interval=5)
        timer.timeout.connect(look)
        timer.start()
        try:
            ask()
            self.qtbot.waitUntil(lambda: bool(acted), timeout=5000)
        finally:
            timer.stop()
        if failed:
            raise failed[0]
        # What a window manager does; a bare screen has none.
        self.desk.window.activateWindow()
        self.qtbot.waitUntil(self.desk.window.isActiveWindow)


def click(widget: QWidget, place: QPoint | QRect | None = None) -> None:
    """Click a widget, in its middle or at a place of it."""
    point = place.center() if isinstance(place, QRect) else place
    QTest.mouseClick(widget, LEFT, NONE, point if point is not None else widget.rect().center())


def write(field: QLineEdit, text: str) -> None:
    """Write into a field, in place of what is there."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
