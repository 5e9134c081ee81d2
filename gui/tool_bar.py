"""The tool bar: what is done often, by one press. Words make way for icons where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from gui.action_set import ActionSet
from gui.article.view import ArticleView
from gui.theme import set_look
from gui.widgets.key_button import KeyButton

TOOLS = (
    ("file.open", False),
    ("gold.export", False),
    None,
    ("edit.undo", False),
    ("edit.redo", False),
    None,
    ("suggest.run", True),
    ("suggestion.accept_all", True),
    ("relation.start", True),
    None,
    ("article.flag", True),
    ("article.skip", True),
    ("article.done", True),
)
"""The action of each tool, and whether its words stand beside its icon; None is a line."""

VIEW_TOOLS = ("view.reflow", "view.hide", "view.zoom_out", "view.zoom_reset", "view.zoom_in")

_WIDEST_ZOOM = "250 %"


class ToolBar(QToolBar):
    """The tools of one window; it stays where it is."""

    def __init__(self, actions: ActionSet, view: ArticleView) -> None:
        super().__init__("Tools")
        self.setObjectName("toolBar")
        self.setMovable(False)
        self._actions = actions
        self._worded: list[QToolButton] = []
        self._full = 0
        for tool in TOOLS:
            if tool is None:
                self.addSeparator()
            else:
                self._add(tool[0], words=tool[1])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        for action_id in VIEW_TOOLS:
            button = self._add(action_id, words=False)
            if action_id == "view.zoom_reset":
                _fit(button, _WIDEST_ZOOM)
        self.addSeparator()
        self._commands = self._commands_button()
        view.zoomChanged.connect(self._show_zoom)
        self._show_zoom(view.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words of all tools, or only of the one that is pressed most."""
        self._make_room(event.size().width())
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what has no room even without words is in the menus."""
        return QSize(0, super().minimumSizeHint().height())

    def _make_room(self, width: int) -> None:
        if not self._full:
            self._full = self.sizeHint().width()
        shape = Qt.ToolButtonStyle
        wanted = shape.ToolButtonTextBesideIcon if width >= self._full else shape.ToolButtonIconOnly
        for button in self._worded:
            button.setToolButtonStyle(wanted)

    def _add(self, action_id: str, *, words: bool) -> QToolButton:
        button = QToolButton()
        action = self._actions[action_id]
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            action.setIconText(action.text().rstrip("…"))
        if action_id == "article.done":
            set_look(button, "primary")
        elif words:
            self._worded.append(button)
        self.addWidget(button)
        if not words:
            # Its action's words change with each decision: a fixed size lays no tool bar out anew for them.
            button.ensurePolished()
            button.setFixedSize(button.sizeHint())
        return button

    def _commands_button(self) -> KeyButton:
        action = self._actions["palette.show"]
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button = KeyButton(action.text().rstrip("…"), key, icon_name="search", quiet=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(action.trigger)
        self.addWidget(button)
        return button

    def _show_zoom(self, zoom: float) -> None:
        self._actions["view.zoom_reset"].setIconText(f"{round(zoom * 100)} %")


def _fit(button: QToolButton, words: str) -> None:
    """Give a button the width of its widest words, so that its neighbours stay where they are."""
    metrics = button.fontMetrics()
    wider = metrics.horizontalAdvance(words) - metrics.horizontalAdvance(button.text())
    button.setFixedWidth(button.sizeHint().width() + max(0, wider))
