from collections.abc import Iterator
from pathlib import Path
import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget, QMainWindow
from pytestqt.qtbot import QtBot
from annotations.dataset import Dataset
from gui.action_set import ActionSet
from gui.actions import Where
from gui.article.keys import Keys
from gui.article.menus import ArticleMenus
from gui.article.mirror import Mirror
from gui.article.mouse import Mouse
from gui.article.relate_hint import RelateHint
from gui.article.view import ArticleView
from gui.desk import Desk
from gui.settings import Settings
from gui.widgets import MessageBar
from gui.panels.annotations import AnnotationPanel
from gui.panels.label_bar import LabelBar
from tests.gui.person import Person
from tests.gui.stage import make_dataset


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    window = QMainWindow()
    holder = QWidget()
    window.setCentralWidget(holder)
    layout = QVBoxLayout(holder)
    desk = Desk(window, Settings(tmp_path / "settings.json"))
    desk.bar = MessageBar(window)
    errors: list[Exception] = []
    desk.session.failed.connect(errors.append)
    desk.actions = ActionSet(desk, window)
    desk.view = view = ArticleView()
    session = desk.session
    desk.view_menus = menus = ArticleMenus(view, session, desk.actions)
    mirror = Mirror(view, session, desk.settings)
    Mouse(view, session, mirror, menus)
    Keys(view, session, mirror, menus)
    RelateHint(view, session)
    desk.actions.listen(view, Where.ARTICLE)
    window.annotations = AnnotationPanel(session, desk.actions, desk.settings)
    window.label_bar = LabelBar(session, desk.actions)
    for w in (desk.bar, window.label_bar, view, window.annotations):
        layout.addWidget(w)
    dataset = Dataset.open(make_dataset(tmp_path / "news.goldspan"))
    desk.session.open_dataset(dataset)
    window.resize(1200, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    desk.session.open_article(next(iter(dataset.keys())))
    view.setFocus()
    session.select_next()
    yield Person(desk, qtbot)
    desk.session.open_dataset(None)
    desk.background.close()
    window.close()
    window.deleteLater()
    qtbot.wait(1)
