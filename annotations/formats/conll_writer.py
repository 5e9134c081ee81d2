"""Writing CoNLL files: `token -X- _ TAG` a line, the four columns that readers of CoNLL-2003 expect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.accepted import place_of
from annotations.formats.conll_reader import DOCSTART, read
from annotations.formats.conll_tags import tags_of
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.token_words import Words, longest, words_of
from annotations.formats.writing import Written, write_whole

_HEAD = f"{DOCSTART} -X- O O\n\n"
_LEFT = {DOCSTART: "_DOCSTART_"}


def write_tags(
    records: Iterable[Record], path: Path, _writing: Writing, report: Report, *, bioes: bool
) -> Written:
    """Write a document for each article, an empty line where its text has a line break between tokens.

    Of overlapping spans the longest stays. The report names what is left out: the other spans, those that
    are off the tokens, relations and notes; and white space in a token or label, which becomes `_`.
    """
    count = spans = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count, spans
        for record in records:
            words = words_of(record, report)
            if not words.texts:
                report.leave("an article without a token", place_of(record))
                continue
            for relation in words.accepted.relations:
                report.leave("a relation", place_of(record), id=relation.id)
            found = longest(words, record, report)
            count += 1
            spans += len(found)
            yield _document(record, words, found, bioes, report).encode()

    def check(temporary: Path) -> None:
        back = Report()
        articles = sum(1 for _ in read(temporary, Reading(encoding="utf-8"), back)) if count else 0
        if (articles, back.labels.total()) != (count, spans):
            raise GoldspanError(f"{path.name}: not all of its spans read back. Report this.")

    return write_whole(path, chunks(), check)


def _document(
    record: Record, words: Words, spans: list[tuple[int, int, str]], bioes: bool, report: Report
) -> str:
    """The lines of an article; what a line cannot hold is changed, and named."""
    text, place = record.document.text, place_of(record)
    labelled = [(first, last, _joined(label, "label", place, report)) for first, last, label in spans]
    tags = tags_of(len(words.texts), labelled, bioes=bioes)
    inside = {n for first, last, _ in spans for n in range(first + 1, last + 1)}
    lines = [_HEAD]
    for n, (token, tag) in enumerate(zip(words.texts, tags, strict=True)):
        # A span over a line break keeps its sentences together: no tag goes on after an empty line.
        if n and n not in inside and re.search(r"[\r\n]", text[words.bounds[n - 1][1] : words.bounds[n][0]]):
            lines.append("\n")
        token = _joined(token, "token", place, report)
        lines.append(f"{_LEFT.get(token, token)} -X- _ {tag}\n")
    return "".join([*lines, "\n"])


def _joined(piece: str, what: str, place: str, report: Report) -> str:
    """A token or label without white space, at which readers part the columns."""
    made = re.sub(r"\s", "_", piece.strip())
    if made != piece:
        report.leave(f"white space in a {what} (now _)", place)
    return made
