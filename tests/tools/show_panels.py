"""Take a picture of all panels around an empty page: `python -m tests.tools.show_panels FOLDER [light|dark]`.

Run it with `QT_SCALE_FACTOR=2` for a picture of 200 %.
"""

from __future__ import annotations

import sys
import tempfile
from array import array
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotations.dataset import Dataset, PipelineChoice
from annotations.document import Document
from annotations.edits import spans
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens
from annotations.scheme_file import default_scheme
from gui.action_set import ActionSet
from gui.desk import Desk
from gui.gold import Gold
from gui.importing import Importing
from gui.panels.annotations import AnnotationPanel
from gui.panels.inspector import InspectorPanel
from gui.panels.label_bar import LabelBar
from gui.panels.queue import QueuePanel
from gui.panels.status_bar import StatusBar
from gui.session import Relating, Session
from gui.settings import Settings
from gui.suggesting import Suggesting
from gui.theme import apply_theme, set_look

SM = "en_core_web_sm 3.8.0"
TEXT = (
    "The minister Ana Petrova met Jonas Lindqvist in the old harbour district of Gdansk on Tuesday evening. "
    "Lindqvist leads Baltic Ferries, which signed an accord with Norrland last year."
)
_SPANS = (
    ("Ana Petrova", "PERSON", State.ACCEPTED, SM, 0.98),
    ("Jonas Lindqvist", "PERSON", State.SUGGESTED, "memory", 0.94),
    ("the old harbour district of Gdansk", "LOC", State.ACCEPTED, "person", None),
    ("Gdansk", "GPE", State.SUGGESTED, SM, None),
    ("Tuesday evening", "TIME", State.SUGGESTED, SM, None),
    ("Baltic Ferries", "ORG", State.SUGGESTED, SM, None),
    ("Norrland", "GPE", State.REJECTED, SM, None),
    ("last year", "DATE", State.SUGGESTED, SM, None),
    ("an accord", "LAW", State.SUGGESTED, "patterns", 0.7),
)
_TITLES = (
    ("Ferry timetable changes from Monday on", Status.DONE, False),
    ("Council approves the river bridge", Status.DONE, False),
    ("Grain harvest falls for a second year", Status.SUGGESTED, False),
    ("Orchestra names new conductor", Status.SUGGESTED, False),
    ("Tribunal hears border case", Status.SUGGESTED, True),
    ("Weather: storm reaches the coast", Status.UNTOUCHED, False),
    ("Cup final moved to Saturday", Status.SKIPPED, False),
    ("Lithium mine gets permission", Status.UNTOUCHED, False),
)


def _document(title: str, status: Status, *, flagged: bool) -> Document:
    found = []
    for n, (words, label, state, source, score) in enumerate(_SPANS, 1):
        start = TEXT.index(words)
        if status is Status.DONE:
            state = State.ACCEPTED
        found.append(Span(f"s{n}", start, start + len(words), label, state, (source,), score))
    relations = [
        Relation("r1", "s2", "s6", "leads", State.SUGGESTED, ("patterns",), 0.91),
        Relation("r2", "s1", "s2", "met_with", State.SUGGESTED, ("patterns",)),
    ]
    given = (found, relations) if status not in (Status.UNTOUCHED, Status.SKIPPED) else ([], [])
    return Document(Article(0, title, title, TEXT, ""), ArticleState(status, flagged), *given, last_id=9)


def _window(desk: Desk, folder: Path) -> dict[str, QWidget]:
    """The window with its panels, by name."""
    session, window = desk.session, desk.window
    actions = ActionSet(desk, window)
    suggesting = Suggesting(session, desk.background)
    parts: dict[str, QWidget] = {
        "queue": QueuePanel(session, actions),
        "annotations": AnnotationPanel(session, actions, desk.settings),
        "inspector": InspectorPanel(session, actions, desk.settings),
        "labels": LabelBar(session, actions),
        "status": StatusBar(session, actions, suggesting, Gold(desk, lambda: ""), Importing(desk)),
    }
    page = QFrame()
    set_look(page, "page")
    middle = QVBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(parts["labels"])
    middle.addWidget(page, 1)
    right = QSplitter(Qt.Orientation.Vertical)
    right.addWidget(parts["annotations"])
    right.addWidget(parts["inspector"])
    right.setFixedWidth(352)
    right.setSizes([360, 480])
    parts["queue"].setFixedWidth(244)
    row = QHBoxLayout()
    row.setSpacing(1)
    row.addWidget(parts["queue"])
    row.addLayout(middle, 1)
    row.addWidget(right)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row, 1)
    column.addWidget(parts["status"])
    dataset = Dataset.create(folder / "news.goldspan", default_scheme())
    dataset.pipeline = PipelineChoice("blank:en")
    keys = [dataset.add_document(_document(t, s, flagged=f)) for t, s, f in _TITLES]
    opened = dataset.add_document(_document("Harbour talks", Status.IN_PROGRESS, flagged=False))
    session.open_dataset(dataset)
    session.open_article(opened)
    assert keys
    return parts


def _show_problem(session: Session) -> None:
    """Select a span that ends inside a token, with a note and a label that it was before."""
    document = session.document
    assert document is not None
    at = TEXT.index("Lindqvist")
    document.tokens = Tokens(array("I", [0, at]), array("I", [3, at + 9]), "words")
    session.do(lambda d: spans.resize(d, session.scheme, "s2", at - 6, at + 4))
    note = "Ask whether the first name belongs to it.\nThe guideline says nothing about it."
    session.do(lambda d: spans.annotate(d, "s2", note))
    session.select(["s2"])


def main(folder: Path, theme: str) -> None:
    """Show the panels in their main states and save each as a PNG."""
    app = QApplication([])
    apply_theme("dark" if theme == "dark" else "light")
    with tempfile.TemporaryDirectory() as place:
        window = QWidget()
        desk = Desk(window, Settings(Path(place) / "settings.json"))
        parts = _window(desk, Path(place))
        window.resize(1440, 900)
        window.show()
        QTest.qWaitForWindowExposed(window)
        scale = round(window.devicePixelRatio() * 100)

        def shoot(state: str) -> None:
            QTest.qWait(250)
            window.grab().save(str(folder / f"panels-{state}-{theme}-{scale}.png"))

        session = desk.session
        session.select(["s2"])
        shoot("span")
        session.relate_from(Relating("s2"))
        desk.settings.set("show_rejected", True)
        shoot("relate")
        session.relate_from(None)
        session.select(["r1"])
        shoot("relation")
        _show_problem(session)
        shoot("problem")
        session.select(["s1", "s2", "r1"])
        shoot("several")
        session.select([])
        session.arm("ORG")
        queue = parts["queue"]
        assert isinstance(queue, QueuePanel)
        queue.search.setText("ferri")
        shoot("empty")
        session.open_dataset(None)
        desk.background.close()
        window.close()
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "light")
