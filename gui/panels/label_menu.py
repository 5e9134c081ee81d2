"""What can be done with all spans of one label: the menu of its chip."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from annotations.edits.decide import suggestions_of
from annotations.errors import GoldspanError
from gui import hands
from gui.session import Session
from gui.widgets import Menu


def fill_label_menu(
    menu: Menu, session: Session, name: str, *, hidden: bool, hide: Callable[[], None]
) -> None:
    """Add accepting and rejecting all suggestions of a label, hiding it, and switching it off."""
    document = session.document
    ids = suggestions_of(document, label=name) if document is not None else []
    count = f" {len(ids):,}" if ids else ""
    accept = menu.addAction(f"Accept all{count} {name}", lambda: hands.accept_all(session, ids))
    reject = menu.addAction(f"Reject all{count} {name}", lambda: hands.reject(session, ids))
    for action in (accept, reject):
        action.setEnabled(bool(ids) and not session.busy)
    menu.addSeparator()
    menu.addAction(f"Show {name}" if hidden else f"Hide {name}", hide)
    off = menu.addAction(f"Switch {name} off", lambda: switch_off(session, name))
    off.setEnabled(session.dataset is not None and not session.dataset.read_only)


def switch_off(session: Session, name: str) -> None:
    """Switch an entity label off in the dataset's scheme: it is no longer suggested, and has no key."""
    dataset = session.dataset
    if dataset is None:
        return
    labels = (replace(label, on=label.on and label.name != name) for label in session.scheme.entities)
    try:
        dataset.set_scheme(replace(session.scheme, entities=tuple(labels)))
    except GoldspanError as error:
        session.failed.emit(error)
        return
    session.scheme = dataset.scheme
    session.scheme_changed.emit()
