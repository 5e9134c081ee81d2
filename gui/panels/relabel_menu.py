"""The menus over what is selected: decide it, or give it another label."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from annotations.model import Relation
from gui.action_set import ActionSet
from gui.session import Session
from gui.widgets import Menu, swatch_icon

_DECISIONS = (
    "suggestion.accept",
    "suggestion.reject",
    "suggestion.reset",
    "",
    "suggestion.accept_same",
    "suggestion.reject_same",
)


def add_decisions(menu: Menu, session: Session, actions: ActionSet) -> None:
    """Add what can be decided about the selection, and a menu of labels."""
    for name in _DECISIONS:
        menu.addAction(actions[name]) if name else menu.addSeparator()
    menu.addSeparator()
    labels = Menu("Label", menu)
    menu.addMenu(labels)
    add_labels(labels, session, actions)


def add_labels(menu: Menu, session: Session, actions: ActionSet) -> None:
    """Add the labels that the selection can be given, each with its swatch and key.

    Only the relations that may join the two ends are there. The entries run the actions of the keys.
    """
    relation = session.selected_relation
    for name, colour, is_relation in _labels(session, relation):
        action = actions[f"{'relation' if is_relation else 'span'}.relabel.{name}"]
        # The key is shown only: bound twice it would fall silent.
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        entry = menu.add_keyed(swatch_icon(colour, relation=is_relation), name, key)
        entry.triggered.connect(action.trigger)


def _labels(session: Session, relation: Relation | None) -> list[tuple[str, str, bool]]:
    scheme, document = session.scheme, session.document
    if relation is None or document is None:
        return [(label.name, label.colour, False) for label in scheme.entities if label.on]
    head, child = document.spans[relation.head], document.spans[relation.child]
    return [(label.name, label.colour, True) for label in scheme.relations_between(head.label, child.label)]
