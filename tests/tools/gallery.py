"""Take pictures of every widget and look: `python tests/tools/gallery.py FOLDER`.

Writes `gallery-light-1.png`, `-light-2`, `-dark-1` and `-dark-2`: theme and scale. Needs a display with a
window manager, which may be virtual. For the design's text size of 13 px where the system's font has 9 pt:
`QT_FONT_DPI=104 QT_SCALE_FACTOR_ROUNDING_POLICY=Floor`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from annotations.palette import HUES  # noqa: E402 - the path above comes first
from gui.icons import icon, logo  # noqa: E402
from gui.theme import apply_theme, current_theme, metrics, reading_font, set_look  # noqa: E402
from gui.widgets import (  # noqa: E402
    ARTICLE_STATES,
    FLAGGED,
    PROBLEM,
    SPAN_STATES,
    BarButton,
    Chip,
    ElidedLabel,
    KeyButton,
    KeyCap,
    MessageBar,
    PanelHead,
    ProgressStrip,
    SearchField,
    SegmentedButtons,
    StateIcon,
    dress_rows,
    paint_swatch,
    swatch_icon,
)
from resources.icons.fetch import NAMES  # noqa: E402

LABELS = [("PERSON", "azure"), ("NORP", "olive"), ("ORG", "orange"), ("GPE", "jade"), ("LOC", "cyan")]
ROWS = [
    ("accepted", "Moscow", "GPE", "jade", "memory", "0.98"),
    ("suggested", "last year's", "DATE", "indigo", "sm 3.8.0", "–"),
    ("suggested", "Azerbaijani", "NORP", "olive", "sm 3.8.0", "–"),
    ("accepted", "the Nagorno-Karabakh region", "LOC", "cyan", "you", "–"),
    ("rejected", "six-week", "DATE", "indigo", "sm 3.8.0", "0.41"),
]


class Window(QMainWindow):
    """All of it in one window."""

    def __init__(self) -> None:
        super().__init__()
        self._menus()
        self._tools()
        middle = QWidget()
        set_look(middle, "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in _bars():
            column.addWidget(bar)
        column.addWidget(_chips())
        panels = QHBoxLayout()
        panels.addWidget(_queue())
        panels.addWidget(_controls(), 1)
        panels.addWidget(_annotations())
        column.addLayout(panels, 1)
        column.addWidget(_icons())
        self.setCentralWidget(middle)
        self._status()
        self.resize(1440, 960)

    def _menus(self) -> None:
        for name in ("File", "Edit", "View", "Annotate", "Go", "Tools", "Help"):
            self.menuBar().addMenu(name)

    def _tools(self) -> None:
        bar = QToolBar()
        bar.setMovable(False)
        self.addToolBar(bar)
        for name in ("folder-open", "download", "upload", "", "undo-2", "redo-2"):
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(icon(name), name).setEnabled(name != "redo-2")
        bar.addSeparator()
        words = {"sparkles": "Suggest", "check-check": "Accept the rest", "spline": "Relate", "flag": "Flag"}
        for name, text in {**words, "check": "Done, next"}.items():
            button = QToolButton()
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(icon(name, "on_accent" if name == "check" else "text"))
            if name == "check":
                set_look(button, "primary")
            bar.addWidget(button)
        wrap = QAction(icon("wrap-text"), "Re-flow", self)
        wrap.setCheckable(True)
        wrap.setChecked(True)
        bar.addAction(wrap)
        bar.addAction(icon("eye-off"), "Hide labels")

    def _status(self) -> None:
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(QLabel("  en_core_web_sm 3.8.0"))
        saved = QLabel("Saved ")
        set_look(saved, "ok")
        self.statusBar().addPermanentWidget(saved)


def _bars() -> list[QWidget]:
    """Return a bar of each level."""
    error, warning, info = MessageBar(), MessageBar(), MessageBar()
    error.show_message(
        "error",
        "news.jsonl, line 214: the span 88–97 ends after the text (91 characters). "
        "213 articles were read, nothing was changed.",
        buttons=[BarButton("Show the line", print), BarButton("Skip it and go on", print)],
    )
    warning.show_message(
        "warning",
        "3 spans end inside a token; spacy train would drop them.",
        buttons=[BarButton("Show them", print)],
    )
    info.show_message(
        "info",
        "You accepted Moscow as GPE.",
        strong=["Moscow"],
        more="2 more here, 42 in 18 articles.",
        buttons=[BarButton("Accept the 2 here", print, "Shift+A"), BarButton("Review all 44…", print)],
    )
    return [error, warning, info]


def _chips() -> QWidget:
    bar = QWidget()
    set_look(bar, "surface")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    bar.setFixedHeight(metrics.LABEL_BAR)
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 0, 16, 0)
    for number, (label, colour) in enumerate(LABELS, 1):
        row.addWidget(Chip(label, colour, str(number)))
    states = [Chip("ORG", "orange", "3"), Chip("GPE", "jade", "4"), Chip("DATE", "indigo", "6")]
    states[0].set_armed(True)
    states[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    states[2].set_concealed(True)
    focused = Chip("TIME", "pink", "7")
    focused.setObjectName("focused")
    for chip in [*states, focused, Chip("meets", "purple", "1", relation=True)]:
        row.addWidget(chip)
    row.addWidget(KeyCap("Ctrl+Shift+O"))
    row.addStretch(1)
    return bar


def _queue() -> QWidget:
    panel = QWidget()
    set_look(panel, "surface")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    panel.setFixedWidth(metrics.QUEUE_WIDTH)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 8)
    head = PanelHead("Queue")
    head.add_button("ellipsis", "More")
    column.addWidget(head)
    inner = QVBoxLayout()
    inner.setContentsMargins(12, 0, 12, 0)
    column.addLayout(inner)
    strip, work = ProgressStrip(), ProgressStrip("accent")
    strip.set_progress(37, 120)
    work.set_progress(77, 120)
    states = QComboBox()
    states.addItem(icon("list-filter"), "All states")
    for widget in (strip, work, SearchField("Find an article", "Ctrl+P"), states):
        inner.addWidget(widget)
    marks = [*ARTICLE_STATES.values(), FLAGGED, PROBLEM, *SPAN_STATES.values()]
    for mark in marks:
        inner.addLayout(_mark(mark))
    inner.addWidget(ElidedLabel("Ferry timetable changes from the first of the month on"))
    column.addStretch(1)
    return panel


def _mark(mark: StateIcon) -> QHBoxLayout:
    row = QHBoxLayout()
    label = QLabel()
    label.setPixmap(mark.icon().pixmap(QSize(16, 16), label.devicePixelRatioF()))
    row.addWidget(label)
    row.addWidget(QLabel(mark.words), 1)
    return row


def _controls() -> QWidget:
    panel = QWidget()
    set_look(panel, "page")
    grid = QGridLayout(panel)
    brand = QLabel()
    brand.setPixmap(logo(46, brand.devicePixelRatioF()))
    title = QLabel("Goldspan")
    set_look(title, "title")
    reading = QLabel("Russian President Vladimir Putin")
    reading.setFont(reading_font())
    field, note, spin, disabled = (
        QLineEdit("GPE"),
        QPlainTextEdit("Countries, cities"),
        QSpinBox(),
        QPushButton("No"),
    )
    field.setObjectName("field")
    note.setMaximumHeight(60)
    disabled.setEnabled(False)
    quiet, plain, default = QPushButton("Add"), QPushButton("Cancel"), QPushButton("Apply")
    quiet.setIcon(icon("plus"))
    set_look(quiet, "quiet")
    set_look(default, "primary")
    checked, radio, partly = QCheckBox("Remember this"), QRadioButton("Leave them"), QCheckBox("Some")
    checked.setChecked(True)
    radio.setChecked(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    off, work = QCheckBox("Not this"), QProgressBar()
    work.setValue(40)
    work.setTextVisible(False)
    places: list[list[QWidget]] = [
        [brand, title, reading],
        [quiet, plain, default, disabled],
        [
            KeyButton("Accept", "A", icon_name="check", primary=True),
            KeyButton("Reject", "X", icon_name="x"),
            spin,
        ],
        [field, QLineEdit(placeholderText="Name"), note],
        [checked, partly, off, radio],
        [work, _menu()],
        [_Palette()],
    ]
    for line, widgets in enumerate(places):
        for column, widget in enumerate(widgets):
            wide = 4 if len(widgets) == 1 else 1
            grid.addWidget(widget, line, column, 1, wide)
    return panel


def _menu() -> QWidget:
    menu = QMenu()
    menu.addAction(icon("folder-open"), "Open an article…").setShortcut("Ctrl+O")
    menu.addAction(icon("check"), "Not now").setEnabled(False)
    menu.addSeparator()
    shown = menu.addAction("Show rejected")
    shown.setCheckable(True)
    shown.setChecked(True)
    menu.addMenu("Labels").addAction("None")
    menu.setActiveAction(menu.actions()[0])
    label = QLabel()
    label.setPixmap(menu.grab())
    return label


class _Palette(QWidget):
    """All hues, filled and dashed."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for place, hue in enumerate(HUES):
            for row, suggested in enumerate((False, True)):
                corner = QPoint(place * 22, row * 20)
                box = self.rect()
                box.setTopLeft(corner)
                box.setSize(QSize(20, 20))
                paint_swatch(painter, box, hue.name, suggested=suggested)
        painter.end()


