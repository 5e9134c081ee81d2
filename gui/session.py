"""The session: what is open, and every edit of it. Everything else in the window listens to its signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QTimer

from annotations.dataset import Dataset
from annotations.dataset.managing import Move, Remove, Retitle, Step, perform
from annotations.document import Document
from annotations.edits.rebase import rebase
from annotations.errors import GoldspanError
from annotations.model import Change
from annotations.scheme import LabelScheme, SchemeChange
from gui.commands import ApplyChange
from gui.opened import Opened, Relating, Selection

__all__ = ["BULK", "Relating", "Selection", "Session"]

BULK = 1000
"""Rows past which a change is made and committed in the background, with the window alive."""

_BREATH = 2
"""Milliseconds between two long steps: with none, the second would come in the same turn of the loop."""

Make = Callable[[Document], Change]
Then = Callable[[Change], None]
_T = TypeVar("_T")


class Session(Opened):
    """Commits edits, shows them, and takes them back. Nothing here paints."""

    def do(self, make: Make, *, rows: int = 1, then: Then | None = None) -> None:
        """Make a change, commit it, show it and put it on the undo stack; then call `then`.

        `rows` is about how many annotations it concerns: a large one is made and committed in the background,
        and what is asked for meanwhile waits until it is done. A refusal or a failure is shown as a sentence,
        and nothing has changed.
        """
        if self.busy:
            self._waiting.append(lambda: self.do(make, rows=rows, then=then))
            return
        document = self.document
        if document is None:
            return

        def stack(change: Change) -> None:
            if change.edits:
                self.undo_stack.push(ApplyChange(change))
            if then is not None:
                then(change)

        self._commit(lambda: make(document), stack, background=rows > BULK)

    def undo(self) -> None:
        """Take the last step back, in its own article."""
        self._travel(self.undo_stack.index() - 1, forward=False)

    def redo(self) -> None:
        """Do the last step that was taken back again, in its own article."""
        self._travel(self.undo_stack.index(), forward=True)

    def set_scheme(self, change: SchemeChange) -> None:
        """Take another label scheme over; annotations of all articles follow its renames. One undo step."""
        if self.busy:
            self._waiting.append(lambda: self.set_scheme(change))
        elif self._write_scheme(change):
            self.undo_stack.push(ApplyChange(change))

    def manage(self, make: Callable[[Dataset], Step]) -> None:
        """Do a step on an article as a whole, and put it on the undo stack.

        Where it cannot be done a sentence is shown, and nothing has changed.
        """
        if self.busy:
            self._waiting.append(lambda: self.manage(make))
        elif self.dataset is not None:
            try:
                step = make(self.dataset)
            except GoldspanError as error:
                self.failed.emit(error)
                return
            if self._perform(step):
                self.undo_stack.push(ApplyChange(step))

    def absorb(
        self, make: Callable[[Document], Change | None], failed: Callable[[], None] = lambda: None
    ) -> None:
        """Take suggestions over that have arrived: no undo step, and a redo stays possible.

        Where the dataset does not take them, `failed` is called and the sentence is shown.
        """
        if self.busy:
            self._waiting.append(lambda: self.absorb(make, failed))
            return
        document = self.document
        if document is None:
            return
        self._commit(lambda: make(document), lambda _: None, background=False, failed=failed)

    def hold(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        *,
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run what concerns the whole dataset in the background, with edits held back until it is through."""
        if self.busy:
            self._waiting.append(lambda: self.hold(work, then, failed=failed))
            return

        def ended(tell: Callable[[], None]) -> None:
            self._set_busy(False)
            tell()
            self._go_on()

        self.taking_over.emit()
        self._set_busy(True)
        self.background.run(
            work,
            done=lambda result: ended(lambda: then(result)),
            failed=lambda error: ended(lambda: failed(error)),
        )

    def read_anew(self) -> None:
        """Show the dataset as it is on the disk now: what could be undone no longer fits."""
        if self.dataset is None:
            return
        self.undo_stack.clear()
        self._take_scheme(self.dataset.scheme)
        self._open_again()
        self.scheme_changed.emit()
        self.queue_changed.emit(0)

    def _travel(self, at: int, *, forward: bool) -> None:
        if self.busy:
            self._waiting.append(self.redo if forward else self.undo)
            return
        command = self.undo_stack.command(at) if 0 <= at < self.undo_stack.count() else None
        if not isinstance(command, ApplyChange):
            return
        step = command.change if forward else command.change.inverse()
        move = self.undo_stack.redo if forward else self.undo_stack.undo
        if isinstance(step, SchemeChange):
            if self._write_scheme(step):
                move()
            return
        if isinstance(step, Retitle | Move | Remove):
            if self._perform(step):
                move()
            return
        if not self.open_article(step.article) or self.document is None:
            return
        document = self.document

        def moved(change: Change) -> None:
            move()
            first = change.first
            if first is not None:
                self.select([first.id])

        self._commit(lambda: rebase(document, step), moved, background=len(step.edits) > BULK)

    # -- committing -------------------------------------------------------------------------------

    def _commit(
        self,
        make: Callable[[], Change | None],
        then: Then,
        *,
        background: bool,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """Commit what `make` gives, then show it, then call `then`: never shown before it is on disk."""
        dataset, document = self.dataset, self.document
        if dataset is None or document is None:
            return

        def write() -> Change | None:
            change = make()
            if change is not None and change.edits:
                dataset.apply(change, last_id=document.last_id)
            return change

        if background:
            self._set_busy(True)
            self.background.run(write, done=lambda c: self._done(document, c, then), failed=self._failed)
            return
        try:
            change = write()
        except GoldspanError as error:
            failed()
            self.failed.emit(error)
            return
        self._shown(document, change, then)

    def _shown(self, document: Document, change: Change | None, then: Then) -> None:
        if change is None or self.document is not document:
            return
        if change.edits:
            document.apply(change)
        self._tell(document, change, then)

    def _tell(self, document: Document, change: Change, then: Then) -> None:
        if change.edits:
            kept = tuple(i for i in self.selection.ids if document.get(i) is not None)
            left = self._leave_what_is_gone(document)
            self.changed.emit(change)
            self.following.follow_change(change)
            if left:
                self.mode_changed.emit()
            self._set_selection(self.selection._replace(ids=kept))
            self.following.follow_row(change.article)
        then(change)

    def _leave_what_is_gone(self, document: Document) -> bool:
        """Leave a relation being drawn, and unpin an end, whose span is no longer there."""
        relating, pinned = self.relating, self.pinned
        if (
            relating is not None
            and not {relating.head, relating.child or relating.head} <= document.spans.keys()
        ):
            self.relating = None
        if pinned not in document.spans:
            self.pinned = ""
        return (self.relating, self.pinned) != (relating, pinned)

    def _done(self, document: Document, change: Change | None, then: Then) -> None:
        """Take a large change over, and tell of it in a turn of its own: neither holds the window up long."""
        if change is not None and change.edits and self.document is document:
            document.apply(change)
        QTimer.singleShot(_BREATH, self, lambda: self._told(document, change, then))

    def _told(self, document: Document, change: Change | None, then: Then) -> None:
        self._set_busy(False)
        if change is not None and self.document is document:
            self._tell(document, change, then)
        self._go_on()

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self._go_on()
        if not isinstance(error, GoldspanError):
            raise error
        self.failed.emit(error)

    def _go_on(self) -> None:
        while self._waiting and not self.busy:
            self._waiting.popleft()()

    def _write_scheme(self, change: SchemeChange) -> bool:
        if self.dataset is None:
            return False
        self.taking_over.emit()
        try:
            self.dataset.set_scheme(change.after, change.renames, change.relation_renames)
        except GoldspanError as error:
            self.failed.emit(error)
            return False
        self._take_scheme(change.after)
        if change.renames or change.relation_renames:
            self._open_again()
        self.scheme_changed.emit()
        return True

    def _take_scheme(self, scheme: LabelScheme) -> None:
        self.scheme = scheme
        armed = scheme.entity(self.armed)
        if self.armed and (armed is None or not armed.on):
            self.arm("")

    def _open_again(self) -> None:
        """Read the open article anew; what is selected stays so."""
        document, selected = self.document, self.selection.ids
        self.document = None
        if document is not None and self.open_article(document.article.key):
            self.select(selected, reveal=False)

    def _perform(self, step: Step) -> bool:
        """Do a step on an article as a whole, and show what has become of the queue."""
        dataset, document = self.dataset, self.document
        if dataset is None:
            return False
        is_open = document is not None and document.article.key == step.article
        self.taking_over.emit()
        try:
            # Where to go from an article that is to go is known only while it is there.
            following = dataset.next_key(step.article, not_done=False) if is_open else None
            perform(dataset, step)
        except GoldspanError as error:
            self.failed.emit(error)
            return False
        if isinstance(step, Retitle) and document is not None and is_open:
            document.article = replace(document.article, title=step.after)
            self.retitled.emit()
        elif isinstance(step, Remove) and not step.back and is_open:
            self.close_article()
        self.queue_changed.emit(0)
        if isinstance(step, Remove) and step.back:
            self.open_article(step.article)
        elif following is not None and self.document is None:
            self.open_article(following)
        return True

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
