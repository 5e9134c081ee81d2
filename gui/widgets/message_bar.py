"""The bar that says what went wrong, warns, or offers: it takes no focus and stays until it is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.icons import icon_pixmap
from gui.theme import current_theme, metrics, scaled, theme_keeper
from gui.widgets.announce import announce
from gui.widgets.key_button import KeyButton
from gui.widgets.panel_head import tool_button

Level = Literal["error", "warning", "info"]

_ICONS = {"error": "triangle-alert", "warning": "triangle-alert", "info": "lightbulb"}
_GROUNDS = {"error": "error_soft", "warning": "warning_soft", "info": "accent_soft"}
_TINTS = {"error": "error", "warning": "warning", "info": "text"}
_HEIGHT = 42


@dataclass(frozen=True, slots=True)
class BarButton:
    """A button that helps: its words, what it runs, the key that does the same, if there is one.

    The bar is closed before `run` is called unless it is to `stay`.
    """

    text: str
    run: Callable[[], None]
    key: str = ""
    stay: bool = False


class MessageBar(QWidget):
    """One message at a time; the next takes its place. Hidden until `show_message`; `closed` when it goes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level: Level = "info"
        self._buttons: list[KeyButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 5, 8, 6)
        self._row.setSpacing(8)
        self._icon, self._words = QLabel(), QLabel()
        self._icon.setFixedSize(QSize(metrics.ICON_TOOLBAR + 4, metrics.ICON_TOOLBAR))
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = tool_button("x", "Close")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.close_message)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._close)
        self.setMinimumHeight(scaled(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme_keeper().themeChanged.connect(self._dress)
        self._content: tuple[str, tuple[str, ...], str] = ("", (), "")
        self.hide()

    def show_message(
        self,
        level: Level,
        sentence: str,
        *,
        strong: Sequence[str] = (),
        more: str = "",
        buttons: Sequence[BarButton] = (),
    ) -> None:
        """Show one sentence and have it read out; `strong` parts of it are bold, `more` follows muted.

        All is plain text: what a person or a file put into it cannot become markup.
        """
        self.level = level
        self._content = (sentence, tuple(strong), more)
        self._dress()
        self._put_buttons(buttons)
        self.setAccessibleName(f"{sentence} {more}".strip())
        self.show()
        announce(self, self.accessibleName(), at_once=level == "error")

    def message(self) -> str:
        """Return what the bar says, as plain text."""
        return self.accessibleName()

    def buttons(self) -> list[KeyButton]:
        """Return the buttons that are shown, without the one that closes."""
        return list(self._buttons)

    def close_message(self) -> None:
        """Take the message away."""
        if self.isHidden():
            return
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the soft ground and the line below it."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(_GROUNDS[self.level]))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.border)
        painter.end()

    def _put_buttons(self, buttons: Sequence[BarButton]) -> None:
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for place, wanted in enumerate(buttons):
            button = KeyButton(wanted.text, wanted.key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, row=wanted: self._press(row))
            self._row.insertWidget(2 + place, button)
            self._buttons.append(button)

    def _press(self, wanted: BarButton) -> None:
        if not wanted.stay:
            self.close_message()
        wanted.run()

    def _dress(self) -> None:
        """Set words and icon in the colours of the theme."""
        sentence, strong, more = self._content
        words = _with_bold(sentence, strong)
        if more:
            words += f'&nbsp; <span style="color:{current_theme().muted.name()}">{escape(more)}</span>'
        self._words.setText(words)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap(_ICONS[self.level], _TINTS[self.level], metrics.ICON_TOOLBAR, ratio))


def _with_bold(sentence: str, strong: tuple[str, ...]) -> str:
    """Return the sentence as HTML, each part in bold where it first occurs after the one before it."""
    done, rest = "", sentence
    for part in strong:
        before, found, after = rest.partition(part)
        if found:
            done, rest = f"{done}{escape(before)}<b>{escape(found)}</b>", after
    return done + escape(rest)
