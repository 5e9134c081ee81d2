"""What a person prefers: frozen rows that make the preferences page, kept in one small file.

The size and places of the window's panels are not preferences; `window_state.py` keeps them.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotations.errors import GoldspanError
from annotations.paths import data_dir


@dataclass(frozen=True, slots=True)
class Setting:
    """One preference. `choices` pairs each value with its words; empty for free text, a number or a yes/no.

    `free` allows other values than the choices. `page` False keeps it off the preferences page: it is set
    where it is used.
    """

    id: str
    title: str
    default: Any
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    free: bool = False
    page: bool = True

    def takes(self, value: Any) -> bool:
        """Whether this can be the preference's value: a file that a person has edited may hold anything."""
        if type(value) is not type(self.default):
            return False
        return not self.choices or self.free or value in [choice for choice, _ in self.choices]


SETTINGS = (
    Setting(
        "appearance",
        "Appearance",
        "system",
        (("system", "Like the system"), ("light", "Light"), ("dark", "Dark")),
    ),
    Setting(
        "reading_font",
        "Reading font",
        "Serif",
        (("Serif", "Serif"), ("Sans", "Sans"), ("Mono", "Mono")),
        "Any installed family can be chosen too.",
        free=True,
    ),
    Setting("zoom", "Zoom", 1.0, page=False),
    Setting(
        "reflow",
        "Hard-wrapped texts",
        "auto",
        (("auto", "Re-flow where lines are cut"), ("never", "Show lines as they are")),
        "Re-flowing changes only how the text is shown, never the text or an offset.",
    ),
    Setting(
        "undecided",
        "On marking done, what is undecided",
        "ask",
        (("ask", "Ask"), ("leave", "Leave it undecided"), ("accept", "Accept it"), ("reject", "Reject it")),
    ),
    Setting(
        "only_own_relations",
        "Show only the relations of what is selected",
        False,
        help="All else fades; the text stays. Otherwise the other arcs step back.",
    ),
    Setting("show_rejected", "Show what was rejected", False, page=False),
    Setting("show_spans", "Show spans", True, page=False),
    Setting("show_relations", "Show relations", True, page=False),
    Setting("animations", "Animations", True),
    Setting(
        "daily_backup",
        "Back up each dataset once a day",
        True,
        help="In the background after it is opened, into the data folder; Dataset > Show backups opens it.",
    ),
    Setting(
        "backups_kept",
        "Daily backups that are kept",
        "5",
        (("3", "3"), ("5", "5"), ("10", "10"), ("30", "30")),
    ),
    Setting("annotator", "Name of the annotator", "", help="Written into the gold; empty leaves it out."),
)

_BY_ID = {setting.id: setting for setting in SETTINGS}


class Settings(QObject):
    """The preferences in force. Unknown names raise KeyError; a file that cannot be read counts as none."""

    changed = Signal(str)
    """The preference of this id has another value."""
    failed = Signal(object)
    """A GoldspanError, once: preferences hold until the window is closed, but cannot be kept."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or data_dir() / "settings.json"
        self._values = _read(self._path)
        self._told = False

    def get(self, setting_id: str) -> Any:
        """The value of a preference, of the type of its default and one of its choices."""
        setting = _BY_ID[setting_id]
        value = self._values.get(setting_id, setting.default)
        return value if setting.takes(value) else setting.default

    def set(self, setting_id: str, value: Any) -> None:
        """Give a preference another value, and keep it."""
        if value == self.get(setting_id):
            return
        self._values[setting_id] = value
        reason = write_json(self._path, self._values)
        self.changed.emit(setting_id)
        if reason and not self._told:
            self._told = True
            self.failed.emit(
                GoldspanError(
                    f"Preferences cannot be kept in {self._path} ({reason}): they hold until the window is "
                    "closed. Make room there, or make the folder writable."
                )
            )


def _read(path: Path) -> dict[str, Any]:
    found = read_json(path)
    return found if isinstance(found, dict) else {}


def read_json(path: Path) -> Any:
    """What a small file of ours holds; None where there is none or it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def write_json(path: Path, value: Any) -> str:
    """Replace a small file of ours in one step; why it could not be written, empty where it was.

    All is ASCII: the name of a file need not be Unicode.
    """
    temporary = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(value, indent=1), encoding="ascii")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        return error.strerror or str(error)
    return ""
