"""Relations: against the scheme's constraints, and ends that a reader of last tokens cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.document import Document
from annotations.errors import EditRefused
from annotations.model import Relation, Span
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme


def broken_constraint(document: Document, scheme: LabelScheme, relation: Relation) -> str:
    """Why the scheme does not allow a relation of a label that it has, in a sentence; else empty."""
    if scheme.relation(relation.label) is None:
        return ""
    head, child = document.spans[relation.head], document.spans[relation.child]
    try:
        scheme.require(relation.label, head.label, child.label)
    except EditRefused as refused:
        return str(refused)
    return ""


class LastTokens:
    """Finds spans that end in the same token, where one of them is an end of a relation.

    Prodigy names the end of a relation by the last token of its span alone. Without tokens of its own the
    article is cut into words.
    """

    def __init__(self, document: Document, relations: Iterable[Relation]) -> None:
        self._ends = {end for relation in relations for end in (relation.head, relation.child)}
        self._tokens = _tokens(document) if self._ends else None
        self._groups: dict[int, list[Span]] = {}

    def add(self, spans: Iterable[Span]) -> None:
        """Take spans in."""
        if self._tokens is None:
            return
        from annotations.formats.goldspan import last_token

        for span in spans:
            self._groups.setdefault(last_token(self._tokens, span), []).append(span)

    def shared(self) -> list[list[Span]]:
        """The groups; the ends come first in each, then in reading order."""
        return [
            sorted(group, key=lambda span: (span.id not in self._ends, span.start, -span.end, span.id))
            for group in self._groups.values()
            if len(group) > 1 and any(span.id in self._ends for span in group)
        ]


def _tokens(document: Document) -> Tokens:
    if document.tokens is not None and len(document.tokens):
        return document.tokens
    from annotations.words import tokens_of

    return tokens_of(document.text)
