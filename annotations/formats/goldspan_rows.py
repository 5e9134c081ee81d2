"""Spans and relations out of the rows of a record, checked against the text, the tokens and each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from annotations.formats import wire
from annotations.formats.building import IMPORTED
from annotations.formats.fields import Fields
from annotations.model import PERSON, Relation, Span, State, Was
from annotations.offsets import TokenRange, Tokens

_NUMBERED = re.compile(r"[sr](\d{1,15})")

_R = TypeVar("_R")

SpanRow = wire.SpanRow | wire.AsideSpanRow
RelationRow = wire.RelationRow | wire.AsideRelationRow


class Rows:
    """The annotations of one record.

    `decided` says whether what stands in `spans` and `relations` is accepted; else it is suggested. Rows
    without an id get one that no other row has. The same span or relation twice is an error where `strict`,
    else the first one stands and `twice` counts the others: Prodigy's own files have such.
    """

    def __init__(
        self, fields: Fields, text: str, tokens: Tokens | None, *, decided: bool, strict: bool
    ) -> None:
        self.spans: dict[str, Span] = {}
        self.relations: dict[str, Relation] = {}
        self.twice = 0
        self._text, self._tokens, self._strict = text, tokens, strict
        self._same: dict[str, str] = {}
        self._by_bounds: dict[tuple[int, int, str], str] = {}
        self._by_last_token: dict[int, str] = {}
        self._triples: set[tuple[str, str, str]] = set()
        given = State.ACCEPTED if decided else State.SUGGESTED
        rejected, suggested = fields.inner("rejected"), fields.inner("suggested")
        spans: list[tuple[Fields, State, Sequence[SpanRow], list[str]]] = [
            (fields, given, *fields.rows("spans", wire.SpanRow)),
            (rejected, State.REJECTED, *rejected.rows("spans", wire.AsideSpanRow)),
            (suggested, State.SUGGESTED, *suggested.rows("spans", wire.AsideSpanRow)),
        ]
        relations: list[tuple[Fields, State, Sequence[RelationRow], list[str]]] = [
            (fields, given, *fields.rows("relations", wire.RelationRow)),
            (rejected, State.REJECTED, *rejected.rows("relations", wire.AsideRelationRow)),
            (suggested, State.SUGGESTED, *suggested.rows("relations", wire.AsideRelationRow)),
        ]
        ids = [row.id for _, _, rows, _ in spans for row in rows]
        self.last_id = _highest(ids + [row.id for _, _, rows, _ in relations for row in rows])
        for of, state, span_rows, extras in spans:
            for n, (span_row, extra) in enumerate(_paired(span_rows, extras)):
                if not (of is suggested and not decided and span_row.id in self.spans):
                    self._take_span(of, f"spans[{n}]", span_row, state, extra)
        for of, state, relation_rows, extras in relations:
            for n, (relation_row, extra) in enumerate(_paired(relation_rows, extras)):
                if not (of is suggested and not decided and relation_row.id in self.relations):
                    self._take_relation(of, f"relations[{n}]", relation_row, state, extra)

    def _take_span(self, of: Fields, field: str, row: SpanRow, state: State, extra: str) -> None:
        if not 0 <= row.start < row.end <= len(self._text):
            of.fail(
                field,
                f"{row.start} to {row.end} is no stretch of the text, which has {len(self._text)} characters",
            )
        if not row.label:
            of.fail(f"{field}.label", "it is empty")
        bounds = (row.start, row.end, row.label)
        if bounds in self._by_bounds:
            self._again(of, field, f"{row.start} to {row.end} with the label {row.label}")
            if row.id is not None:
                self._same[row.id] = self._by_bounds[bounds]
            return
        exact = self._tokens.exact(row.start, row.end) if self._tokens else None
        if isinstance(row, wire.SpanRow):
            self._check_slice(of, field, row, exact)
        made = self._id(of, field, row.id, "s")
        was = row.was and Was(row.was.start, row.was.end, row.was.label, row.was.source, row.was.score)
        sources = _sources(row.source, row.sources, state)
        self.spans[made] = Span(
            made, row.start, row.end, row.label, state, sources, row.score, row.note or "", was or None, extra
        )
        self._by_bounds[bounds] = made
        if exact:
            self._by_last_token.setdefault(exact.last, made)

    def _check_slice(self, of: Fields, field: str, row: wire.SpanRow, exact: TokenRange | None) -> None:
        found = self._text[row.start : row.end]
        if row.text is not None and row.text != found:
            of.fail(
                f"{field}.text",
                f"“{row.text}” is not what the text has from {row.start} to {row.end}: “{found}”",
            )
        if self._tokens is None or row.token_start is None or row.token_end is None:
            return
        if exact != (row.token_start, row.token_end):
            of.fail(
                f"{field}.token_start",
                f"tokens {row.token_start} to {row.token_end} do not run from {row.start} to {row.end}",
            )

    def _take_relation(self, of: Fields, field: str, row: RelationRow, state: State, extra: str) -> None:
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
        sources = _sources(row.source, row.sources, state)
        self.relations[made] = Relation(
            made, head, child, row.label, state, sources, row.score, row.note or "", extra
        )
        self._triples.add((head, child, row.label))

    def _end(
        self, of: Fields, field: str, span_id: str | None, ends: wire.Ends | None = None, token: int = -1
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

    def _again(self, of: Fields, field: str, what: str) -> None:
        if self._strict:
            of.fail(field, f"{what} stands twice")
        self.twice += 1

    def _id(self, of: Fields, field: str, given: str | None, prefix: str) -> str:
        if given is None:
            self.last_id += 1
            return f"{prefix}{self.last_id}"
        if given in self.spans or given in self.relations:
            of.fail(f"{field}.id", f"“{given}” stands twice")
        return given


def _paired(rows: Sequence[_R], extras: list[str]) -> Iterable[tuple[_R, str]]:
    return zip(rows, extras or itertools.repeat(""), strict=False)


def _highest(ids: list[str | None]) -> int:
    """The highest number in ids of the form in which we make them, 0 for none."""
    numbers = (_NUMBERED.fullmatch(each) for each in ids if each is not None)
    return max((int(found.group(1)) for found in numbers if found), default=0)


def _sources(source: str | None, sources: tuple[str, ...] | None, state: State) -> tuple[str, ...]:
    unnamed = IMPORTED if state is State.SUGGESTED else PERSON
    return sources or (source or unnamed,)
