"""The rows of the actions: no two on one key, keys where they belong, labels that come and go."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from annotations.label_keys import key_fault
from annotations.scheme import SchemeChange
from annotations.scheme_file import default_scheme
from gui.actions import ACTIONS, Action, Where, clashes
from gui.main_window import MainWindow
from tests.gui.person import Person


def test_ids_are_told_apart_and_name_their_subject() -> None:
    ids = [row.id for row in ACTIONS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", action_id) for action_id in ids)


def test_no_two_actions_share_a_key() -> None:
    assert clashes(ACTIONS) == []
    assert clashes((*ACTIONS, Action("x.y", "X", print, ("Ctrl+S",)))) == [("Ctrl+S", "gold.save", "x.y")]


@pytest.mark.parametrize("prefix", ["span.relabel.", "relation.relabel."])
def test_the_labels_keys_clash_with_nothing(window: MainWindow, person: Person, prefix: str) -> None:
    assert person is not None
    labels = tuple(row for row in window.desk.actions.rows() if row.id.startswith(prefix))
    assert len(labels) >= 10
    assert clashes((*ACTIONS, *labels)) == []
    assert all(key_fault(row.keys[0]) == "" for row in labels if row.keys)


def test_keys_without_ctrl_belong_to_the_article() -> None:
    bare = [
        (row.id, key)
        for row in ACTIONS
        for key in row.keys
        if row.where is Where.WINDOW and not re.fullmatch(r"Ctrl\+.+|(Shift\+)?F\d+|Undo|Redo", key)
    ]
    assert bare == []


def test_a_label_that_is_switched_off_loses_its_action_and_comes_back(
    window: MainWindow, person: Person
) -> None:
    assert person is not None
    session, actions = window.desk.session, window.desk.actions
    scheme = session.scheme
    off = tuple(replace(label, on=label.name != "GPE") for label in default_scheme().entities)
    session.set_scheme(SchemeChange(scheme, replace(scheme, entities=off)))
    assert "span.relabel.GPE" not in actions
    assert "span.relabel.PERSON" in actions
    session.undo()
    assert actions["span.relabel.GPE"].objectName() == "span.relabel.GPE"


def test_what_scripts_go_by_has_its_name(window: MainWindow, person: Person) -> None:
    for name in ("articleView", "queueList", "annotationList", "labelBar"):
        assert len(window.findChildren(QWidget, name)) == 1, name
    ids = [row.id for row in window.desk.actions.rows()]
    assert [window.desk.actions[action_id].objectName() for action_id in ids] == ids
    named = {"suggestion.accept", "suggestion.reject", "suggestion.next", "suggestion.accept_same"}
    assert named | {"span.relabel.PERSON", "article.done", "edit.undo"} <= set(ids)
    ada, leads, view = person.span("Ada Lund"), person.relation("leads"), person.view
    for offset in range(ada.start, ada.end):
        assert view.offset_at(view.char_rect(offset).center()) == offset
        assert view.span_rect(ada.id).intersects(view.char_rect(offset))
    assert not view.relation_path(leads.id).isEmpty()
