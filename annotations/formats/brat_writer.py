"""Writing brat's standoff format: `NAME.txt`, `NAME.ann` and the `annotation.conf` of the label scheme."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.accepted import Accepted, accepted_of, place_of
from annotations.formats.brat_conf import Conf, brat_label
from annotations.formats.brat_lines import Lines, parse
from annotations.formats.brat_reader import EXTRA, discontinuous, record
from annotations.formats.folder import write_folder
from annotations.formats.format import Reading, Writing
from annotations.formats.naming import Names
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written
from annotations.model import Annotation, Span

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"[\r\n\t]")


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write a folder, two files an article, named by its id; each article is read back before it counts.

    The ids T1, R1 and so on of an import stay, others are made. A span that begins or ends with a line break
    is written without it, and a label's white space as `_`: the report names both.
    """
    digest = hashlib.sha256()
    count = size = 0

    def put(file: Path, data: bytes) -> None:
        nonlocal size
        file.write_bytes(data)
        if file.read_bytes() != data:
            raise GoldspanError(
                f"{path}, {file.name} read back otherwise than written: the disk may be failing. Check it."
            )
        digest.update(data)
        size += len(data)

    def fill(folder: Path) -> None:
        nonlocal count
        names, conf = Names(), Conf(writing.scheme)
        for one in records:
            count += 1
            document = one.document
            name = names.give(document.article.id or document.article.title)
            lines = _Lines(one, accepted_of(one, report, notes=True), report, conf)
            annotations = "".join(f"{line}\n" for line in lines.all())
            _verify(name, document.text, annotations, lines)
            mark = "\ufeff" if document.text.startswith("\ufeff") else ""  # the first one is taken for a BOM
            put(folder / f"{name}.txt", f"{mark}{document.text}".encode())
            put(folder / f"{name}.ann", annotations.encode())
        put(folder / "annotation.conf", conf.text().encode())

    write_folder(path, fill, lambda _: None)  # each file was read back as it was written
    return Written(count, size, digest.hexdigest())


def _verify(name: str, text: str, annotations: str, written: _Lines) -> None:
    lines = Lines()
    parse(annotations, f"{name}.ann", lines)
    document = record(name, text, lines, Reading(), Report()).document
    if len(document.spans) != written.spans or len(document.relations) != written.relations:
        raise GoldspanError(f"brat, {name}: not all of its annotations read back. Report this.")


class _Lines:
    """The annotation lines of an article; `spans` and `relations` count what was written."""

    def __init__(self, record: Record, accepted: Accepted, report: Report, conf: Conf) -> None:
        self._document, self._accepted, self._place = record.document, accepted, place_of(record)
        self._report, self._conf = report, conf
        self._ids: dict[str, str] = {}
        self._seen: dict[object, str] = {}
        self._numbers = dict.fromkeys("AN#", 0)
        self.spans = self.relations = 0

    def all(self) -> Iterator[str]:
        """The lines, spans first, each relation and span followed by what is said about it."""
        give = _ids(self._accepted.spans, "T")
        for span in self._accepted.spans:
            yield from self._span(span, give(span.id))
        give = _ids(self._accepted.relations, "R")
        for relation in self._accepted.relations:
            ends = [self._ids.get(end) for end in (relation.head, relation.child)]
            if None in ends:
                self._report.leave("a relation of a span that was left out", self._place)
                continue
            label = self._label(relation.label)
            if self._is_twice((*ends, label), relation.id, give(relation.id)):
                continue
            self.relations += 1
            self._conf.relation(label)
            yield f"{self._ids[relation.id]}\t{label} Arg1:{ends[0]} Arg2:{ends[1]}\t"
            yield from self._said(relation, relation.note)
        yield from self._own()

    def _span(self, span: Span, id: str) -> Iterator[str]:
        brat = _brat(span.extra)
        given = [(a, b) for a, b in brat.get("pieces", []) if span.start <= a < b <= span.end]
        whole = bool(given) and (given[0][0], given[-1][1]) == (span.start, span.end)
        pieces = given if whole else self._pieces(span)
        note = span.note
        if whole:
            lines = [line for line in note.split("\n") if line != discontinuous(given)]
            note = "\n".join(lines)
        if not pieces:
            self._report.leave("a span of line breaks alone", self._place)
            return
        label = self._label(span.label)
        if self._is_twice((pieces[0][0], pieces[-1][1], label), span.id, id):
            return
        self.spans += 1
        self._conf.entity(label)
        text = " ".join(_BREAK.sub(" ", self._document.text[a:b]) for a, b in pieces)
        yield f"{id}\t{label} {';'.join(f'{a} {b}' for a, b in pieces)}\t{text}"
        yield from self._said(span, note)

    def _pieces(self, span: Span) -> list[tuple[int, int]]:
        """The parts of a span between its line breaks, which brat does not allow in one."""
        found = [m.span() for m in _LINE.finditer(self._document.text, span.start, span.end)]
        if found and (found[0][0], found[-1][1]) != (span.start, span.end):
            self._report.leave("a line break at the edge of a span", self._place)
        return found

    def _is_twice(self, key: object, id: str, given: str) -> bool:
        """Whether the same was written already; else its id is `given`."""
        self._ids[id] = self._seen.setdefault(key, given)
        if self._ids[id] is given:
            return False
        self._report.leave("what brat cannot tell from another span or relation", self._place)
        return True

    def _said(self, annotation: Annotation, note: str) -> Iterator[str]:
        """The attributes, normalisations and notes of a span or relation."""
        id, brat = self._ids[annotation.id], _brat(annotation.extra)
        for name, *values in brat.get("attributes", []):
            self._conf.attribute(name, values)
            yield f"{self._number('A')}\t{' '.join([name, id, *values])}"
        for name, *values, text in brat.get("normalizations", []):
            yield f"{self._number('N')}\t{' '.join([name, id, *values])}\t{text}"
        if note:
            for line in note.split("\n"):
                yield f"{self._number('#')}\tAnnotatorNotes {id}\t{line}"

    def _own(self) -> Iterator[str]:
        """The equivalences of spans that are all there under their old ids."""
        for name, *ids in _brat(self._document.article.extra).get("equivalences", []):
            if all(self._ids.get(id) == id for id in ids):
                yield f"*\t{' '.join([name, *ids])}"
            else:
                self._report.leave("an equivalence of spans that are gone", self._place)

    def _number(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def _label(self, label: str) -> str:
        made = brat_label(label)
        if made != label:
            self._report.leave("white space in a label (now _)", self._place)
        return made


def _ids(annotations: Iterable[Annotation], letter: str) -> Callable[[str], str]:
    """What gives each annotation its id in the file: its own if brat can have it, else a free one."""
    own = {a.id for a in annotations if re.fullmatch(rf"{letter}[1-9][0-9]{{0,8}}", a.id)}
    numbers = (f"{letter}{n}" for n in range(1, 1 << 31))
    free = (id for id in numbers if id not in own)
    return partial(_id_of, own, free)


def _id_of(own: set[str], free: Iterator[str], id: str) -> str:
    return id if id in own else next(free)


def _brat(extra: str) -> dict[str, Any]:
    """What an import from brat has kept; nothing where another tool uses the field otherwise."""
    if not extra:
        return {}
    found = msgspec.json.decode(extra).get(EXTRA)
    return found if isinstance(found, dict) else {}
