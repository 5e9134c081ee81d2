from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.palette import HUES
from gui.theme import (
    DARK,
    LIGHT,
    Theme,
    apply_theme,
    current_theme,
    label_paint,
    metrics,
    scaled,
    set_look,
)
from gui.widgets import (
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
    dress_rows,
    swatch_icon,
)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    """Each theme in turn."""
    assert qapp is not None
    apply_theme("dark" if request.param == "dark" else "light")
    yield current_theme()
    apply_theme("light")


def picture(widget: QWidget) -> QImage:
    """Return a widget as it looks, one pixel a px."""
    widget.ensurePolished()
    for part in [widget, *widget.findChildren(QWidget)]:
        # The window may have come up under the pointer.
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    image = QImage(widget.size(), QImage.Format.Format_ARGB32)
    image.fill(current_theme().window)
    widget.render(image)
    return image


def shows(widget: QWidget, colour: QColor) -> bool:
    """Tell whether a colour is seen somewhere in a widget."""
    image = picture(widget)
    wanted = colour.name()
    return any(
        image.pixelColor(x, y).name() == wanted for x in range(image.width()) for y in range(image.height())
    )


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """Show a widget at the size it asks for."""
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def focus(qtbot: QtBot, widget: QWidget) -> None:
    """Give a shown widget the keyboard's focus."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_a_key_cap_grows_with_its_words(qtbot: QtBot, theme: Theme) -> None:
    short, long = KeyCap("A"), KeyCap("Ctrl+Shift+O")
    for cap in (short, long):
        shown(qtbot, cap)
    assert short.sizeHint().width() == short.sizeHint().height() == scaled(18)
    assert long.sizeHint().width() > 3 * short.sizeHint().width()
    assert shows(long, theme.border)
    long.set_text("")
    assert long.isHidden()


@pytest.mark.parametrize("hue", [hue.name for hue in HUES[:4]])
def test_a_chip_shows_its_states(qtbot: QtBot, theme: Theme, hue: str) -> None:
    chip, paint = Chip("PERSON", hue, "1"), label_paint(hue)
    shown(qtbot, chip)
    assert chip.height() == scaled(metrics.CHIP)
    middle = QPoint(chip.width() // 2, 5)
    assert picture(chip).pixelColor(middle) == theme.raised
    chip.set_armed(True)
    assert picture(chip).pixelColor(middle) == paint.fill
    assert picture(chip).pixelColor(chip.width() // 2, 1) == paint.line
    chip.set_armed(False)
    chip.set_concealed(True)
    assert picture(chip).pixelColor(middle) == theme.window
    assert not shows(chip, paint.fill)


def test_a_chip_says_what_it_is(qtbot: QtBot) -> None:
    chip = Chip("ORG", "orange", "3")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "ORG, key 3"
    chip.set_armed(True)
    assert chip.accessibleName() == "ORG, key 3, armed"
    chip.set_armed(False)
    chip.set_concealed(True)
    assert chip.accessibleName() == "ORG, key 3, hidden"


def test_a_chip_is_pressed_by_mouse_and_by_key(qtbot: QtBot) -> None:
    chip = Chip("ORG", "orange", "3")
    shown(qtbot, chip)
    presses: list[str] = []
    chip.clicked.connect(lambda: presses.append(chip.label))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert presses == ["ORG", "ORG"]


def test_focus_is_seen_on_a_chip(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("ORG", "orange", "3")
    shown(qtbot, chip)
    chip.clearFocus()
    assert not shows(chip, theme.accent)
    focus(qtbot, chip)
    assert shows(chip, theme.accent)


def test_segments_choose_one_and_count(qtbot: QtBot, theme: Theme) -> None:
    tabs = SegmentedButtons(["Spans", "Relations", "Problems"])
    tabs.set_count(0, 1234)
    shown(qtbot, tabs)
    assert tabs.current() == 0
    assert tabs.button(0).accessibleName() == "Spans, 1,234"
    with qtbot.waitSignal(tabs.currentChanged, check_params_cb=lambda index: index == 1):
        QTest.mouseClick(tabs.button(1), Qt.MouseButton.LeftButton)
    focus(qtbot, tabs.button(1))
    with qtbot.waitSignal(tabs.currentChanged, check_params_cb=lambda index: index == 2):
        QTest.keyClick(tabs.button(1), Qt.Key.Key_Right)
    assert tabs.current() == 2
    assert picture(tabs.button(2)).pixelColor(12, 4) == theme.accent_soft
    assert picture(tabs.button(0)).pixelColor(12, 4) == theme.raised


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_a_message_takes_no_focus_and_stays_until_closed(qtbot: QtBot, theme: Theme, level: str) -> None:
    window, field, bar = QWidget(), QLineEdit(), MessageBar()
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addWidget(field)
    shown(qtbot, window)
    field.setFocus()
    ran: list[str] = []
    words = "news.jsonl, line 214: <b>the span</b> ends after the text."
    kind = {"error": "error", "warning": "warning"}.get(level, "info")
    bar.show_message(
        "error" if kind == "error" else "warning" if kind == "warning" else "info",
        words,
        strong=["line"],
        more="Nothing was changed.",
        buttons=[
            BarButton("Show the line", lambda: ran.append("shown"), stay=True),
            BarButton("Skip it", lambda: ran.append("skipped")),
        ],
    )
    assert window.focusWidget() is field
    assert bar.isVisible()
    assert bar.message() == f"{words} Nothing was changed."
    ground = {"error": theme.error_soft, "warning": theme.warning_soft, "info": theme.accent_soft}[level]
    assert picture(bar).pixelColor(3, 3) == ground
    bar.buttons()[0].click()
    assert bar.isVisible()
    with qtbot.waitSignal(bar.closed):
        bar.buttons()[1].click()
    assert ran == ["shown", "skipped"]
    assert bar.isHidden()


def test_what_a_file_says_cannot_become_markup(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("error", "b <i>b</i> & b", strong=["b", "b"])
    html = bar.findChildren(QWidget)
    words = [child.text() for child in html if hasattr(child, "text") and child.text()]
    assert "<b>b</b> &lt;i&gt;<b>b</b>&lt;/i&gt; &amp; b" in words


def test_the_next_message_takes_the_place_of_the_last(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("error", "One.", buttons=[BarButton("Show", bar.hide)])
    bar.show_message("info", "Two.")
    assert bar.message() == "Two."
    assert bar.buttons() == []


def test_marks_have_a_shape_of_their_own_and_gold_means_done() -> None:
    for marks in (list(SPAN_STATES.values()), [*ARTICLE_STATES.values(), FLAGGED, PROBLEM]):
        assert len({mark.name for mark in marks}) == len(marks)
        assert all(mark.words for mark in marks)
    golden = [mark for mark in [*ARTICLE_STATES.values(), FLAGGED, PROBLEM] if "gold" in mark.tint]
    assert golden == [ARTICLE_STATES["done"]]


def test_a_swatch_follows_the_theme(qtbot: QtBot) -> None:
    assert qtbot is not None
    swatch = swatch_icon("jade")
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        apply_theme("light" if name == "light" else "dark")
        image = swatch.pixmap(QSize(16, 16), 1.0).toImage()
        assert image.pixelColor(8, 8) == label_paint("jade", theme).fill
        pale = swatch_icon("jade", suggested=True).pixmap(QSize(16, 16), 1.0).toImage()
        assert pale.pixelColor(8, 8) == label_paint("jade", theme).pale
        stroke = swatch_icon("jade", relation=True).pixmap(QSize(16, 16), 2.0).toImage()
        assert stroke.pixelColor(16, 16) == label_paint("jade", theme).line
    apply_theme("light")


def test_a_label_is_cut_where_it_does_not_fit(qtbot: QtBot) -> None:
    label = ElidedLabel("Ferry timetable changes from the first of the month")
    shown(qtbot, label)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""
    label.resize(80, label.height())
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.setText("Ferry")
    assert label.toolTip() == ""


@pytest.mark.parametrize(
    ("done", "total", "share"), [(0, 120, 0.0), (30, 120, 0.25), (120, 120, 1.0), (0, 0, 0.0)]
)
def test_a_strip_shows_the_share_that_is_done(
    qtbot: QtBot, theme: Theme, done: int, total: int, share: float
) -> None:
    strip = ProgressStrip()
    strip.resize(200, 6)
    qtbot.addWidget(strip)
    strip.set_progress(done, total)
    image = picture(strip)
    gold = sum(image.pixelColor(x, 3) == theme.gold_fill for x in range(200))
    assert gold == pytest.approx(200 * share, abs=2)
    assert strip.value() == done


def test_a_selected_row_has_ground_and_bar(qtbot: QtBot, theme: Theme) -> None:
    table = QTableWidget(3, 2)
    dress_rows(table)
    shown(qtbot, table)
    table.selectRow(1)
    assert table.rowHeight(0) == scaled(metrics.ROW)
    image = picture(table.viewport())
    middle = scaled(metrics.ROW) * 3 // 2
    second = table.columnViewportPosition(1)
    assert [image.pixelColor(x, middle) for x in (0, 2)] == [theme.accent] * 2
    assert [image.pixelColor(x, middle) for x in (4, second + 1)] == [theme.accent_soft] * 2
    assert image.pixelColor(4, scaled(metrics.ROW) // 2) == theme.surface


def test_a_search_field_is_cleared_by_its_button(qtbot: QtBot) -> None:
    field = SearchField("Find an article", "Ctrl+P")
    shown(qtbot, field)
    empty = picture(field)
    field.setText("ferri")
    assert picture(field) != empty
    clear = next(action for action in field.actions() if action.toolTip() == "Clear")
    assert clear.isVisible()
    clear.trigger()
    assert field.text() == ""
    assert not clear.isVisible()


def test_a_button_shows_its_key(qtbot: QtBot, theme: Theme) -> None:
    plain, keyed = KeyButton("Accept"), KeyButton("Accept", "A", icon_name="check", primary=True)
    for button in (plain, keyed):
        shown(qtbot, button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 30
    assert keyed.sizeHint().height() == scaled(metrics.CONTROL)
    assert keyed.toolTip() == "Accept (A)"
    assert shows(keyed, theme.accent)
    assert shows(keyed, theme.on_accent)
    assert shows(plain, theme.control)


def test_a_panel_head_has_title_and_buttons(qtbot: QtBot) -> None:
    head = PanelHead("Queue")
    more = head.add_button("ellipsis", "More")
    shown(qtbot, head)
    assert head.height() == scaled(metrics.DOCK_HEAD)
    assert more.accessibleName() == more.toolTip() == "More"
    assert more.geometry().right() > head.width() - 12


def test_controls_have_the_height_and_outline_of_the_design(qtbot: QtBot, theme: Theme) -> None:
    combo = QComboBox()
    combo.addItems(["All states", "Done"])
    for control in (combo, QLineEdit(), SearchField("Find"), KeyButton("Cancel")):
        shown(qtbot, control)
        control.clearFocus()
        assert control.height() == scaled(metrics.CONTROL)
        assert picture(control).pixelColor(control.width() // 2, 0) == theme.control


def test_a_check_box_is_filled_with_accent(qtbot: QtBot, theme: Theme) -> None:
    box = QCheckBox("Remember this")
    box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    shown(qtbot, box)
    assert not shows(box, theme.accent)
    box.setChecked(True)
    assert shows(box, theme.accent)


def test_a_primary_tool_button_tints_any_icon(qtbot: QtBot, theme: Theme) -> None:
    button = QToolButton()
    solid = QPixmap(16, 16)
    solid.fill(theme.error)
    button.setIcon(QIcon(solid))
    button.setText("Done, next")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    shown(qtbot, button)
    assert shows(button, theme.error)
    set_look(button, "primary")
    assert shows(button, theme.accent)
    assert not shows(button, theme.error)
