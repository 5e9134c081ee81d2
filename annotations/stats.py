"""The numbers of a dataset or of a file: how far it is, what is in it, how long it took."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec

from annotations.formats.record import Record
from annotations.model import Annotation, State, Status


class Lengths(msgspec.Struct, frozen=True):
    """Shortest, median, mean and longest, in characters (code points); all 0 where there is none."""

    least: int = 0
    median: float = 0
    mean: float = 0
    most: int = 0


class Stats(msgspec.Struct, frozen=True):
    """The numbers. Labels are in the order of their counts, largest first.

    `seconds` is the time that was spent on all articles; `notes` counts the annotations with a note, `own`
    the accepted ones that a person drew or changed.
    """

    articles: int
    by_status: dict[str, int]
    flagged: int
    characters: int
    tokens: int
    seconds: float
    article_lengths: Lengths
    span_lengths: Lengths
    spans: dict[str, dict[str, int]]
    relations: dict[str, dict[str, int]]
    own: int
    notes: int


def stats(records: Iterable[Record]) -> Stats:
    """Count articles as they come; of each no more than two lengths stay in memory."""
    counting = _Counting()
    for record in records:
        counting.add(record)
    return counting.result()


class _Counting:
    def __init__(self) -> None:
        self._by_status = {status.value: 0 for status in Status}
        self._spans: dict[str, dict[str, int]] = {}
        self._relations: dict[str, dict[str, int]] = {}
        self._article_lengths, self._span_lengths = array("I"), array("I")
        self._flagged = self._tokens = self._own = self._notes = 0
        self._seconds = 0.0

    def add(self, record: Record) -> None:
        document = record.document
        self._by_status[document.state.status.value] += 1
        self._flagged += document.state.flagged
        self._tokens += len(document.tokens) if document.tokens is not None else 0
        self._seconds += record.seconds
        self._article_lengths.append(len(document.text))
        for span in document.spans.values():
            self._count(self._spans, span)
            if span.state is not State.REJECTED:
                self._span_lengths.append(span.end - span.start)
        for relation in document.relations.values():
            self._count(self._relations, relation)

    def _count(self, into: dict[str, dict[str, int]], annotation: Annotation) -> None:
        states = into.setdefault(annotation.label, {state.value: 0 for state in State})
        states[annotation.state.value] += 1
        self._own += annotation.state is State.ACCEPTED and annotation.own
        self._notes += bool(annotation.note)

    def result(self) -> Stats:
        return Stats(
            len(self._article_lengths),
            self._by_status,
            self._flagged,
            sum(self._article_lengths),
            self._tokens,
            self._seconds,
            _lengths(self._article_lengths),
            _lengths(self._span_lengths),
            _sorted(self._spans),
            _sorted(self._relations),
            self._own,
            self._notes,
        )


def _lengths(found: array[int]) -> Lengths:
    if not found:
        return Lengths()
    ordered = sorted(found)
    half = len(ordered) // 2
    median = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return Lengths(ordered[0], median, sum(ordered) / len(ordered), ordered[-1])


def _sorted(labels: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return dict(sorted(labels.items(), key=lambda row: (-sum(row[1].values()), row[0])))
