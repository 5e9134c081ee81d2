"""The rows of the menu Article: what is done with an article as a whole."""

from __future__ import annotations

from annotations.edits import article
from gui import arrange
from gui.actions.enabled import is_decided, is_open
from gui.actions.row import Action, Where
from gui.desk import Desk


def _flag(desk: Desk) -> None:
    session = desk.session
    session.do(lambda d: article.flag(d, not d.state.flagged))


def _flagged(desk: Desk) -> bool:
    return desk.session.document is not None and desk.session.document.state.flagged


ARTICLE = (
    Action(
        "article.done",
        "Done, next",
        lambda d: d.finish.done(),
        ("Ctrl+Enter", "Ctrl+Return"),
        "check",
        is_open,
    ),
    Action(
        "article.skip",
        "Skip",
        lambda d: d.finish.skip(),
        ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
        "skip-forward",
        is_open,
    ),
    Action("article.flag", "Flag", _flag, ("Ctrl+D",), "flag", is_open, checked=_flagged),
    Action(
        "article.reopen",
        "Reopen",
        lambda d: d.session.do(article.reopen),
        (),
        "rotate-ccw",
        is_decided,
    ),
    Action("article.rename", "Rename…", arrange.rename, ("F2",), "pencil", is_open),
    Action(
        "article.move_up",
        "Move up in the queue",
        lambda d: arrange.move_by(d, -1),
        ("Alt+Up",),
        "chevron-up",
        is_open,
        Where.QUEUE,
    ),
    Action(
        "article.move_down",
        "Move down in the queue",
        lambda d: arrange.move_by(d, 1),
        ("Alt+Down",),
        "chevron-down",
        is_open,
        Where.QUEUE,
    ),
    Action("article.remove", "Remove", arrange.remove, ("Delete",), "trash-2", is_open, Where.QUEUE),
)
