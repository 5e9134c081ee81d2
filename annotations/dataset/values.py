"""What a dataset answers with, beside the values of the model."""

from __future__ import annotations

import msgspec

from annotations.model import Status


class QueueRow(msgspec.Struct, frozen=True):
    """One article as the queue lists it, without its text.

    `undecided` counts suggested spans and relations, `accepted` accepted spans, `relations` accepted ones.
    """

    key: int
    position: int
    title: str
    status: Status
    flagged: bool
    undecided: int
    accepted: int
    relations: int


class Totals(msgspec.Struct, frozen=True):
    """How many articles the whole queue has, how many of them are done, and how many are flagged."""

    articles: int
    done: int
    flagged: int


class PipelineChoice(msgspec.Struct, frozen=True):
    """The pipeline of a dataset; an empty `name` stands for the default one.

    `mapping` leads from the pipeline's label to the scheme's; `off` holds the pipeline's labels switched off.
    """

    name: str = ""
    mapping: dict[str, str] = {}
    off: tuple[str, ...] = ()
