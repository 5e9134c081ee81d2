"""The preview of a decision about many suggestions of the open article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QSlider, QWidget

from annotations.document import Document
from annotations.scheme import LabelScheme
from gui.dialogs.bulk_delegate import BulkDelegate
from gui.dialogs.bulk_lines import BulkLines
from gui.dialogs.frame import MARGIN, DialogFrame
from gui.theme import scaled, set_look
from gui.widgets.rows import dress_rows
from gui.widgets.search_field import SearchField

_SIZE = (960, 620)


class BulkDialog(DialogFrame):
    """Shows suggestions in their context with check boxes; `chosen()` are those to decide, once accepted.

    `score` adds a slider that leaves out what is less sure. `verb` is `Accept` or `Reject`.
    """

    def __init__(
        self,
        title: str,
        document: Document,
        scheme: LabelScheme,
        ids: Sequence[str],
        *,
        verb: str = "Accept",
        reading: str = "Serif",
        score: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "bulkDialog", parent)
        self._verb = verb
        self.lines = BulkLines(document, scheme, ids)
        self.list = _Lines(self.lines, reading)
        self.filter = SearchField("Filter the lines")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._about, self._least = QLabel(), QLabel()
        self._lay_out(score)
        self.add_cancel()
        self.go = self.add_button(
            verb, "Enter", primary=True, icon="check-check" if verb == "Accept" else "x"
        )
        self.go.clicked.connect(self.accept)
        self.filter.textChanged.connect(self.lines.set_filter)
        self.slider.valueChanged.connect(self._slide)
        self.lines.changed.connect(self._show)
        if score:
            self.slider.setValue(80)
            self.slider.setFocus()
        else:
            self.list.setFocus()
        self._show()
        self.fit(*_SIZE)

    def chosen(self) -> list[str]:
        """The ids of the chosen suggestions."""
        return self.lines.chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the filter with Esc before the dialog."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, score: bool) -> None:
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self._about, "strong")
        self.filter.setMinimumWidth(scaled(180))
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.setMinimumWidth(scaled(160))
        self.slider.setAccessibleName("Least score")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 14, MARGIN, 14)
        head.setSpacing(12)
        head.addWidget(self._about, 1)
        for widget in (self._least, self.slider):
            widget.setVisible(score)
            head.addWidget(widget)
        head.addWidget(self.filter)
        line = QFrame()
        set_look(line, "line")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(line)
        self.body.addWidget(self.list, 1)

    def _slide(self, value: int) -> None:
        self.lines.set_least(value / 100)

    def _show(self) -> None:
        """Say how many are chosen."""
        total, chosen = self.lines.total, len(self.chosen())
        self._about.setText(f"{total:,} suggestion{'' if total == 1 else 's'}")
        self._least.setText(f"Score {self.slider.value() / 100:.2f} or more")
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        self.note.setText(f"{chosen:,} of {total:,} chosen · One step to undo: {undo}")
        self.go.setText(f"{self._verb} {chosen:,}")
        self.go.updateGeometry()
        self.go.setEnabled(chosen > 0)


class _Lines(QListView):
    """The list; a click or the space bar turns the check of a line."""

    def __init__(self, lines: BulkLines, reading: str) -> None:
        super().__init__()
        self._lines = lines
        dress_rows(self)
        set_look(self, "page")
        self.setModel(lines)
        self.setItemDelegate(BulkDelegate(reading, self))
        self.setUniformItemSizes(True)
        self.setAccessibleName("Suggestions")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCurrentIndex(lines.index(min(1, lines.rowCount() - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the check with the space bar; Enter belongs to the dialog."""
        if event.key() == Qt.Key.Key_Space:
            self._lines.toggle(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn the check of the line under the mouse."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._lines.toggle(index.row())
