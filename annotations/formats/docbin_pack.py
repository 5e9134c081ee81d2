"""One article as a spaCy Doc, taken apart into what a DocBin keeps of it. Loads spaCy."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import docbin_block
from annotations.formats.alignment import Problem, problems, whole
from annotations.formats.docbin_file import SPAN
from annotations.formats.record import Record
from annotations.model import Span, State, Status
from annotations.offsets import TokenRange, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan
    from spacy.vocab import Vocab

GROUP = "sc"
"""The key of `doc.spans`: what spaCy's own span categorizer looks for by default."""


class Packed(msgspec.Struct, array_like=True):
    """An article on its way into a DocBin. `tokens` are rows of `ORTH, ENT_IOB, ENT_TYPE`, 64 bits each.

    `firsts` are the first tokens of its entities, `relations` and `refused` pairs of those with a label;
    `whole` says that what is not there was decided to be not there.
    """

    tokens: bytes
    spaces: bytes
    strings: list[str]
    groups: bytes
    block: str
    firsts: list[int]
    relations: list[tuple[int, int, str]]
    refused: list[tuple[int, int, str]]
    whole: bool
    digest: bytes


class Seen(msgspec.Struct):
    """What an article had, as far as the export as a whole must know."""

    counts: dict[str, int]
    """Of labels, by name, and of those of relations, as `relation NAME`."""
    relations: set[str]
    overlaps: bool
    longest: int
    problems: list[Problem]


def pack(one: Record, vocab: Vocab, tokenize: Callable[[str], Tokens]) -> tuple[Packed, Seen]:
    """Make the Doc of an article, of its own tokens or else of those of `tokenize`, and take it apart."""
    from spacy.tokens import Span as DocSpan

    document = one.document
    _check_labels(document)
    own = document.tokens if document.tokens is not None else tokenize(document.text)
    tokens, made = whole(document.text, own)
    found = problems(document, tokens)
    hidden = {problem.span.id for problem in found}
    placed = _placed(document, tokens, hidden)
    doc, words = _doc(document.text, tokens, vocab)
    spans = {s.id: DocSpan(doc, at.first, at.last + 1, s.label) for s, at in placed}
    flat = _longest(placed)
    done = document.state.status is Status.DONE
    doc.set_ents([spans[s.id] for s, _ in flat], default="outside" if done else "missing")
    relations, refused = _relations(document, {s.id: at.first for s, at in placed})
    labels = {s.label for s, _ in placed}
    block = docbin_block.dump(one, made if document.tokens is not None else [], sorted(hidden))
    packed = Packed(
        doc.to_array(["ORTH", "ENT_IOB", "ENT_TYPE"]).tobytes("C"),
        _spaces(tokens, len(document.text)),
        sorted({*words, *labels, ""}),
        _group(spans.values()),
        block,
        sorted({at.first for _, at in placed}),
        relations,
        refused,
        done,
        digest(document.text, ((s.start, s.end, s.label) for s, _ in placed), block),
    )
    longest = max((at.last - at.first + 1 for _, at in placed), default=0)
    counts = Counter(s.label for s, _ in placed)
    counts.update(f"relation {label}" for _, _, label in relations)
    return packed, Seen(
        dict(counts), {label for _, _, label in relations}, len(flat) < len(placed), longest, found
    )


def digest(text: str, spans: Iterable[tuple[int, int, str]], block: str) -> bytes:
    """What must read back the same."""
    return hashlib.blake2b(repr((text, sorted(spans), block)).encode(), digest_size=16).digest()


def _group(spans: Iterable[DocSpan]) -> bytes:
    """What `doc.spans.to_bytes()` gives for the group of these spans; that asks srsly, which takes 1 ms."""
    rows = [
        SPAN.pack(0, 0, span.label, span.start, span.end, span.start_char, span.end_char) for span in spans
    ]
    group = msgspec.msgpack.encode({"name": GROUP, "attrs": {}, "spans": rows})
    return msgspec.msgpack.encode({group: [GROUP]})


def _check_labels(document: Document) -> None:
    for label in {
        *(s.label for s in document.spans.values()),
        *(r.label for r in document.relations.values()),
    }:
        try:
            label.encode()
        except UnicodeEncodeError as error:
            raise GoldspanError(
                f"{document.article.title or document.article.id}: the label {label!r} holds half "
                "a surrogate pair, which no file can hold. Rename the label."
            ) from error


def _placed(document: Document, tokens: Tokens, hidden: set[str]) -> list[tuple[Span, TokenRange]]:
    """The accepted spans that training may see, with their tokens, in reading order."""
    found = []
    for span in document.spans.values():
        if span.state is State.ACCEPTED and span.id not in hidden:
            at = tokens.exact(span.start, span.end)
            if at is not None:
                found.append((span, at))
    return sorted(found, key=lambda pair: (pair[1].first, -pair[1].last, pair[0].id))


def _longest(placed: Iterable[tuple[Span, TokenRange]]) -> list[tuple[Span, TokenRange]]:
    """Those that are left when of each two that overlap the longer stays, in reading order."""
    by_length = sorted(placed, key=lambda pair: (pair[1].first - pair[1].last, pair[1].first, pair[0].id))
    taken: set[int] = set()
    kept = []
    for span, at in by_length:
        covered = range(at.first, at.last + 1)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append((span, at))
    return sorted(kept, key=lambda pair: pair[1].first)


def _doc(text: str, tokens: Tokens, vocab: Vocab) -> tuple[Doc, list[str]]:
    from spacy.tokens import Doc

    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    doc = Doc(vocab, words=words, spaces=list(map(bool, _spaces(tokens, len(text)))))
    if doc.text != text:
        raise GoldspanError("The tokens of an article do not make up its text. Report this.")
    return doc, words


def _spaces(tokens: Tokens, length: int) -> bytes:
    """For each token 1 where a blank follows that belongs to it, else 0."""
    following = [*tokens.starts[1:], length]
    return bytes(end < after for end, after in zip(tokens.ends, following, strict=True))


def _relations(
    document: Document, first: dict[str, int]
) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """The accepted and the rejected relations by the first tokens of their ends, where both are there."""
    found: dict[State, set[tuple[int, int, str]]] = {State.ACCEPTED: set(), State.REJECTED: set()}
    for relation in document.relations.values():
        if relation.state in found and relation.head in first and relation.child in first:
            found[relation.state].add((first[relation.head], first[relation.child], relation.label))
    return sorted(found[State.ACCEPTED]), sorted(found[State.REJECTED] - found[State.ACCEPTED])