def _annotations() -> QWidget:
    panel = QWidget()
    set_look(panel, "surface")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    panel.setFixedWidth(metrics.SIDE_WIDTH)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    head = PanelHead("Annotations")
    head.add_button("list-filter", "Filter")
    head.add_button("ellipsis", "More")
    tabs = SegmentedButtons(["Spans", "Relations", "Problems"])
    for index, count in enumerate((28, 5, 0)):
        tabs.set_count(index, count)
    around = QHBoxLayout()
    around.setContentsMargins(12, 0, 12, 0)
    around.addWidget(tabs)
    table = QTableWidget(len(ROWS) * 2, 5)
    dress_rows(table)
    table.setHorizontalHeaderLabels(["", "Text", "Label", "Source", "Score"])
    for row, (state, text, label, colour, source, score) in enumerate(ROWS * 2):
        cells = [QTableWidgetItem(words) for words in ("", text, label, source, score)]
        cells[0].setIcon(SPAN_STATES[state].icon())
        cells[2].setIcon(swatch_icon(colour, suggested=state == "suggested"))
        cells[3].setForeground(current_theme().muted)
        for place, cell in enumerate(cells):
            table.setItem(row, place, cell)
    for place, width in enumerate((34, 110, 84, 70, 50)):
        table.setColumnWidth(place, width)
    table.selectRow(2)
    column.addWidget(head)
    column.addLayout(around)
    column.addWidget(table, 1)
    return panel


