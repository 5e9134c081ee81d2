"""Decisions about an article as a whole: done, skipped, flagged, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from msgspec.structs import replace

from annotations.document import Document
from annotations.edits.step import Step
from annotations.model import Change, Span, State, Status


class Undecided(StrEnum):
    """What becomes of the undecided when an article is marked done."""

    LEAVE = "leave"
    ACCEPT = "accept"
    REJECT = "reject"


def finish(document: Document, undecided: Undecided, now: datetime | None = None) -> Change:
    """Mark the article done, and decide what is undecided as told."""
    step = Step(document)
    if undecided is not Undecided.LEAVE:
        _decide_all(step, undecided)
    at = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    step.put_state(replace(document.state, status=Status.DONE, done_at=at))
    return step.change("Mark done")


def reopen(document: Document) -> Change:
    """Take done or skipped back: the article is in progress again."""
    step = Step(document)
    step.put_state(replace(document.state, status=Status.IN_PROGRESS, done_at=""))
    return step.change("Reopen the article")


def skip(document: Document) -> Change:
    """Skip the article: it is exported as ignored, and not asked for again."""
    step = Step(document)
    step.put_state(replace(document.state, status=Status.SKIPPED, done_at=""))
    return step.change("Skip the article")


def flag(document: Document, flagged: bool) -> Change:
    """Flag the article, or take the flag away."""
    step = Step(document)
    step.put_state(replace(document.state, flagged=flagged))
    return step.change("Flag the article" if flagged else "Remove the flag")


def _decide_all(step: Step, undecided: Undecided) -> None:
    for i in step.document.undecided_ids():
        annotation = step.document.get(i)
        now = step.now(annotation) if annotation is not None else None
        if now is None or now.state is not State.SUGGESTED:
            continue
        if undecided is Undecided.REJECT:
            step.put(replace(now, state=State.REJECTED))
        elif isinstance(now, Span):
            step.accept_span(now)
        else:
            step.accept_relation(now)
