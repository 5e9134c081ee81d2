"""Lists and tables of the design: rows of one height, no grid, whole rows selected, tabular figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QTreeView

from gui.theme import metrics, scaled, tabular


def dress_rows(view: QAbstractItemView, height: int = metrics.ROW) -> None:
    """Give a list or table the rows of the design; `height` is in px of the design.

    A list's rows take their height from its delegate's `sizeHint`, a table's from here.
    """
    view.setFont(tabular(view.font()))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setTabKeyNavigation(False)
    view.setMouseTracking(True)
    if isinstance(view, QTableView):
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(scaled(height))
        view.verticalHeader().setDefaultSectionSize(scaled(height))
        header = view.horizontalHeader()
    elif isinstance(view, QTreeView):
        view.setUniformRowHeights(True)
        header = view.header()
    else:
        return
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
