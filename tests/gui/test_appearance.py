"""What is seen of the window: what gives way in a narrow one, where the focus goes, what floats."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QToolButton, QWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from gui.article.menus import LabelMenu
from gui.dialogs.preferences import PreferencesDialog
from gui.main_window import MainWindow
from gui.panels.annotation_model import Column
from gui.panels.empty_states import EmptyStates
from gui.panels.queue_delegate import whole_parts
from gui.theme import Type, current_theme, type_font
from gui.tool_bar import ToolBar
from gui.widgets import Menu, swatch_icon
from gui.widgets.floating import can_round
from tests.gui.person import Person


def tool(window: MainWindow, action_id: str) -> QToolButton:
    bar = window.findChild(ToolBar)
    assert bar is not None
    found = [b for b in bar.findChildren(QToolButton) if b.defaultAction() is window.desk.actions[action_id]]
    assert len(found) == 1
    return found[0]


def test_tools_lose_their_words_in_a_narrow_window(window: MainWindow, person: Person) -> None:
    assert person.document
    window.resize(1440, 900)
    wide = tool(window, "suggest.run").width()
    window.resize(900, 600)
    QTest.qWait(20)
    assert tool(window, "suggest.run").width() < wide
    for action_id in ("article.done", "view.zoom_in"):
        button = tool(window, action_id)
        assert button.isVisible()
        assert window.rect().contains(button.mapTo(window, button.rect().bottomRight()))
    window.resize(1440, 900)
    QTest.qWait(20)
    assert tool(window, "suggest.run").width() == wide


def test_the_zoom_is_shown_and_pressed_to_go_back(window: MainWindow, person: Person) -> None:
    zoom = tool(window, "view.zoom_reset")
    assert zoom.text() == "100 %"
    width = zoom.width()
    window.desk.zoom_by(1)
    assert zoom.text() == "110 %"
    assert zoom.width() == width
    zoom.click()
    assert person.view.zoom == 1.0


def test_the_article_keeps_its_width_and_texts_theirs(window: MainWindow, person: Person) -> None:
    table = window.annotations.table
    window.resize(1440, 900)
    QTest.qWait(20)
    assert not table.isColumnHidden(Column.SOURCE)
    window.resize(880, 600)
    QTest.qWait(20)
    assert person.view.width() >= 380
    window.annotations.kinds.set_current(1)
    assert table.isColumnHidden(Column.SOURCE)
    assert table.columnWidth(Column.TEXT) >= 150


def test_docks_are_as_wide_again_once_the_window_is(window: MainWindow, person: Person) -> None:
    assert person.document
    docks = window._docks[:2]
    window.resize(1440, 900)
    QTest.qWait(20)
    wide = [dock.width() for dock in docks]
    for narrow in (1024, 900, 880):
        window.resize(narrow, 700)
        QTest.qWait(20)
    assert sum(dock.width() for dock in docks) < sum(wide)
    window.resize(1440, 900)
    QTest.qWait(20)
    assert [dock.width() for dock in docks] == wide


def test_a_dock_that_was_dragged_keeps_its_width(window: MainWindow, person: Person) -> None:
    assert person.document
    queue = window._docks[0]
    window.resize(1440, 900)
    QTest.qWait(20)
    handle, left, none = window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    border = QPoint(queue.geometry().right() + 2, 500)
    QTest.mousePress(handle, left, none, border)
    QTest.mouseMove(handle, border + QPoint(20, 0))
    QTest.mouseMove(handle, border + QPoint(60, 0))
    QTest.mouseRelease(handle, left, none, border + QPoint(60, 0))
    dragged = queue.width()
    assert dragged > 290
    for size in (900, 1440):
        window.resize(size, 900)
        QTest.qWait(20)
    assert queue.width() == dragged


def test_the_names_of_relations_are_whole(window: MainWindow, person: Person) -> None:
    table = window.annotations.table
    window.resize(1440, 900)
    window.annotations.kinds.set_current(1)
    QTest.qWait(20)
    widest = max(
        QFontMetrics(type_font(Type.SECONDARY)).horizontalAdvance(label.name)
        for label in person.session.scheme.relations
    )
    assert table.columnWidth(Column.LABEL) >= widest + 25
    window.annotations.kinds.set_current(0)
    assert table.columnWidth(Column.LABEL) < widest + 25


def test_the_selected_row_stays_in_view_as_the_window_shrinks(window: MainWindow, person: Person) -> None:
    table = window.annotations.table
    window.resize(1440, 900)
    QTest.qWait(20)
    last = person.document.undecided_ids()[-1]
    person.session.select([last])
    window.resize(1440, 560)
    QTest.qWait(20)
    row = table.visualRect(table.currentIndex())
    assert row.top() >= 0
    assert row.bottom() < table.viewport().height()


def test_a_line_of_the_queue_loses_whole_parts() -> None:
    font = type_font(Type.SECONDARY)
    line = "15 accepted · 3 relations · 5 undecided"
    width = QFontMetrics(font).horizontalAdvance
    assert whole_parts(line, font, width(line)) == line
    assert whole_parts(line, font, width(line) - 1) == "15 accepted · 3 relations"
    assert whole_parts(line, font, 1) == "15 accepted"


def test_preferences_scroll_on_small_screens_only(window: MainWindow, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(window.desk.settings, window)
    qtbot.addWidget(dialog)
    dialog.show()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0
    dialog.resize(dialog.width(), 300)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)


def test_tab_and_f6_pass_by_what_is_not_seen(window: MainWindow, person: Person) -> None:
    person.session.select(())
    person.look()
    person.focus(window.annotations.table)
    seen: list[QWidget] = []
    # In the article Tab selects, and then the inspector has something to press.
    while (focus := QApplication.focusWidget()) is not person.view:
        assert focus is not None
        assert focus.isVisible()
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert len(seen) > 3
    assert window.desk.inspector.accept not in seen
    person.focus(window.annotations.table)
    window.desk.next_panel(1)
    assert QApplication.focusWidget() is window.desk.queue.list
    person.session.select_next()
    window.desk.next_panel(-1)
    assert QApplication.focusWidget() is window.desk.inspector.accept


def test_the_row_with_the_focus_has_its_ring(window: MainWindow, person: Person) -> None:
    table, accent = window.annotations.table, current_theme().accent
    row = table.visualRect(table.currentIndex())

    def ring() -> QColor:
        return table.viewport().grab().toImage().pixelColor(QPoint(row.center().x(), row.top()))

    person.focus(person.view)
    assert ring() != accent
    person.focus(table)
    assert ring() == accent


def test_the_list_has_a_row_to_stand_on(window: MainWindow, person: Person) -> None:
    person.session.select(())
    person.focus(window.annotations.table)
    assert window.annotations.table.currentIndex().isValid()
    assert person.session.selection.ids == ()


def test_letters_stay_while_the_label_is_chosen(person: Person) -> None:
    person.session.select([person.span("Ada Lund").id])
    person.focus(person.view)
    person.press("R")
    letters = dict(person.view.showing.letters)
    target = person.span("Bo Ek", 0)
    person.press(*letters[target.id])
    menu = person.menu
    assert isinstance(menu, LabelMenu)
    assert person.view.showing.letters == letters
    assert person.view.showing.target == target.id
    heading = menu.actions()[0]
    assert isinstance(heading, QWidgetAction)
    words = heading.defaultWidget()
    assert isinstance(words, QLabel)
    assert words.text() == "Ada Lund → Bo Ek"


def test_a_menu_shows_keys_in_caps(window: MainWindow) -> None:
    menu = Menu(window)
    plain = menu.add_keyed(swatch_icon("azure"), "PERSON", "")
    keyed = menu.add_keyed(swatch_icon("azure"), "R&D", "Shift+B")
    menu.popup(window.mapToGlobal(QPoint(40, 40)))
    picture, theme = menu.grab().toImage(), current_theme()

    def edges(y: int) -> int:
        return sum(picture.pixelColor(x, y) == theme.border for x in range(12, picture.width() - 12))

    assert edges(menu.actionGeometry(keyed).center().y()) >= 2
    assert edges(menu.actionGeometry(plain).center().y()) == 0
    assert keyed.text().startswith("R&&D\t")


@pytest.mark.parametrize("desktop", ["", "GNOME"])
def test_only_a_desktop_gets_clear_corners(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow, desktop: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    clear = Qt.WidgetAttribute.WA_TranslucentBackground
    assert Menu(window).testAttribute(clear) is can_round()
    if desktop:
        assert can_round()


def test_the_end_of_the_queue_is_said(window: MainWindow, person: Person, qtbot: QtBot) -> None:
    empty = window.findChild(EmptyStates)
    assert empty is not None
    window.desk.settings.set("undecided", "accept")
    person.desk.finish.done()
    qtbot.waitUntil(lambda: person.document.article.title == "Talks 2")
    assert empty.isHidden()
    person.desk.finish.done()
    person.look()
    assert empty.accessibleName().startswith("All 2 articles are done.")


def test_the_welcome_page_says_what_suggests(window: MainWindow) -> None:
    words = [label.text() for label in window.statusBar().findChildren(QLabel) if label.isVisible()]
    assert "Nothing leaves this machine" in words
    assert any(text.startswith("Suggestions come from ") for text in words)


def test_a_floating_dock_has_an_outline(window: MainWindow, person: Person) -> None:
    assert person.document
    dock = window.annotations.parentWidget()
    assert dock is not None
    dock.setFloating(True)
    QTest.qWait(50)
    picture = dock.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2) == current_theme().control
