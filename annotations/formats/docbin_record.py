"""From a document of a `.spacy` file to an article with its annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from annotations.formats import docbin_block, docbin_merge
from annotations.formats.building import IMPORTED, Builder
from annotations.formats.docbin_file import DocSpan, Found
from annotations.formats.docbin_pack import GROUP
from annotations.formats.docbin_relations import KEY, Triple, places, triples
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.offsets import Tokens

_EXTENSION = "._."


def record_of(found: Found, place: str, reading: Reading, report: Report) -> Record | None:
    """The article of a document, or None where it has no text. Raises GoldspanError as `Builder` does."""
    if not found.text:
        report.leave("document without a text", place)
        return None
    user = _extensions(found.user)
    given = user.pop(docbin_block.KEY, None)
    value = user.pop(KEY, None)
    rel = list(triples(value))
    relations = [each for each in rel if each is not None]
    if None in rel:
        report.leave("relation in _.rel of an unknown form", place, rel.count(None))
    spans = list(_spans(found, place, report))
    if isinstance(given, str):
        block = docbin_block.load(given, found.text, place)
        there = None if value is None else relations
        return docbin_merge.record(block, found.tokens, spans, there, reading, report)
    _report_rest(found, user, place, report)
    return _built(found, place, spans, _in_tokens(found, spans, relations, places(value)), reading, report)


def _built(
    found: Found, place: str, spans: list[DocSpan], relations: list[Triple], reading: Reading, report: Report
) -> Record:
    """An article that somebody else wrote."""
    builder = Builder(found.text, place, reading, report)
    by_first: dict[int, str] = {}
    for n, span in enumerate(spans):
        start, end = span.bounds(found.tokens)
        extra = {name: value for name, value in (("kb_id", span.kb_id), ("ent_id", span.id)) if value}
        by_first.setdefault(span.first, builder.span(start, end, span.label, f"span {n + 1}", extra=extra))
    for n, (head, child, label) in enumerate(relations):
        if head in by_first and child in by_first:
            builder.relation(by_first[head], by_first[child], label, f"relation {n + 1}")
        else:
            report.leave("relation in _.rel with an end where no span begins", place)
    return builder.record(tokens=Tokens(found.tokens.starts, found.tokens.ends, IMPORTED))


def _in_tokens(found: Found, spans: list[DocSpan], relations: list[Triple], given: set[int]) -> list[Triple]:
    """The relations by first tokens; some people's files have first characters instead."""
    first = {span.first for span in spans}
    by_start = {found.tokens.starts[token]: token for token in first}
    if len(given & first) >= len(given & by_start.keys()):
        return relations
    return [(by_start.get(head, -1), by_start.get(child, -1), label) for head, child, label in relations]


def _extensions(user: dict[Any, Any]) -> dict[str, Any]:
    """The custom attributes of the document itself (not of its tokens and spans), by their names."""
    found: dict[str, Any] = {}
    for key, value in user.items():
        if isinstance(key, tuple) and len(key) == 4 and key[0] == _EXTENSION and key[2] is None:
            found[str(key[1])] = value
        else:
            name = key[1] if isinstance(key, tuple) and len(key) > 1 else key
            found.setdefault(f"user data “{str(name)[:40]}”", value)
    return found


def _report_rest(found: Found, user: dict[str, Any], place: str, report: Report) -> None:
    for name in user:
        report.leave(name if name.startswith("user data") else f"custom attribute _.{name[:40]}", place)
    for name in found.not_kept:
        report.leave(f"annotation of a document: {name}", place)
    if found.unknown_spaces:
        report.leave("text whose white space is unknown: a blank stands after each token", place)
    others = {key: spans for key, spans in found.groups.items() if key != GROUP}
    for key, spans in others.items():
        report.leave(f"name of the span group “{key[:40]}”, whose spans came in", place, len(spans))


def _spans(found: Found, place: str, report: Report) -> Iterator[DocSpan]:
    """The entities, then the spans of the groups that are not among them, each once."""
    seen: set[tuple[int, int, str]] = set()
    named = [("", span) for span in found.entities]
    named += [(key, span) for key, group in found.groups.items() for span in group]
    for key, span in named:
        if span.first == span.end or not _covers(found.tokens, span):
            report.leave("empty span", place)
            continue
        if not span.label:
            span = msgspec.structs.replace(span, label=key)
            report.leave("label of a span without one: it took the name of its group", place)
        place_and_label = (span.first, span.end, span.label)
        if place_and_label not in seen:
            seen.add(place_and_label)
            yield span


def _covers(tokens: Tokens, span: DocSpan) -> bool:
    start, end = span.bounds(tokens)
    return start < end
