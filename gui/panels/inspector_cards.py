"""The small boxes of the inspector: what is wrong with a span, and the guideline of its label."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gui.icons import icon_pixmap
from gui.theme import current_theme, metrics, set_look, theme_keeper

_PAD = 10


class _Card(QFrame):
    """An icon beside words in a box."""

    def __init__(self, icon_name: str, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._tint = icon_name, tint
        self._icon = QLabel()
        self._icon.setFixedWidth(metrics.ICON_LIST)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(6)
        self.grid.addWidget(self._icon, 0, 0)
        self.grid.setColumnStretch(1, 1)
        theme_keeper().themeChanged.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap(self._icon_name, self._tint, metrics.ICON_LIST, ratio))


class ProblemCard(_Card):
    """What is wrong with a span for training, and a button that mends it."""

    mend = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("triangle-alert", "warning", parent)
        self._words = _wrapped()
        self.button = QPushButton("Snap to tokens")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.mend)
        self.grid.addWidget(self._words, 0, 1)
        self.grid.addWidget(self.button, 1, 1, Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str) -> None:
        """Show a problem; without one there is no box."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the soft ground."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.warning_soft)
        painter.setPen(QPen(theme.warning, theme.outline))
        painter.drawRoundedRect(
            self.rect().adjusted(1, 1, -1, -1), metrics.RADIUS_CONTROL, metrics.RADIUS_CONTROL
        )
        painter.end()


class GuidelineCard(_Card):
    """The guideline of a label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("book-open", "text", parent)
        set_look(self, "card")
        head, self._words = QLabel("Guideline"), _wrapped()
        set_look(head, "strong")
        set_look(self._words, "muted")
        self.grid.addWidget(head, 0, 1)
        self.grid.addWidget(self._words, 1, 0, 1, 2)

    def say(self, words: str) -> None:
        """Show a guideline; without one there is no box."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """What is said."""
        return self._words.text()


def _wrapped() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
