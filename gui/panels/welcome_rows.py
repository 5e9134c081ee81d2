"""The rows of the welcome page: a way to start, and a dataset that was open lately."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.panels.spoken_time import spoken_time
from gui.recent import RecentDataset
from gui.theme import Type, current_theme, draw_focus, metrics, scaled, type_font
from gui.widgets.keycap import HEIGHT, key_cap_width, paint_key_cap

PAD = 12
"""Room in px at the left and right of a row, by which it stands out of the column."""

_ICON = 20
_GAP = 14
_STRIP = 6


class WelcomeRow(QAbstractButton):
    """A large row that is pressed with the mouse, Enter or the space bar; arrow keys ask for another one."""

    stepped = Signal(int)
    """The arrow keys ask for the row that is so many rows further."""
    icon_tint = "text"

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter, go on with the arrows."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(scaled(330), 2 * self._line() + scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground, icon, and what the row says."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = metrics.RADIUS_PANEL
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if self.hasFocus() or self.isDown() else theme.window)
            painter.drawRoundedRect(self.rect(), radius, radius)
        top = (self.height() - scaled(_ICON)) // 2
        paint_icon(painter, QRect(PAD, top, scaled(_ICON), scaled(_ICON)), self._icon_name, self.icon_tint)
        self.paint_words(painter)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), theme, radius - 1)
        painter.end()

    def paint_words(self, painter: QPainter) -> None:
        """Paint what stands right of the icon; each kind of row has its own."""
        raise NotImplementedError

    def _line(self) -> int:
        return QFontMetrics(type_font(Type.BODY)).height() + 2

    def _left(self) -> int:
        return PAD + scaled(_ICON) + _GAP

    def _place(self, line: int, left: int, right: int) -> QRect:
        top = self.height() // 2 - self._line() + line * self._line()
        return QRect(left, top, right - left, self._line())


def _write(
    painter: QPainter, rect: QRect, words: str, font: QFont, colour: QColor, *, to_right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, cut)


class StartRow(WelcomeRow):
    """A way to start: what it does, a line that says more, its key."""

    def __init__(self, icon_name: str, title: str, more: str, key: str = "") -> None:
        super().__init__(icon_name)
        self._more, self._key = more, key
        self.setText(title)
        self.setAccessibleName(f"{title.rstrip('…')}, {key}" if key else title)
        self.setAccessibleDescription(more)

    def paint_words(self, painter: QPainter) -> None:
        """Paint the two lines and the key cap."""
        theme, left, right = current_theme(), self._left(), self.width() - PAD
        if self._key:
            width, height = key_cap_width(self._key), scaled(HEIGHT)
            cap = QRect(right - width, (self.height() - height) // 2, width, height)
            paint_key_cap(painter, cap, self._key)
            right = cap.left() - 8
        title = type_font(Type.BODY, weight=QFont.Weight.Medium)
        _write(painter, self._place(0, left, right), self.text(), title, theme.text)
        _write(painter, self._place(1, left, right), self._more, type_font(Type.SECONDARY), theme.muted)


class RecentRow(WelcomeRow):
    """A dataset that was open lately: name, folder, how far it is, when. Delete takes it off the list."""

    removed = Signal()
    icon_tint = "muted"

    def __init__(self, dataset: RecentDataset) -> None:
        super().__init__("database")
        self.dataset = dataset
        path = Path(dataset.path)
        self._folder = short_folder(path)
        self._when = spoken_time(dataset.at)
        self._progress = f"{dataset.done:,} of {dataset.articles:,}"
        self.setText(path.stem)
        self.setToolTip(dataset.path)
        self.setAccessibleName(f"{path.stem}, {self._progress} articles done, {self._when}")
        self.setAccessibleDescription(dataset.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the list with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paint_words(self, painter: QPainter) -> None:
        """Paint name and folder, the strip of gold, when and how much."""
        theme, left, right = current_theme(), self._left(), self.width() - PAD
        small = type_font(Type.SECONDARY)
        widest = max(QFontMetrics(small).horizontalAdvance(words) for words in (self._progress, self._when))
        figures = right - max(scaled(80), widest)
        strip = QRect(0, 0, min(scaled(150), max(0, (figures - left) // 2 - 16)), _STRIP)
        strip.moveRight(figures - 12)
        strip.moveTop(self._place(1, 0, 0).center().y() - _STRIP // 2)
        name = type_font(Type.BODY, weight=QFont.Weight.Medium)
        _write(painter, self._place(0, left, figures - 8), self.text(), name, theme.text)
        _write(painter, self._place(0, figures, right), self._when, small, theme.muted, to_right=True)
        _write(painter, self._place(1, left, strip.left() - 12), self._folder, small, theme.muted)
        _write(painter, self._place(1, figures, right), self._progress, small, theme.muted, to_right=True)
        self._paint_strip(painter, QRectF(strip))

    def _paint_strip(self, painter: QPainter, strip: QRectF) -> None:
        theme, round_end = current_theme(), _STRIP / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.border)
        painter.drawRoundedRect(strip, round_end, round_end)
        if self.dataset.done and self.dataset.articles:
            share = min(1.0, self.dataset.done / self.dataset.articles)
            strip.setWidth(max(_STRIP, strip.width() * share))
            painter.setBrush(theme.gold_fill)
            painter.drawRoundedRect(strip, round_end, round_end)


def short_folder(path: Path) -> str:
    """Return the folder of a file, from the person's own folder on where it lies in there."""
    folder = path.parent
    try:
        inside = folder.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(folder)
    return str(inside) if inside.parts else "Home folder"
