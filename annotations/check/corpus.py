"""All findings about a dataset or a file: an article at a time, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from annotations.check.article import check_article
from annotations.check.contradictions import Contradictions
from annotations.check.found import Finding, Kind
from annotations.check.labels import times
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import State
from annotations.scheme import LabelScheme
from annotations.sources import Source


class Checking(NamedTuple):
    """How articles are checked: against which scheme (the dataset's own for None), which states."""

    scheme: LabelScheme | None = None
    states: Sequence[State] = (State.ACCEPTED,)


def check_source(
    source: Source, report: Report, over_all: Contradictions, checking: Checking
) -> Iterator[Finding]:
    """The findings about each article of a source, as it is read; `over_all` takes its labels in.

    `report` is the one that the source tells of records which cannot be read: with `skip_bad` they are
    findings. Ask `over_all` for its own when all sources are through.
    """
    scheme = checking.scheme or source.scheme
    told = 0
    for record in source.records:
        for sentence in report.bad[told:]:
            yield Finding(Kind.RECORD, sentence, source.name)
        told = len(report.bad)
        yield from _one(record, source.name, scheme, checking.states)
        document = record.document
        spans = (s for s in document.spans.values() if s.state in checking.states)
        over_all.add(document, spans, source.name, record.place)
    for sentence in report.bad[told:]:
        yield Finding(Kind.RECORD, sentence, source.name)


def _one(
    record: Record, source: str, scheme: LabelScheme | None, states: Sequence[State]
) -> Iterator[Finding]:
    for finding in check_article(record.document, scheme, states):
        yield replace(finding, source=source, place=record.place)
    if record.twice:
        article = record.document.article
        sentence = f"A span or relation that is there already stands again, {times(record.twice)}. Keep one."
        yield Finding(Kind.DUPLICATE, sentence, source, title=article.title or article.id, place=record.place)
