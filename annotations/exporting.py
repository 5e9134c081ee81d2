"""Exporting a dataset: the one function that the command line and the window call, and what it is told."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.foreseeing import (
    MISPLACED,
    NO_TOKEN,
    OVERLAPPING,
    SILENT,
    Forecast,
    PlacedReport,
    foresee,
    foresee_one,
    unfit,
    writing_formats,
)
from annotations.formats.format import Writing
from annotations.formats.record import Record
from annotations.formats.registry import Format, by_id
from annotations.formats.report import Left

Progress = Callable[[int, int], object]
"""Called with how many articles are through, and of how many."""

SPLIT = ("spacy", "huggingface")
"""The formats that are written in parts for training."""

_NAMED = 10
"""Places that a sentence of a refusal names."""

_TRAIN = ("config.cfg", "config_relations.cfg")


class Chosen(msgspec.Struct, frozen=True):
    """Which articles of which dataset: those `done`, `all`, or `one`, whose key is `article`."""

    dataset: str
    which: str = "done"
    article: int = 0


class Job(msgspec.Struct, frozen=True):
    """An export: what, as what, where to. `out` is a file, a folder, or `-` where the format is streamed.

    `split` and `seed` are for the formats of `SPLIT`. `misplaced` is what becomes of spans off the tokens,
    and `overlaps` of overlapping spans, where the format holds none: `leave` or `longest` has the result name
    what is left, `refuse` writes nothing and names the places.
    """

    chosen: Chosen
    out: str
    format_id: str
    split: tuple[float, ...] = ()
    seed: int = 0
    misplaced: str = "leave"
    overlaps: str = "longest"
    annotator: str = ""


class Exported(msgspec.Struct, frozen=True):
    """What was written. `left` is what was not, with its places; `train` are commands to run in it."""

    articles: int
    left: dict[str, Left]
    train: tuple[str, ...] = ()


def export(job: Job, progress: Progress) -> Exported:
    """Write an export, whole or not at all. Raises GoldspanError: what was there is then as it was."""
    format_ = by_id(job.format_id)
    if job.split and format_.id not in SPLIT:
        raise GoldspanError(
            f"{format_.name} is not written in parts. Leave the split out, or take the format spacy."
        )
    watch = _Watch(job, format_)
    with _opened(job.chosen) as (dataset, keys):
        writing = Writing(dataset.scheme, job.split, job.seed, job.misplaced)
        records = watch.through(_records(dataset, keys, job.annotator, progress))
        format_.writer.write(records, Path(job.out), writing, watch.report)
    left = watch.left()
    empty = left[NO_TOKEN].count if NO_TOKEN in left else 0
    return Exported(len(keys) - empty, left, _training(Path(job.out), format_))


def preview(chosen: Chosen, progress: Progress) -> dict[str, Forecast]:
    """What each format that is written will hold of the chosen articles, and what it will leave."""
    with _opened(chosen) as (dataset, keys):
        return foresee(_records(dataset, keys, "", progress), writing_formats())


def sweep(out: Path, pid: int) -> None:
    """Remove what a process that was killed has left beside `out`; what it had put aside comes back."""
    from annotations.formats.folder import sweep_folders
    from annotations.formats.writing import sweep_files

    sweep_files(out, pid)
    sweep_folders(out, pid)


@contextlib.contextmanager
def _opened(chosen: Chosen) -> Iterator[tuple[Dataset, list[int]]]:
    with Dataset.open(Path(chosen.dataset), read_only=True) as dataset:
        if chosen.which == "one":
            yield dataset, [chosen.article]
        else:
            yield dataset, list(dataset.done_keys() if chosen.which == "done" else dataset.keys())


def _records(dataset: Dataset, keys: list[int], annotator: str, progress: Progress) -> Iterator[Record]:
    progress(0, len(keys))
    for n, (document, seconds) in enumerate(dataset.records(keys), 1):
        yield Record(document, seconds, annotator)
        progress(n, len(keys))


class _Watch:
    """Looks at articles on their way to a writer: tells the reports of them, and refuses some."""

    def __init__(self, job: Job, format_: Format) -> None:
        self.report = PlacedReport()
        """What the writer is given."""
        self._format = format_
        self._unsaid, self._bad = PlacedReport(), PlacedReport(_NAMED)
        rules = ((MISPLACED, job.misplaced), (OVERLAPPING, job.overlaps))
        self._refused = [what for what, rule in rules if rule == "refuse"]

    def through(self, records: Iterator[Record]) -> Iterator[Record]:
        """The records; GoldspanError at their end, before anything is in place, where some are refused."""
        for record in records:
            self.report.begin(record.document)
            if self._refused:
                self._bad.begin(record.document)
                unfit(record, self._format, self._bad)
            if self._format.id in SILENT:
                self._unsaid.begin(record.document)
                foresee_one(record, self._format, Forecast(), self._unsaid)
            yield record
        self._refuse()

    def left(self) -> dict[str, Left]:
        """What was left; what the person took back is not among it, for nobody misses it."""
        found = self.report.by_weight(self._unsaid.left)
        return {what: left for what, left in found.items() if not what.startswith("a withdrawn ")}

    def _refuse(self) -> None:
        bad = {what: self._bad.left[what] for what in self._refused if what in self._bad.left}
        count = sum(left.count for left in bad.values())
        if not count:
            return
        lines = [f"{place}: {what}" for what, left in bad.items() for place in left.places]
        more = [f"and {count - _NAMED:,} more"] if count > _NAMED else []
        raise GoldspanError(
            f"Nothing was written, for {self._format.name} has no place for {count:,} "
            f"{'span' if count == 1 else 'spans'}. Mend them, or leave them out.\n"
            + "\n".join([*lines[:_NAMED], *more])
        )


def _training(out: Path, format_: Format) -> tuple[str, ...]:
    """The commands that train on what was written, as its configs have them in their first line."""
    if format_.id != "spacy" or not out.is_dir():
        return ()
    found = []
    for name in _TRAIN:
        with contextlib.suppress(OSError), (out / name).open(encoding="utf-8") as file:
            found.append(file.readline().partition(": ")[2].strip())
    return tuple(found)
