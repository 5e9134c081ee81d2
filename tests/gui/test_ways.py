"""From a raw article to its gold record, with the real pipeline: by keyboard alone, by mouse alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from annotations.model import Span, State, Status
from gui.main_window import MainWindow
from tests.gui.person import Person, click

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
BROKEN = {
    "rescue": "Shared Rescue Treaty\nOrganization",
    "seed_article": "Collective Security Treaty\nOrganization",
}
"""The span that is to be drawn across a line break."""
SHORT = {"rescue": "SRTO", "seed_article": "CSTO"}
"""Its short form, which is to be related to it."""


@pytest.fixture(params=["rescue", "seed_article"])
def raw(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A raw article in a folder of its own."""
    if request.param == "rescue":
        found = RESOURCES / "rescue.txt"
    else:
        found = request.getfixturevalue("shared") / "data" / "seed_article.txt"
    return Path(shutil.copy(found, tmp_path / found.name))


@pytest.fixture
def reader(window: MainWindow, qtbot: QtBot, raw: Path) -> Person:
    """A person with the raw article open, as the pipeline's suggestions have all arrived."""
    person = Person(window.desk, qtbot)
    with qtbot.waitSignal(window.desk.suggesting.finished, timeout=60_000):
        window.desk.files.open_paths([raw])
    assert person.document.undecided > 15
    return person


def gold_of(raw: Path, qtbot: QtBot) -> dict[str, Any]:
    """The record beside the article, checked against the text: hash, slices, tokens."""
    path = raw.with_name(f"{raw.stem}.gold.jsonl")
    qtbot.waitUntil(path.exists, timeout=10_000)
    (line,) = path.read_text(encoding="utf-8").splitlines()
    record: dict[str, Any] = json.loads(line)
    text = raw.read_bytes().decode("utf-8")
    assert record["text"] == text
    assert record["goldspan"]["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    for span in record["spans"]:
        assert span["text"] == text[span["start"] : span["end"]]
        assert record["tokens"][span["token_start"]]["start"] == span["start"]
        assert record["tokens"][span["token_end"]]["end"] == span["end"]
    return record


def check(person: Person, record: dict[str, Any], stem: str) -> None:
    """The record holds what was decided, and nothing else."""
    document = person.on_disk()
    accepted = {(s.start, s.end, s.label) for s in document.spans.values() if s.state is State.ACCEPTED}
    assert {(s["start"], s["end"], s["label"]) for s in record["spans"]} == accepted
    start, end = person.bounds(BROKEN[stem])
    assert (start, end, "ORG") in accepted
    assert len(record["relations"]) == sum(r.state is State.ACCEPTED for r in document.relations.values())
    assert record["answer"] == "accept"
    (alias,) = [r for r in record["relations"] if r["child_span"]["start"] == start]
    assert (alias["label"], alias["head_span"]["start"]) == ("alias_of", person.bounds(SHORT[stem])[0])
    assert record["tokens"][alias["child"]]["end"] == end


def test_by_keyboard_alone(reader: Person, raw: Path, qtbot: QtBot) -> None:
    # Relabel the first, accept the second, reject the third, accept the fourth and all that are like it.
    first, second, third, fourth = spans_of(reader)[:4]
    reader.press("9")
    assert reader.document.spans[first.id].label == "FAC"
    assert reader.session.selection.ids == (second.id,)
    reader.press("A")
    select_by_keys(reader, third)
    reader.press("X")
    select_by_keys(reader, fourth)
    reader.press("Shift+A")
    states = [reader.on_disk().spans[s.id].state for s in (second, third, fourth)]
    assert states == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]

    go_to(reader, BROKEN[raw.stem].split("\n")[0])
    reader.press(*["Shift+Right"] * len(BROKEN[raw.stem].split()), "3")
    assert reader.span(BROKEN[raw.stem]).label == "ORG"

    head, child = span_by_keys(reader, SHORT[raw.stem]), reader.span(BROKEN[raw.stem])
    select_by_keys(reader, head)
    reader.press("R")
    reader.press(*reader.view.showing.letters[child.id])
    reader.press("5")
    assert reader.document.equal_relation(head.id, child.id, "alias_of") is not None

    reader.answer(lambda _: reader.press("A"), lambda: reader.press("Ctrl+Return"))
    assert reader.on_disk().state.status is Status.DONE
    assert reader.document.undecided == 0
    reader.press("Ctrl+S")
    check(reader, gold_of(raw, qtbot), raw.stem)


