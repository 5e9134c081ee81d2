"""What else stands on the welcome page: a dataset that is gone, and where files can be dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon_pixmap
from gui.panels.welcome_rows import PAD, short_folder
from gui.recent import RecentDataset
from gui.theme import Type, current_theme, metrics, scaled, set_look, theme_keeper, type_font

_Ask = Callable[[str], None]


class MissingRow(QFrame):
    """A dataset that is no longer where it was, with the ways to find it or to forget it."""

    def __init__(
        self, dataset: RecentDataset, find: _Ask, remove: _Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        path = Path(dataset.path)
        self._icon = QLabel()
        self._icon.setFixedWidth(scaled(20))
        name, self.words = QLabel(path.stem), QLabel()
        name.setTextFormat(Qt.TextFormat.PlainText)
        set_look(name, "muted")
        set_look(self.words, "secondary")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setText(f"No longer in {short_folder(path)}.")
        self.find_it, self.remove_it = QPushButton("Find it…"), QPushButton("Remove it")
        for button, run in ((self.find_it, find), (self.remove_it, remove)):
            set_look(button, "link")
            button.setAccessibleName(f"{button.text().rstrip('…')}: {path.stem}")
            button.clicked.connect(lambda _=False, run=run: run(dataset.path))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(name)
        lines.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 9, 4, 9)
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing(14)
        row.addLayout(lines, 1)
        row.addWidget(self.find_it)
        row.addWidget(self.remove_it)
        theme_keeper().themeChanged.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._icon.setPixmap(icon_pixmap("triangle-alert", "text", scaled(20), self.devicePixelRatioF()))


class DropZone(QWidget):
    """Says that files can be dropped; the window takes them, wherever they fall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, title = QLabel(), QLabel("Drop files here")
        title.setFont(type_font(Type.BODY, weight=type_font(Type.PANEL).weight()))
        more = QLabel(
            "Texts, folders of them, or a dataset. Your text is kept as it is and stays on this machine."
        )
        set_look(more, "secondary")
        more.setWordWrap(True)
        more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(title)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 22, 16, 22)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(more)
        theme_keeper().themeChanged.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the dashed outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(current_theme().control, current_theme().outline)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        radius = metrics.RADIUS_PANEL
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _dress(self) -> None:
        size = metrics.ICON_TOOLBAR
        self._icon.setFixedSize(QSize(size, size))
        self._icon.setPixmap(icon_pixmap("download", "text", size, self.devicePixelRatioF()))
