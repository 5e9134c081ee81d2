"""Articles for the tests of the formats, with odd Unicode."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State, Status, Was
from annotations.offsets import Tokens

ODD = (
    "Ada \U0001f469\u200d\U0001f469\u200d\U0001f467 met\r\nRene\u0301 Müller in\u00a0Zürich\u2028"
    "\u05e9\u05dc\u05d5\u05dd\tMoscow \0 \U0001f1e9\U0001f1ea."
)
"""A text with a ZWJ sequence, CRLF, a combining mark, NBSP, U+2028, right-to-left, a tab, NUL and a flag."""


def article(text: str, **fields: Any) -> Article:
    return Article(0, fields.pop("id", "a1"), fields.pop("title", "One"), text, sha256(text), **fields)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def span(id: str, text: str, piece: str, label: str = "PERSON", **fields: Any) -> Span:
    """The first `piece` of `text` as a span."""
    start = text.index(piece)
    return Span(id, start, start + len(piece), label, fields.pop("state", State.ACCEPTED), **fields)


@contextlib.contextmanager
def not_root() -> Iterator[None]:
    """Be somebody whom permissions hold back: root is not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


characters = st.one_of(
    st.sampled_from('ab Z.\n\r\t\0\u00a0\u0301\u200d\u2028\u2029\u0085\ufeff"\\/של漢ไ'),
    st.sampled_from(["\U0001f469", "\U0001f1e9", "\U0001d51e", "\ufdd0"]),
    st.characters(codec="utf-8"),
)
texts = st.text(characters, min_size=1, max_size=40)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
scores = st.none() | st.floats(0, 1)
extras = st.sampled_from(["", '{"color":"#ffd882"}', '{"type":"span","n":[1,2.50,null]}'])
sources = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def documents(draw: st.DrawFn, *, states: tuple[State, ...] = tuple(State)) -> Document:
    """Any article with any annotations whose relations join what a person could have joined."""
    text = draw(texts)
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    drawn = draw(st.lists(st.tuples(bounds, names), max_size=6, unique_by=_place))
    places = [(start, end, label) for (start, end), label in drawn if start < end]
    spans = [
        Span(
            f"s{n}",
            start,
            end,
            label,
            draw(st.sampled_from(states)),
            draw(sources),
            draw(scores),
            draw(st.text(max_size=5)),
            draw(st.none() | st.builds(Was, st.just(0), st.just(1), names, names, scores)),
            draw(extras),
        )
        for n, (start, end, label) in enumerate(places)
    ]
    relations = []
    for n, (head, child, label) in enumerate(
        draw(st.lists(st.tuples(*[st.sampled_from(spans)] * 2, names), max_size=4, unique_by=_triple))
        if spans
        else []
    ):
        state = draw(st.sampled_from(states))
        if state is State.ACCEPTED and not head.state is child.state is State.ACCEPTED:
            state = State.REJECTED
        fields = (draw(sources), draw(scores), draw(st.text(max_size=5)), draw(extras))
        relations.append(Relation(f"r{n + 10}", head.id, child.id, label, state, *fields))
    status = draw(st.sampled_from(Status))
    meta = draw(st.sampled_from(["", '{"page":3,"url":"x"}']))
    extra = draw(st.sampled_from(["", '{"_input_hash":-13,"_session_id":null}']))
    return Document(
        article(
            text, id=draw(names), title=draw(names), source=draw(st.text(max_size=3)), meta=meta, extra=extra
        ),
        ArticleState(status, draw(st.booleans()), "2026-11-24T14:02:11Z" if status is Status.DONE else ""),
        spans,
        relations,
        draw(st.none() | st.just(by_character(text))),
    )


def by_character(text: str) -> Tokens:
    """Two characters a token: as good as any tokens, and spans fall on and off them."""
    return Tokens.of([(n, min(n + 2, len(text))) for n in range(0, len(text), 2)], "pairs 1.0")


def _triple(row: tuple[Span, Span, str]) -> tuple[str, str, str]:
    return (row[0].id, row[1].id, row[2])


def _place(row: tuple[list[int], str]) -> tuple[int, int, str]:
    return (row[0][0], row[0][1], row[1])
