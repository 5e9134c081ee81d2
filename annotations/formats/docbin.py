"""spaCy's `.spacy`: a DocBin file, or a folder of them; written with a split and a training config beside.

What is read: `doc.ents`, all groups of `doc.spans`, the relations of `doc._.rel`, and `doc._.goldspan`, with
which Goldspan's own come back as they were. What is written: see `docbin_export`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.errors import GoldspanError
from annotations.formats.alignment import Problem, problems
from annotations.formats.docbin_file import DocBinFile, looks_right
from annotations.formats.docbin_record import record_of
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written

__all__ = ["Problem", "problems", "read", "sniff", "write"]

SUFFIX = ".spacy"


def sniff(sample: Sample) -> bool:
    """Whether a file is a DocBin, or a folder holds some: by themselves, or as an export of ours does."""
    if sample.names:
        names = set(sample.names)
        return any(name.endswith(SUFFIX) for name in names) or {"train", "config.cfg"} <= names
    return looks_right(sample.head)


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file, or of all `.spacy` files in a folder and below it, by their names."""
    for file in _files(path):
        opened = DocBinFile(file, file.relative_to(path).as_posix() if file != path else "")
        for n in range(len(opened)):
            try:
                record = record_of(opened.document(n), opened.place(n), reading, report)
            except GoldspanError as error:
                report.skip(error)
                continue
            if record is not None:
                yield record


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write one `.spacy` file where `path` ends so, else a folder with a split and what trains on it."""
    from annotations.formats.docbin_export import write_file, write_split

    if path.suffix == SUFFIX:
        return write_file(records, path, writing, report)
    return write_split(records, path, writing, report)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob(f"*{SUFFIX}"))
    if not found:
        raise GoldspanError(f"{path} is a folder without a {SUFFIX} file. Choose another.")
    return found
