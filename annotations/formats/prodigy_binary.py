"""The yes or no answers of Prodigy's binary recipes (`ner.teach`): a record is about one span of its text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import msgspec

from annotations.document import Document
from annotations.formats import wire
from annotations.formats.building import IMPORTED
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import PERSON, ArticleState, Span, State, Status

_OF_ONE_ANSWER = ("_is_binary", "_task_hash", "_view_id", "answer")


def gathered(records: Iterable[Record], report: Report) -> Iterator[Record]:
    """The records, with the binary answers about one text, which follow each other, made into one article."""
    for _, group in itertools.groupby(records, lambda record: record.document.text):
        yield from _group(group, report)


def _group(group: Iterator[Record], report: Report) -> Iterator[Record]:
    """Those of the same text; only the ones that may be binary are held back."""
    answers: list[Record] = []
    sure = False
    for record in group:
        binary = _is_binary(record)
        if binary is False:
            yield record
        else:
            answers.append(record)
            sure = sure or binary is True
    if sure or len(answers) > 1:
        yield _joined(answers, report)
    else:
        yield from answers


def _is_binary(record: Record) -> bool | None:
    """Whether a record answers about one span; None where it does not say."""
    document = record.document
    extra = wire.unpack(document.article.extra)
    if len(document.spans) != 1 or document.relations or document.state.status is Status.SUGGESTED:
        return False
    told = extra.get("_is_binary")
    if told is not None:
        return bytes(told) == b"true"
    view = extra.get("_view_id")
    if view is not None:
        return bytes(view) == b'"ner"'
    scored = any(span.score is not None for span in document.spans.values())
    return True if "answer" in extra or scored else None


def _joined(answers: list[Record], report: Report) -> Record:
    """One article out of the answers about its text; of two about the same span the later one holds."""
    spans: dict[tuple[int, int, str], Span] = {}
    for record in answers:
        for span in record.document.spans.values():
            state = _state(record)
            key = (span.start, span.end, span.label)
            known = spans.get(key)
            if known is not None:
                changed = known.state is not state
                what = "an answer that a later one changes" if changed else "the same answer twice"
                report.leave(what, record.place)
            sources = (
                (IMPORTED,) if span.sources == (PERSON,) and state is not State.ACCEPTED else span.sources
            )
            spans[key] = msgspec.structs.replace(span, state=state, sources=sources)
    first = answers[0]
    old = first.document
    extra = {k: v for k, v in wire.unpack(old.article.extra).items() if k not in _OF_ONE_ANSWER}
    article = msgspec.structs.replace(old.article, extra=wire.pack(extra))
    numbered = [msgspec.structs.replace(span, id=f"s{n}") for n, span in enumerate(spans.values(), 1)]
    document = Document(article, ArticleState(Status.IN_PROGRESS), numbered, (), old.tokens, len(numbered))
    return msgspec.structs.replace(first, document=document)


def _state(record: Record) -> State:
    """What an answer makes of its span; one that was passed over stays undecided."""
    if record.document.state.status is Status.DONE:
        return State.ACCEPTED
    answer = wire.unpack(record.document.article.extra).get("answer")
    return State.SUGGESTED if answer is None else State.REJECTED
