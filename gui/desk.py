"""The desk: what the actions of one window run against, put together by the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotations.errors import GoldspanError
from annotations.formats.text import TextFile, encoding_name
from annotations.suggest.worker import WorkerDied
from gui.background import Background
from gui.hands import selected_bounds
from gui.session import Session
from gui.settings import Settings
from gui.taking import shown_name
from gui.widgets.message_bar import BarButton, Level

if TYPE_CHECKING:
    from gui.action_set import ActionSet
    from gui.article.menus import ArticleMenus
    from gui.article.view import ArticleView
    from gui.bulk import Bulk
    from gui.dialogs.shelf import Dialogs
    from gui.exporting import Exporting
    from gui.files import Files
    from gui.finish import Finish
    from gui.gold import Gold
    from gui.importing import Importing
    from gui.keeping import Keeping
    from gui.panels.find_bar import FindBar
    from gui.panels.inspector import InspectorPanel
    from gui.panels.problems import ProblemPage
    from gui.panels.queue import QueuePanel
    from gui.suggesting import Suggesting
    from gui.widgets.message_bar import MessageBar

ZOOM_STEPS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)


class Desk:
    """The parts of a window by name. The window sets them before the first action can run."""

    actions: ActionSet
    bar: MessageBar
    bulk: Bulk
    dialogs: Dialogs
    exporting: Exporting
    files: Files
    find_bar: FindBar
    finish: Finish
    gold: Gold
    importing: Importing
    inspector: InspectorPanel
    keeping: Keeping
    problems: ProblemPage
    queue: QueuePanel
    suggesting: Suggesting
    view: ArticleView
    view_menus: ArticleMenus
    working: Callable[[str], None]
    """Says in the status bar what is under way beside suggestions; empty when it is through."""
    panels: Sequence[QWidget]
    """What F6 goes round, in order."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self.window = window
        self.settings = settings
        self.background = Background(window)
        self.session = Session(self.background, window)

    # -- saying -----------------------------------------------------------------------------------

    def say(self, level: Level, sentence: str, *buttons: BarButton) -> None:
        """Show a sentence in the bar above the article."""
        self.bar.show_message(level, sentence, buttons=buttons)

    def fail(self, error: BaseException) -> None:
        """Show what a person can mend in the bar; anything else is a bug, and goes to the report."""
        if not isinstance(error, GoldspanError):
            raise error
        if isinstance(error, WorkerDied):
            again = BarButton("Start it again", self.suggesting.suggest)
            self.say("error", error.message, again)
        else:
            self.say("error", error.message)

    def tell_encoding(self, path: Path, read: TextFile) -> None:
        """Show in which encoding a text was read, with the others that fit."""
        others = [
            BarButton(encoding_name(encoding), partial(self.files.reread, path, encoding))
            for encoding in read.alternatives[:2]
        ]
        choose = BarButton("Another…", partial(self.dialogs.choose_encoding, path, read.encoding))
        self.say(
            "warning",
            f"{shown_name(path.name)} does not say how it is encoded. "
            f"It was read as {encoding_name(read.encoding)}.",
            *others[:1],
            choose,
        )

    # -- the window -------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close the window."""
        self.window.close()

    def zoom_by(self, steps: int) -> None:
        """Go so many steps through the zooms; 0 goes back to 100 %."""
        now = float(self.settings.get("zoom"))
        nearest = min(range(len(ZOOM_STEPS)), key=lambda n: abs(ZOOM_STEPS[n] - now))
        at = min(max(0, nearest + steps), len(ZOOM_STEPS) - 1)
        self.settings.set("zoom", ZOOM_STEPS[at] if steps else 1.0)

    def copy(self) -> None:
        """Copy the selected text, as it is in the article."""
        document, bounds = self.session.document, selected_bounds(self.session)
        if document is not None and bounds is not None:
            QGuiApplication.clipboard().setText(document.text[bounds[0] : bounds[1]])

    def toggle_reflow(self) -> None:
        """Show hard-wrapped paragraphs re-flowed, or their lines as they are."""
        self.settings.set("reflow", "auto" if self.settings.get("reflow") == "never" else "never")

    def toggle_reading(self) -> None:
        """Hide spans and relations for reading, or show both again."""
        shown = self.settings.get("show_spans") or self.settings.get("show_relations")
        self.settings.set("show_spans", not shown)
        self.settings.set("show_relations", not shown)

    def next_panel(self, by: int) -> None:
        """Give the focus to the next panel that is seen and has something to take it."""
        self.session.following.catch_up()
        seen = [panel for panel in self.panels if panel.isVisible() and _takes_focus(panel)]
        if not seen:
            return
        here = next((n for n, p in enumerate(seen) if p.hasFocus() or p.isAncestorOf(_focus(p))), -by)
        seen[(here + by) % len(seen)].setFocus()

    def edit_scheme(self) -> None:
        """Open the label scheme editor."""
        self.dialogs.edit_scheme()

    def show_preferences(self) -> None:
        """Open the preferences."""
        self.dialogs.preferences()

    def show_palette(self) -> None:
        """Open the command palette."""
        self.dialogs.palette()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        self.dialogs.keys()

    def show_about(self) -> None:
        """Say what this program is."""
        self.dialogs.about()


def _takes_focus(panel: QWidget) -> bool:
    return (panel.focusProxy() or panel).focusPolicy() != Qt.FocusPolicy.NoFocus


def _focus(panel: QWidget) -> QWidget:
    return panel.window().focusWidget() or panel
