"""The check of all articles, made by a process of its own beside the person's decisions."""

from __future__ import annotations

import multiprocessing
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotations.check.found import Finding, Kind
from annotations.errors import GoldspanError
from gui.background import Background
from gui.session import Session

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from annotations.check.process import Told


class DatasetCheck(QObject):
    """Starts and stops it, and holds what it found; `changed` tells of progress and of new findings."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)
        self._process: SpawnProcess | None = None
        self._run = 0
        self._by_article: dict[int, list[Finding]] = {}
        self._over_all: list[Finding] = []
        self._newer: set[int] = set()
        self.begun = False
        """Whether it was ever started for this dataset: before that there is nothing to list."""
        self.cancelled = False
        self.done = self.total = self.found = self.listed = 0
        session.dataset_opened.connect(self.forget)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._process is not None

    @property
    def left_out(self) -> int:
        """Findings that are counted, not listed."""
        return self.found - self.listed

    def findings(self) -> list[Finding]:
        """What is listed: by article in the order of the queue, then what is over several articles."""
        rows = [finding for found in self._by_article.values() for finding in found]
        return rows + self._over_all

    def take_over(self, article: int, findings: list[Finding]) -> None:
        """Hold what is wrong in an article now, in place of what the check found there or finds yet."""
        if self.begun:
            self._newer.add(article)
            if findings or article in self._by_article:
                self._by_article[article] = findings

    def start(self) -> None:
        """Check the open dataset anew."""
        from annotations.check.process import check_dataset

        dataset = self._session.dataset
        if dataset is None:
            return
        self.forget()
        self.begun = True
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=check_dataset, args=(dataset.path, sender), daemon=True)
        try:
            process.start()
        except OSError as error:
            receiver.close()
            self.begun = False
            self._session.failed.emit(
                GoldspanError(f"The check could not be started ({error.strerror or error}). Try it again.")
            )
            return
        finally:
            sender.close()
        self._process = process
        ended = partial(self._ended, self._run, dataset.path)
        self._background.run(partial(self._listen, receiver, self._run), done=ended, failed=self._broke)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop it; what was found so far stays listed."""
        if self._process is not None:
            self.cancelled = True
            self._stop()
            self.changed.emit()

    def forget(self) -> None:
        """Stop it, and list nothing."""
        self._stop()
        self._by_article, self._over_all = {}, []
        self._newer.clear()
        self.begun = self.cancelled = False
        self.done = self.total = self.found = self.listed = 0
        self.changed.emit()

    def close(self) -> None:
        """Stop it, for the end of the window."""
        self._stop()
        self._background.close()

    def _stop(self) -> None:
        self._run += 1
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()

    def _listen(self, receiver: Connection, run: int) -> bool:
        """In the thread: pass on what is told until the end; whether it came to its end."""
        from annotations.check.process import decode

        with receiver:
            while True:
                try:
                    told = decode(receiver.recv_bytes())
                except (EOFError, OSError):
                    return False
                self._background.post(partial(self._take, told, run))
                if told.ended:
                    return True

    def _take(self, told: Told, run: int) -> None:
        if run != self._run:
            return
        self.done, self.total, self.found = told.done, told.total, told.found
        self.listed += len(told.findings)
        for finding in told.findings:
            if finding.kind is Kind.CORPUS_CONTRADICTION:
                self._over_all.append(finding)
            elif finding.article not in self._newer:
                self._by_article.setdefault(finding.article, []).append(finding)
        if told.ended:
            self._stop()
            if told.error:
                self._session.failed.emit(GoldspanError(told.error))
        self.changed.emit()

    def _ended(self, run: int, path: Path, whole: bool) -> None:
        if run == self._run and not whole:
            self._stop()
            self.cancelled = True
            sentence = f"The check of {path.name} ended early: the system stopped it. Start it again."
            self._session.failed.emit(GoldspanError(sentence))
            self.changed.emit()

    def _broke(self, error: BaseException) -> None:
        self._stop()
        self.changed.emit()
        raise error
