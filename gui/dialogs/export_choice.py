"""What a person chose for the exports of a dataset, kept in it: the next one begins where the last ended."""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.exporting import SPLIT
from annotations.formats.registry import FORMATS, Format, by_id
from gui import folders

_SETTING = "export"

TRAIN_DEV, TRAIN_DEV_TEST = "0.8/0.2", "0.8/0.1/0.1"


class Choice(msgspec.Struct):
    """The last choices. `parts` says that there are several, of `shares` as typed; `paths` are by format."""

    format_id: str = "goldspan"
    which: str = "done"
    parts: bool = True
    shares: str = TRAIN_DEV
    seed: int = 0
    misplaced: str = "leave"
    overlaps: str = "longest"
    paths: dict[str, str] = {}

    @property
    def format(self) -> Format:
        """The format that is chosen."""
        return by_id(self.format_id)

    @property
    def is_split(self) -> bool:
        """Whether it is written in parts, into a folder."""
        return self.format_id in SPLIT and self.parts


def read(dataset: Dataset) -> Choice:
    """What was chosen last; the default where nothing was, or it cannot be read any more."""
    try:
        found = msgspec.json.decode(dataset.setting(_SETTING) or "{}", type=Choice)
        known = by_id(found.format_id).writes
    except (GoldspanError, msgspec.DecodeError):
        return Choice()
    return found if known else Choice()


def keep(dataset: Dataset, choice: Choice) -> None:
    """Remember what was chosen. Raises GoldspanError where the dataset cannot be written."""
    if not dataset.read_only:
        dataset.set_setting(_SETTING, msgspec.json.encode(choice).decode())


def path_of(choice: Choice, dataset: Path) -> str:
    """Where the chosen format goes: where it went last, else beside the dataset under a name of its own."""
    return choice.paths.get(_kind(choice)) or folders.to_save(name_of(choice, dataset), None, dataset)


def put_path(choice: Choice, path: str) -> None:
    """Remember where the chosen format goes."""
    choice.paths[_kind(choice)] = path


def name_of(choice: Choice, dataset: Path) -> str:
    """A name for the file or folder: `news.conll`; `news-spacy` for a folder."""
    format_, stem = choice.format, dataset.stem
    if choice.is_split or not format_.suffix:
        return f"{stem}-{format_.id}"
    shared = sum(f.suffix == format_.suffix for f in FORMATS if f.writes) > 1
    middle = f".{format_.id}" if shared and format_.id != FORMATS[0].id else ""
    return f"{stem}{middle}{format_.suffix}"


def _kind(choice: Choice) -> str:
    return f"{choice.format_id} split" if choice.is_split else choice.format_id
