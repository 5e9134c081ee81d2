"""Writing a table for a spreadsheet: `NAME.csv` with a row a span, relations and texts beside it.

RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets garble all but ASCII. A cell that begins
with `=` stays as it is: it is data, and a guard would change it.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.table_layout import RELATIONS, SPANS, TEXTS, files_beside
from annotations.formats.table_set import pack_sources, read_files
from annotations.formats.writing import Written, write_whole
from annotations.model import Annotation, Span

_MARK = "\ufeff"
_CHUNK = 1 << 20


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write the three files; none is put in place before all are written and read back together.

    The report names what a row cannot hold: tokens, and what a span was before it was changed.
    """
    del writing  # the columns are the same for every label scheme
    try:
        with TemporaryFile(dir=path.parent) as spans, TemporaryFile(dir=path.parent) as relations:
            return _write(records, path, spans, relations, report)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldspanError(f"{path} could not be written ({reason}). Choose another place.") from error


def _write(
    records: Iterable[Record], path: Path, spans: IO[bytes], relations: IO[bytes], report: Report
) -> Written:
    """Write the texts, and meanwhile the rows of spans and relations into two temporary files."""
    relation_path, text_path = files_beside(path)
    count, parts = 0, list[Written]()
    spans.write(_line(SPANS, mark=True))
    relations.write(_line(RELATIONS, mark=True))

    def texts() -> Iterator[bytes]:
        nonlocal count
        yield _line(TEXTS, mark=True)
        ids = set[str]()
        for record in records:
            count += 1
            id = _own_id(record.document.article.id, count, ids)
            yield _text_row(id, record.document)
            _put(id, record.document, spans, relations, report)

    # Each file is written while the one before waits to be checked: a full disk leaves all as it was.
    def with_texts(text_file: Path) -> None:
        def with_relations(relation_file: Path) -> None:
            def with_spans(span_file: Path) -> None:
                _verify(span_file, relation_file, text_file, count, path)

            parts.append(write_whole(path, _chunks(spans), with_spans))

        parts.append(write_whole(relation_path, _chunks(relations), with_relations))

    parts.append(write_whole(text_path, texts(), with_texts))
    digest = hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest()
    return Written(count, sum(part.bytes for part in parts), digest)


def _verify(spans: Path, relations: Path, texts: Path, count: int, path: Path) -> None:
    read = sum(1 for _ in read_files(spans, relations, texts, ",", Reading(), Report()))
    if read != count:
        raise GoldspanError(f"{path.name}: {read} of {count} articles read back. Report this.")


def _own_id(id: str, number: int, taken: set[str]) -> str:
    """An id of its own for each article: the rows of spans name it."""
    made = id or str(number)
    while made in taken:
        made = f"{id}#{number}"
        number += 1
    taken.add(made)
    return made


def _text_row(id: str, document: Document) -> bytes:
    article = document.article
    title = "" if article.title == id else article.title
    return _line((id, title, article.source, document.state.status.value, document.text))


def _put(id: str, document: Document, spans: IO[bytes], relations: IO[bytes], report: Report) -> None:
    if document.tokens is not None:
        report.leave("the tokens of an article", id)
    for span in sorted(document.spans.values(), key=document.place):
        _note_lost(span, id, report)
        bounds = (id, span.id, str(span.start), str(span.end))
        spans.write(_line((*bounds, span.label, document.text_of(span), *_rest(span))))
    for relation in sorted(document.relations.values(), key=document.place):
        _note_lost(relation, id, report)
        ends = (id, relation.id, relation.head, relation.child, relation.label)
        relations.write(_line((*ends, *_rest(relation))))


def _note_lost(annotation: Annotation, place: str, report: Report) -> None:
    if annotation.extra:
        report.leave("the fields of another tool", place)
    if isinstance(annotation, Span) and annotation.was is not None:
        report.leave("what a span was before it was changed", place)


def _rest(annotation: Annotation) -> tuple[str, ...]:
    score = "" if annotation.score is None else repr(annotation.score)
    return (annotation.state.value, pack_sources(annotation.sources), score, annotation.note)


def _line(cells: Iterable[str], *, mark: bool = False) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return ((_MARK if mark else "") + line.getvalue()).encode()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
