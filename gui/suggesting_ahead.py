"""Suggestions for the articles that come next, made while the person works on the open one."""

from __future__ import annotations

from concurrent.futures import Future, wait
from threading import Event, Lock
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import ArticleState, Change, Edit, Status
from annotations.suggest.merge import accepted_spans, merge, tokens_of
from annotations.suggest.results import Setup, Suggestions
from annotations.suggest.worker import Worker
from gui.background import Background
from gui.session import Session
from gui.suggesting import Suggesting

AHEAD = 5
"""Articles behind the open one that are to have suggestions before they are opened."""

_PAUSE = 400
"""Milliseconds for which the worker has had nothing to do before it begins with them."""

_LOOK = 0.02
"""Seconds after which who waits for a piece looks whether it is still wanted."""

_BREATH = 0.01
"""Seconds between two commits, for the person's own."""


class SuggestingAhead(QObject):
    """Goes through the next articles one by one, and stops as soon as the worker is wanted for the open one.

    Articles that are flagged, done, skipped or already looked at are left alone, and so are those that have
    suggestions, unless these were made here under another label scheme or by another pipeline.
    """

    made = Signal(int)
    """The article of this key has its suggestions."""

    def __init__(self, session: Session, suggesting: Suggesting, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._suggesting = session, suggesting
        self._background = Background(self)
        self._job: _Job | None = None
        self._made: dict[int, Setup] = {}
        self._idle = QTimer(self, singleShot=True, interval=_PAUSE)
        self._idle.timeout.connect(self._begin)
        session.taking_over.connect(self.cancel)
        session.opened.connect(self._wait)
        session.scheme_changed.connect(self._wait)
        session.dataset_closing.connect(self._dataset_closing)
        suggesting.progressed.connect(self._progressed)

    @property
    def busy(self) -> bool:
        """Whether it is at work."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop. When this returns nothing more is written; what is begun is made anew later."""
        self._idle.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def close(self) -> None:
        """Begin nothing any more; what was begun has ended with the dataset."""
        self.cancel()
        self._background.close()

    def _dataset_closing(self) -> None:
        self.cancel()
        self._made.clear()
        self._background.wait_for(lambda: None)

    def _progressed(self) -> None:
        if self._suggesting.busy:
            self.cancel()
        else:
            self._wait()

    def _wait(self) -> None:
        """Begin anew, in a while."""
        self.cancel()
        if self._session.document is not None:
            self._idle.start()

    def _begin(self) -> None:
        dataset, document = self._session.dataset, self._session.document
        if dataset is None or document is None or dataset.read_only or not self._suggesting.ready:
            return
        try:
            setup = self._suggesting.setup()
            ahead = dataset.ahead(document.article.key, AHEAD)
            keys = [key for key in ahead if self._is_wanted(dataset, key, setup)]
        except GoldspanError:
            return  # what is wrong with the pipeline or the file is said where the person asks for something
        if keys:
            self._next(dataset, setup, keys)

    def _is_wanted(self, dataset: Dataset, key: int, setup: Setup) -> bool:
        row, made = dataset.row(key), self._made.get(key)
        if row.flagged or made == setup:
            return False
        return row.status is Status.UNTOUCHED or (row.status is Status.SUGGESTED and made is not None)

    def _next(self, dataset: Dataset, setup: Setup, keys: list[int]) -> None:
        job = self._job = _Job(dataset, self._suggesting.worker, setup, keys[0])

        def done(whole: bool) -> None:
            if self._job is not job:
                return
            self._job = None
            if whole:
                self._made[job.key] = setup
                self._session.queue_changed.emit(job.key)
                self.made.emit(job.key)
                if keys[1:]:
                    self._next(dataset, setup, keys[1:])

        def failed(error: BaseException) -> None:
            if self._job is job:
                self._job = None
            if not isinstance(error, GoldspanError):
                raise error

        self._background.run(job.run, done=done, failed=failed)


class _Job:
    """One article on its way, in a thread beside the window: nothing of it is in the window's memory."""

    def __init__(self, dataset: Dataset, worker: Worker, setup: Setup, key: int) -> None:
        self.key = key
        self._dataset, self._worker, self._setup = dataset, worker, setup
        self._stopped = Event()
        self._writing = Lock()

    def cancel(self) -> None:
        """Stop; a commit that is under way ends before this returns."""
        with self._writing:
            self._stopped.set()

    def run(self) -> bool:
        """Make the suggestions and commit them, part by part; False where it was stopped before the end.

        The article counts as untouched until the last part is there: what was stopped is begun anew.
        """
        if self._stopped.is_set():
            return False
        loading = self._worker.load(self._setup)
        if not self._wait_for(loading):
            return False
        loaded = loading.result()
        document = self._dataset.load(self.key)
        work = self._worker.suggest(document.text, self._setup, accepted_spans(document))
        parts: list[Suggestions] = []
        for future in work.futures:
            if not self._wait_for(future):
                work.cancel()
                return False
            for part in future.result():
                change = merge(document, part, loaded.sources, self._setup.scheme)
                if not self._commit(document, change):
                    work.cancel()
                    return False
                parts.append(replace(part, spans=[], relations=[]))
        return self._end(document, parts)

    def _end(self, document: Document, parts: list[Suggestions]) -> bool:
        tokens = tokens_of(parts) if document.tokens is None else None
        with self._writing:
            if self._stopped.is_set():
                return False
            if tokens is not None:
                self._dataset.set_tokens(self.key, tokens)
            if document.state.status is Status.UNTOUCHED and document.undecided:
                state = replace(document.state, status=Status.SUGGESTED)
                change = Change(self.key, "Suggest", (Edit(document.state, state),))
                self._dataset.apply(change, last_id=document.last_id)
        return True

    def _commit(self, document: Document, change: Change | None) -> bool:
        """Write the spans and relations of a part; False where it is stopped."""
        if change is None:
            return not self._stopped.is_set()
        rows = tuple(edit for edit in change.edits if not isinstance(edit.after, ArticleState))
        kept = Change(self.key, "Suggest", rows)
        with self._writing:
            if self._stopped.is_set():
                return False
            self._dataset.apply(kept, last_id=document.last_id)
        document.apply(kept)
        return not self._stopped.wait(_BREATH)

    def _wait_for(self, future: Future[Any]) -> bool:
        """Wait until a future has a result or has failed; False where it is stopped or will never end."""
        while not self._stopped.is_set():
            done, _ = wait((future,), timeout=_LOOK)
            if done:
                return not future.cancelled()
        future.cancel()
        return False
