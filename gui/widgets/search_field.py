"""A field to search in, with a glass at its left and its key at its right."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.icons import icon
from gui.theme import metrics, scaled
from gui.widgets.keycap import HEIGHT, key_cap_width, paint_key_cap

_BESIDE_WORDS = 40
"""Px for the glass, the frame and the gaps."""

_CLOSER = 8
"""Px that the words come nearer to the glass than Qt leaves between them."""


class SearchField(QLineEdit):
    """A line edit that shows the key that leads to it while empty, and a button to clear it when not."""

    def __init__(self, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "muted", metrics.ICON_LIST), QLineEdit.ActionPosition.LeadingPosition)
        self.setTextMargins(-_CLOSER, 0, 0, 0)
        self._clear = self.addAction(
            icon("x", "muted", metrics.ICON_LIST), QLineEdit.ActionPosition.TrailingPosition
        )
        self._clear.setToolTip("Clear")
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, and the key while nothing is typed and there is room behind the words."""
        super().paintEvent(event)
        if not self._key or self.text():
            return
        width, height = key_cap_width(self._key), scaled(HEIGHT)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        if self.width() < words + width + _BESIDE_WORDS:
            return
        painter = QPainter(self)
        left = self.width() - metrics.PADDING // 2 - width
        paint_key_cap(painter, QRect(left, (self.height() - height) // 2, width, height), self._key)
        painter.end()
