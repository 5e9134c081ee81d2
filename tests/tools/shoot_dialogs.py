"""Take pictures of the welcome page, the find bar and the dialogs: `shoot_dialogs.py FOLDER [light|dark]`.

With `QT_SCALE_FACTOR=2` the pictures are of 200 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotations.model import Relation, State
from gui.desk import Desk
from gui.dialogs.palette import Palette
from gui.panels.welcome import WelcomePage
from gui.theme import apply_theme
from resources.loader import read_text
from tests.gui.small_desk import make_desk, open_article, suggested

TEXT = read_text("samples/harbour.txt")
NAMES = (
    ("Norway", "GPE", 0, None),
    ("Ingrid Solvang", "PERSON", 0, 0.97),
    ("Portuguese", "NORP", 0, 0.9),
    ("Duarte Almeida", "PERSON", 0, 0.93),
    ("Oslo", "GPE", 0, 0.98),
    ("Brinehaven", "GPE", 0, 0.71),
    ("Hotel Continental", "ORG", 0, 0.41),
    ("the Hotel Continental", "FAC", 0, None),
    ("Portugal", "GPE", 0, 0.95),
    ("Marta Kessler", "PERSON", 0, 0.96),
    ("Baltic Freight Group", "ORG", 0, 0.92),
    ("Hamburg", "GPE", 0, 0.88),
    ("Labour\nParty", "ORG", 0, 0.83),
    ("Henrik Dahl", "PERSON", 0, 0.9),
)


def main(folder: Path, theme: str) -> None:
    """Show each in turn and save it as a PNG."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    home = Path(tempfile.mkdtemp())
    os.environ["GOLDSPAN_DATA_DIR"] = str(home / "data")
    window = QWidget()
    window.resize(1100, 700)
    desk = make_desk(window, home)
    apply_theme("dark" if theme == "dark" else "light")
    scale = round(window.devicePixelRatioF() * 100)

    def save(widget: QWidget, name: str) -> None:
        QTest.qWait(60)
        widget.grab().save(str(folder / f"{name}-{theme}-{scale}.png"))

    shoot_welcome(desk, home, save)
    spans = [suggested(TEXT, words, label, nth=nth, score=score) for words, label, nth, score in NAMES]
    relation = Relation("r1", spans[9].id, spans[10].id, "leads", State.SUGGESTED, ("news patterns",))
    open_article(desk, home / "harbour-talks.goldspan", TEXT, spans, [relation])
    window.show()
    window.activateWindow()
    shoot_find_bar(desk, window, save)
    for name, show in DIALOGS.items():
        shoot_modal(name, lambda show=show: show(desk), save)
    desk.session.open_dataset(None)
    desk.suggesting.close()
    desk.background.close()
    app.quit()


Save = Callable[[QWidget, str], None]

DIALOGS: dict[str, Callable[[Desk], object]] = {
    "preferences": lambda desk: desk.dialogs.preferences(),
    "keys": lambda desk: desk.dialogs.keys(),
    "about": lambda desk: desk.dialogs.about(),
    "report": lambda desk: desk.dialogs.report(TRACE),
    "palette": lambda desk: show_palette(desk, "accept"),
    "palette-labels": lambda desk: show_palette(desk, "#"),
    "palette-none": lambda desk: show_palette(desk, "@ferri"),
    "encoding": lambda desk: desk.dialogs.choose_encoding(cyrillic(), "cp1251"),
    "bulk": lambda desk: desk.bulk.accept_rest(),
    "bulk-score": lambda desk: desk.bulk.accept_score(),
    "undecided": lambda desk: desk.dialogs.ask_undecided(14),
    "unfinished": lambda desk: desk.dialogs.ask_unfinished(),
    "pipeline": lambda desk: desk.dialogs.choose_pipeline(),
}


TRACE = 'Traceback (most recent call last):\n  File "gui/view.py", line 9, in paint\nKeyError: 3'


def show_palette(desk: Desk, typed: str) -> None:
    """The palette with something typed."""
    desk.session.select_next()
    desk.dialogs.palette()
    palette = QApplication.activePopupWidget()
    if isinstance(palette, Palette):
        palette.field.setText(typed)


def cyrillic() -> Path:
    """A text that does not say how it is encoded."""
    path = Path(tempfile.mkdtemp()) / "hafen.txt"
    path.write_bytes("Паром идёт из Осло в Бринхавен.\r\n".encode("cp1251"))
    return path


def shoot_welcome(desk: Desk, home: Path, save: Save) -> None:
    """The welcome page, empty, with recent datasets, and small."""
    page = WelcomePage(desk)
    page.resize(1440, 840)
    page.show()
    page.activateWindow()
    page.setFocus()
    save(page, "welcome-empty")
    for name, done, articles in (
        ("interviews-pilot", 60, 60),
        ("court-reports", 811, 2400),
        ("talks", 37, 120),
    ):
        path = home / f"{name}.goldspan"
        path.write_bytes(b"")
        desk.files.recent.add(path, done, articles)
    desk.files.recent.add(home / "gone" / "newswire-sample.goldspan", 3, 9)
    page.refresh()
    save(page, "welcome")
    page.resize(620, 700)
    save(page, "welcome-small")
    page.close()


def shoot_find_bar(desk: Desk, window: QWidget, save: Save) -> None:
    """The find bar with hits, and with a pattern that is wrong."""
    desk.find_bar.open()
    desk.find_bar.field.setText("the labour party")
    QTest.qWait(300)
    save(window, "find")
    desk.find_bar.pattern.setChecked(True)
    desk.find_bar.field.setText("(the")
    QTest.qWait(200)
    save(desk.find_bar, "find-wrong")
    desk.find_bar.close_bar()


def shoot_modal(name: str, show: Callable[[], object], save: Save) -> None:
    """A dialog that waits: taken and closed while it does."""

    def take() -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if dialog is None:
            QTimer.singleShot(100, take)
            return
        save(dialog, name)
        dialog.close()

    QTimer.singleShot(300, take)
    show()
    QTest.qWait(400)


if __name__ == "__main__":
    main(Path(sys.argv[1]), (sys.argv[2:] or ["light"])[0])
