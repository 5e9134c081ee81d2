"""The rows of the actions: no two on one key, keys where they belong, labels that come and go."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

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
