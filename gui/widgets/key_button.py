"""A push button that shows its key: `Accept [A]`."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.icons import paint_icon
from gui.theme import Type, current_theme, disabled, metrics, scaled, set_look, type_font
from gui.widgets.keycap import HEIGHT, key_cap_width, paint_key_cap

_PAD = 12
_ICON = 16
_GAP = 7


class KeyButton(QPushButton):
    """A push button with icon, words and key cap in its middle; `primary` fills it with `accent`,
    `quiet` leaves its frame out and mutes it.

    The key is shown, not bound: the action that it belongs to listens for it.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        icon_name: str = "",
        primary: bool = False,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._icon_name, self._primary = key, icon_name, primary
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._quiet = quiet
        if primary or quiet:
            set_look(self, "primary" if primary else "quiet")
        if key:
            self.setToolTip(f"{text} ({key})")

    def set_key(self, key: str) -> None:
        """Show another key; an empty one takes the cap away."""
        self._key = key
        self.setToolTip(f"{self.text()} ({key})" if key else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon, words and cap with their gaps."""
        return QSize(self._content_width() + 2 * _PAD, scaled(metrics.CONTROL))

    def minimumSizeHint(self) -> QSize:
        """Return the whole size: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the button's ground by the style, then icon, words and cap."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        left = (self.width() - self._content_width()) // 2
        tint = self._tint()
        if self._icon_name:
            side = scaled(_ICON)
            box = QRect(left, (self.height() - side) // 2, side, side)
            paint_icon(painter, box, self._icon_name, tint)
            left += side + _GAP
        self._paint_words(painter, left, tint)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int, tint: QColor) -> None:
        words = round(QFontMetricsF(self._words_font()).horizontalAdvance(self._words()) + 0.5)
        painter.setPen(tint)
        painter.setFont(self._words_font())
        painter.drawText(
            QRect(left, 0, words + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words()
        )
        if self._key:
            size = QSize(key_cap_width(self._key), scaled(HEIGHT))
            top = (self.height() - size.height()) // 2
            cap = QRect(QPoint(left + words + _GAP + 1, top), size)
            paint_key_cap(painter, cap, self._key, tint if self._primary else None)

    def _words(self) -> str:
        """Return the words without the mark of a mnemonic."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _words_font(self) -> QFont:
        return type_font(Type.BODY, weight=QFont.Weight.Medium if self._primary else QFont.Weight.Normal)

    def _content_width(self) -> int:
        width = QFontMetricsF(self._words_font()).horizontalAdvance(self._words()) + 0.5
        width += scaled(_ICON) + _GAP if self._icon_name else 0
        width += key_cap_width(self._key) + _GAP + 1 if self._key else 0
        return round(width)

    def _tint(self) -> QColor:
        theme = current_theme()
        if not self.isEnabled():
            return disabled(theme)
        if self._quiet and not self.underMouse():
            return theme.muted
        return theme.on_accent if self._primary else theme.text
