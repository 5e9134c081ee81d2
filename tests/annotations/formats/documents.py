"""Articles with odd Unicode that hold no more than a format does, for the round trips of all formats."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from annotations.document import Document
from annotations.formats.format import Holds
from annotations.model import PERSON, ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens
from tests.annotations.formats.gold_samples import article, characters, texts

ALL = Holds(tokens=True, rejected=True, notes=True)
"""What the model itself holds."""

labels = st.sampled_from(["PER", "ORG", "Neg-Reg", "location", "É_1"])
words = st.text(characters.filter(lambda c: not c.isspace()), min_size=1, max_size=5)
sentences = st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=3)


@st.composite
def documents(
    draw: st.DrawFn, holds: Holds = ALL, *, states: tuple[State, ...] = (State.ACCEPTED,), id: str = "a1"
) -> Document:
    """An article with tokens, spans and relations as far as `holds` says; its spans are in these states.

    Where a format does not hold the text, it is what its tokens make: blanks between them, and a line feed
    between sentences. A relation is of a state in which both of its ends are.
    """
    text, tokens = draw(_texts(holds))
    spans = draw(_spans(holds, text, tokens, states))
    relations = draw(_relations(spans)) if holds.relations and spans else []
    undecided = any(s.state is State.SUGGESTED for s in spans)
    status = Status.SUGGESTED if undecided else Status.DONE
    return Document(article(text, id=id, title=id), ArticleState(status), spans, relations, tokens)


@st.composite
def _texts(draw: st.DrawFn, holds: Holds) -> tuple[str, Tokens | None]:
    if holds.text:
        text = draw(texts.filter(lambda t: bool(t.strip())))
        cuts = draw(st.sets(st.integers(1, len(text)), max_size=12))
        bounds = list(itertools.pairwise(sorted({0, *cuts, len(text)})))
        return text, Tokens.of(bounds, "imported") if holds.tokens else None
    bounds, at, lines = [], 0, draw(sentences)
    for word in itertools.chain.from_iterable(lines):
        bounds.append((at, at + len(word)))
        at += len(word) + 1
    return "\n".join(" ".join(line) for line in lines), Tokens.of(bounds, "imported")


@st.composite
def _spans(
    draw: st.DrawFn, holds: Holds, text: str, tokens: Tokens | None, states: tuple[State, ...]
) -> list[Span]:
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    if tokens is not None and not holds.off_token:
        starts, ends = list(tokens.starts), list(tokens.ends)
    several = st.tuples(st.sampled_from(starts), st.sampled_from(ends), labels)
    spans: list[Span] = []
    for start, end, label in draw(st.lists(several, max_size=6, unique=True)):
        crossed = any(s.start < end and s.end > start for s in spans)
        if start < end and (holds.overlapping or not crossed):
            state = draw(st.sampled_from(states))
            sources = ("model 1.0",) if state is State.SUGGESTED else (PERSON,)
            note = draw(st.sampled_from(["", "a note", "zwei\nZeilen"])) if holds.notes else ""
            spans.append(Span(f"s{len(spans) + 1}", start, end, label, state, sources, None, note))
    return spans


@st.composite
def _relations(draw: st.DrawFn, spans: list[Span]) -> list[Relation]:
    ends = st.sampled_from(spans)
    drawn = draw(
        st.lists(st.tuples(ends, ends, labels), max_size=4, unique_by=lambda t: (t[0].id, t[1].id, t[2]))
    )
    return [
        Relation(f"r{n + 101}", head.id, child.id, label, head.state, head.sources)
        for n, (head, child, label) in enumerate(drawn)
        if head.state is child.state and head is not child
    ]


Bounds = tuple[int, int, str]


def span_rows(document: Document, state: State = State.ACCEPTED) -> set[Bounds]:
    """The spans of one state without their ids, to compare what came back with what went out."""
    return {(s.start, s.end, s.label) for s in document.spans.values() if s.state is state}


def relation_rows(document: Document, state: State = State.ACCEPTED) -> set[tuple[Bounds, Bounds, str]]:
    """The relations of one state, each by the bounds and labels of its ends."""

    def row(span_id: str) -> Bounds:
        span = document.spans[span_id]
        return (span.start, span.end, span.label)

    return {(row(r.head), row(r.child), r.label) for r in document.relations.values() if r.state is state}


def token_texts(document: Document) -> list[str]:
    """The texts of its tokens, empty where it has none."""
    tokens = document.tokens
    if tokens is None:
        return []
    return [document.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
