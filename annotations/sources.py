"""Articles to be looked at, from a dataset or from a file of any format that is read: one way to both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.scheme import LabelScheme

_DATASET = b"SQLite format 3\0"


class Source(NamedTuple):
    """Articles, one at a time. `scheme` is None for a file; `total` is how many, 0 where nobody knows."""

    name: str
    records: Iterator[Record]
    scheme: LabelScheme | None = None
    total: int = 0


def is_dataset(path: Path) -> bool:
    """Whether a path leads to a dataset; a file with its name that is not there counts as one."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATASET)) == _DATASET
    except OSError:
        return path.suffix == ".goldspan" and not path.is_dir()


@contextlib.contextmanager
def open_source(
    path: Path,
    report: Report,
    *,
    format_id: str = "",
    reading: Reading | None = None,
    only_done: bool = False,
) -> Iterator[Source]:
    """The articles of a dataset (which may be open elsewhere), or of a file or folder.

    A file's format is found from its content unless `format_id` names it. `only_done` leaves out a dataset's
    other articles. Raises GoldspanError where it cannot be read, and so do its records.
    """
    if not is_dataset(path):
        from annotations.formats import registry

        found = registry.by_id(format_id) if format_id else registry.sniff(path)
        yield Source(path.name, found.reader.read(path, reading or Reading(), report))
        return
    from annotations.dataset import Dataset

    with Dataset.open(path, read_only=True) as dataset:
        keys = list(dataset.done_keys() if only_done else dataset.keys())
        records = (Record(dataset.load(key), dataset.seconds(key)) for key in keys)
        yield Source(path.name, records, dataset.scheme, len(keys))
