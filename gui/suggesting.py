"""Suggestions for the open article: asks the worker, takes what arrives over, and says how far it is."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.dataset import PipelineChoice
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Status
from annotations.offsets import Tokens
from annotations.suggest.merge import accepted_spans, merge, tokens_of, without_switched_off
from annotations.suggest.pipelines import PipelineInfo, default_pipeline, find
from annotations.suggest.results import Loaded, Setup, Suggestions
from annotations.suggest.worker import Run, Worker
from gui.background import Background
from gui.session import Session

_PAUSE = 3
"""Milliseconds between what follows one part and the next part, for keys, the mouse and painting."""


@dataclass
class _Running:
    """One article on its way through the worker."""

    document: Document
    loaded: Loaded
    run: Run
    tokens: list[Tokens] = field(default_factory=list)
    waiting: deque[Callable[[], None]] = field(default_factory=deque)
    pieces_done: int = 0
    unmapped: dict[str, int] = field(default_factory=dict)


class Suggesting(QObject):
    """Holds the worker. One article at a time is worked on; another one takes its place."""

    progressed = Signal()
    """`words`, `done` and `total` are others: for the status bar."""
    finished = Signal(object, object)
    """A run ended: the document, and how many spans of which unmapped labels are not shown."""
    failed = Signal(object)
    """A GoldspanError; `WorkerDied` can be started again with `suggest`."""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self.worker = Worker()
        self._running: _Running | None = None
        self._turn = QTimer(self, singleShot=True, interval=_PAUSE)
        self._turn.timeout.connect(self._take_next)
        self._loading: Document | None = None
        self.done, self.total = 0, 0
        self._held = False
        session.following.settled.connect(self._go_on)
        session.opened.connect(self._article_opened)
        session.scheme_changed.connect(self._scheme_changed)

    # -- the pipeline -----------------------------------------------------------------------------

    @property
    def choice(self) -> PipelineChoice:
        """The pipeline that the open dataset remembers."""
        return self._session.dataset.pipeline if self._session.dataset is not None else PipelineChoice()

    def pipeline(self) -> PipelineInfo:
        """The pipeline in use; GoldspanError where it is no longer there."""
        return find(self.choice.name) if self.choice.name else default_pipeline()

    def choose(self, choice: PipelineChoice) -> None:
        """Let the dataset remember another pipeline, and suggest anew; what its predecessor found stays."""
        dataset = self._session.dataset
        if dataset is None:
            return
        try:
            dataset.pipeline = choice
        except GoldspanError as error:
            self.failed.emit(error)
            return
        self.suggest()

    def setup(self) -> Setup:
        """What the worker is to do for the open dataset."""
        choice = self.choice
        mapping = {**choice.mapping, **dict.fromkeys(choice.off, "")}
        return Setup(self.pipeline().name, self._session.scheme, mapping)

    @property
    def _read_only(self) -> bool:
        """Whether suggestions could not be kept."""
        return self._session.dataset is not None and self._session.dataset.read_only

    # -- running ----------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """What is going on, for the status bar; empty when nothing is."""
        if self._loading is not None:
            return "Loading the pipeline"
        return "Suggesting" if self._running is not None else ""

    @property
    def busy(self) -> bool:
        """Whether suggestions are on their way."""
        return self._loading is not None or self._running is not None

    @property
    def ready(self) -> bool:
        """Whether the worker may be used for something else: it has nothing to do, and is not held back."""
        return not self.busy and not self._held

    def suggest(self) -> None:
        """Suggest for the open article; what is undecided from the same suggesters is replaced."""
        self.cancel()
        document = self._session.document
        if document is None:
            return
        try:
            setup = self.setup()
        except GoldspanError as error:
            self.failed.emit(error)
            return
        self._loading = document
        self.progressed.emit()
        self._background.follow(
            self.worker.load(setup),
            done=lambda loaded: self._loaded(document, setup, loaded),
            failed=lambda error: self._broken(document, error),
        )

    def hold(self) -> None:
        """Begin nothing by itself until `warm`: the process of the worker would slow the window's start."""
        self._held = True

    def warm(self) -> None:
        """Load the pipeline while the person is still looking, so that the first article need not wait."""
        if self._held:
            self._held = False
            self._article_opened()
        if self._session.dataset is None or self._read_only or self.busy:
            return
        try:
            future = self.worker.load(self.setup())
        except GoldspanError as error:
            self.failed.emit(error)
            return
        # A pipeline that does not load is told when suggestions are asked for.
        self._background.follow(future, done=lambda _: None, failed=lambda _: None)

    def cancel(self) -> None:
        """Let go of what is under way; what has arrived stays."""
        running, self._running, self._loading = self._running, None, None
        if running is not None:
            running.run.cancel()
        self.progressed.emit()

    def close(self) -> None:
        """End the worker."""
        self.cancel()
        self.worker.close()

    def _loaded(self, document: Document, setup: Setup, loaded: Loaded) -> None:
        if self._loading is not document:
            return
        self._loading = None
        run = self.worker.suggest(document.text, setup, accepted_spans(document))
        self._running = running = _Running(document, loaded, run)
        self.done, self.total = 0, len(run.futures)
        if loaded.note:
            self.failed.emit(GoldspanError(loaded.note))
        self.progressed.emit()
        for future in run.futures:
            self._background.follow(
                future,
                done=partial(self._piece_arrived, running),
                failed=lambda error: self._broken(document, error),
            )

    def _piece_arrived(self, running: _Running, parts: list[Suggestions]) -> None:
        """Take a piece over part by part, so that the window breathes between two of them."""
        running.waiting += [partial(self._part_arrived, running, part) for part in parts]
        running.waiting.append(partial(self._piece_ended, running))
        self._go_on()

    def _go_on(self) -> None:
        """Take the next part over in a turn of its own, after the lists have followed the one before."""
        if self._running is not None and self._running.waiting and not self._session.following.behind:
            self._turn.start()

    def _take_next(self) -> None:
        running = self._running
        if running is None or not running.waiting:
            return
        running.waiting.popleft()()
        self._go_on()

    def _part_arrived(self, running: _Running, part: Suggestions) -> None:
        if self._running is not running:
            return
        if (tokens := tokens_of([part])) is not None:
            running.tokens.append(tokens)
        for label, count in part.unmapped.items():
            running.unmapped[label] = running.unmapped.get(label, 0) + count
        scheme = self._session.scheme
        session = self._session
        session.absorb(
            lambda d: merge(d, part, running.loaded.sources, scheme), failed=partial(self._not_kept, running)
        )
        if self._running is not running:
            return
        if not session.selection.ids and session.selection.range is None and not running.pieces_done:
            session.select_next(wrap=False)

    def _not_kept(self, running: _Running) -> None:
        """The dataset does not take the suggestions: it would not take the rest either."""
        if self._running is running:
            self.cancel()

    def _piece_ended(self, running: _Running) -> None:
        if self._running is not running:
            return
        running.pieces_done += 1
        # What is there stays there: a full collection would look at all of it, and hold the window up.
        gc.freeze()
        self.done = running.pieces_done
        if running.pieces_done == len(running.run.futures):
            self._ended(running)
        self.progressed.emit()

    def _ended(self, running: _Running) -> None:
        """Store the tokens, which may be many, behind the window; the run has ended when they are there."""
        document, dataset = running.document, self._session.dataset
        if document.tokens is not None or not running.tokens or dataset is None:
            self._finish(running)
            return
        key, found = document.article.key, running.tokens

        def keep() -> Tokens:
            tokens = Tokens.joined(found)
            dataset.set_tokens(key, tokens)
            return tokens

        def kept(tokens: Tokens) -> None:
            document.tokens = tokens
            self._finish(running)

        def failed(error: BaseException) -> None:
            self._finish(running)
            if not isinstance(error, GoldspanError):
                raise error
            self.failed.emit(error)

        self._background.run(keep, done=kept, failed=failed)

    def _finish(self, running: _Running) -> None:
        if self._running is running:
            self._running = None
        self.finished.emit(running.document, running.unmapped)
        self.progressed.emit()

    def _broken(self, document: Document, error: BaseException) -> None:
        current = self._running.document if self._running is not None else self._loading
        if current is not document:
            return
        self.cancel()
        if not isinstance(error, GoldspanError):
            raise error
        self.failed.emit(error)

    # -- what the session says --------------------------------------------------------------------

    def _article_opened(self) -> None:
        self.cancel()
        document = self._session.document
        if self._held or self._read_only:
            return
        if document is not None and document.state.status is Status.UNTOUCHED:
            self.suggest()

    def _scheme_changed(self) -> None:
        """Take away what is switched off; what is under way was asked for under the old scheme."""
        scheme, was_busy = self._session.scheme, self.busy
        self.cancel()
        self._session.absorb(lambda d: without_switched_off(d, scheme))
        if was_busy:
            self.suggest()
