"""The annotation list: rows, decisions by key, selection both ways, problems, large articles."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotations.document import Document
from annotations.edits import decide
from annotations.edits import spans as span_edits
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens
from gui.panels.annotation_delegate import elided
from gui.panels.annotation_model import Kind, short_source
from gui.panels.annotations import PROBLEMS, AnnotationPanel
from gui.theme import current_theme
from tests.gui.panels.conftest import SM, TEXT, Stand, follow, relations, span, spans


def cells(panel: AnnotationPanel) -> list[list[str]]:
    model = panel.model
    return [[model.index(r, c).data() for c in range(5)] for r in range(model.rowCount())]


def ids(panel: AnnotationPanel) -> list[str]:
    return [panel.model.id_at(row) for row in range(panel.model.rowCount())]


def selected(panel: AnnotationPanel) -> list[str]:
    rows = {index.row() for index in panel.table.selectionModel().selectedIndexes()}
    return [panel.model.id_at(row) for row in sorted(rows)]


def open_article(stand: Stand, given: list[Span], joined: list[Relation], text: str = TEXT) -> None:
    article = Article(0, "a", "An article", text, "")
    document = Document(article, ArticleState(Status.SUGGESTED), given, joined, last_id=len(given))
    stand.session.open_article(stand.dataset.add_document(document))


@pytest.fixture
def panel(stand: Stand, put: Callable[..., None]) -> AnnotationPanel:
    open_article(stand, spans(), relations())
    made = AnnotationPanel(stand.session, stand.actions, stand.settings)
    put(made)
    made.table.setFocus()
    return made


def test_rows_say_state_text_label_source_and_score(panel: AnnotationPanel) -> None:
    assert cells(panel) == [
        ["Suggested", "Vladimir Putin", "PERSON", "sm 3.8.0", "0.94"],
        ["Suggested", "Nikol Pashinyan", "PERSON", "sm 3.8.0", "–"],
        ["Accepted", "Moscow", "GPE", "sm 3.8.0", "0.98"],
        ["Suggested", "Armenia", "GPE", "sm 3.8.0", "–"],
        ["Accepted", "Cafe\u0301", "FAC", "you", "–"],
    ]
    panel.kinds.set_current(Kind.RELATIONS)
    assert cells(panel) == [
        ["Suggested", "Vladimir Putin → Nikol Pashinyan", "met_with", "patterns", "–"],
        ["Suggested", "Nikol Pashinyan → Armenia", "leads", "patterns", "0.91"],
    ]


def test_keys_decide_and_go_on(panel: AnnotationPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s1"])
    follow(stand)
    qtbot.keyClick(panel.table, Qt.Key.Key_A)
    follow(stand)
    assert stand.session.document is not None
    assert stand.session.document.spans["s1"].state is State.ACCEPTED
    assert selected(panel) == ["s2"]
    qtbot.keyClick(panel.table, Qt.Key.Key_X)
    follow(stand)
    assert ids(panel) == ["s1", "s3", "s4", "s6"]
    stand.session.undo()
    follow(stand)
    assert ids(panel) == ["s1", "s2", "s3", "s4", "s6"]
    stand.session.select(["s1"])
    follow(stand)
    qtbot.keyClick(panel.table, Qt.Key.Key_U)
    follow(stand)
    assert stand.session.document.spans["s1"].state is State.SUGGESTED
    assert selected(panel) == ["s1"]
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    follow(stand)
    assert stand.session.document.spans["s1"].state is State.ACCEPTED
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    follow(stand)
    assert stand.session.document.spans["s2"].state is State.REJECTED
    assert stand.errors == []


def test_selecting_goes_both_ways(panel: AnnotationPanel, stand: Stand, qtbot: QtBot) -> None:
    revealed: list[str] = []
    stand.session.reveal.connect(revealed.append)
    place = panel.table.visualRect(panel.model.index(3, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    follow(stand)
    assert (stand.session.selection.ids, revealed) == (("s4",), ["s4"])
    place = panel.table.visualRect(panel.model.index(1, 1)).center()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, shift, place)
    follow(stand)
    assert stand.session.selection.ids == ("s3", "s4", "s2")
    assert selected(panel) == ["s2", "s3", "s4"]
    stand.session.select(["r1"])
    follow(stand)
    assert panel.model.kind is Kind.RELATIONS
    assert selected(panel) == ["r1"]
    stand.session.select_range(0, 4)
    follow(stand)
    assert selected(panel) == []
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    follow(stand)
    assert len(stand.session.selection.ids) == 1


def test_arrows_walk_the_rows(panel: AnnotationPanel, stand: Stand, qtbot: QtBot) -> None:
    stand.session.select(["s1"])
    for _ in range(2):
        qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    follow(stand)
    assert stand.session.selection.ids == ("s3",)
    down = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(panel.table, Qt.Key.Key_Down, down)
    follow(stand)
    assert stand.session.selection.ids == ("s3", "s4")
    qtbot.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    follow(stand)
    assert selected(panel) == ["s1", "s2", "s3", "s4", "s6"]


def test_rejected_ones_are_shown_if_wanted(panel: AnnotationPanel, stand: Stand) -> None:
    stand.actions["view.rejected"].trigger()
    assert ids(panel) == ["s1", "s2", "s3", "s4", "s6", "s5"]
    assert panel.grab().width() == panel.width()
    stand.actions["view.rejected"].trigger()
    assert "s5" not in ids(panel)


def test_problems_are_found_as_tokens_come_and_spans_change(
    panel: AnnotationPanel, stand: Stand, qtbot: QtBot
) -> None:
    document = stand.session.document
    assert document is not None
    page = panel.problems

    def about() -> list[str]:
        return [page.model.finding_at(row).ids[0] for row in range(page.model.rowCount())]  # type: ignore[union-attr]

    qtbot.waitUntil(lambda: not page.live.behind)
    assert page.count == 0
    starts = [0, 9, 15, 19, 25, TEXT.index("Moscow")]
    ends = [8, 14, 18, 24, 34, TEXT.index("Moscow") + 3]
    document.tokens = Tokens(array("I", starts), array("I", ends), "words")
    panel.take_tokens()
    qtbot.waitUntil(lambda: page.count == 2)
    panel.kinds.set_current(PROBLEMS)
    assert panel.kinds.button(PROBLEMS).accessibleName() == "Problems, 2"
    assert about() == ["s3", "s6"]
    stand.session.do(lambda d: decide.reset(d, ["s3"]))
    qtbot.waitUntil(lambda: about() == ["s6"])
    scheme = stand.session.scheme
    stand.session.do(lambda d: span_edits.resize(d, scheme, "s6", 19, 34))
    qtbot.waitUntil(lambda: about() == [])
    assert page.empty.text().startswith("No problems.")


def test_a_moved_span_takes_its_row_and_its_relations_along(panel: AnnotationPanel, stand: Stand) -> None:
    scheme, at = stand.session.scheme, TEXT.index("Yerevan")
    panel.kinds.set_current(Kind.RELATIONS)
    assert ids(panel) == ["r2", "r1"]
    stand.session.do(lambda d: decide.accept(d, ["r2"]))
    stand.session.do(lambda d: span_edits.resize(d, scheme, "s1", at, at + 12))
    follow(stand)
    assert ids(panel) == ["r1", "r2"]
    panel.kinds.set_current(Kind.SPANS)
    assert ids(panel)[-1] == "s1"
    stand.session.undo()
    follow(stand)
    assert ids(panel)[0] == "s1"


def test_the_menu_relabels(panel: AnnotationPanel, stand: Stand) -> None:
    stand.session.select(["s4"])
    panel.table.customContextMenuRequested.emit(panel.table.rect().center())
    menu = panel.table.findChild(QMenu)
    assert menu is not None
    labels = menu.actions()[-1].menu()
    assert isinstance(labels, QMenu)
    chosen = next(a for a in labels.actions() if a.text().startswith("NORP"))
    chosen.trigger()
    menu.close()
    assert stand.session.document is not None
    assert stand.session.document.spans["s4"].label == "NORP"


def test_without_an_article_and_without_spans_it_says_so(panel: AnnotationPanel, stand: Stand) -> None:
    stand.session.close_article()
    assert panel.empty.text() == "No article is open."
    open_article(stand, [], [])
    assert panel.empty.text().startswith("There are no spans here.")
    panel.kinds.set_current(Kind.RELATIONS)
    assert panel.empty.text() == "No relations. Select a span and press R."


def test_twenty_five_thousand_rows_stay_in_step(panel: AnnotationPanel, stand: Stand) -> None:
    count = 25_000
    made = [Span(f"s{n}", 4 * n, 4 * n + 3, "GPE", State.SUGGESTED, (SM,)) for n in range(1, count + 1)]
    open_article(stand, made, [], "abc " * (count + 1))
    assert panel.model.rowCount() == count
    stand.session.select(["s20000"])
    follow(stand)
    rect = panel.table.visualRect(panel.model.index(19_999, 1))
    assert panel.table.viewport().rect().contains(rect.center())
    stand.session.do(lambda d: decide.reject(d, ["s10"]), then=lambda _: None)
    follow(stand)
    assert panel.model.rowCount() == count - 1
    stand.actions["edit.select_spans"].trigger()
    follow(stand)
    assert len(stand.session.selection.ids) == count - 1
    assert panel.table.selectionModel().selection().count() == 1


def test_a_large_change_reads_the_rows_anew(panel: AnnotationPanel, stand: Stand, qtbot: QtBot) -> None:
    made = [Span(f"s{n}", 2 * n, 2 * n + 1, "GPE", State.SUGGESTED, (SM,)) for n in range(1, 1501)]
    open_article(stand, made, [], "a " * 1501)
    chosen = [s.id for s in made]
    stand.session.do(lambda d: decide.accept(d, chosen))
    qtbot.wait(1)
    assert panel.model.rowCount() == 1500
    assert {panel.model.annotation_at(row).state for row in (0, 1499)} == {State.ACCEPTED}  # type: ignore[union-attr]
    stand.session.do(lambda d: decide.reject(d, chosen))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)


def test_several_can_be_chosen_by_the_selection_model(panel: AnnotationPanel, stand: Stand) -> None:
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 2):
        panel.table.selectionModel().select(panel.model.index(row, 0), flags.Select | flags.Rows)
    assert set(stand.session.selection.ids) == {"s1", "s3"}


@pytest.mark.parametrize(
    ("source", "words"),
    [("person", "you"), (SM, "sm 3.8.0"), ("patterns", "patterns"), ("my pipeline", "my pipeline")],
)
def test_sources_are_short(source: str, words: str) -> None:
    assert short_source(span(1, "Moscow", "GPE", sources=(source,))) == words


@pytest.mark.parametrize(
    ("words", "head", "child"),
    [
        ("Vladimir Putin → Nikol Pashinyan", "Vl", "Ni"),
        ("A → Nikol Pashinyan of Armenia", "A →", "Nikol"),
        ("Nikol Pashinyan of Armenia → A", "Nikol", "→ A"),
    ],
)
def test_both_ends_of_a_relation_are_seen(panel: AnnotationPanel, words: str, head: str, child: str) -> None:
    measure = panel.table.fontMetrics()
    cut = elided(words, measure, 110)
    assert cut.startswith(head)
    assert child in cut
    assert "…" in cut
    assert measure.horizontalAdvance(cut) <= 110
    assert elided(words, measure, 1000) == words


def test_the_whole_row_under_the_mouse_has_a_ground(panel: AnnotationPanel, qtbot: QtBot) -> None:
    def ground(column: int) -> str:
        rect = panel.table.visualRect(panel.model.index(2, column))
        at = rect.topRight() - QPoint(2, -2)
        ratio = panel.devicePixelRatio()
        return panel.table.viewport().grab().toImage().pixelColor(at * ratio).name()

    before = ground(1)
    place = panel.table.visualRect(panel.model.index(2, 3)).center()
    qtbot.mouseMove(panel.table.viewport(), place)
    qtbot.waitUntil(lambda: ground(1) != before)
    assert ground(1) == ground(4) == current_theme().window.name()
