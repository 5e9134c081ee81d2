"""A desk without a main window, put together from the real parts: for tests of panels and dialogs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from annotations.scheme_file import default_scheme
from gui.action_set import ActionSet
from gui.actions import Where
from gui.article.view import ArticleView
from gui.bulk import Bulk
from gui.desk import Desk
from gui.dialogs.shelf import Dialogs
from gui.files import Files
from gui.finish import Finish
from gui.gold import Gold
from gui.importing import Importing
from gui.panels.find_bar import FindBar
from gui.settings import Settings
from gui.suggesting import Suggesting
from gui.theme import apply_theme
from gui.widgets.message_bar import MessageBar

TEXT = "Åse met 👩‍👩‍👧 Bob\r\nin Paris. Bob and Åse left Paris,\u00a0and cafe\u0301 Bob\tstayed in Oslo.\n"


def suggested(text: str, words: str, label: str, *, score: float | None = None, nth: int = 0) -> Span:
    """A suggested span on the nth place of some words."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(
        f"s{at}-{label}",
        at,
        at + len(words),
        label,
        State.SUGGESTED,
        ("en_core_web_sm 3.8.0",),
        score,
    )


@contextmanager
def small_desk(
    qtbot: QtBot,
    folder: Path,
    spans: Sequence[Span] = (),
    relations: Sequence[Relation] = (),
    *,
    text: str = TEXT,
    opened: bool = True,
) -> Iterator[Desk]:
    """A desk with one article open: `spans` are its suggestions. The worker is never started."""
    apply_theme("light")
    window = QWidget()
    qtbot.addWidget(window)
    desk = make_desk(window, folder)
    if opened:
        open_article(desk, folder / "news.goldspan", text, spans, relations)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield desk
    desk.session.open_dataset(None)
    desk.suggesting.close()
    desk.background.close()


def make_desk(window: QWidget, folder: Path) -> Desk:
    """The parts, with the message bar, the find bar and the article in the window."""
    desk = Desk(window, Settings(folder / "settings.json", window))
    desk.bar, desk.view = MessageBar(), ArticleView()
    desk.files, desk.dialogs, desk.bulk = Files(desk), Dialogs(desk), Bulk(desk)
    desk.finish = Finish(desk.session, desk.settings, desk.dialogs.ask_undecided)
    desk.gold = Gold(desk, desk.dialogs.ask_unfinished)
    desk.importing = Importing(desk)
    desk.find_bar = FindBar(desk.view, desk.session)
    desk.suggesting = Suggesting(desk.session, desk.background, window)
    # An untouched article asks for suggestions as it is opened: half a gigabyte that these tests do not need.
    desk.session.opened.disconnect(desk.suggesting._article_opened)
    desk.actions = ActionSet(desk, window)
    desk.actions.listen(desk.view, Where.ARTICLE)
    desk.session.failed.connect(desk.fail)
    column = QVBoxLayout(window)
    for part in (desk.bar, desk.find_bar, desk.view):
        column.addWidget(part)
    return desk


def open_article(
    desk: Desk, path: Path, text: str, spans: Sequence[Span], relations: Sequence[Relation]
) -> None:
    """Open a new dataset with one article that has suggestions."""
    dataset = Dataset.create(path, default_scheme())
    article = Article(0, "a1", "Åse and Bob", text, sha256(text.encode()).hexdigest())
    key = dataset.add_document(
        Document(article, ArticleState(Status.SUGGESTED), spans, relations, last_id=900)
    )
    desk.session.open_dataset(dataset)
    desk.session.open_article(key)
    desk.view.set_document(desk.session.document, desk.session.scheme)
