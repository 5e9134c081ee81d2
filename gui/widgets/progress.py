"""A thin strip of progress: gold for articles done, accent for work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from gui.theme import current_theme

HEIGHT = 6
"""Height of the strip in px."""


class ProgressStrip(QProgressBar):
    """Done of total as a strip; `tint` is a token: `gold_fill`, `accent`, or `control` for a score."""

    def __init__(self, tint: str = "gold_fill", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(0, 1)

    def set_progress(self, done: int, total: int) -> None:
        """Show done of total; a total of 0 counts as nothing done."""
        # A bar that is seen paints the whole window within setValue, in the middle of what is being done.
        self.setUpdatesEnabled(False)
        self.setRange(0, max(1, total))
        self.setValue(min(max(0, done), max(1, total)))
        self.setUpdatesEnabled(True)

    def sizeHint(self) -> QSize:
        """Return a strip of a usual width."""
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least strip that still tells."""
        return QSize(40, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground and part; a part that is not nothing is never narrower than it is high."""
        theme = current_theme()
        ground = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.text if theme.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme.border if not theme.high_contrast else theme.page)
        painter.drawRoundedRect(ground, HEIGHT / 2, HEIGHT / 2)
        if share > 0:
            part = QRectF(ground)
            part.setWidth(max(HEIGHT, ground.width() * share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                part.moveRight(ground.right())
            painter.setBrush(theme.colour(self._tint))
            painter.drawRoundedRect(part, HEIGHT / 2, HEIGHT / 2)
        painter.end()
