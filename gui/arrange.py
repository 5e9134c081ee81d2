"""What a person does to articles as a whole: rename, move, remove. Each is one step that undo takes back."""

from __future__ import annotations

from functools import partial

from annotations.dataset import managing
from annotations.dataset.dataset import Dataset
from annotations.errors import GoldspanError
from gui.desk import Desk
from gui.session import Session
from gui.widgets.message_bar import BarButton


def rename(desk: Desk, title: str | None = None) -> None:
    """Give the chosen article another title; it is asked for where it is not given."""
    session, key = desk.session, desk.queue.chosen
    if session.dataset is None or key is None:
        return
    try:
        before = session.dataset.row(key).title
    except GoldspanError as error:
        desk.fail(error)
        return
    wanted = desk.dialogs.ask_title(before) if title is None else title
    if wanted is not None and wanted.strip() != before:
        session.manage(partial(managing.retitle, article=key, title=wanted))


def move_by(desk: Desk, places: int) -> None:
    """Move the chosen article one place down (1) or up (-1) in the queue."""
    session, key = desk.session, desk.queue.chosen
    if session.dataset is None or key is None:
        return
    if not desk.queue.model.movable:
        everything = BarButton("Show all articles", desk.queue.filter.clear)
        desk.say("info", "Articles are moved where the whole queue is shown in its own order.", everything)
        return
    try:
        behind = _behind_neighbour(session.dataset, key, places)
    except GoldspanError as error:
        desk.fail(error)
        return
    if behind != key:
        move_behind(session, key, behind)


def _behind_neighbour(dataset: Dataset, key: int, places: int) -> int | None:
    """The article to move behind, or None for the beginning; `key` itself where there is no such place."""
    if places < 0:
        previous = dataset.previous_key(key)
        return key if previous is None else dataset.previous_key(previous)
    following = dataset.next_key(key, not_done=False)
    last = following is None or dataset.row(following).position < dataset.row(key).position
    return key if last else following


def move_behind(session: Session, key: int, behind: int | None) -> None:
    """Move an article to behind another one, or (None) to the beginning, if it is not there already."""
    dataset = session.dataset
    if dataset is None or key == behind:
        return
    try:
        stays = dataset.previous_key(key) == behind
    except GoldspanError as error:
        session.failed.emit(error)
        return
    if not stays:
        session.manage(partial(managing.move, article=key, behind=behind))


def remove(desk: Desk) -> None:
    """Take the chosen article out of the dataset, and say so with a way back."""
    session, key = desk.session, desk.queue.chosen
    if session.dataset is None or key is None:
        return
    try:
        title = session.dataset.row(key).title
    except GoldspanError as error:
        desk.fail(error)
        return
    stack, in_list = session.undo_stack, desk.queue.list.hasFocus()
    steps = stack.index() + 1
    session.manage(lambda _: managing.Remove(key))
    if stack.index() != steps:
        return
    if in_list:
        # The next article has taken the focus; Delete is to remove that one, too.
        desk.queue.list.setFocus()

    def bring_back() -> None:
        if stack.index() == steps:
            session.undo()

    words = f"“{title}” was removed. It can be brought back until the dataset is closed."
    desk.say("info", words, BarButton("Undo", bring_back))
