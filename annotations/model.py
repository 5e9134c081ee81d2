"""The values that the program is about: articles, spans, relations, and the changes made to them.

All are frozen. They are `msgspec.Struct`s: an article can hold 250,000 spans, and these are made in a
quarter of the time of a frozen dataclass, encode to JSON as they are, and (`gc=False`) cost the garbage
collector nothing, which would else pause the window.

Offsets are Unicode code points into the article's text, end exclusive.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

PERSON = "person"
"""The source of what a person drew or changed, as written to the gold."""


class State(StrEnum):
    """What was decided about a span or a relation."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """Made pointless by another decision: its end was rejected, or an alternative was accepted."""


class Status(StrEnum):
    """Where an article stands in the queue."""

    UNTOUCHED = "untouched"
    SUGGESTED = "suggested"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


class Was(msgspec.Struct, frozen=True, gc=False):
    """The suggestion that a gold span was before a person changed its bounds or its label."""

    start: int
    end: int
    label: str
    source: str
    score: float | None = None


class Span(msgspec.Struct, frozen=True, gc=False):
    """A labelled stretch of the text, `text[start:end]`.

    `id` is unique in its article and stable through export and import. `sources` names who put it forward
    (`person`, or suggesters such as `en_core_web_sm 3.8.0`); `score` is 0 to 1 where one is known. `extra` is
    a JSON object (or empty) of the fields that came in with an import and are not ours.
    """

    id: str
    start: int
    end: int
    label: str
    state: State
    sources: tuple[str, ...] = (PERSON,)
    score: float | None = None
    note: str = ""
    was: Was | None = None
    extra: str = ""

    @property
    def own(self) -> bool:
        """Whether a person drew or changed it, so that no suggester stands behind it."""
        return self.sources == (PERSON,)


class Relation(msgspec.Struct, frozen=True, gc=False):
    """A directed, labelled pair of spans of one article; `head` and `child` are span ids."""

    id: str
    head: str
    child: str
    label: str
    state: State
    sources: tuple[str, ...] = (PERSON,)
    score: float | None = None
    note: str = ""
    extra: str = ""

    @property
    def own(self) -> bool:
        """Whether a person drew or changed it, so that no suggester stands behind it."""
        return self.sources == (PERSON,)


Annotation = Span | Relation


class ArticleState(msgspec.Struct, frozen=True):
    """The decisions about an article as a whole. `done_at` is UTC, ISO 8601 with `Z`, empty until done."""

    status: Status = Status.UNTOUCHED
    flagged: bool = False
    done_at: str = ""


class Article(msgspec.Struct, frozen=True):
    """One text with an id and a title; its text never changes, not by one character.

    `key` is its row in the dataset, `id` what it is called outside. `meta` and `extra` are JSON objects (or
    empty): the record's own meta data, and the fields that came in and are not ours.
    """

    key: int
    id: str
    title: str
    text: str
    text_sha256: str
    source: str = ""
    meta: str = ""
    extra: str = ""


Row = Span | Relation | ArticleState


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One row before and after: `before` None adds it, `after` None removes it."""

    before: Row | None
    after: Row | None


class Change(msgspec.Struct, frozen=True):
    """An edit of one article as one value: one transaction, one undo step, one signal.

    `text` is what the Edit menu says of it. Order matters only for reading: edits name disjoint rows.
    """

    article: int
    text: str
    edits: tuple[Edit, ...]

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.article, self.text, tuple(Edit(e.after, e.before) for e in reversed(self.edits)))

    @property
    def first(self) -> Annotation | None:
        """The first span or relation that is left by the change: what the window selects."""
        return next((e.after for e in self.edits if isinstance(e.after, (Span, Relation))), None)
