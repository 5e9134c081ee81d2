"""What an export will write, worked out beside the window while the person still chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotations.errors import GoldspanError
from annotations.exporting import Chosen, preview
from annotations.foreseeing import Forecast
from gui.background import Background
from gui.children import Running, run_child


class Preview(QObject):
    """The forecasts of all formats for some articles; `changed` tells of progress, an answer or a failure."""

    changed = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._running: Running | None = None
        self._found: dict[Chosen, dict[str, Forecast]] = {}
        self._chosen = Chosen("")
        self.words = ""
        """How far it is, or why it failed."""

    def look(self, dataset: Path, which: str, article: int) -> None:
        """Look at some articles, unless they were looked at before; what was under way is given up."""
        self.stop()
        self._chosen = chosen = Chosen(str(dataset), which, article if which == "one" else 0)
        self.words = ""
        if chosen not in self._found:
            self.words = "Looking at the articles…"
            self._running = run_child(
                self._background,
                preview,
                chosen,
                done=lambda found: self._take(chosen, found),
                failed=self._fail,
                progress=self._tell,
            )
        self.changed.emit()

    def forecast(self, format_id: str) -> Forecast | None:
        """What a format will hold of the articles; None while nobody knows."""
        return self._found.get(self._chosen, {}).get(format_id)

    def stop(self) -> None:
        """Give up what is under way."""
        if self._running is not None:
            self._running.drop()
            self._running = None

    def _take(self, chosen: Chosen, found: dict[str, Forecast]) -> None:
        self._running = None
        self._found[chosen] = found
        self.words = ""
        self.changed.emit()

    def _tell(self, done: int, total: int) -> None:
        self.words = f"Looking at the articles: {done:,} of {total:,}"
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self._running = None
        if not isinstance(error, GoldspanError):
            raise error
        self.words = error.message
        self.changed.emit()
