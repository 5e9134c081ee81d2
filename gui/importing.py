"""An import beside the person's decisions: how far it is, its end, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.formats.format import Reading
from annotations.formats.report import Report
from annotations.scheme import LabelScheme, SchemeChange
from annotations.scheme_file import default_scheme
from gui.widgets.message_bar import BarButton

if TYPE_CHECKING:
    from annotations.dataset.importing import ImportResult
    from annotations.formats.gathering import Gathered
    from annotations.formats.record import Record
    from gui.desk import Desk

_BREATH, _PAUSE = 0.004, 0.001
"""Seconds of reading after which the window's thread gets so many seconds to itself."""

_TOLD = 0.1
"""Seconds between two words on how far it is."""


@dataclass(frozen=True)
class ImportPlan:
    """What is imported and how. `into` is a new dataset to be made, None for the one that is open."""

    items: tuple[Gathered, ...]
    reading: Reading
    twins: bool = False
    """Whether articles whose text is there already come in once more."""
    skip_bad: bool = False
    add_labels: bool = True
    into: Path | None = None

    @property
    def name(self) -> str:
        """What is imported, in a word or two."""
        return self.items[0].path.name if len(self.items) == 1 else f"{len(self.items):,} files"


@dataclass(frozen=True)
class ImportEnd:
    """How an import ended. `made` is the new dataset that it went into, still open."""

    plan: ImportPlan
    report: Report
    result: ImportResult
    made: Dataset | None = None


