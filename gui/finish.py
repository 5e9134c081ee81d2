"""Marking articles done or skipped, and going on to the next one."""

from __future__ import annotations

from collections.abc import Callable

from annotations.edits import article
from annotations.edits.article import Undecided
from annotations.errors import GoldspanError
from annotations.model import Change
from gui.session import Session
from gui.settings import Settings

Ask = Callable[[int], "tuple[Undecided, bool] | None"]
"""Asks what becomes of so many undecided ones: the answer and whether to remember it; None to stay."""


class Finish:
    """The way from one article to the next."""

    def __init__(self, session: Session, settings: Settings, ask: Ask) -> None:
        self._session, self._settings, self._ask = session, settings, ask

    def done(self, *, go_on: bool = True, then: Callable[[], None] | None = None) -> None:
        """Mark the open article done and open the next; asks once what becomes of what is undecided."""
        document = self._session.document
        if document is None:
            return
        undecided = self._policy(document.undecided)
        if undecided is None:
            return

        def marked(_: Change) -> None:
            if then is not None:
                then()
            if go_on:
                self.next(stay=True)

        self._session.do(lambda d: article.finish(d, undecided), rows=document.undecided, then=marked)

    def skip(self) -> None:
        """Skip the open article and open the next."""
        self._session.do(article.skip, then=lambda _: self.next(stay=True))

    def next(self, *, stay: bool = False) -> None:
        """Open the next article that is not done, the first one after the last; `stay` if there is none."""
        session = self._session
        if session.dataset is None:
            return
        here = session.document.article.key if session.document is not None else None
        try:
            key = session.dataset.next_key(here)
        except GoldspanError as error:
            session.failed.emit(error)
            return
        if key is not None and key != here:
            session.open_article(key)
        elif not stay:
            session.failed.emit(GoldspanError("There is no other article that is not done."))

    def previous(self) -> None:
        """Open the article before this one in the queue."""
        session = self._session
        if session.dataset is None or session.document is None:
            return
        try:
            key = session.dataset.previous_key(session.document.article.key)
        except GoldspanError as error:
            session.failed.emit(error)
            return
        if key is not None:
            session.open_article(key)

    def _policy(self, undecided: int) -> Undecided | None:
        known = str(self._settings.get("undecided"))
        if undecided == 0:
            return Undecided.LEAVE
        if known != "ask":
            return Undecided(known)
        answer = self._ask(undecided)
        if answer is None:
            return None
        policy, remember = answer
        if remember:
            self._settings.set("undecided", policy.value)
        return policy
