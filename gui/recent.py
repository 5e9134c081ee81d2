"""The datasets that were open lately, for the welcome page and the File menu."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from annotations.paths import data_dir
from gui.settings import read_json, write_json

KEPT = 8


@dataclass(frozen=True, slots=True)
class RecentDataset:
    """A dataset, how far it was, and when (UTC, ISO 8601)."""

    path: str
    done: int
    articles: int
    at: str

    @property
    def there(self) -> bool:
        """Whether the file is still where it was."""
        return Path(self.path).is_file()


class Recent:
    """The list, newest first, kept in a small file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_dir() / "recent.json"

    def datasets(self) -> list[RecentDataset]:
        """All of them, also those that are no longer where they were."""
        rows = read_json(self._path)
        found = []
        for row in rows if isinstance(rows, list) else []:
            with contextlib.suppress(msgspec.ValidationError):
                found.append(msgspec.convert(row, RecentDataset))
        return found

    def add(self, path: Path, done: int, articles: int) -> None:
        """Put a dataset first."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        others = [d for d in self.datasets() if d.path != str(path)]
        self._write([RecentDataset(str(path), done, articles, now), *others])

    def remove(self, path: str) -> None:
        """Take a dataset off the list."""
        self._write([d for d in self.datasets() if d.path != path])

    def clear(self) -> None:
        """Take all off the list."""
        self._write([])

    def _write(self, datasets: list[RecentDataset]) -> None:
        write_json(self._path, [asdict(d) for d in datasets[:KEPT]])
