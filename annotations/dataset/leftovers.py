"""What an import that was killed left: its file beside the dataset, and what it had copied."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from annotations.dataset.store import Store


def prefix(dataset: Path) -> str:
    """How the names of the files begin in which imports wait."""
    return f".{dataset.name}.importing-"


def settle(store: Store) -> None:
    """Finish an import that was complete when it ended early, take back one that was not, sweep its file.

    The writer lock has to be held: then no import is under way.
    """
    with store.read() as connection:
        found = connection.execute("SELECT complete FROM import").fetchone()
    if found is not None:
        from annotations.dataset import copying  # rarely needed, and the window is waiting

        copying.finish(store) if found[0] else copying.undo(store)
    with contextlib.suppress(OSError), os.scandir(store.path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix(store.path)):
                Path(entry.path).unlink(missing_ok=True)