class Importing(QObject):
    """One import at a time. It is cancelled when its dataset is closed, and then nothing of it came in."""

    progressed = Signal()
    """`words`, `counted` or `share` is another: for the status bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._stop: Event | None = None
        self._into: Dataset | None = None
        self.words, self.counted = "", ""
        self.share: float | None = None
        """How much of the articles is saved; None while nobody knows how many there are."""

    @property
    def busy(self) -> bool:
        """Whether an import is under way."""
        return self._stop is not None

    def begin(self, plan: ImportPlan) -> None:
        """Import in the background; a second import has to wait for the first to end, and is refused."""
        if self.busy:
            self._desk.say("warning", "An import is under way. Wait for its end, or cancel it.")
            return
        self._desk.bar.close_message()
        dataset = None if plan.into is not None else self._desk.session.dataset
        self._into, self._stop = dataset, Event()
        stop = self._stop
        self._show(f"Importing {plan.name}", "", None)
        self._desk.background.beside(
            lambda: self._run(plan, dataset, stop),
            done=lambda end: self._ended(end, dataset),
            failed=lambda error: self._failed(error, plan),
        )

    def cancel(self) -> None:
        """End it; nothing of it comes in."""
        if self._stop is not None:
            self._stop.set()
            self._show("Taking the import back", "", None)

    def leave(self) -> None:
        """End it if it goes into the dataset that is about to be closed."""
        if self._into is not None:
            self.cancel()

    # -- in its thread ----------------------------------------------------------------------------

    def _run(self, plan: ImportPlan, dataset: Dataset | None, stop: Event) -> ImportEnd:
        from annotations.dataset.importing import Twins, import_records
        from annotations.formats.gathering import read_all

        report = Report(skip_bad=plan.skip_bad)
        records = breathing(read_all(plan.items, plan.reading, report), stop)
        twins = Twins.ADD if plan.twins else Twins.SKIP
        if dataset is not None:
            result = import_records(
                dataset, records, report, twins=twins, progress=_Progress(self), cancelled=stop.is_set
            )
            return ImportEnd(plan, report, result)
        if plan.into is None:
            raise GoldspanError("There is no dataset to import into. Open one, or choose a new one.")
        made = Dataset.create(plan.into, default_scheme())
        kept = False
        try:
            result = import_records(
                made, records, report, twins=twins, progress=_Progress(self), cancelled=stop.is_set
            )
            if plan.add_labels and (report.labels or report.relations):
                made.set_scheme(_scheme_of(plan.into.stem, report))
            kept = result.articles > 0
        finally:
            if not kept:
                made.close()
                plan.into.unlink(missing_ok=True)
        return ImportEnd(plan, report, result, made if kept else None)

    def tell(self, phase: str, done: float) -> None:
        """Show how far it is. Safe from every thread."""
        if phase == "reading":
            self._desk.background.post(lambda: self._show(self.words, f"{int(done):,} read", None))
        else:
            self._desk.background.post(lambda: self._show("Saving the import", f"{done:.0%}", done))

    def _show(self, words: str, counted: str, share: float | None) -> None:
        if self._stop is None or (self._stop.is_set() and counted):
            return
        self.words, self.counted, self.share = words, counted, share
        self.progressed.emit()

    # -- its end ----------------------------------------------------------------------------------

    def _rest(self) -> None:
        self._stop = self._into = None
        self.words, self.counted, self.share = "", "", None
        self.progressed.emit()

    def _failed(self, error: BaseException, plan: ImportPlan) -> None:
        stopped = self._stop is not None and self._stop.is_set()
        self._rest()
        if not isinstance(error, GoldspanError):
            raise error
        if stopped:
            return
        error.kept = error.kept or "Nothing was imported."
        buttons = []
        if not plan.skip_bad:
            again = replace(plan, skip_bad=True)
            buttons = [BarButton("Skip it and go on", lambda: self.begin(again))]
        self._desk.say("error", error.message, *buttons)

    def _ended(self, end: ImportEnd, dataset: Dataset | None) -> None:
        self._rest()
        session = self._desk.session
        if end.result.cancelled:
            if session.dataset is dataset:
                self._desk.say("info", "The import was cancelled. Nothing was imported.")
            return
        if end.made is not None:
            if session.dataset is None:
                self._desk.files.take(end.made)
            else:  # another one was opened meanwhile: it stays
                end.made.close()
        elif session.dataset is not dataset:
            return
        added = self._add_labels(end) if end.made is None else ""
        session.queue_changed.emit(0)
        self._desk.gold.fall_behind()
        if session.document is None and end.result.articles:
            self._desk.files.open_first(end.result.first)
        self._say(end, added)

    def _add_labels(self, end: ImportEnd) -> str:
        """Add the labels that the scheme does not have, and give back what is said of it."""
        from annotations.scheme_growth import grown, new_labels

        session = self._desk.session
        new = new_labels(session.scheme, end.report)
        if not new or not end.result.articles:
            return ""
        if not end.plan.add_labels:
            return f"Not in the label scheme: {new.words}."
        session.set_scheme(SchemeChange(session.scheme, grown(session.scheme, new)))
        return f"New in the label scheme: {new.words}."

    def _say(self, end: ImportEnd, labels: str) -> None:
        from gui.dialogs.import_words import outcome

        level, sentence = outcome(end)
        show = BarButton("Show the report", lambda: self._desk.dialogs.import_report(end), stay=True)
        self._desk.say(level, f"{sentence} {labels}".strip(), show)


class _Progress:
    """Tells how far an import is, ten times a second at the most."""

    def __init__(self, importing: Importing) -> None:
        self._importing = importing
        self._told = 0.0

    def __call__(self, phase: str, done: float) -> None:
        now = perf_counter()
        if now - self._told > _TOLD:
            self._told = now
            self._importing.tell(phase, done)


def breathing(records: Iterable[Record], stop: Event) -> Iterator[Record]:
    """The records until it is to stop, with pauses in which the window's thread has Python to itself."""
    since = perf_counter()
    for record in records:
        if stop.is_set():
            return
        yield record
        if perf_counter() - since > _BREATH:
            sleep(_PAUSE)
            since = perf_counter()


def _scheme_of(name: str, report: Report) -> LabelScheme:
    from annotations.scheme_growth import grown, new_labels

    empty = LabelScheme(name)
    return grown(empty, new_labels(empty, report))
