"""Writing a gold record: one article as one line of JSON, a superset of what Prodigy writes.

An article that has no tokens yet gets words by Unicode's rules, and says so: a record always has tokens, so
that `head` and `child` of a relation, and every reader that counts in tokens, hold. `answer` is `accept`
for a done article only; else it is `ignore`, so that a reader that knows nothing of `goldspan.state` never
takes an unfinished article for gold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import lt
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import wire
from annotations.model import Relation, Span, State, Status, Was
from annotations.offsets import Tokens

_A = TypeVar("_A", Span, Relation)

_LINE_BREAKS = "\u0085\u2028\u2029"
"""Characters that JSON leaves as they are and that some readers take for the end of a line."""


def record(document: Document, *, seconds: float = 0, annotator: str = "") -> bytes:
    """The record of an article as it stands, without a line feed at its end.

    `seconds` is the time spent on it. Raises GoldspanError for a relation that joins what is not accepted.
    """
    done = document.state.status is Status.DONE
    accepted = in_state(document, document.spans.values(), State.ACCEPTED)
    about = _about(document)
    about.annotator, about.seconds = annotator, round(seconds)
    about.done_at = document.state.done_at or None
    ends = {State.ACCEPTED, State.REJECTED} | (set() if done else {State.SUGGESTED})
    rejected = _aside(document, State.REJECTED, ends)
    suggested = {} if done else _aside(document, State.SUGGESTED, ends)
    return _line(
        document,
        accepted,
        relations_in_state(document, State.ACCEPTED),
        {"rejected": rejected, "suggested": suggested},
        answer_of(document),
        about,
    )


def suggestion_record(document: Document) -> bytes:
    """The record of an article that nobody has decided about: its suggestions, and no `answer`.

    They stand in `spans` and `relations` too, for readers that know no more than those.
    """
    about = _about(document)
    about.state = Status.SUGGESTED.value
    spans = in_state(document, document.spans.values(), State.SUGGESTED)
    suggested = _aside(document, State.SUGGESTED, {State.SUGGESTED})
    return _line(
        document, spans, relations_in_state(document, State.SUGGESTED), {"suggested": suggested}, None, about
    )


def _line(
    document: Document,
    spans: list[Span],
    relations: list[Relation],
    aside: dict[str, dict[str, Any]],
    answer: str | None,
    about: wire.About,
) -> bytes:
    article = document.article
    extra = wire.unpack(article.extra)
    tokens = tokens_to_write(document)
    about.tokenizer = tokens.tokenizer or None
    meta = {k: v for k, v in (("id", article.id), ("title", article.title), ("source", article.source)) if v}
    view = extra.pop("_view_id", None)
    row: dict[str, Any] = {"text": article.text}
    row |= {"meta": whole} if (whole := meta | wire.unpack(article.meta)) else {}
    row["tokens"] = token_rows(document, tokens, extra.pop("tokens", None))
    row["spans"] = wire.packed([wire.joined(span_row(document, tokens, s), s.extra) for s in spans])
    row["relations"] = wire.packed(
        [wire.joined(relation_row(document, tokens, r), r.extra) for r in relations]
    )
    row |= {key: rows for key, rows in aside.items() if rows}
    row |= {} if answer is None else {"answer": answer}
    row["_view_id"] = view if view is not None and not relations else wire.VIEW
    block = wire.joined(about, bytes(extra.pop("goldspan", Raw(b""))).decode())
    row |= {
        key: value for key, value in extra.items() if key not in (*row, "rejected", "suggested", "answer")
    }
    row["goldspan"] = block
    return one_line(msgspec.json.encode(row))


def one_line(encoded: bytes) -> bytes:
    """Encoded JSON in which no reader finds the end of a line."""
    if encoded.isascii():
        return encoded
    line = encoded.decode()  # in bytes, looking for them would take longer than all the rest
    if not any(mark in line for mark in _LINE_BREAKS):
        return encoded
    for mark in _LINE_BREAKS:
        line = line.replace(mark, f"\\u{ord(mark):04x}")
    return line.encode()


def _about(document: Document) -> wire.About:
    article, state = document.article, document.state
    return wire.About(wire.VERSION, article.text_sha256, state=state.status.value, flagged=state.flagged)


def answer_of(document: Document) -> str:
    """Prodigy's word for where the article stands: `accept` for a done one only."""
    status = document.state.status
    if status is Status.DONE:
        return "accept"
    came_in = wire.unpack(document.article.extra).get("answer")
    rejected = status is Status.SKIPPED and came_in is not None and bytes(came_in) == b'"reject"'
    return "reject" if rejected else "ignore"


def tokens_to_write(document: Document) -> Tokens:
    """The article's tokens, or words by Unicode's rules where it has none."""
    if document.tokens is not None:
        return document.tokens
    from annotations.words import tokens_of

    return tokens_of(document.text)


