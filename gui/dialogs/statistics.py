"""The figures of a dataset: articles by state, time, and each label by what was decided."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotations.dataset.statistics import Statistics
from annotations.model import State, Status
from gui.dialogs.frame import DialogFrame
from gui.theme import Type, metrics, set_look, tabular, type_font
from gui.widgets import ARTICLE_STATES, dress_rows

_HEADS = ("Label", "Accepted", "Suggested", "Rejected", "Withdrawn", "All")
_STATES = (State.ACCEPTED, State.SUGGESTED, State.REJECTED, State.WITHDRAWN)

Row = tuple[str, ...]


class StatisticsDialog(DialogFrame):
    """Shows them; `Copy` puts them on the clipboard as lines with tabs, for a spreadsheet."""

    def __init__(self, path: Path, figures: Statistics, parent: QWidget | None = None) -> None:
        super().__init__("Statistics", "statisticsDialog", parent)
        self._figures = figures
        self.add_heading(path.stem)
        self.body.addLayout(_grid(article_rows(figures)))
        self.table = _table(figures)
        self.body.addWidget(self.table, 1)
        self.copy = self.add_button("Copy", icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(figures)))
        close = self.add_button("Close", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus()
        self.fit(620, 600)


def article_rows(figures: Statistics) -> list[Row]:
    """What is said of the articles: name and figure."""
    total = sum(figures.articles.values())
    rows: list[Row] = [("Articles", f"{total:,}")]
    for status in Status:
        if count := figures.articles.get(status):
            rows.append((ARTICLE_STATES[status.value].words, f"{count:,}"))
    if figures.flagged:
        rows.append(("Flagged", f"{figures.flagged:,}"))
    rows.append(("Characters", f"{figures.characters:,}"))
    each = duration(figures.seconds_each) if figures.seconds_each else "not known yet"
    rows.append(("Time for an article that is done", each))
    return rows


def duration(seconds: float) -> str:
    """A time as people say it: `48 s`, `2 min 5 s`, `1 h 3 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60:,} h {minutes % 60} min"


def label_rows(labels: dict[str, dict[State, int]]) -> list[Row]:
    """A row for each label, the most frequent first: its name, how many in each state, how many in all."""
    ordered = sorted(labels.items(), key=lambda row: (-sum(row[1].values()), row[0]))
    return [
        (
            label,
            *(f"{counts.get(state, 0):,}" for state in _STATES),
            f"{sum(counts.values()):,}",
        )
        for label, counts in ordered
    ]


def as_text(figures: Statistics) -> str:
    """All figures as lines with tabs."""
    lines = ["\t".join(row) for row in article_rows(figures)]
    for title, labels in (("Spans", figures.spans), ("Relations", figures.relations)):
        if labels:
            lines += ["", "\t".join((title, *_HEADS[1:]))]
            lines += ["\t".join(row) for row in label_rows(labels)]
    return "\n".join(lines) + "\n"


def _grid(rows: list[Row]) -> QGridLayout:
    """Names and figures in two columns of pairs."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    half = -(-len(rows) // 2)
    for n, (name, figure) in enumerate(rows):
        title, words = QLabel(name), QLabel(figure, textFormat=Qt.TextFormat.PlainText)
        set_look(title, "muted")
        words.setFont(tabular(words.font()))
        column = 3 * (n // half)
        grid.addWidget(title, n % half, column)
        grid.addWidget(words, n % half, column + 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnMinimumWidth(2, 24)
    grid.setColumnStretch(5, 1)
    return grid


def _table(figures: Statistics) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName("Labels")
    table.setColumnCount(len(_HEADS))
    table.setHeaderLabels(list(_HEADS))
    dress_rows(table)
    table.setRootIsDecorated(False)
    table.setItemsExpandable(False)
    table.setIndentation(0)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for column in range(1, len(_HEADS)):
        table.headerItem().setTextAlignment(column, right)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(metrics.PADDING * 6)
    for title, labels in (("Spans", figures.spans), ("Relations", figures.relations)):
        if not labels:
            continue
        head = QTreeWidgetItem([title])
        head.setFont(0, type_font(Type.BODY, weight=QFont.Weight.DemiBold))
        table.addTopLevelItem(head)
        for row in label_rows(labels):
            item = QTreeWidgetItem(list(row))
            for column in range(1, len(_HEADS)):
                item.setTextAlignment(column, right)
            table.addTopLevelItem(item)
    return table
