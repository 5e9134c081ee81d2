"""One article in the making, as a reader finds it: each span and relation is checked as it comes."""

from __future__ import annotations

import hashlib
from typing import Any, NoReturn

import msgspec

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.text import check_text
from annotations.model import PERSON, Article, ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens

IMPORTED = "imported"
"""The tokenizer of tokens, and the source of suggestions, that came in without a name."""


class Builder:
    """Gathers the annotations of one text. `place` (file, and line or record) begins each sentence.

    The same bounds with the same label, and the same relation, stand once; `twice` counts the others. Ids are
    those of the file where it has them, else `s1`, `r1` and so on.
    """

    def __init__(self, text: str, place: str, reading: Reading, report: Report) -> None:
        check_text(text, place)
        if not text:
            raise GoldspanError(f"{place}: the text is empty. Mend the record, or take it out.")
        self.text, self.place = text, place
        self._report = report
        self._state = State.SUGGESTED if reading.gold is False else State.ACCEPTED
        self.spans: dict[str, Span] = {}
        self.relations: dict[str, Relation] = {}
        self.twice = 0
        self._bounds: dict[tuple[int, int, str], str] = {}
        self._triples: dict[tuple[str, str, str], str] = {}
        self._same: dict[str, str] = {}
        self._last = 0

    def span(
        self,
        start: int,
        end: int,
        label: str,
        field: str,
        *,
        id: str = "",
        state: State | None = None,
        source: str = "",
        score: float | None = None,
        note: str = "",
        extra: dict[str, Any] | None = None,
    ) -> str:
        """Add a span; returns its id. `field` says in errors where in the record it stands.

        `state` None takes what the person chose for the whole import. `extra` are fields that are not ours.
        """
        if not 0 <= start < end <= len(self.text):
            self.fail(
                field, f"{start} to {end} is no stretch of the text, which has {len(self.text):,} characters"
            )
        if not label:
            self.fail(field, "its label is empty")
        key = (start, end, label)
        if key in self._bounds:
            self.twice += 1
            self._report.leave("the same span twice", self.place)
            if id:
                self._same[id] = self._bounds[key]
            return self._bounds[key]
        made = self._id(id, "s", field)
        found = state or self._state
        self.spans[made] = Span(
            made, start, end, label, found, _sources(source, found), score, note, None, _packed(extra)
        )
        self._bounds[key] = made
        return made

    def relation(
        self,
        head: str,
        child: str,
        label: str,
        field: str,
        *,
        id: str = "",
        state: State | None = None,
        source: str = "",
        score: float | None = None,
        note: str = "",
        extra: dict[str, Any] | None = None,
    ) -> str:
        """Add a relation of two spans by their ids; returns its id."""
        ends = []
        for end, name in ((head, "head"), (child, "child")):
            known = self._same.get(end, end)
            if known not in self.spans:
                self.fail(field, f"its {name} is “{end}”, and the record has no such span")
            ends.append(known)
        if not label:
            self.fail(field, "its label is empty")
        key = (ends[0], ends[1], label)
        if key in self._triples:
            self.twice += 1
            self._report.leave("the same relation twice", self.place)
            return self._triples[key]
        made = self._id(id, "r", field)
        found = state or self._state
        self.relations[made] = Relation(
            made, ends[0], ends[1], label, found, _sources(source, found), score, note, _packed(extra)
        )
        self._triples[key] = made
        return made

    def known(self, start: int, end: int, label: str) -> str | None:
        """The id of the span with these bounds and this label, if there is one already."""
        return self._bounds.get((start, end, label))

    def related(self, head: str, child: str, label: str) -> bool:
        """Whether there is such a relation already."""
        return (head, child, label) in self._triples

    def record(
        self,
        *,
        id: str = "",
        title: str = "",
        source: str = "",
        meta: dict[str, Any] | None = None,
        extra: dict[str, Any] | None = None,
        tokens: Tokens | None = None,
        status: Status | None = None,
    ) -> Record:
        """The article as it was gathered; `status` None is done where gold was read, else suggested."""
        sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        article = Article(0, id, title or id, self.text, sha256, source, _packed(meta), _packed(extra))
        if status is None:
            undecided = any(s.state is State.SUGGESTED for s in self.spans.values())
            status = Status.DONE if self._state is State.ACCEPTED else Status.UNTOUCHED
            status = Status.SUGGESTED if undecided else status
        document = Document(
            article, ArticleState(status), self.spans.values(), self.relations.values(), tokens, self._last
        )
        self._report.articles += 1
        self._report.labels.update(span.label for span in self.spans.values())
        self._report.relations.update(relation.label for relation in self.relations.values())
        return Record(document, twice=self.twice, place=self.place)

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raise GoldspanError for a field of this record."""
        raise GoldspanError(f"{self.place}, {field}: {problem}. Mend the record, or take it out.")

    def _id(self, given: str, prefix: str, field: str) -> str:
        if given:
            if given in self.spans or given in self.relations:
                self.fail(field, f"the id “{given}” stands twice")
            number = given[1:]
            if given[0] in "sr" and number.isascii() and number.isdigit() and len(number) < 16:
                self._last = max(self._last, int(number))
            return given
        while True:
            self._last += 1
            made = f"{prefix}{self._last}"
            if made not in self.spans and made not in self.relations:
                return made


def _sources(source: str, state: State) -> tuple[str, ...]:
    return (source or (IMPORTED if state is State.SUGGESTED else PERSON),)


def _packed(fields: dict[str, Any] | None) -> str:
    return msgspec.json.encode(fields).decode() if fields else ""
