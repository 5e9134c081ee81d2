"""The possible targets of the relation being drawn that are in view, and the letters that stand on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from gui import hands
from gui.article.letters import left_by, letters
from gui.article.view import ArticleView
from gui.session import Session


class Targets:
    """Letters for what is in view, nearest to the head first; made anew when the view scrolls."""

    def __init__(self, view: ArticleView, session: Session) -> None:
        self._view, self._session = view, session
        self.codes: dict[str, str] = {}

    def refresh(self) -> None:
        """Give letters to the targets that are in view now."""
        relating = self._session.relating
        if relating is None:
            self.codes = {}
        if relating is None or relating.child:
            # While the relation's label is chosen the letters stay as they were.
            return
        area = QRectF(self._view.viewport().rect())
        head = self._view.char_rect(self._start_of(relating.head)).center()
        near = []
        for span in hands.targets(self._session, relating):
            if not self._in_view(span.start, span.end):
                continue
            rect = self._view.span_rect(span.id)
            if rect.intersects(area):
                away = rect.center() - head
                # A line away is farther for the eye than a word away.
                near.append((abs(away.x()) + 3 * abs(away.y()), span.start, span.id))
        self.codes = letters([span_id for _, _, span_id in sorted(near)])

    @property
    def rest(self) -> dict[str, str]:
        """The targets that the letters typed so far can still mean, with the letters that are left."""
        relating = self._session.relating
        return left_by(self.codes, relating.typed if relating is not None else "")

    def type(self, letter: str) -> bool:
        """Type a letter; picks the target when its letters are complete. False for a letter on no target."""
        relating = self._session.relating
        if relating is None or relating.child:
            return False
        typed = relating.typed + letter
        left = left_by(self.codes, typed)
        if not left:
            return False
        done = next((target for target, rest in left.items() if not rest), None)
        if done is not None:
            hands.pick_child(self._session, done)
        else:
            self._session.relate_from(relating._replace(typed=typed))
        return True

    def _in_view(self, start: int, end: int) -> bool:
        seats = self._view.page.seats
        if not seats:
            return False
        first, last = seats[0].placed, seats[-1].placed
        return end > first.start and start < last.end

    def _start_of(self, span_id: str) -> int:
        document = self._session.document
        return document.spans[span_id].start if document is not None else 0
