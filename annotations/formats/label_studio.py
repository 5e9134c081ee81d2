"""Label Studio JSON: tasks with regions of text and relations, in files in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from annotations.errors import GoldspanError
from annotations.formats.building import Builder
from annotations.formats.fields import Fields
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.json_records import Item, beginnings, items
from annotations.formats.label_studio_regions import Region, Regions
from annotations.formats.label_studio_writer import chunks
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written, write_whole
from annotations.model import State, Status

NAME = "Label Studio JSON"

_KEYS = {"annotations", "completions", "predictions"}
_TITLES = ("title", "source")


class Annotation(msgspec.Struct):
    """What one annotator made of a task, or (`model_version`, `score`) what a model did."""

    result: list[Region] = []
    was_cancelled: bool | None = False
    lead_time: float | None = None
    model_version: str | None = None
    score: float | None = None


def sniff(sample: Sample) -> bool:
    """Whether its records are tasks with data and annotations."""
    found = beginnings(sample.head)
    return any(
        each.get("data", b"").startswith(b"{") and (not each.keys().isdisjoint(_KEYS) or len(each) <= 2)
        for each in found
    )


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file, one a task: the first annotation that was not skipped, and the predictions."""
    for item in items(path, NAME, report):
        try:
            yield _record(item, reading, report)
        except GoldspanError as error:
            report.skip(error)


def write(records: Iterable[Record], path: Path, _writing: Writing, report: Report) -> Written:
    """Write an array of tasks: what is accepted as an annotation, what is undecided as a prediction."""

    def check(temporary: Path) -> None:
        for item in items(temporary, NAME, Report()):
            _record(Item(item.raw, item.place.replace(temporary.name, path.name)), Reading(), Report())

    return write_whole(path, chunks(records, report), check)


def _record(item: Item, reading: Reading, report: Report) -> Record:
    task = item.fields()
    data = task.inner("data")
    column = reading.column or _text_column(data)
    text = data.get(column, str)
    if text is None:
        data.fail(column, "the text is missing")
    builder = Builder(text, item.place, reading, report)
    regions = Regions(builder, report)
    found = "completions" if "completions" in task.raw else "annotations"
    given = task.get(found, list[Annotation]) or []
    kept = [(n, each) for n, each in enumerate(given) if not each.was_cancelled]
    for n, each in kept[:1] or [*enumerate(given)][:1]:
        regions.take(each.result, f"{found}[{n}].result")
    if len(kept) > 1:
        report.leave("an annotation by a second annotator", item.place, len(kept) - 1)
    seconds = kept[0][1].lead_time or 0 if kept else 0
    for n, each in enumerate(task.get("predictions", list[Annotation]) or []):
        state = None if reading.gold else State.SUGGESTED
        source = each.model_version or ""
        regions.take(each.result, f"predictions[{n}].result", state, source=source, score=each.score)
    done = bool(kept) if reading.gold is None else reading.gold
    status = _status(builder, cancelled=bool(given) and not kept, done=done)
    about = _about(task, data, found, column)
    return msgspec.structs.replace(builder.record(status=status, **about), seconds=seconds)


def _text_column(data: Fields) -> str:
    """The field of the data that has the text: `text`, or the only one that is a text."""
    if "text" in data.raw:
        return "text"
    found = [key for key, value in data.raw.items() if bytes(value)[:1] == b'"' and key not in _TITLES]
    if len(found) > 1:
        data.fail("text", f"it is missing, and the text may be in {' or '.join(found)}: name the column")
    return found[0] if found else "text"


def _status(builder: Builder, *, cancelled: bool, done: bool) -> Status:
    if cancelled:
        return Status.SKIPPED
    if done:
        return Status.DONE
    return Status.SUGGESTED if builder.spans else Status.UNTOUCHED


def _about(task: Fields, data: Fields, found: str, column: str) -> dict[str, Any]:
    """What else the task says: its id, its title and source, its other data and fields."""
    about: dict[str, Any] = {"id": task.name("id")}
    meta: dict[str, Raw] = data.others(frozenset({column}))
    for key in _TITLES:
        if bytes(meta.get(key, b""))[:1] == b'"':
            about[key] = msgspec.json.decode(meta.pop(key), type=str)
    if not about["id"] and bytes(meta.get("id", b""))[:1] == b'"':
        about["id"] = msgspec.json.decode(meta.pop("id"), type=str)
    extra = task.others(frozenset({"id", "data", found, "predictions"}))
    return about | {"meta": meta, "extra": extra}
