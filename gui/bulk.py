"""Deciding many suggestions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.desk import Desk


class Bulk:
    """Decides many suggestions of the open article in one step."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
