"""Words in the reading font on up to three lines, cut with an ellipsis: the heading of the inspector."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import current_theme, reading_font

LINES = 3
_LONGEST = 600
_WEIGHT = QFont.Weight.DemiBold


class ClampedText(QWidget):
    """Plain text that takes the height it needs, three lines at the most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._family = "", "Serif"
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, family: str) -> None:
        """Show a text in the reading font of that preference; white space becomes single spaces."""
        self._text, self._family = " ".join(text[:_LONGEST].split()), family
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words, uncut."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        """Narrower it is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines that are needed."""
        return max(1, len(self._lines(width))) * self._line_height()

    def sizeHint(self) -> QSize:
        """The height at the present width."""
        width = max(self.width(), 80)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the lines, the last one cut."""
        painter, height = QPainter(self), self._line_height()
        painter.setPen(current_theme().text)
        font = self._font()
        painter.setFont(font)
        for n, line in enumerate(self._lines(self.width())):
            cut = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QPointF(0, n * height + QFontMetrics(font).ascent() + 2), cut)
        painter.end()

    def _font(self) -> QFont:
        font = reading_font(self._family)
        font.setWeight(_WEIGHT)
        return font

    def _line_height(self) -> int:
        return QFontMetrics(self._font()).height() + 2

    def _lines(self, width: int) -> list[str]:
        """The text as lines; the last of them holds all of the rest."""
        layout = QTextLayout(self._text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) < LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            starts.append(line.textStart())
        layout.endLayout()
        units = self._text.encode("utf-16-le")
        ends = [*starts[1:], len(units) // 2]
        pairs = zip(starts, ends, strict=True)
        return [units[2 * a : 2 * b].decode("utf-16-le", "replace").rstrip() for a, b in pairs]
