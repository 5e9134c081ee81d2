"""An HTML page of articles for a colleague: spans, and relations as arcs, with nothing else to load.

The text, its spans and a list of the relations need no script; a small one draws the arcs, since only the
browser knows where a line ends. Accepted and undecided annotations are shown, rejected ones are not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Writing
from annotations.formats.html_colours import Colours
from annotations.formats.html_marks import escaped, paragraphs
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written, write_whole
from annotations.model import Annotation, Relation, Span, State
from resources.loader import read_text

_SHOWN = (State.ACCEPTED, State.SUGGESTED)
_END = b"</body>\n</html>\n"


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write one page of all articles, in their order. What is rejected is left out, and named."""
    count = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count
        colours = Colours(writing.scheme)
        yield _head(path.stem).encode()
        for record in records:
            count += 1
            yield from (part.encode() for part in _article(record.document, count, colours, report))
        yield f"</main>\n<script>\n{read_text('page/arcs.js')}</script>\n".encode()
        yield _END

    def check(temporary: Path) -> None:
        with temporary.open("rb") as file:
            file.seek(-len(_END), os.SEEK_END)
            end = file.read()
        if end != _END:
            raise GoldspanError(f"{path.name} did not read back whole. Report this.")

    written = write_whole(path, chunks(), check)
    return Written(count, written.bytes, written.sha256)


def _head(title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Goldspan">\n<title>{escaped(title)}</title>\n'
        f"<style>\n{read_text('page/page.css')}</style>\n</head>\n<body>\n<main>\n"
    )


def _article(document: Document, number: int, colours: Colours, report: Report) -> Iterator[str]:
    place = document.article.id or f"article {number}"
    spans = sorted((s for s in document.spans.values() if _shown(s, place, report)), key=document.place)
    numbers = {span.id: n for n, span in enumerate(spans)}
    relations = [
        relation
        for relation in sorted(document.relations.values(), key=document.place)
        if _shown(relation, place, report) and {relation.head, relation.child} <= numbers.keys()
    ]
    yield colours.style([s.label for s in spans], [r.label for r in relations])
    yield f'<section>\n<h2 dir="auto">{escaped(document.article.title or place)}</h2>\n'
    yield _legend(spans, relations, colours)
    yield '<div class="text">\n'
    yield from paragraphs(document.text, spans, lambda s: _look(s, colours.entity(s.label)), f"a{number}-")
    yield "</div>\n"
    if relations:
        yield '<h3>Relations</h3>\n<ol class="relations">\n'
        for relation in relations:
            yield _relation(document, relation, numbers, f"a{number}-", colours)
        yield "</ol>\n"
    yield "</section>\n"


def _shown(annotation: Annotation, place: str, report: Report) -> bool:
    if annotation.state in _SHOWN:
        return True
    kind = "span" if isinstance(annotation, Span) else "relation"
    report.leave(f"a rejected {kind}", place, id=annotation.id)
    return False


def _look(annotation: Annotation, colour: str) -> str:
    return f"{colour} suggested" if annotation.state is State.SUGGESTED else colour


def _legend(spans: list[Span], relations: list[Relation], colours: Colours) -> str:
    """The labels with how often each is there, in the order of the scheme."""
    entities, joined = Counter(s.label for s in spans), Counter(r.label for r in relations)
    items = [_item(colours.entity(x), x, entities[x]) for x in colours.in_order(entities)]
    items += [
        _item(f"relation {colours.relation(x)}", x, joined[x]) for x in colours.relations_in_order(joined)
    ]
    shown: list[Annotation] = [*spans, *relations]
    undecided = sum(annotation.state is State.SUGGESTED for annotation in shown)
    if undecided:
        items.append(_item("undecided", "undecided", undecided))
    return f'<ul class="legend">\n{"".join(items)}\n</ul>\n' if items else ""


def _item(look: str, label: str, count: int) -> str:
    return f'<li class="{look}"><span></span>{escaped(label)} <small>{count}</small></li>'


def _relation(
    document: Document, relation: Relation, numbers: dict[str, int], prefix: str, colours: Colours
) -> str:
    score = relation.score if relation.state is State.SUGGESTED else None
    label = escaped(relation.label if score is None else f"{relation.label} {score:.2f}")
    ends = [document.spans[end] for end in (relation.head, relation.child)]
    ids = [f"{prefix}{numbers[end.id]}" for end in ends]
    cells = [
        f'<a href="#{id}" class="{colours.entity(end.label)}" dir="auto">{escaped(document.text_of(end))} '
        f"<small>{escaped(end.label)}</small></a>"
        for id, end in zip(ids, ends, strict=True)
    ]
    look = _look(relation, colours.relation(relation.label))
    data = f'data-head="{ids[0]}" data-child="{ids[1]}" data-label="{label}"'
    return f'<li class="{look}" {data}>{cells[0]}<em>{label}</em>{cells[1]}</li>\n'
