"""ACTIONS: everything that can be done, one row each.

Menus, the tool bar, the command palette and scripts take their actions from here; the id is the QAction's
`objectName`. An action is enabled when its row's `enabled` says so of the session, asked at each change.
Keys without Ctrl belong to the article view (decisions to the annotation list too), so that they never act
while someone types in a field; those of the queue act in its list alone. Two actions on one key would both
fall silent, so `clashes` is empty, always.
"""

from __future__ import annotations

from gui.actions.annotating import ANNOTATE, entity_actions, relation_actions
from gui.actions.article import ARTICLE
from gui.actions.dataset import DATASET
from gui.actions.general import EDIT, FILE, GO, HELP, SHOW, TOOLS
from gui.actions.row import Action, Where

MENUS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    ("File", FILE),
    ("Dataset", DATASET),
    ("Edit", EDIT),
    ("View", SHOW),
    ("Annotate", ANNOTATE),
    ("Article", ARTICLE),
    ("Go", GO),
    ("Tools", TOOLS),
    ("Help", HELP),
)

ACTIONS: tuple[Action, ...] = tuple(action for _, actions in MENUS for action in actions)


def clashes(actions: tuple[Action, ...]) -> list[tuple[str, str, str]]:
    """The keys that two of `actions` share where both could hear them: key and the two ids."""
    taken: dict[tuple[str, bool], str] = {}
    found = []
    for action in actions:
        in_window = action.where is Where.WINDOW
        places = (True, False) if in_window else (action.where is Where.QUEUE,)
        for key in action.keys:
            others = dict.fromkeys(taken[key, place] for place in places if (key, place) in taken)
            found += [(key, other, action.id) for other in others]
            for place in places:
                taken.setdefault((key, place), action.id)
    return found


__all__ = ["ACTIONS", "MENUS", "Action", "Where", "clashes", "entity_actions", "relation_actions"]
