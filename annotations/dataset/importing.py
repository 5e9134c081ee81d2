"""Bringing articles in while a person goes on deciding: all of them, or none.

They are gathered and checked in a file beside the dataset (`staging`), and copied from there in many small
transactions, each of which lets a waiting decision go first. What is copied shows nowhere until all of it is
there; an import that is cancelled, fails or is killed is taken back, at the latest when the dataset is opened
again. From then on it is gone on with: see the table `import`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec

from annotations.dataset import failures
from annotations.dataset.copying import Copy
from annotations.dataset.dataset import Dataset
from annotations.dataset.leftovers import settle
from annotations.dataset.staging import Staging
from annotations.dataset.store import Store
from annotations.errors import GoldspanError
from annotations.formats.record import Record
from annotations.formats.report import Report

TWIN = "article with a text that is there already, left out"
"""What a report calls an article that was not imported since its text is known."""

_EVERY = 100
"""Records between two looks at whether to go on."""


class Twins(StrEnum):
    """What becomes of an article whose text is in the dataset, or came before in the import."""

    SKIP = "skip"
    ADD = "add"


class ImportResult(msgspec.Struct, frozen=True):
    """How an import ended: how many articles came in, and how many were left out for their text.

    The keys of those that came in lie between `first` and `last`; a cancelled one has none.
    """

    articles: int = 0
    skipped: int = 0
    first: int = 0
    last: int = 0
    cancelled: bool = False


Progress = Callable[[str, float], None]
"""Told what is done (`reading`, `saving`), and how many articles were read or which share was saved."""


def import_records(
    dataset: Dataset,
    records: Iterable[Record],
    report: Report,
    *,
    twins: Twins = Twins.SKIP,
    progress: Progress = lambda _phase, _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportResult:
    """Import articles at the end of the queue, in their order; decisions may be made meanwhile.

    Raises GoldspanError where a record is bad (if the report does not skip it) or the disk does not take it;
    then, and where it is cancelled, the dataset is as it was.
    """
    if dataset.read_only:
        raise failures.read_only(dataset.path, "The import")
    with dataset.store.alone("The import"):
        settle(dataset.store)  # what an earlier one left on a disk that was full
        with Staging(dataset.path) as staging:
            return _run(dataset.store, staging, records, report, twins, progress, cancelled)


def _run(
    store: Store,
    staging: Staging,
    records: Iterable[Record],
    report: Report,
    twins: Twins,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> ImportResult:
    try:
        if not _read(store, staging, records, report, progress, cancelled):
            return ImportResult(cancelled=True)
        return _save(store, staging, report, twins, progress, cancelled)
    except ValueError:
        if store.closed:  # meanwhile: what was copied is taken back at the next opening
            return ImportResult(cancelled=True)
        raise


def _save(
    store: Store,
    staging: Staging,
    report: Report,
    twins: Twins,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> ImportResult:
    """Copy what is to come in."""
    skipped = staging.skip_twins(store) if twins is Twins.SKIP else 0
    for place in staging.skipped():
        report.leave(TWIN, place)
    if skipped == len(staging):
        return ImportResult(skipped=skipped)
    copy = Copy(store, staging)
    if not copy.run(lambda share: progress("saving", share), cancelled):
        return ImportResult(cancelled=True)
    return ImportResult(len(staging) - skipped, skipped, copy.first, copy.last)


def _read(
    store: Store,
    staging: Staging,
    records: Iterable[Record],
    report: Report,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> bool:
    """Gather the articles; whether all were read."""
    for record in records:
        store.give_way()
        try:
            staging.add(record)
        except GoldspanError as error:
            report.skip(error)
        if len(staging) % _EVERY == 0:
            progress("reading", len(staging))
            if cancelled():
                return False
    staging.flush()
    return not cancelled()
