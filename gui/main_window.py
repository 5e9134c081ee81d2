"""The window: puts the parts together, and has no logic of its own."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.paths import data_dir
from gui.action_set import ActionSet
from gui.actions import MENUS, Where
from gui.article.keys import Keys
from gui.article.menus import ArticleMenus
from gui.article.mirror import Mirror
from gui.article.mouse import Mouse
from gui.article.relate_hint import RelateHint
from gui.article.view import ArticleView
from gui.bulk import Bulk
from gui.clock import Clock
from gui.desk import Desk
from gui.dialogs.shelf import Dialogs
from gui.exporting import Exporting
from gui.files import Files
from gui.finish import Finish
from gui.gold import Gold
from gui.importing import Importing
from gui.keeping import Keeping
from gui.pace_log import PaceLog
from gui.panels.annotations import AnnotationPanel
from gui.panels.empty_states import EmptyStates
from gui.panels.find_bar import FindBar
from gui.panels.inspector import InspectorPanel
from gui.panels.label_bar import LabelBar
from gui.panels.queue import QueuePanel
from gui.panels.status_bar import StatusBar
from gui.panels.welcome import WelcomePage
from gui.recent_menu import RecentMenu
from gui.settings import Settings, read_json, write_json
from gui.suggesting import Suggesting
from gui.suggesting_ahead import SuggestingAhead
from gui.theme import metrics, scaled
from gui.tool_bar import ToolBar
from gui.widgets.dock import Dock
from gui.widgets.dock_widths import DockWidths
from gui.widgets.menu import Menu
from gui.widgets.message_bar import BarButton, MessageBar

_ARTICLE_WIDTH = 380


class MainWindow(QMainWindow):
    """One window on one dataset."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.desk = desk = Desk(self, settings)
        session = desk.session
        desk.bar = MessageBar()
        desk.dialogs = Dialogs(desk)
        desk.finish = Finish(session, settings, desk.dialogs.ask_undecided)
        desk.files = Files(desk)
        desk.suggesting = Suggesting(session, desk.background, self)
        desk.gold = Gold(desk, desk.dialogs.ask_unfinished)
        desk.exporting = Exporting(desk)
        desk.importing = Importing(desk)
        desk.bulk = Bulk(desk)
        desk.keeping = Keeping(desk)
        desk.actions = ActionSet(desk, self)
        self._make_article()
        self._make_panels()
        self._make_menus()
        self._tools = ToolBar(desk.actions, desk.view)
        self.addToolBar(self._tools)
        self._leaves_gold = False
        self._clock = Clock(session, self)
        PaceLog(session, self._clock, self)
        self._ahead = SuggestingAhead(session, desk.suggesting, self)
        self._welcome = WelcomePage(desk)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self._article_page)
        centre = QWidget()
        _stack(centre, desk.bar, self._pages)
        self.setCentralWidget(centre)
        session.failed.connect(desk.fail)
        settings.failed.connect(desk.fail)
        desk.suggesting.failed.connect(desk.fail)
        session.dataset_opened.connect(self._dataset_opened)
        session.opened.connect(self._article_opened)
        self._restore()
        self._dataset_opened()

    # -- parts ------------------------------------------------------------------------------------

    def _make_article(self) -> None:
        desk, session = self.desk, self.desk.session
        desk.view = view = ArticleView()
        desk.view_menus = menus = ArticleMenus(view, session, desk.actions)
        mirror = Mirror(view, session, desk.settings)
        mouse = Mouse(view, session, mirror, menus)
        Keys(view, session, mirror, menus, mouse)
        RelateHint(view, session)
        desk.actions.listen(view, Where.ARTICLE)
        desk.find_bar = FindBar(view, session)
        self.label_bar = LabelBar(session, desk.actions)
        self.label_bar.hidden_changed.connect(view.hide_labels)
        self.label_bar.accept_asked.connect(desk.bulk.accept_label_named)
        self.label_bar.reject_asked.connect(desk.bulk.reject_label_named)
        empty = EmptyStates(session, desk.actions, desk.suggesting)
        self._article_page = QWidget()
        # In a narrow window the docks give way before the article does.
        self._article_page.setMinimumWidth(scaled(_ARTICLE_WIDTH))
        _stack(self._article_page, self.label_bar, view, empty, desk.find_bar)

    def _make_panels(self) -> None:
        desk = self.desk
        desk.queue = QueuePanel(desk.session, desk.actions)
        desk.actions.listen(desk.queue.list, Where.QUEUE)
        self.annotations = AnnotationPanel(desk.session, desk.actions, desk.settings)
        desk.problems = self.annotations.problems
        desk.inspector = InspectorPanel(desk.session, desk.actions, desk.settings)
        desk.inspector.returned.connect(desk.view.setFocus)
        desk.suggesting.finished.connect(lambda *_: self.annotations.take_tokens())
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self._docks = [
            self._dock("queueDock", "Queue", desk.queue, desk.queue.head, left),
            self._dock("annotationDock", "Annotations", self.annotations, self.annotations.head, right),
            self._dock("inspectorDock", "Inspector", desk.inspector, desk.inspector.head, right),
        ]
        wide = [scaled(metrics.QUEUE_WIDTH), scaled(metrics.SIDE_WIDTH)]
        self.resizeDocks(self._docks[:2], wide, Qt.Orientation.Horizontal)
        self._widths = DockWidths(self, self._docks[:2], wide)
        self.resizeDocks(self._docks[1:], [scaled(430), scaled(370)], Qt.Orientation.Vertical)
        status = StatusBar(desk.session, desk.actions, desk.suggesting, desk.gold, desk.importing)
        desk.working = status.showMessage
        self.setStatusBar(status)
        desk.panels = (desk.view, self.annotations, desk.inspector, desk.queue)

    def _dock(self, name: str, title: str, panel: QWidget, head: QWidget, area: Qt.DockWidgetArea) -> Dock:
        """A panel in a dock; its own head, with its buttons, is what it is dragged by."""
        dock = Dock(name, title, panel, head, self)
        self.addDockWidget(area, dock)
        return dock

    def _make_menus(self) -> None:
        for title, rows in MENUS:
            menu = Menu(title, self)
            self.menuBar().addMenu(menu)
            for row in rows:
                menu.addAction(self.desk.actions[row.id])
            if title == "View":
                menu.addSeparator()
                for dock in self._docks:
                    menu.addAction(dock.toggleViewAction())
            elif title == "Dataset":
                menu.insertMenu(self.desk.actions["dataset.add"], RecentMenu(self.desk.files, menu))
            elif title == "Annotate":
                self._label_menu = Menu("Label", menu)
                menu.addMenu(self._label_menu)
                self.desk.actions.labels_changed.connect(self._fill_label_menu)
                self._fill_label_menu()

    def _fill_label_menu(self) -> None:
        menu: Menu = self._label_menu
        menu.clear()
        for prefix in ("span.relabel.", "relation.relabel."):
            for row in self.desk.actions.rows():
                if row.id.startswith(prefix):
                    menu.addAction(self.desk.actions[row.id])
            menu.addSeparator()

    # -- following the session --------------------------------------------------------------------

    def _dataset_opened(self) -> None:
        dataset = self.desk.session.dataset
        there = dataset is not None
        self._pages.setCurrentIndex(1 if there else 0)
        self._tools.setVisible(there)
        for dock, shown in zip(self._docks, self._shown_docks, strict=True):
            dock.setVisible(there and shown)
        if not there:
            self._welcome.refresh()
        self.setWindowTitle(f"{dataset.path.stem} – Goldspan" if dataset is not None else "Goldspan")

    def _article_opened(self) -> None:
        session = self.desk.session
        gc.freeze()  # as in `settle`: the article stays
        if session.document is not None:
            self.desk.view.setFocus()
            session.select_next()

    # -- window -----------------------------------------------------------------------------------

    def settle(self) -> None:
        """What can wait until the window is seen."""
        # What the program itself is made of stays: without it a full collection is no stall.
        gc.collect()
        gc.freeze()
        self.desk.suggesting.warm()

    def report(self, text: str) -> None:
        """Show the report of a bug; the work stays."""
        self.desk.dialogs.report(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dropped on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.desk.files.open_paths(paths)
        else:
            self.desk.say(
                "warning", "Only files of this machine can be dropped here. Save it first, then drop it."
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Bring everything onto the disk, end the worker, and remember where the panels were.

        Where the gold file that follows cannot be written, the window stays and says so.
        """
        error = None if self._leaves_gold else self.desk.gold.finish()
        if error is not None:
            self.desk.say("error", error.message, BarButton("Close anyway", self._close_anyway))
            event.ignore()
            return
        self._remember()
        self._clock.keep()
        self.desk.exporting.close()
        self.desk.suggesting.close()
        self.desk.problems.finish()
        self.desk.keeping.finish()
        self.desk.importing.cancel()
        self.desk.files.close_dataset()
        self._ahead.close()
        self.desk.background.close()
        super().closeEvent(event)

    def _close_anyway(self) -> None:
        self._leaves_gold = True
        self.close()

    def _remember(self) -> None:
        if self.desk.session.dataset is not None:
            shown = [not dock.isHidden() for dock in self._docks]
            state = {
                "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
                "state": bytes(self.saveState().toBase64().data()).decode(),
                "docks": shown,
                "widths": self._widths.wanted,
            }
            write_json(data_dir() / "window.json", state)

    def _restore(self) -> None:
        found = read_json(data_dir() / "window.json")
        state = found if isinstance(found, dict) else {}
        docks = state.get("docks")
        self._shown_docks = [True] * 3
        if isinstance(docks, list) and len(docks) == 3:
            self._shown_docks = [shown is not False for shown in docks]
        for key, restore in (("geometry", self.restoreGeometry), ("state", self.restoreState)):
            value = state.get(key)
            if isinstance(value, str):
                restore(QByteArray.fromBase64(value.encode("ascii", "replace")))
        widths = state.get("widths")
        if isinstance(widths, list) and len(widths) == 2 and all(type(w) is int and w > 0 for w in widths):
            self._widths.wanted = widths


def _stack(holder: QWidget, *parts: QWidget) -> None:
    """Put widgets below each other without gaps."""
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for part in parts:
        box.addWidget(part, 1 if isinstance(part, (ArticleView, QStackedWidget)) else 0)