def token_rows(document: Document, tokens: Tokens, extras: Raw | None) -> Raw:
    """The list of tokens as it stands in a record; `extras` are the fields of each that are not ours."""
    text, starts, ends = document.text, tokens.starts.tolist(), tokens.ends.tolist()
    texts = map(text.__getitem__, map(slice, starts, ends))
    spaced = map(lt, ends, [*starts[1:], len(text)])
    rows = [*map(wire.TokenRow, texts, starts, ends, range(len(starts)), spaced)]
    came_in = [] if extras is None else msgspec.json.decode(extras, type=list[Raw])
    if document.tokens is None or len(came_in) != len(tokens):
        return wire.packed(rows)
    return wire.packed(
        [wire.joined(row, bytes(more).decode()) for row, more in zip(rows, came_in, strict=True)]
    )


def in_state(document: Document, annotations_: Iterable[_A], state: State) -> list[_A]:
    """The spans, or relations, of one state in reading order."""
    return sorted((a for a in annotations_ if a.state is state), key=document.place)


def relations_in_state(document: Document, state: State) -> list[Relation]:
    """The relations of one state; each joins spans of that state, which a record has side by side."""
    found = in_state(document, document.relations.values(), state)
    if state is State.SUGGESTED:
        return [r for r in found if all(document.spans[end].state is state for end in (r.head, r.child))]
    for relation in found:
        for end in (relation.head, relation.child):
            span = document.spans[end]
            if span.state is not state:
                raise GoldspanError(
                    f"{document.article.title or document.article.id}: the relation {relation.label} joins "
                    f"“{document.text_of(span)}”, which is not accepted. Accept it, or remove the relation."
                )
    return found


def _aside(document: Document, state: State, ends: set[State]) -> dict[str, Any]:
    """What stands beside the gold: the rejected or the undecided spans and relations.

    `ends` are the states of the spans that the record has. A relation of others (withdrawn, or undecided in a
    done article) has no meaning there and stays in the dataset.
    """
    spans = [wire.joined(_aside_row(s), s.extra) for s in in_state(document, document.spans.values(), state)]
    relations = [
        wire.joined(
            wire.AsideRelationRow(r.head, r.child, r.label, r.id, *_origin(r), r.score, r.note or None),
            r.extra,
        )
        for r in in_state(document, document.relations.values(), state)
        if document.spans[r.head].state in ends and document.spans[r.child].state in ends
    ]
    return {key: wire.packed(rows) for key, rows in (("spans", spans), ("relations", relations)) if rows}


def _aside_row(span: Span) -> wire.AsideSpanRow:
    was = None if span.was is None else _was(span.was)
    return wire.AsideSpanRow(
        span.id, span.start, span.end, span.label, *_origin(span), span.score, span.note or None, was
    )


def _origin(annotation: Span | Relation) -> tuple[str | None, tuple[str, ...] | None]:
    """Who put it forward: one `source`, or several `sources`."""
    sources = annotation.sources
    return ("".join(sources) or None, None) if len(sources) < 2 else (None, sources)


def _was(was: Was) -> wire.WasRow:
    return wire.WasRow(was.start, was.end, was.label, was.source, was.score)


def _on_tokens(tokens: Tokens, span: Span) -> dict[str, Any]:
    found = tokens.exact(span.start, span.end)
    return {"token_start": found.first, "token_end": found.last} if found else {}


def span_row(document: Document, tokens: Tokens, span: Span) -> wire.SpanRow:
    """An accepted span as it stands in a record."""
    start, end = span.start, span.end
    first, last = tokens.exact(start, end) or (None, None)
    source, sources = _origin(span)
    return wire.SpanRow(
        start=start,
        end=end,
        token_start=first,
        token_end=last,
        label=span.label,
        text=document.article.text[start:end],
        id=span.id,
        source=source,
        sources=sources,
        score=span.score,
        note=span.note or None,
        was=None if span.was is None else _was(span.was),
    )


def relation_row(document: Document, tokens: Tokens, relation: Relation) -> wire.RelationRow:
    """An accepted relation as it stands in a record."""
    head, child = document.spans[relation.head], document.spans[relation.child]
    return wire.RelationRow(
        last_token(tokens, head),
        last_token(tokens, child),
        relation.label,
        wire.Ends(head.start, head.end, **_on_tokens(tokens, head), label=head.label),
        wire.Ends(child.start, child.end, **_on_tokens(tokens, child), label=child.label),
        head.id,
        child.id,
        relation.id,
        *_origin(relation),
        relation.score,
        relation.note or None,
    )


def last_token(tokens: Tokens, span: Span) -> int:
    """The index of the last token that a span touches, or of the one before it where it touches none."""
    found = tokens.touching(span.start, span.end)
    return found.last if found else max(0, bisect_left(tokens.starts, span.end) - 1)
