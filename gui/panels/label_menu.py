"""What can be done with all spans of one label: the menu of its chip."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from annotations.edits.decide import suggestions_of
from annotations.scheme import SchemeChange
from gui.session import Session
from gui.widgets import Menu


def fill_label_menu(
    menu: Menu,
    session: Session,
    name: str,
    *,
    accept: Callable[[], None],
    reject: Callable[[], None],
    hidden: bool,
    hide: Callable[[], None],
) -> None:
    """Add accepting and rejecting all suggestions of a label, hiding it, and switching it off."""
    document = session.document
    count = len(suggestions_of(document, label=name)) if document is not None else 0
    for verb, decide in (("Accept", accept), ("Reject", reject)):
        words = f"{verb} all {count:,} {name}…" if count else f"{verb} all {name}…"
        menu.addAction(words, decide).setEnabled(count > 0 and not session.busy)
    menu.addSeparator()
    menu.addAction(f"Show {name}" if hidden else f"Hide {name}", hide)
    off = menu.addAction(f"Switch {name} off", lambda: switch_off(session, name))
    off.setEnabled(session.dataset is not None and not session.dataset.read_only)


def switch_off(session: Session, name: str) -> None:
    """Switch an entity label off in the dataset's scheme: it is no longer suggested, and has no key."""
    scheme = session.scheme
    labels = tuple(replace(label, on=label.on and label.name != name) for label in scheme.entities)
    session.set_scheme(SchemeChange(scheme, replace(scheme, entities=labels)))
