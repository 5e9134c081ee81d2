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


def shared_last_tokens(
    document: Document, spans: Iterable[Span], relations: Iterable[Relation]
) -> list[list[Span]]:
    """Groups of spans that end in the same token, where one of them is an end of a relation.

    Prodigy names the end of a relation by the last token of its span alone; the ends come first in a group.
    """
    from annotations.formats.goldspan import last_token

    ends = {end for relation in relations for end in (relation.head, relation.child)}
    if not ends:
        return []
    tokens = _tokens(document)
    groups: dict[int, list[Span]] = {}
    for span in spans:
        groups.setdefault(last_token(tokens, span), []).append(span)
    return [
        sorted(group, key=lambda span: span.id not in ends)
        for group in groups.values()
        if len(group) > 1 and any(span.id in ends for span in group)
    ]


def _tokens(document: Document) -> Tokens:
    if document.tokens is not None and len(document.tokens):
        return document.tokens
    from annotations.words import tokens_of

    return tokens_of(document.text)
