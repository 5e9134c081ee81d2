"""When an action is enabled: questions to the session."""

from __future__ import annotations

from annotations.model import State, Status
from gui import hands
from gui.session import Session


def is_open(session: Session) -> bool:
    """An article is open."""
    return session.document is not None


def has_dataset(session: Session) -> bool:
    """A dataset is open."""
    return session.dataset is not None


def can_import(session: Session) -> bool:
    """Articles can come into the open dataset, or into a new one."""
    return session.dataset is None or not session.dataset.read_only


def is_reading(session: Session) -> bool:
    """An article is open and no relation is being drawn, whose letters these would be."""
    return session.document is not None and session.relating is None


def has_selection(session: Session) -> bool:
    """Something is selected, and no relation is being drawn."""
    return is_reading(session) and bool(session.selection.ids)


def one_undecided(session: Session) -> bool:
    """One suggestion is selected that is not decided."""
    chosen = session.selected_one
    return is_reading(session) and chosen is not None and chosen.state is State.SUGGESTED


def has_undecided(session: Session) -> bool:
    """The open article has undecided suggestions."""
    return session.document is not None and session.document.undecided > 0


def one_span(session: Session) -> bool:
    """One span is selected."""
    return is_reading(session) and session.selected_span is not None


def is_relatable(session: Session) -> bool:
    """A relation can begin, or is being drawn."""
    return is_open(session) and bool(session.relating or session.pinned or session.selected_span)


def is_reversible(session: Session) -> bool:
    """A relation is selected or being drawn."""
    return is_open(session) and bool(session.relating or session.selected_relation)


def has_text(session: Session) -> bool:
    """Text or one span is selected."""
    return is_open(session) and hands.selected_bounds(session) is not None


def is_decided(session: Session) -> bool:
    """The open article is done or skipped."""
    return session.document is not None and session.document.state.status in (Status.DONE, Status.SKIPPED)


def can_undo(session: Session) -> bool:
    """There is a step to take back."""
    return session.undo_stack.canUndo()


def can_redo(session: Session) -> bool:
    """There is a step to do again."""
    return session.undo_stack.canRedo()


def is_writable(session: Session) -> bool:
    """A dataset is open that may be written."""
    return session.dataset is not None and not session.dataset.read_only
