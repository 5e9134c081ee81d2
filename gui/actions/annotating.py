"""The rows of the menu Annotate, and those that the label scheme makes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui import hands
from gui.actions.enabled import (
    has_selection,
    has_text,
    has_undecided,
    is_open,
    is_reading,
    is_relatable,
    is_reversible,
    one_span,
    one_undecided,
)
from gui.actions.row import Action, Where
from gui.session import Session

if TYPE_CHECKING:
    from gui.desk import Desk


def _pin(desk: Desk) -> None:
    span = desk.session.selected_span
    desk.session.pin("" if span is None or desk.session.pinned == span.id else span.id)


ANNOTATE = (
    Action(
        "suggestion.accept",
        "Accept",
        lambda d: hands.accept(d.session),
        ("A", "Enter", "Return"),
        "check",
        has_selection,
        Where.DECISION,
    ),
    Action(
        "suggestion.reject",
        "Reject or remove",
        lambda d: hands.reject(d.session),
        ("X", "Delete", "Backspace"),
        "x",
        has_selection,
        Where.DECISION,
    ),
    Action(
        "suggestion.reset",
        "Undecided again",
        lambda d: hands.reset(d.session),
        ("U",),
        "rotate-ccw",
        has_selection,
        Where.DECISION,
    ),
    Action(
        "suggestion.accept_same",
        "Accept the same text and label",
        lambda d: hands.accept_same(d.session),
        ("Shift+A",),
        "list-checks",
        one_undecided,
        Where.DECISION,
    ),
    Action(
        "suggestion.reject_same",
        "Reject the same text and label",
        lambda d: hands.reject_same(d.session),
        ("Shift+X",),
        "",
        one_undecided,
        Where.DECISION,
    ),
    Action(
        "suggestion.accept_all",
        "Accept the rest…",
        lambda d: d.bulk.accept_rest(),
        ("Ctrl+Shift+A",),
        "check-check",
        has_undecided,
    ),
    Action(
        "suggestion.accept_label",
        "Accept all of one label…",
        lambda d: d.bulk.accept_label(),
        (),
        "tag",
        has_undecided,
    ),
    Action(
        "suggestion.accept_score",
        "Accept all above a score…",
        lambda d: d.bulk.accept_score(),
        (),
        "list-filter",
        has_undecided,
    ),
    Action(
        "span.annotate_every",
        "Annotate every occurrence…",
        lambda d: d.view_menus.ask_annotate_every(),
        ("Ctrl+Shift+L",),
        "scan-text",
        has_text,
    ),
    Action(
        "span.end_right",
        "End one token right",
        lambda d: hands.resize(d.session, end=1),
        ("Alt+Right",),
        "",
        one_span,
        Where.ARTICLE,
    ),
    Action(
        "span.end_left",
        "End one token left",
        lambda d: hands.resize(d.session, end=-1),
        ("Alt+Left",),
        "",
        one_span,
        Where.ARTICLE,
    ),
    Action(
        "span.start_right",
        "Start one token right",
        lambda d: hands.resize(d.session, start=1),
        ("Alt+Shift+Right",),
        "",
        one_span,
        Where.ARTICLE,
    ),
    Action(
        "span.start_left",
        "Start one token left",
        lambda d: hands.resize(d.session, start=-1),
        ("Alt+Shift+Left",),
        "",
        one_span,
        Where.ARTICLE,
    ),
    Action(
        "relation.start",
        "Relate",
        lambda d: hands.start_relating(d.session),
        ("R",),
        "spline",
        is_relatable,
        Where.ARTICLE,
        checked=lambda d: d.session.relating is not None,
    ),
    Action(
        "relation.reverse",
        "Reverse the relation",
        lambda d: hands.reverse(d.session),
        ("Shift+R",),
        "arrow-left-right",
        is_reversible,
        Where.ARTICLE,
    ),
    Action(
        "relation.pin",
        "Pin this end",
        _pin,
        ("Ctrl+Shift+P",),
        "pin",
        one_span,
        checked=lambda d: bool(d.session.pinned),
    ),
    Action(
        "note.edit",
        "Write a note",
        lambda d: d.inspector.edit_note(),
        ("Ctrl+M",),
        "sticky-note",
        has_selection,
    ),
    Action("problem.fix", "Mend the problem", lambda d: d.problems.fix(), ("Ctrl+.",), "", is_open),
    Action(
        "problem.fix_all",
        "Mend all problems of this kind",
        lambda d: d.problems.fix_all(),
        ("Ctrl+Shift+.",),
        "",
        is_open,
    ),
    Action(
        "suggest.run", "Suggest", lambda d: d.suggesting.suggest(), ("Ctrl+Shift+S",), "sparkles", is_open
    ),
    Action("suggest.cancel", "Stop suggesting", lambda d: d.suggesting.cancel(), (), "x"),
)


def entity_actions(session: Session) -> tuple[Action, ...]:
    """An action for each entity label of the scheme that is switched on: `span.relabel.PERSON`."""
    return tuple(
        Action(
            f"span.relabel.{label.name}",
            label.name,
            partial(_label, label.name),
            (label.key,) if label.key else (),
            "",
            lambda s: is_reading(s) and s.selected_relation is None,
            Where.ARTICLE,
        )
        for label in session.scheme.entities
        if label.on
    )


def relation_actions(session: Session) -> tuple[Action, ...]:
    """An action for each relation label of the scheme that is switched on: `relation.relabel.leads`.

    They share keys with the entity labels, and are live only on a selected relation or while one is drawn.
    """
    return tuple(
        Action(
            f"relation.relabel.{label.name}",
            label.name,
            partial(_relate_as, label.name),
            (label.key,) if label.key else (),
            "",
            _relation_label_wanted,
            Where.ARTICLE,
        )
        for label in session.scheme.relations
        if label.on
    )


def _label(name: str, desk: Desk) -> None:
    hands.label(desk.session, name)


def _relate_as(name: str, desk: Desk) -> None:
    hands.relate_as(desk.session, name)


def _relation_label_wanted(session: Session) -> bool:
    if session.relating is not None:
        return bool(session.relating.child)
    return session.selected_relation is not None
