"""The check of a whole dataset in a process of its own, which takes no time from who annotates meanwhile."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

import msgspec

from annotations.check.contradictions import Contradictions
from annotations.check.corpus import Checking, check_source
from annotations.check.found import Finding
from annotations.errors import GoldspanError
from annotations.formats.report import Report
from annotations.sources import dataset_source

MOST = 50_000
"""Findings that are told one by one; those after them are counted."""

_OFTEN = 0.2
"""Seconds between two messages."""

_BATCH = 500
"""Findings in a message, so that who takes them is not held up long."""


class Told(msgspec.Struct, array_like=True, frozen=True):
    """How far the check is: articles that are through of all, new findings, and how many there are so far.

    The last one has `ended`, with a sentence where it could not go on.
    """

    done: int
    total: int
    findings: list[Finding]
    found: int
    ended: bool = False
    error: str = ""


def decode(packed: bytes) -> Told:
    """A message as it was sent."""
    return msgspec.msgpack.decode(packed, type=Told)


def check_dataset(path: Path, sender: Connection) -> None:
    """What the process runs: check a dataset as it is now, and tell of it through `sender`.

    It ends early, without a word, when nobody listens any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group: the window ends this
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        for told in check(path):
            sender.send_bytes(msgspec.msgpack.encode(told))
    except (BrokenPipeError, ConnectionError):
        return
    finally:
        sender.close()


def check(path: Path) -> Iterator[Told]:
    """Check a dataset, telling now and then how far it is."""
    telling = _Telling()
    try:
        with Contradictions.open() as over_all, dataset_source(path) as source:
            telling.total = source.total
            yield from telling.when_due()
            report = Report()
            for record in source.records:
                one = source._replace(records=iter([record]))
                yield from telling.take(check_source(one, report, over_all, Checking()))
                telling.done += 1
                yield from telling.when_due()
            yield from telling.take(over_all.findings())
        yield telling.end()
    except GoldspanError as error:
        yield telling.end(error.message)


class _Telling:
    """Gathers findings until a message is due."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self._found = 0
        self._waiting: list[Finding] = []
        self._due = monotonic()

    def take(self, findings: Iterable[Finding]) -> Iterator[Told]:
        for finding in findings:
            self._found += 1
            if self._found <= MOST:
                self._waiting.append(finding)
            if len(self._waiting) >= _BATCH:
                yield self._told()

    def when_due(self) -> Iterator[Told]:
        if monotonic() > self._due:
            yield self._told()

    def end(self, error: str = "") -> Told:
        return self._told(ended=True, error=error)

    def _told(self, *, ended: bool = False, error: str = "") -> Told:
        told = Told(self.done, self.total, self._waiting, self._found, ended, error)
        self._waiting = []
        self._due = monotonic() + _OFTEN
        return told
