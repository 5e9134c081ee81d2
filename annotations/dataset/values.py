"""What a dataset answers with, beside the values of the model."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from annotations.model import Status


class Sort(StrEnum):
    """What the queue is ordered by; rows that are equal in it stay in the order of the queue."""

    POSITION = "position"
    LENGTH = "length"
    UNDECIDED = "undecided"


class Wanted(msgspec.Struct, frozen=True):
    """Which articles are listed, and in which order; what is empty lets every article through.

    `search` is looked for in title, id and text, `title` in title and id as it is typed. `label` and
    `relation` are those of an accepted or suggested span or relation, `span_text` is a part of the text of
    such a span. `descending` turns the whole order round.
    """

    statuses: tuple[Status, ...] = ()
    flagged: bool = False
    search: str = ""
    title: str = ""
    label: str = ""
    relation: str = ""
    span_text: str = ""
    sort: Sort = Sort.POSITION
    descending: bool = False


EVERYTHING = Wanted()
"""The whole queue, in its own order."""


class QueueRow(msgspec.Struct, frozen=True):
    """One article as the queue lists it, without its text.

    `position` orders the queue and says nothing else; `length` is that of the text, in code points.
    `undecided` counts suggested spans and relations, `accepted` accepted spans, `relations` accepted ones.
    """

    key: int
    position: float
    title: str
    status: Status
    flagged: bool
    undecided: int
    accepted: int
    relations: int
    length: int = 0


class Totals(msgspec.Struct, frozen=True):
    """How many articles the whole queue has, how many of them are done, flagged and skipped."""

    articles: int
    done: int
    flagged: int
    skipped: int = 0


class PipelineChoice(msgspec.Struct, frozen=True):
    """The pipeline of a dataset; an empty `name` stands for the default one.

    `mapping` leads from the pipeline's label to the scheme's; `off` holds the pipeline's labels switched off.
    """

    name: str = ""
    mapping: dict[str, str] = {}
    off: tuple[str, ...] = ()
