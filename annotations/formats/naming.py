"""Names for files that every system takes, each given once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 120
"""Bytes of a name: systems allow 255, and an ending and a path are still to come."""


class Names:
    """Gives out names that differ even where capitals do not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def give(self, wanted: str) -> str:
        """A name like `wanted`, of letters, digits, `_`, `-` and `.` only, that was not given yet."""
        made = name = _safe(wanted)
        while made.casefold() in self._taken:
            self._numbers[name.casefold()] += 1
            made = f"{name}-{self._numbers[name.casefold()] + 1}"
        self._taken.add(made.casefold())
        return made


def _safe(wanted: str) -> str:
    name = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", wanted))
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip("._-") or "article"
    return f"_{name}" if _RESERVED.fullmatch(name) else name
