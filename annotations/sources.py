"""Articles to be looked at, from a dataset or from a file of any format that is read: one way to both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.errors import GoldspanError
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

    @property
    def scheme_or_empty(self) -> LabelScheme:
        """The scheme, or one without a label."""
        return self.scheme or LabelScheme(Path(self.name).stem or "labels")


def is_dataset(path: Path) -> bool:
    """Whether a path leads to a dataset; one that is not there, but has a dataset's name, counts as one."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATASET)) == _DATASET
    except OSError:
        return path.suffix == ".goldspan" and not path.is_dir()


@contextlib.contextmanager
def dataset_source(path: Path, *, only_done: bool = False) -> Iterator[Source]:
    """The articles of a dataset, or those that are done; it may be open elsewhere."""
    from annotations.dataset import Dataset

    with Dataset.open(path, read_only=True) as dataset:
        totals = dataset.totals()
        keys = dataset.done_keys() if only_done else dataset.keys()
        records = (Record(*found) for found in dataset.records(keys))
        yield Source(path.name, records, dataset.scheme, totals.done if only_done else totals.articles)


@contextlib.contextmanager
def open_source(
    path: Path,
    report: Report,
    *,
    format_id: str = "",
    reading: Reading | None = None,
    only_done: bool = False,
) -> Iterator[Source]:
    """The articles of a dataset, or of a file or folder of any format that is read.

    The format is found from the content unless `format_id` names it. `only_done` leaves out a dataset's other
    articles. Raises GoldspanError where it cannot be read, and so do its records.
    """
    if is_dataset(path):
        with dataset_source(path, only_done=only_done) as source:
            yield source
        return
    from annotations.formats import registry

    found = registry.by_id(format_id) if format_id else registry.sniff(path)
    if not found.reads:
        raise GoldspanError(f"{found.name} is written, not read. Name another format.")
    yield Source(path.name, found.reader.read(path, reading or Reading(), report))
