"""Spans and relations out of the rows of a record, checked against the text, the tokens and each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, NoReturn, Protocol, TypeVar

from annotations.formats import wire
from annotations.formats.building import IMPORTED
from annotations.model import PERSON, Relation, Span, State, Was
from annotations.offsets import Tokens

_PREFIXES = ("s", "r")
_LONGEST = 16
"""Characters that an id of ours has at the most; a longer number is not one that we count on from."""

_R = TypeVar("_R")

SpanRow = wire.SpanRow | wire.AsideSpanRow
RelationRow = wire.RelationRow | wire.AsideRelationRow


class Blame(Protocol):
    """Who is told that a field is wrong: the object that it stands in."""

    def fail(self, field: str, problem: str, /) -> NoReturn:
        """Raise what the reading ends with."""


class Group(NamedTuple):
    """The rows of one object of a record, all of one state, and the `extra` of each where any has one."""

    of: Blame
    spans: Sequence[SpanRow]
    relations: Sequence[RelationRow]
    span_extras: Sequence[str] = ()
    relation_extras: Sequence[str] = ()


class Rows:
    """The annotations of one record: those it gives, those that were rejected, and those that are suggested.

    `decided` says whether what it gives is accepted; else it is suggested. Rows without an id get one that no
    other row has. The same span or relation twice is an error where `strict`, else the first one stands and
    `twice` counts the others: Prodigy's own files have such.
    """

    def __init__(
        self,
        text: str,
        tokens: Tokens | None,
        groups: tuple[Group, Group, Group],
        *,
        decided: bool,
        strict: bool,
    ) -> None:
        self.spans: dict[str, Span] = {}
        self.relations: dict[str, Relation] = {}
        self.twice = 0
        self._text, self._tokens, self._strict = text, tokens, strict
        self._same: dict[str, str] = {}
        self._by_bounds: dict[tuple[int, int, str], str] = {}
        self._triples: set[tuple[str, str, str]] = set()
        self.last_id = _highest(groups)
        states = (State.ACCEPTED if decided else State.SUGGESTED, State.REJECTED, State.SUGGESTED)
        again = (False, False, not decided)  # a record of suggestions has them in two places
        for group, state, twofold in zip(groups, states, again, strict=True):
            for n, (span_row, extra) in enumerate(_paired(group.spans, group.span_extras)):
                if not (twofold and span_row.id in self.spans):
                    self._take_span(group.of, n, span_row, state, extra)
        for group, state, twofold in zip(groups, states, again, strict=True):
            for n, (relation_row, extra) in enumerate(_paired(group.relations, group.relation_extras)):
                if not (twofold and relation_row.id in self.relations):
                    self._take_relation(group.of, f"relations[{n}]", relation_row, state, extra)

    def _take_span(self, of: Blame, n: int, row: SpanRow, state: State, extra: str) -> None:
        start, end, label = row.start, row.end, row.label
        if not 0 <= start < end <= len(self._text):
            of.fail(
                f"spans[{n}]",
                f"{start} to {end} is no stretch of the text, which has {len(self._text)} characters",
            )
        if not label:
            of.fail(f"spans[{n}].label", "it is empty")
        bounds = (start, end, label)
        if bounds in self._by_bounds:
            self._again(of, f"spans[{n}]", f"{start} to {end} with the label {label}")
            if row.id is not None:
                self._same[row.id] = self._by_bounds[bounds]
            return
        if isinstance(row, wire.SpanRow):
            self._check_slice(of, n, row)
        made = self._id(of, f"spans[{n}]", row.id, "s")
        was = row.was and Was(row.was.start, row.was.end, row.was.label, row.was.source, row.was.score)
        sources = row.sources or (row.source or _unnamed(state),)
        self.spans[made] = Span(
            made, start, end, label, state, sources, row.score, row.note or "", was or None, extra
        )
        self._by_bounds[bounds] = made

    def _check_slice(self, of: Blame, n: int, row: wire.SpanRow) -> None:
        start, end = row.start, row.end
        if row.text is not None and row.text != self._text[start:end]:
            of.fail(
                f"spans[{n}].text",
                f"“{row.text}” is not what the text has from {start} to {end}: “{self._text[start:end]}”",
            )
        if self._tokens is None or row.token_start is None or row.token_end is None:
            return
        if not self._tokens.covers(row.token_start, row.token_end, start, end):
            of.fail(
                f"spans[{n}].token_start",
                f"tokens {row.token_start} to {row.token_end} do not run from {start} to {end}",
            )

    def _take_relation(self, of: Blame, field: str, row: RelationRow, state: State, extra: str) -> None:
        if isinstance(row, wire.RelationRow):
            head = self._end(of, f"{field}.head", row.head_id, row.head_span, row.head)
            child = self._end(of, f"{field}.child", row.child_id, row.child_span, row.child)
        else:
            head = self._end(of, f"{field}.head", row.head_id)
            child = self._end(of, f"{field}.child", row.child_id)
        if not row.label:
            of.fail(f"{field}.label", "it is empty")
        if (head, child, row.label) in self._triples:
            self._again(of, field, f"{row.label} from {head} to {child}")
            return
        made = self._id(of, field, row.id, "r")
        sources = row.sources or (row.source or _unnamed(state),)
        self.relations[made] = Relation(
            made, head, child, row.label, state, sources, row.score, row.note or "", extra
        )
        self._triples.add((head, child, row.label))

    def _end(
        self, of: Blame, field: str, span_id: str | None, ends: wire.Ends | None = None, token: int = -1
    ) -> str:
        """The span at one end: by its id, else by its bounds, else (Prodigy's habit) by its last token."""
        if span_id is not None:
            known = self._same.get(span_id, span_id)
            if known not in self.spans:
                of.fail(f"{field}_id", f"the record has no span “{span_id}”")
            return known
        found = None
        if ends is not None:
            found = self._by_bounds.get((ends.start, ends.end, ends.label or ""))
        if found is None:
            found = self._by_last_token.get(token)
        if found is None:
            of.fail(field, "it joins a stretch of text that is no span of the record")
        return found

    @cached_property
    def _by_last_token(self) -> dict[int, str]:
        """The first span that ends with a token, by the token's index."""
        found: dict[int, str] = {}
        for span in self.spans.values():
            exact = self._tokens.exact(span.start, span.end) if self._tokens else None
            if exact:
                found.setdefault(exact.last, span.id)
        return found

    def _again(self, of: Blame, field: str, what: str) -> None:
        if self._strict:
            of.fail(field, f"{what} stands twice")
        self.twice += 1

    def _id(self, of: Blame, field: str, given: str | None, prefix: str) -> str:
        if given is None:
            self.last_id += 1
            return f"{prefix}{self.last_id}"
        if given in self.spans or given in self.relations:
            of.fail(f"{field}.id", f"“{given}” stands twice")
        return given


def _paired(rows: Sequence[_R], extras: Sequence[str]) -> Iterable[tuple[_R, str]]:
    return zip(rows, extras or itertools.repeat(""), strict=False)


def _highest(groups: Iterable[Group]) -> int:
    """The highest number in ids of the form in which we make them, 0 for none."""
    highest = 0
    for group in groups:
        for row in (*group.spans, *group.relations):
            made = row.id
            if made is not None and made[:1] in _PREFIXES and len(made) <= _LONGEST and made[1:].isdecimal():
                highest = max(highest, int(made[1:]))
    return highest


def _unnamed(state: State) -> str:
    return IMPORTED if state is State.SUGGESTED else PERSON