def _icons() -> QWidget:
    strip = QWidget()
    grid = QGridLayout(strip)
    grid.setContentsMargins(12, 4, 12, 4)
    for place, name in enumerate(NAMES):
        label = QLabel()
        label.setPixmap(icon(name).pixmap(QSize(18, 18), label.devicePixelRatioF()))
        label.setToolTip(name)
        grid.addWidget(label, place // 36, place % 36)
    return strip


def take(appearance: Literal["light", "dark"], path: Path) -> None:
    """Show the window in one theme and save its picture."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(appearance)
    window = Window()
    window.show()
    window.activateWindow()
    for name in ("focused", "field"):
        found = window.findChild(QWidget, name)
        if found is not None:
            found.setFocus()
        QTest.qWait(150)
        window.grab().save(str(path if name == "field" else path.with_stem(path.stem + "-chip")))


def main() -> None:
    """Take one picture, or all of them, each in a process of its own: the scale is read at the start."""
    folder = Path(sys.argv[1])
    if len(sys.argv) == 4:
        take(
            "dark" if sys.argv[2] == "dark" else "light", folder / f"gallery-{sys.argv[2]}-{sys.argv[3]}.png"
        )
        return
    folder.mkdir(parents=True, exist_ok=True)
    for appearance in ("light", "dark"):
        for scale in ("1", "2"):
            environment = {**os.environ, "QT_SCALE_FACTOR": scale}
            subprocess.run(
                [sys.executable, __file__, str(folder), appearance, scale], env=environment, check=True
            )


if __name__ == "__main__":
    main()
