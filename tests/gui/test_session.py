"""The session on a real dataset: edits are committed before they are shown, undo goes back anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.edits import decide, spans
from annotations.edits.rebase import rebase
from annotations.errors import EditRefused, GoldspanError
from annotations.model import Change, Edit, Relation, Span, State, Status
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel, SchemeChange
from gui import hands
from gui.background import Background
from gui.session import Relating, Session

SCHEME = LabelScheme(
    "test",
    (EntityLabel("GPE", key="1"), EntityLabel("PERSON", key="2")),
    (RelationLabel("leads", pairs=frozenset({("PERSON", "GPE")})), RelationLabel("near")),
)
TEXT = "Ada met Bo in Oslo. " * 300


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    dataset = Dataset.create(tmp_path / "a.goldspan", SCHEME)
    background = Background()
    session = Session(background)
    session.open_dataset(dataset)
    yield session
    background.close()
    session.open_dataset(None)
    assert qtbot is not None


def article(session: Session, text: str = TEXT) -> Document:
    assert session.dataset is not None
    key = session.dataset.add_article(text)
    assert session.open_article(key)
    assert session.document is not None
    return session.document


def suggest(session: Session, every: int = 20, count: int = 3) -> list[str]:
    """Suggestions of Oslo as GPE, arrived as a pipeline's do."""

    def make(document: Document) -> Change:
        rows = [
            Span(document.new_id("s"), n * every + 14, n * every + 18, "GPE", State.SUGGESTED, ("sm",))
            for n in range(count)
        ]
        return Change(document.article.key, "Suggest", tuple(Edit(None, row) for row in rows))

    session.absorb(make)
    assert session.document is not None
    return session.document.undecided_ids()


def on_disk(session: Session) -> Document:
    assert session.dataset is not None
    assert session.document is not None
    return session.dataset.load(session.document.article.key)


def test_a_change_is_on_disk_when_it_is_shown(session: Session) -> None:
    article(session)
    first, second, _ = suggest(session)
    seen = []
    session.changed.connect(lambda _: seen.append(on_disk(session).spans[first].state))
    session.select([first])
    hands.accept(session)
    assert seen == [State.ACCEPTED]
    assert session.selection.ids == (second,)
    assert session.undo_stack.undoText() == "Accept “Oslo” as GPE"
    session.undo()
    assert on_disk(session).spans[first].state is State.SUGGESTED
    assert session.selection.ids == (first,)
    session.redo()
    assert on_disk(session).spans[first].state is State.ACCEPTED


def test_suggestions_are_no_undo_step_and_clear_no_redo(session: Session) -> None:
    article(session)
    first, *_ = suggest(session)
    hands.accept(session, [first])
    session.undo()
    suggest(session, every=40)
    assert session.undo_stack.canRedo()
    assert not session.undo_stack.canUndo()
    session.redo()
    assert on_disk(session).spans[first].state is State.ACCEPTED


def test_the_last_decision_goes_round_to_what_was_passed_over(session: Session) -> None:
    article(session)
    first, second, third = suggest(session)
    hands.accept(session, [third])
    assert session.selection.ids == (first,)
    hands.reject(session)
    hands.accept(session)
    document = session.document
    assert document is not None
    assert document.undecided == 0
    assert document.state.status is Status.IN_PROGRESS
    assert on_disk(session).spans[second].state is State.ACCEPTED


def test_a_large_change_commits_in_the_background_and_holds_edits_back(
    session: Session, qtbot: QtBot
) -> None:
    document = article(session, TEXT * 10)
    ids = suggest(session, count=2500)
    hands.accept(session, ids)
    assert session.busy
    assert document.undecided == 2500
    hands.reset(session, ids[:1])
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert document.undecided == 1
    assert on_disk(session).undecided == 1
    assert session.undo_stack.count() == 2
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert on_disk(session).undecided == 2500
    session.redo()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert on_disk(session).undecided == 0


def test_undo_opens_the_article_of_its_step(session: Session) -> None:
    article(session)
    first, *_ = suggest(session)
    key = session.document.article.key if session.document else 0
    hands.accept(session, [first])
    article(session, "Another text in Oslo.")
    session.undo()
    assert session.document is not None
    assert session.document.article.key == key
    assert on_disk(session).spans[first].state is State.SUGGESTED


