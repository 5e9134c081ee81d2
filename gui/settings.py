"""What a person prefers: frozen rows that make the preferences page, kept in one small file.

The size and places of the window's panels are not preferences; `window_state.py` keeps them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotations.paths import data_dir


@dataclass(frozen=True, slots=True)
class Setting:
    """One preference. `choices` pairs each value with its words; empty for free text, a number or a yes/no.

    `page` False keeps it off the preferences page: it is set where it is used.
    """

    id: str
    title: str
    default: Any
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    page: bool = True


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
    Setting("annotator", "Name of the annotator", "", help="Written into the gold; empty leaves it out."),
)

_BY_ID = {setting.id: setting for setting in SETTINGS}


class Settings(QObject):
    """The preferences in force. Unknown names raise KeyError; a file that cannot be read counts as none."""

    changed = Signal(str)
    """The preference of this id has another value."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or data_dir() / "settings.json"
        self._values = _read(self._path)

    def get(self, setting_id: str) -> Any:
        """The value of a preference, of the type of its default."""
        default = _BY_ID[setting_id].default
        value = self._values.get(setting_id, default)
        return value if isinstance(value, type(default)) else default

    def set(self, setting_id: str, value: Any) -> None:
        """Give a preference another value, and keep it."""
        if value == self.get(setting_id):
            return
        self._values[setting_id] = value
        write_json(self._path, self._values)
        self.changed.emit(setting_id)


def _read(path: Path) -> dict[str, Any]:
    found = read_json(path)
    return found if isinstance(found, dict) else {}


def read_json(path: Path) -> Any:
    """What a small file of ours holds; None where there is none or it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: Any) -> None:
    """Replace a small file of ours in one step; a disk that does not take it costs no work."""
    temporary = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
