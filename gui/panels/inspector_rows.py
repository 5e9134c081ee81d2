"""The rows of the inspector: a muted name at the left, what it says at the right; without words no row."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from gui.theme import current_theme, draw_focus, scaled, set_look

_NAMES = 70


class InspectorRows(QWidget):
    """A grid of named rows. Links in the words tell their target by `followed`."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, scaled(_NAMES))
        self._grid.setColumnStretch(1, 1)
        self._names: dict[str, QLabel] = {}
        self._values: dict[str, QWidget] = {}

    def add(self, name: str, value: QWidget | None = None, *, drop: int = 1) -> None:
        """Add a row with a widget, or with words that are set later; `drop` px lower stands the name."""
        label, row = QLabel(name), len(self._names)
        set_look(label, "muted")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, drop, 0, 0)
        self._names[name] = label
        self._values[name] = value or self._words()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._values[name], row, 1)

    def show_words(self, name: str, markup: str) -> None:
        """Show words (markup of ours, what comes from without escaped) in a row, or no row."""
        value = self._values[name]
        if isinstance(value, QLabel) and value.text() != markup:
            value.setText(markup)
        self.set_shown(name, shown=bool(markup))

    def set_shown(self, name: str, *, shown: bool) -> None:
        """Show a row or not."""
        self._names[name].setVisible(shown)
        self._values[name].setVisible(shown)

    def words(self, name: str) -> str:
        """The markup of a row that is shown."""
        value = self._values[name]
        return value.text() if isinstance(value, QLabel) and value.isVisibleTo(self) else ""

    def _words(self) -> QLabel:
        label = _Words()
        label.linkActivated.connect(self.followed)
        return label


class _Words(QLabel):
    """Words of which some can be pressed, with the mouse or the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show other words; the focus stops here only where there is something to press."""
        flags = Qt.TextInteractionFlag
        links = flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(links if "<a " in text else flags.NoTextInteraction)
        super().setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and the ring of focus round them."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            draw_focus(painter, QRectF(self.rect()), current_theme(), radius=4)
            painter.end()


def link(target: str, words: str) -> str:
    """A link in the colour of words: that it can be pressed the pointer says."""
    style = f"color:{current_theme().text.name()}; text-decoration:none"
    return f'<a href="{escape(target)}" style="{style}">{escape(words)}</a>'


def muted(words: str) -> str:
    """Words of less weight."""
    return f'<span style="color:{current_theme().muted.name()}">{escape(words)}</span>'