def test_a_refused_edit_says_why_and_changes_nothing(session: Session) -> None:
    document = article(session)
    hands.draw(session, 14, 18, "GPE")
    hands.draw(session, 8, 10, "PERSON")
    oslo, bo = document.spans
    said: list[GoldspanError] = []
    session.failed.connect(said.append)
    hands.relate(session, oslo, bo, "leads")
    assert isinstance(said[0], EditRefused)
    assert "leads may not join GPE to PERSON" in str(said[0])
    assert session.undo_stack.count() == 2
    hands.relate(session, bo, oslo, "leads")
    assert [r.label for r in on_disk(session).relations.values()] == ["leads"]


def test_what_cannot_be_saved_is_not_shown(session: Session, tmp_path: Path) -> None:
    document = article(session)
    suggest(session)
    said: list[GoldspanError] = []
    session.failed.connect(said.append)
    (tmp_path / "a.goldspan").rename(tmp_path / "moved.goldspan")
    hands.draw(session, 0, 3, "PERSON")
    (tmp_path / "moved.goldspan").rename(tmp_path / "a.goldspan")
    assert "was not saved" in str(said[0])
    assert len(document.spans) == 3
    assert session.undo_stack.count() == 0


def test_labels_draw_relabel_or_arm(session: Session) -> None:
    document = article(session)
    hands.label(session, "GPE")
    assert session.armed == "GPE"
    hands.label(session, "GPE")
    assert session.armed == ""
    session.select_range(14, 18)
    hands.label(session, "GPE")
    (span,) = document.spans.values()
    assert session.selection.ids == (span.id,)
    hands.label(session, "PERSON")
    assert document.spans[span.id].label == "PERSON"
    hands.resize(session, end=1)
    assert document.text_of(document.spans[span.id]) == "Oslo."
    hands.resize(session, start=-1)
    assert document.text_of(document.spans[span.id]) == "in Oslo."


def test_a_relation_with_one_allowed_label_needs_no_choice(session: Session) -> None:
    document = article(session)
    for start, end, label in ((0, 3, "PERSON"), (14, 18, "GPE")):
        hands.draw(session, start, end, label)
    ada, oslo = document.spans
    session.select([ada])
    hands.start_relating(session)
    assert session.relating is not None
    assert [s.id for s in hands.targets(session, session.relating)] == [oslo]
    assert [label.name for label in hands.pick_child(session, oslo)] == ["leads", "near"]
    hands.relate_as(session, "near")
    assert session.relating is None
    session.select([ada])
    hands.start_relating(session)
    assert [s.id for s in hands.targets(session, session.relating)] == [oslo]
    assert hands.pick_child(session, oslo) == ()
    assert session.relating is None
    assert hands.targets(session, Relating(ada)) == []
    assert sorted(r.label for r in document.relations.values()) == ["leads", "near"]


def test_a_renamed_label_renames_its_spans_in_one_step(session: Session) -> None:
    article(session)
    hands.draw(session, 14, 18, "GPE")
    renamed = LabelScheme("test", (EntityLabel("PLACE"), *SCHEME.entities[1:]), SCHEME.relations)
    session.set_scheme(SchemeChange(SCHEME, renamed, {"GPE": "PLACE"}))
    assert [s.label for s in on_disk(session).spans.values()] == ["PLACE"]
    assert session.document is not None
    assert [s.label for s in session.document.spans.values()] == ["PLACE"]
    session.undo()
    assert session.scheme == SCHEME
    assert [s.label for s in session.document.spans.values()] == ["GPE"]
    session.undo()
    assert not on_disk(session).spans


def test_an_older_step_gives_way_to_nothing_that_arrived_since(session: Session) -> None:
    document = article(session)
    change = spans.add(document, 14, 18, "GPE")
    document.apply(change)
    removal = decide.reject(document, list(document.spans))
    document.apply(removal)
    document.apply(
        Change(
            1,
            "",
            (
                Edit(None, Span("s90", 14, 18, "GPE", State.SUGGESTED, ("sm",))),
                Edit(None, Span("s91", 0, 3, "PERSON", State.SUGGESTED, ("sm",))),
                Edit(None, Relation("r92", "s91", "s90", "leads", State.SUGGESTED, ("sm",))),
            ),
        )
    )
    document.apply(rebase(document, removal.inverse()))
    assert {s.id for s in document.spans.values() if s.start == 14} == {removal.edits[0].before.id}  # type: ignore[union-attr]
    assert not document.relations