def test_by_mouse_alone(reader: Person, raw: Path, qtbot: QtBot) -> None:
    first, second, third, fourth = spans_of(reader)[:4]
    reader.click(reader.button(first, accept=True))
    reader.click(reader.button(second, accept=False))
    reader.click(reader.label(third))
    reader.choose("FAC")
    states = [reader.on_disk().spans[s.id].state for s in (first, second, third)]
    assert states == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]
    reader.context_menu(reader.body(fourth))
    reader.choose("Accept the same")

    reader.drag_over(BROKEN[raw.stem])
    reader.choose("ORG")
    assert reader.span(BROKEN[raw.stem]).label == "ORG"

    head, child = span_by_mouse(reader, SHORT[raw.stem]), reader.span(BROKEN[raw.stem])
    reader.drag(reader.label(head), reader.body(child))
    reader.choose("alias_of")
    assert reader.document.equal_relation(head.id, child.id, "alias_of") is not None

    reader.answer(
        lambda dialog: press_button(dialog, "undecided.reject"), lambda: reader.menu_bar("Article", "Done")
    )
    assert reader.on_disk().state.status is Status.DONE
    assert reader.document.undecided == 0
    reader.menu_bar("File", "Save this")
    check(reader, gold_of(raw, qtbot), raw.stem)


def spans_of(person: Person) -> list[Span]:
    """The undecided spans, in reading order."""
    found = (person.document.get(i) for i in person.document.undecided_ids())
    return [a for a in found if isinstance(a, Span)]


def go_to(person: Person, words: str) -> None:
    """Put the caret before some words, by the find bar."""
    person.press("Ctrl+F")
    person.type(words)
    person.qtbot.waitUntil(lambda: person.session.selection.range == person.bounds(words))
    person.press("Esc")
    assert person.view.hasFocus()
    person.press("Left")


def span_by_keys(person: Person, words: str) -> Span:
    """The ORG on some words: found, relabelled or drawn."""
    if not [s for s in person.spans(words) if s.state in (State.SUGGESTED, State.ACCEPTED)]:
        go_to(person, words)
        person.press(*["Shift+Right"] * len(words.split()), "3")
    elif person.span(words).label != "ORG":
        select_by_keys(person, person.span(words))
        person.press("3")
    return person.span(words)


def select_by_keys(person: Person, span: Span) -> None:
    """Select a span by the keys of the annotation list."""
    person.press("F6", "Ctrl+Home")
    for _ in range(200):
        if person.session.selection.ids == (span.id,):
            break
        person.press("Down")
    assert person.session.selection.ids == (span.id,)
    person.press("Shift+F6")
    assert person.view.hasFocus()


def span_by_mouse(person: Person, words: str) -> Span:
    """The ORG on some words: found, relabelled or drawn."""
    if not [s for s in person.spans(words) if s.state in (State.SUGGESTED, State.ACCEPTED)]:
        person.drag_over(words)
        person.choose("ORG")
    elif person.span(words).label != "ORG":
        person.click(person.label(person.span(words)))
        person.choose("ORG")
    return person.span(words)


def press_button(dialog: QDialog, name: str) -> None:
    """Click a button of a dialog."""
    button = dialog.findChild(QPushButton, name)
    assert button is not None, [b.objectName() for b in dialog.findChildren(QPushButton)]
    click(button)
