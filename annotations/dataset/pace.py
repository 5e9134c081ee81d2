"""The decision log: when this person finished which article, and from it their pace and what remains.

It is a file of lines in the data folder and not in the dataset: how fast someone works is nobody else's
business, and a dataset is passed on. Only this machine knows it, and deleting the file forgets it.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from annotations.dataset.backups import kept_name
from annotations.dataset.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.paths import data_dir

_RECENT = 50
"""Articles that the pace is taken from: the last ones, for people get faster."""

_TAIL = 200 * 1024
"""Bytes at the end of the log that are read: more than the recent ones ever take."""


class Finished(msgspec.Struct, frozen=True):
    """A line of the log: an article was finished, or (`seconds` None) taken up again."""

    at: str
    article: int
    seconds: float | None = None


class Pace(msgspec.Struct, frozen=True):
    """How fast a person finishes articles: `articles` is how many that was seen of."""

    articles: int
    seconds_each: float

    @property
    def per_hour(self) -> float:
        """Articles an hour."""
        return 3600 / self.seconds_each

    def remaining(self, articles: int) -> float:
        """The seconds that so many articles will take."""
        return articles * self.seconds_each


def log_path(dataset: Dataset) -> Path:
    """The file of a dataset's log."""
    return data_dir() / "pace" / f"{kept_name(dataset)}.jsonl"


def note_finished(dataset: Dataset, article: int) -> None:
    """Log that an article was just finished, with the time that was spent on it."""
    _append(dataset, Finished(_now(), article, dataset.seconds(article)))


def note_reopened(dataset: Dataset, article: int) -> None:
    """Log that a finished article was taken up again, so that it does not count."""
    _append(dataset, Finished(_now(), article))


def pace(dataset: Dataset) -> Pace | None:
    """The person's pace in the last articles; None where no time was spent yet."""
    last: dict[int, float | None] = {}
    for line in _lines(log_path(dataset)):
        with contextlib.suppress(msgspec.MsgspecError):
            entry = msgspec.json.decode(line, type=Finished)
            last.pop(entry.article, None)
            last[entry.article] = entry.seconds
    seconds = [spent for spent in last.values() if spent][-_RECENT:]
    return Pace(len(seconds), sum(seconds) / len(seconds)) if seconds else None


def _append(dataset: Dataset, entry: Finished) -> None:
    path = log_path(dataset)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
    except OSError as error:
        raise GoldspanError(
            f"The pace could not be noted in {path} ({error.strerror}). Decisions are saved all the same; "
            "make room or permit writing there to see how long the rest will take."
        ) from error


def _lines(path: Path) -> list[bytes]:
    """The whole lines at the end of the log."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            return file.read().split(b"\n")
    except OSError:
        return []


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
