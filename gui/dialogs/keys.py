"""The sheet of keys, made from the actions: what each key does, by menu, with the keys of the labels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from gui.action_set import shortcuts
from gui.actions import MENUS
from gui.dialogs.frame import MARGIN, DialogFrame
from gui.theme import scaled, set_look
from gui.widgets.elided import ElidedLabel
from gui.widgets.keycap import KeyCap
from gui.widgets.search_field import SearchField
from gui.widgets.swatch import swatch_icon

_COLUMNS = 3

_IN_ARTICLE = (
    ("Next / previous undecided", ("Tab", "Shift+Tab")),
    ("Move the caret by a token", ("Left", "Right")),
    ("Move the caret by a character", ("Ctrl+Left", "Ctrl+Right")),
    ("Select text", ("Shift+Left", "Shift+Right")),
    ("Leave what is begun", ("Esc",)),
)
"""What the article view itself does with keys; all else is an action."""


class KeysDialog(DialogFrame):
    """Shows the keys in columns; what is typed into the filter leaves those with these words."""

    def __init__(self, scheme: LabelScheme, parent: QWidget | None = None) -> None:
        super().__init__("Keys", "keysDialog", parent)
        self.filter = SearchField("Find a key or what it does")
        self.groups = [_Group("In the article", [(words, _native(keys)) for words, keys in _IN_ARTICLE])]
        for menu, rows in MENUS:
            lines = [
                (row.text.rstrip("…"), [k.toString(_NATIVE) for k in shortcuts(row)[: len(row.keys)]])
                for row in rows
                if row.keys
            ]
            if lines:
                self.groups.append(_Group(menu, lines))
        self.groups += [
            _Group("Labels", [], labels=scheme.entities),
            _Group("Relation labels", [], labels=scheme.relations),
        ]
        self._lay_out()
        close = self.add_button("Close", "Esc", primary=True)
        close.clicked.connect(self.accept)
        self.note.setText("Keys without Ctrl work in the article, decisions in the annotation list too.")
        self.filter.textChanged.connect(self._find)
        self.filter.setFocus()
        self.fit(1040, 700)

    def _lay_out(self) -> None:
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for group in self.groups:
            shortest = heights.index(min(heights))
            columns[shortest].addWidget(group)
            heights[shortest] += group.sizeHint().height() + 16
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        row.setSpacing(28)
        for column in columns:
            column.setSpacing(16)
            column.addStretch(1)
            row.addLayout(column, 1)
        inner, area = QWidget(), QScrollArea()
        inner.setLayout(row)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 14, MARGIN, 8)
        head.addWidget(self.filter)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(area, 1)
        area.setAccessibleName("Keys")

    def _find(self, typed: str) -> None:
        for group in self.groups:
            group.show_fitting(typed.casefold().split())


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _native(keys: Sequence[str]) -> list[str]:
    return [QKeySequence(key).toString(_NATIVE) for key in keys]


class _Group(QWidget):
    """The keys of a menu under its name."""

    def __init__(
        self,
        title: str,
        lines: list[tuple[str, list[str]]],
        *,
        labels: Sequence[EntityLabel] | Sequence[RelationLabel] = (),
    ) -> None:
        super().__init__()
        heading = QLabel(title)
        set_look(heading, "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(heading)
        self.rows = [_Row(words, keys) for words, keys in lines]
        for label in labels:
            if label.key:
                relation = isinstance(label, RelationLabel)
                self.rows.append(
                    _Row(label.name, _native([label.key]), label.colour or "azure", relation=relation)
                )
        for row in self.rows:
            column.addWidget(row)
        self.setVisible(bool(self.rows))

    def show_fitting(self, words: list[str]) -> None:
        """Show the rows with all of these words."""
        seen = False
        for row in self.rows:
            fits = all(word in row.words for word in words)
            row.setVisible(fits)
            seen = seen or fits
        self.setVisible(seen)


class _Row(QWidget):
    def __init__(self, words: str, keys: list[str], colour: str = "", *, relation: bool = False) -> None:
        super().__init__()
        self.words = f"{words} {' '.join(keys)}".casefold()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if colour:
            mark = QLabel()
            mark.setPixmap(swatch_icon(colour, relation=relation).pixmap(QSize(16, 16)))
            row.addWidget(mark)
        said = ElidedLabel(words)
        said.setAccessibleName(f"{words}: {', '.join(keys)}")
        row.addWidget(said, 1)
        for key in keys[:2]:
            row.addWidget(KeyCap(key))
        self.setFixedHeight(scaled(24))
