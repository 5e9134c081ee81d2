"""The bar that finds words or a pattern in the open article, and annotates all that it found."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from annotations.edits import spans
from annotations.errors import GoldspanError
from annotations.finding import Hits, find_all
from gui.article.menus import LabelMenu
from gui.article.view import ArticleView
from gui.session import Session
from gui.theme import current_theme, metrics, scaled, set_look
from gui.widgets.announce import announce
from gui.widgets.key_button import KeyButton
from gui.widgets.panel_head import tool_button
from gui.widgets.search_field import SearchField

_LATE = 150
"""Milliseconds after which a search that is not done says so."""


class FindBar(QWidget):
    """Hidden until `open`. It looks in the article's text, in the background; offsets are code points."""

    def __init__(self, view: ArticleView, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._session = view, session
        self._hits, self._at = Hits(), -1
        self._search = 0
        self._looking = False
        self._steps = 0
        self._from = 0
        # What is found at once does not flicker: only a search that takes long says so.
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self.setObjectName("findBar")
        self.setAccessibleName("Find in the article")
        self.field = SearchField("Find in the article")
        self.field.setObjectName("findField")
        self.pattern = _toggle(".*", "Regular expression")
        self.case = _toggle("Aa", "Tell capitals apart")
        self.count = QLabel()
        self.previous = tool_button("chevron-up", "Find the previous (Shift+F3)")
        self.next = tool_button("chevron-down", "Find the next (F3)")
        self.annotate = KeyButton("Annotate it…")
        self._close = tool_button("x", "Close (Esc)")
        self._lay_out()
        self._connect()
        self._show_count()
        self.hide()

    # -- what the actions call --------------------------------------------------------------------

    def open(self) -> None:
        """Show the bar with the selected text in its field, and begin to look from there."""
        document, chosen = self._session.document, self._session.selection.range
        if document is None:
            return
        if chosen is not None and chosen[1] - chosen[0] <= 200 and not self.pattern.isChecked():
            self.field.setText(" ".join(document.text[chosen[0] : chosen[1]].split()))
        self._from = self._place()
        self.show()
        self._view.set_hits(self.hits)
        self.field.setFocus()
        self.field.selectAll()

    def find_next(self) -> None:
        """Select the next hit, the first one after the last; opens the bar where there is none."""
        self._step(1)

    def find_previous(self) -> None:
        """Select the hit before, the last one before the first."""
        self._step(-1)

    def close_bar(self) -> None:
        """Hide the bar and the marks, and give the focus back to the article."""
        self.hide()
        self._view.set_hits(())
        self._view.setFocus()

    @property
    def hits(self) -> tuple[tuple[int, int], ...]:
        """The bounds of what was found."""
        return self._hits.bounds

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; Enter finds the next, with Shift the previous."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().window)
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().border)
        painter.end()

    # -- looking ----------------------------------------------------------------------------------

    def _look(self, steps: int = 0) -> None:
        """Look for what is in the field; then go `steps` hits on, or to the first one from the caret on."""
        self._search += 1
        self._hits, self._at, self._steps = Hits(), -1, steps
        document, wanted = self._session.document, self.field.text()
        self._looking = document is not None and bool(wanted)
        if document is None or not wanted:
            self._view.set_hits(())
            self._show_count()
            return
        work = partial(
            find_all, document.text, wanted, pattern=self.pattern.isChecked(), case=self.case.isChecked()
        )
        search = self._search
        self._session.background.run(
            work,
            done=lambda hits: self._found(search, hits),
            failed=lambda error: self._failed(search, error),
        )
        self._late.start()

    def _found(self, search: int, hits: Hits) -> None:
        if search != self._search:
            return
        self._looking, self._hits = False, hits
        # Until now the marks of the last search stay: they do not flicker while words are typed.
        self._view.set_hits(hits.bounds if self.isVisible() else ())
        if hits.bounds:
            first = bisect_left(hits.bounds, (self._from, self._from))
            self._go((first + min(self._steps, 0)) % len(hits.bounds))
        self._show_count()

    def _failed(self, search: int, error: BaseException) -> None:
        if search != self._search:
            return
        if not isinstance(error, GoldspanError):
            raise error
        self._looking = False
        self._view.set_hits(())
        self._show_count(error.message)

    def _step(self, by: int) -> None:
        if not self.field.text():
            self.open()
        elif self._looking:
            self._steps += by
        elif self._at < 0:
            self._from = self._place()
            self._look(by)
        else:
            self._go((self._at + by) % len(self.hits))
            self._show_count()

    def _go(self, at: int) -> None:
        self._at = at
        start, end = self.hits[at]
        self._session.select_range(start, end)
        self._view.set_selection_range(start, end)
        self._view.show_offset(start)

    def _place(self) -> int:
        """Where to look from: the selected text, the last selected span, else the beginning."""
        chosen, document = self._session.selected, self._session.document
        if self._session.selection.range is not None:
            return self._session.selection.range[0]
        return document.place(chosen[-1])[0] if chosen and document is not None else 0

    def _article_opened(self) -> None:
        self._from = 0
        self._hits, self._at, self._looking = Hits(), -1, False
        self._search += 1
        if self._session.document is None:
            self.hide()
        elif self.isVisible():
            self._look()
        self._show_count()

    # -- annotating -------------------------------------------------------------------------------

    def _ask_label(self) -> None:
        hits = self.hits
        labels = [label for label in self._session.scheme.entities if label.on]
        menu = LabelMenu(labels, partial(self._annotate, hits), self._view, f"{len(hits):,} places")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.annotate.mapToGlobal(QPoint(0, self.annotate.height() + 2)))

    def _annotate(self, hits: tuple[tuple[int, int], ...], label: str) -> None:
        self._session.do(lambda d: spans.add_all(d, hits, label), rows=len(hits))

    # -- showing ----------------------------------------------------------------------------------

    def _show_count(self, problem: str = "") -> None:
        wanted, total = self.field.text(), len(self.hits)
        if problem:
            words = problem
        elif self._looking:
            words = "Looking…"
        elif not wanted:
            words = ""
        elif not total:
            words = "Nothing found"
        else:
            words = f"{self._at + 1:,} of {total:,}{'+' if self._hits.cut else ''}"
        set_look(self.count, "error" if problem else "muted")
        self.count.setText(words)
        self.count.setToolTip(problem)
        self.field.setProperty("invalid", bool(problem))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        if words and self.isVisible() and not self._looking:
            announce(self, words)
        for button in (self.previous, self.next, self.annotate):
            button.setEnabled(total > 0)
        which = f"the first {total:,}" if self._hits.cut else f"all {total:,}" if total > 1 else "it"
        self.annotate.setText(f"Annotate {which}…")
        self.annotate.updateGeometry()

    def _lay_out(self) -> None:
        self.setFixedHeight(scaled(metrics.LABEL_BAR))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setMinimumWidth(scaled(120))
        self.field.setMaximumWidth(scaled(320))
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 3)
        row.addWidget(self.pattern)
        row.addWidget(self.case)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(4)
        row.addWidget(self.count, 2)
        row.addWidget(self.annotate)
        row.addWidget(self._close)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._look())
        for toggle in (self.pattern, self.case):
            toggle.toggled.connect(lambda _: self._look())
        for button in (self.previous, self.next, self.annotate, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.previous.clicked.connect(self.find_previous)
        self.next.clicked.connect(self.find_next)
        self.annotate.clicked.connect(self._ask_label)
        self._close.clicked.connect(self.close_bar)
        self._session.opened.connect(self._article_opened)
        self._late.timeout.connect(lambda: self._show_count() if self._looking else None)


def _toggle(mark: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setText(mark)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
