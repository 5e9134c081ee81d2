"""What an action is: one row, and which widget must have the focus for its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from gui.session import Session

if TYPE_CHECKING:
    from gui.desk import Desk


class Where(Enum):
    """Which widget must have the focus for the keys of an action."""

    WINDOW = "window"
    ARTICLE = "article"
    DECISION = "decision"
    """The article view and the annotation list."""
    QUEUE = "queue"
    """The list of the queue."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. A `text` that ends in … leads to a choice."""

    id: str
    text: str
    run: Callable[[Desk], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Callable[[Session], bool] = lambda _: True
    where: Where = Where.WINDOW
    checked: Callable[[Desk], bool] | None = None
