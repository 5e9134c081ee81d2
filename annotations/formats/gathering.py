"""What a person chose to import, as files and folders of one format each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.errors import GoldspanError
from annotations.formats import registry
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.registry import Format
from annotations.formats.report import Report

UNREAD = "file in no format that is read"
"""What a report calls a file that was passed over."""

_TEXT = ".txt"
_SNIFFED = 200
"""Texts of a folder that are looked into; more of them are taken for plain texts."""

_ANNOTATIONS = (".ann", ".a1", ".a2")
_CONF = ".conf"
_DOCBIN = ".spacy"
_BESIDE = (".relations.csv", ".texts.csv")
"""How the names of files end that are read along with the table beside them."""


class Gathered(NamedTuple):
    """A file or folder that is read in one format; None with a sentence (`problem`) where none fits."""

    path: Path
    format: Format | None
    problem: str = ""
    unread: tuple[str, ...] = ()
    """The names of files in a folder that nothing reads."""

    @property
    def key(self) -> tuple[Path, str]:
        """What tells it from others: a folder may be read in several formats."""
        return self.path, self.format.id if self.format is not None else ""


def gather(paths: Iterable[Path]) -> list[Gathered]:
    """Each file, and what is in each folder, once, with its format."""
    found: dict[tuple[Path, str], Gathered] = {}
    for path in paths:
        for each in _folder(path) if _is_folder(path) else [_file(_table(path))]:
            found.setdefault(each.key, each)
    return list(found.values())


def read_all(gathered: Iterable[Gathered], reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of all of them, one after the other, each in its format.

    One that has no format is left, and named in the report. Raises GoldspanError as the readers do.
    """
    for each in gathered:
        for name in each.unread:
            report.leave(UNREAD, f"{each.path.name}/{name}")
        if each.format is None:
            report.leave(UNREAD, str(each.path))
            continue
        yield from _read(each.path, each.format, reading, report)


def _read(path: Path, format_: Format, reading: Reading, report: Report) -> Iterator[Record]:
    try:
        yield from format_.reader.read(path, reading, report)
    except GoldspanError as error:
        report.skip(error)  # a whole file that is none: the others may be read


def _file(path: Path) -> Gathered:
    try:
        return Gathered(path, registry.sniff(path))
    except GoldspanError as error:
        return Gathered(path, None, error.message)


def _table(path: Path) -> Path:
    """The table that a file is read along with, else the file itself."""
    for end in _BESIDE:
        if path.name.lower().endswith(end):
            table = path.with_name(f"{path.name[: -len(end)]}.csv")
            return table if table.is_file() else path
    return path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _folder(path: Path) -> list[Gathered]:
    """The parts of a folder: what belongs together is one, every other file is one of its own."""
    try:
        names = [name for name in registry.names_in(path) if (path / name).is_file()]
    except OSError as error:
        reason = error.strerror or error
        return [Gathered(path, None, f"The folder {path} cannot be read ({reason}). Check its permissions.")]
    found, rest = _together(path, names)
    texts = [name for name in rest if name.lower().endswith(_TEXT)]
    single = [_file(path / name) for name in texts[:_SNIFFED]]
    if all(each.format is not None and each.format.id == "text" for each in single):
        found += [Gathered(path, registry.by_id("text"))] if texts else []
    else:
        found += [*single, *(Gathered(path / name, registry.by_id("text")) for name in texts[_SNIFFED:])]
    others = {_table(path / name) for name in rest if not name.lower().endswith(_TEXT)}
    data = [_file(other) for other in sorted(others)]
    found += [each for each in data if _is_data(each)]
    unread = tuple(each.path.relative_to(path).as_posix() for each in data if not _is_data(each))
    if not found:
        return [
            Gathered(path, None, f"There is nothing in the folder {path} that can be read. Choose another.")
        ]
    return [found[0]._replace(unread=unread), *found[1:]]


def _is_data(each: Gathered) -> bool:
    """Whether a file of a folder comes in by itself: a read-me is a text too, and no article."""
    return each.format is not None and each.format.id != "text"


def _together(path: Path, names: list[str]) -> tuple[list[Gathered], list[str]]:
    """What is read as one with the folder, and the names that are left."""
    found: list[Gathered] = []
    huggingface = registry.by_id("huggingface")
    if huggingface.reader.sniff(registry.sample_of(path)):
        found.append(Gathered(path, huggingface))
        names = [name for name in names if "/" in name]
    for format_id, marks, along in (
        ("brat", _ANNOTATIONS, (_TEXT, _CONF)),
        ("spacy", (_DOCBIN,), (".cfg", ".py")),
    ):
        if any(name.lower().endswith(marks) for name in names):
            found.append(Gathered(path, registry.by_id(format_id)))
            names = [name for name in names if not name.lower().endswith((*marks, *along))]
    return found, names
