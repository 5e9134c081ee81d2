"""The list of what an export leaves: each kind with its count, and its places, which lead there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotations.formats.report import Left
from gui.dialogs.frame import DialogFrame
from gui.theme import scaled, set_look
from gui.widgets.rows import dress_rows

_SPOT = Qt.ItemDataRole.UserRole


class LeftList(QTreeWidget):
    """Kinds of what is left; `asked` gives the article's key and the span's id of a place that is pressed."""

    asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_rows(self)
        set_look(self, "page")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setAccessibleName("What will be left")
        self.itemClicked.connect(self._press)

    def show_left(self, left: Mapping[str, Left]) -> None:
        """Show this; the first kind, the gravest, is open at once."""
        self.clear()
        for what, each in left.items():
            kind = QTreeWidgetItem([what[:1].upper() + what[1:], f"{each.count:,}"])
            kind.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, spot in zip(each.places, each.spots, strict=False):
                row = QTreeWidgetItem([place])
                row.setToolTip(0, place)
                row.setData(0, _SPOT, spot)
                kind.addChild(row)
            named = len(each.places)
            if each.count > named:
                more = QTreeWidgetItem([f"and {each.count - named:,} more"])
                more.setDisabled(True)
                kind.addChild(more)
            self.addTopLevelItem(kind)
        first = self.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and the space bar press a place or a kind."""
        item = self.currentItem()
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if pressed and item is not None:
            self._press(item)
        else:
            super().keyPressEvent(event)

    def _press(self, item: QTreeWidgetItem) -> None:
        spot = item.data(0, _SPOT)
        if spot is None:
            item.setExpanded(not item.isExpanded())
        elif spot[0]:
            self.asked.emit(*spot)


class LeftDialog(DialogFrame):
    """Shows what an export has left; `spot` is where the person wants to go, None where nowhere."""

    def __init__(self, sentence: str, left: Mapping[str, Left], parent: QWidget | None = None) -> None:
        super().__init__("What was left", "leftDialog", parent)
        self.spot: tuple[int, str] | None = None
        self.add_heading("What was left", sentence)
        self.list = LeftList()
        self.list.setMinimumHeight(scaled(120))
        self.list.show_left(left)
        self.list.asked.connect(self._go)
        self.body.addWidget(self.list, 1)
        self.note.setText("A place leads there.")
        close = self.add_button("Close", primary=True)
        close.clicked.connect(self.reject)
        self.list.setFocus()
        self.fit(680, 460)

    def _go(self, article: int, id: str) -> None:
        self.spot = (article, id)
        self.accept()
