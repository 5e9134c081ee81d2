"""brat standoff: a folder (or zip archive) of `NAME.txt` with `NAME.ann` beside it.

In: event triggers become spans, event arguments relations from the trigger with their role as the label;
attributes, normalisations and equivalences are kept in `extra` as they came, and go out again. A
discontinuous span becomes the one that covers it, with a note. BioNLP's `.a1` and `.a2` are read as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.archive import Files, files_of
from annotations.formats.brat_lines import Lines, parse
from annotations.formats.brat_reader import record
from annotations.formats.brat_writer import write
from annotations.formats.format import Reading, Sample
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.text import decode_text
from annotations.formats.text_lines import note_guess

__all__ = ["read", "sniff", "write"]

SUFFIXES = (".ann", ".a1", ".a2")


def sniff(sample: Sample) -> bool:
    """Whether a folder or archive has annotation files, or a file is one."""
    return any(name.lower().endswith(SUFFIXES) for name in sample.names or (sample.name,))


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a folder, archive or single `.ann`, by name; those without annotations are untouched.

    Raises GoldspanError for annotations without a text, and as `brat_reader.record` does.
    """
    folder = path.parent if path.suffix.lower() in SUFFIXES and path.is_file() else path
    with files_of(folder) as files:
        stems = _stems(files)
        if folder is not path:
            stems = {stem: names for stem, names in stems.items() if path.name in names}
        if not stems:
            raise GoldspanError(f"brat, {path.name}: there is no .ann file in it. Choose another folder.")
        texts = {name.lower(): name for name in files.names}
        for stem, annotations in stems.items():
            try:
                found = _record(files, stem, texts, annotations, reading, report)
            except GoldspanError as error:
                report.skip(error)
                continue
            yield found


def _stems(files: Files) -> dict[str, list[str]]:
    """The names of the articles, each with its annotation files."""
    found: dict[str, list[str]] = {}
    for name in files.names:
        stem, dot, suffix = name.rpartition(".")
        if dot and f".{suffix.lower()}" in (".txt", *SUFFIXES):
            annotations = found.setdefault(stem, [])
            if suffix.lower() != "txt":
                annotations.append(name)
    return found


def _record(
    files: Files,
    stem: str,
    texts: dict[str, str],
    annotations: list[str],
    reading: Reading,
    report: Report,
) -> Record:
    text_name = texts.get(f"{stem}.txt".lower())
    if text_name is None:
        raise GoldspanError(
            f"brat, {annotations[0]}: its text {stem}.txt is not beside it. Add it, or take the file out."
        )
    text = _decoded(files.read(text_name), text_name, reading, report)
    lines = Lines()
    for name in annotations:
        parse(_decoded(files.read(name), name, reading, report), name, lines)
    return record(stem, text, lines, reading, report)


def _decoded(data: bytes, name: str, reading: Reading, report: Report) -> str:
    """The text of a file: brat writes UTF-8, which may then hold anything, whatever it looks like."""
    try:
        if not reading.encoding or not data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        found = decode_text(data, name, reading.encoding or None)
    except GoldspanError as error:
        raise GoldspanError(f"brat, {error}") from error
    note_guess(found, name, report)
    return found.text
