"""ACTIONS: everything that can be done, one row each.

Menus, the tool bar, the command palette and scripts take their actions from here; the id is the QAction's
`objectName`. An action is enabled when its row's `enabled` says so of the session, asked at each change.
Keys without Ctrl belong to the article view (decisions to the annotation list too), so that they never act
while someone types in a field. Two actions on one key would both fall silent, so `clashes` is empty, always.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from annotations.edits import article
from annotations.model import State, Status
from gui import hands
from gui.session import Session

if TYPE_CHECKING:
    from gui.desk import Desk


class Where(Enum):
    """Which widget must have the focus for the keys of an action."""

    WINDOW = "window"
    ARTICLE = "article"
    DECISION = "decision"
    """The article view and the annotation list."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. A `text` that ends in … leads to a choice."""

    id: str
    text: str
    run: Callable[[Desk], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Callable[[Session], bool] = lambda _: True
    where: Where = Where.WINDOW
    checked: Callable[[Desk], bool] | None = None


def _open(session: Session) -> bool:
    return session.document is not None


def _dataset(session: Session) -> bool:
    return session.dataset is not None


def _reading(session: Session) -> bool:
    """An article is open and no relation is being drawn, whose letters these would be."""
    return session.document is not None and session.relating is None


def _selected(session: Session) -> bool:
    return _reading(session) and bool(session.selection.ids)


def _one_undecided(session: Session) -> bool:
    chosen = session.selected
    return _reading(session) and len(chosen) == 1 and chosen[0].state is State.SUGGESTED


def _undecided(session: Session) -> bool:
    return session.document is not None and session.document.undecided > 0


def _one_span(session: Session) -> bool:
    return _reading(session) and session.selected_span is not None


def _relatable(session: Session) -> bool:
    return _open(session) and bool(session.relating or session.pinned or session.selected_span)


def _reversible(session: Session) -> bool:
    return _open(session) and bool(session.relating or session.selected_relation)


def _text_selected(session: Session) -> bool:
    return _open(session) and hands.selected_bounds(session) is not None


def _decided_article(session: Session) -> bool:
    return session.document is not None and session.document.state.status in (Status.DONE, Status.SKIPPED)


def _can_undo(session: Session) -> bool:
    return session.undo_stack.canUndo()


def _can_redo(session: Session) -> bool:
    return session.undo_stack.canRedo()


def _flag(desk: Desk) -> None:
    session = desk.session
    session.do(lambda d: article.flag(d, not d.state.flagged))


def _flagged(desk: Desk) -> bool:
    return desk.session.document is not None and desk.session.document.state.flagged


def _toggle(setting: str) -> Callable[[Desk], None]:
    return lambda desk: desk.settings.set(setting, not desk.settings.get(setting))


def _is_on(setting: str) -> Callable[[Desk], bool]:
    return lambda desk: bool(desk.settings.get(setting))


def _pin(desk: Desk) -> None:
    span = desk.session.selected_span
    desk.session.pin("" if span is None or desk.session.pinned == span.id else span.id)


def _select_all_spans(desk: Desk) -> None:
    document = desk.session.document
    if document is not None:
        desk.session.select((s.id for s in sorted(document.shown_spans(), key=document.place)), reveal=False)


A, D = Where.ARTICLE, Where.DECISION

FILE = (
    Action("file.open", "Open…", lambda d: d.files.ask_open(), ("Ctrl+O",), "folder-open"),
    Action("file.paste", "New article from the clipboard", lambda d: d.files.paste(), (), "clipboard-paste"),
    Action("dataset.new", "New dataset…", lambda d: d.files.ask_new_dataset(), ("Ctrl+N",), "file-plus"),
    Action(
        "dataset.open", "Open dataset…", lambda d: d.files.ask_open_dataset(), ("Ctrl+Shift+O",), "database"
    ),
    Action("file.sample", "Open the sample article", lambda d: d.files.open_sample(), (), "book-open"),
    Action("gold.save", "Save this article's gold", lambda d: d.gold.save(), ("Ctrl+S",), "check", _open),
    Action("gold.export", "Export gold…", lambda d: d.gold.ask_export(), ("Ctrl+E",), "upload", _dataset),
    Action("gold.follow", "Gold file that follows…", lambda d: d.gold.ask_follow(), (), "upload", _dataset),
    Action(
        "dataset.show_folder", "Show where it is saved", lambda d: d.files.show_folder(), (), "", _dataset
    ),
    Action(
        "dataset.close", "Close the dataset", lambda d: d.files.close_dataset(), ("Ctrl+W",), "", _dataset
    ),
    Action("app.quit", "Quit", lambda d: d.quit(), ("Ctrl+Q",), "log-out"),
)

EDIT = (
    Action("edit.undo", "Undo", lambda d: d.session.undo(), ("Undo",), "undo-2", _can_undo),
    Action("edit.redo", "Redo", lambda d: d.session.redo(), ("Redo",), "redo-2", _can_redo),
    Action("edit.copy", "Copy", lambda d: d.copy(), ("Ctrl+C",), "copy", _text_selected, A),
    Action("edit.select_spans", "Select all spans", _select_all_spans, ("Ctrl+A",), "", _reading, D),
    Action("find.show", "Find in the article…", lambda d: d.find_bar.open(), ("Ctrl+F",), "search", _open),
    Action("find.next", "Find the next", lambda d: d.find_bar.find_next(), ("F3",), "", _open),
    Action(
        "find.previous", "Find the previous", lambda d: d.find_bar.find_previous(), ("Shift+F3",), "", _open
    ),
    Action("settings.show", "Preferences…", lambda d: d.show_preferences(), ("Ctrl+,",), "settings"),
)

SHOW = (
    Action(
        "view.reflow",
        "Re-flow hard-wrapped lines",
        lambda d: d.toggle_reflow(),
        (),
        "wrap-text",
        _open,
        checked=lambda d: d.settings.get("reflow") != "never",
    ),
    Action(
        "view.rejected",
        "Show what was rejected",
        _toggle("show_rejected"),
        ("Ctrl+Shift+X",),
        checked=_is_on("show_rejected"),
    ),
    Action("view.spans", "Show spans", _toggle("show_spans"), (), "", checked=_is_on("show_spans")),
    Action(
        "view.relations",
        "Show relations",
        _toggle("show_relations"),
        (),
        "",
        checked=_is_on("show_relations"),
    ),
    Action(
        "view.only_own_relations",
        "Show only its relations",
        _toggle("only_own_relations"),
        (),
        "",
        checked=_is_on("only_own_relations"),
    ),
    Action("view.hide", "Hide annotations for reading", lambda d: d.toggle_reading(), ("Ctrl+H",), "eye-off"),
    Action("view.zoom_in", "Larger", lambda d: d.zoom_by(1), ("Ctrl++", "Ctrl+="), "zoom-in", _open),
    Action("view.zoom_out", "Smaller", lambda d: d.zoom_by(-1), ("Ctrl+-",), "zoom-out", _open),
    Action("view.zoom_reset", "100 %", lambda d: d.zoom_by(0), ("Ctrl+0",), "", _open),
    Action("view.next_panel", "Next panel", lambda d: d.next_panel(1), ("F6",)),
    Action("view.previous_panel", "Previous panel", lambda d: d.next_panel(-1), ("Shift+F6",)),
)

ANNOTATE = (
    Action(
        "suggestion.accept",
        "Accept",
        lambda d: hands.accept(d.session),
        ("A", "Enter", "Return"),
        "check",
        _selected,
        D,
    ),
    Action(
        "suggestion.reject",
        "Reject or remove",
        lambda d: hands.reject(d.session),
        ("X", "Delete", "Backspace"),
        "x",
        _selected,
        D,
    ),
    Action(
        "suggestion.reset",
        "Undecided again",
        lambda d: hands.reset(d.session),
        ("U",),
        "rotate-ccw",
        _selected,
        D,
    ),
    Action(
        "suggestion.accept_same",
        "Accept the same text and label",
        lambda d: hands.accept_same(d.session),
        ("Shift+A",),
        "list-checks",
        _one_undecided,
        D,
    ),
    Action(
        "suggestion.reject_same",
        "Reject the same text and label",
        lambda d: hands.reject_same(d.session),
        ("Shift+X",),
        "",
        _one_undecided,
        D,
    ),
    Action(
        "suggestion.accept_all",
        "Accept the rest…",
        lambda d: d.bulk.accept_rest(),
        ("Ctrl+Shift+A",),
        "check-check",
        _undecided,
    ),
    Action(
        "suggestion.accept_label",
        "Accept all of one label…",
        lambda d: d.bulk.accept_label(),
        (),
        "tag",
        _undecided,
    ),
    Action(
        "suggestion.accept_score",
        "Accept all above a score…",
        lambda d: d.bulk.accept_score(),
        (),
        "list-filter",
        _undecided,
    ),
    Action(
        "span.annotate_every",
        "Annotate every occurrence…",
        lambda d: d.view_menus.ask_annotate_every(),
        ("Ctrl+Shift+L",),
        "scan-text",
        _text_selected,
    ),
    Action(
        "span.end_right",
        "End one token right",
        lambda d: hands.resize(d.session, end=1),
        ("Alt+Right",),
        "",
        _one_span,
        A,
    ),
    Action(
        "span.end_left",
        "End one token left",
        lambda d: hands.resize(d.session, end=-1),
        ("Alt+Left",),
        "",
        _one_span,
        A,
    ),
    Action(
        "span.start_right",
        "Start one token right",
        lambda d: hands.resize(d.session, start=1),
        ("Alt+Shift+Right",),
        "",
        _one_span,
        A,
    ),
    Action(
        "span.start_left",
        "Start one token left",
        lambda d: hands.resize(d.session, start=-1),
        ("Alt+Shift+Left",),
        "",
        _one_span,
        A,
    ),
    Action(
        "relation.start",
        "Relate",
        lambda d: hands.start_relating(d.session),
        ("R",),
        "spline",
        _relatable,
        A,
        checked=lambda d: d.session.relating is not None,
    ),
    Action(
        "relation.reverse",
        "Reverse the relation",
        lambda d: hands.reverse(d.session),
        ("Shift+R",),
        "arrow-left-right",
        _reversible,
        A,
    ),
    Action(
        "relation.pin",
        "Pin this end",
        _pin,
        ("Ctrl+Shift+P",),
        "pin",
        _one_span,
        checked=lambda d: bool(d.session.pinned),
    ),
    Action(
        "note.edit", "Write a note", lambda d: d.inspector.edit_note(), ("Ctrl+M",), "sticky-note", _selected
    ),
    Action("suggest.run", "Suggest", lambda d: d.suggesting.suggest(), ("Ctrl+Shift+S",), "sparkles", _open),
    Action("suggest.cancel", "Stop suggesting", lambda d: d.suggesting.cancel(), (), "x"),
    Action(
        "article.done", "Done, next", lambda d: d.finish.done(), ("Ctrl+Enter", "Ctrl+Return"), "check", _open
    ),
    Action(
        "article.skip",
        "Skip",
        lambda d: d.finish.skip(),
        ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
        "skip-forward",
        _open,
    ),
    Action("article.flag", "Flag", _flag, ("Ctrl+D",), "flag", _open, checked=_flagged),
    Action(
        "article.reopen",
        "Take done back",
        lambda d: d.session.do(article.reopen),
        (),
        "rotate-ccw",
        _decided_article,
    ),
)

GO = (
    Action("suggestion.next", "Next undecided", lambda d: hands.go_next(d.session), ("]",), "", _reading, D),
    Action(
        "suggestion.previous",
        "Previous undecided",
        lambda d: hands.go_previous(d.session),
        ("[",),
        "",
        _reading,
        D,
    ),
    Action(
        "article.next", "Next article not done", lambda d: d.finish.next(), ("Ctrl+PgDown",), "", _dataset
    ),
    Action(
        "article.previous", "Previous article", lambda d: d.finish.previous(), ("Ctrl+PgUp",), "", _dataset
    ),
    Action(
        "article.find", "Find an article", lambda d: d.queue.focus_search(), ("Ctrl+P",), "search", _dataset
    ),
    Action("app.welcome", "Welcome page", lambda d: d.files.close_dataset(), ()),
)

TOOLS = (
    Action("scheme.edit", "Label scheme…", lambda d: d.edit_scheme(), ("Ctrl+L",), "tag", _dataset),
    Action("pipeline.choose", "Pipeline…", lambda d: d.dialogs.choose_pipeline(), (), "cpu", _dataset),
    Action("palette.show", "Commands…", lambda d: d.show_palette(), ("Ctrl+K",), "search"),
)

HELP = (
    Action("help.keys", "Keys", lambda d: d.show_keys(), ("F1",), "keyboard"),
    Action("help.keys_here", "Keys of the article", lambda d: d.show_keys(), ("?",), "", where=A),
    Action("help.about", "About Goldspan", lambda d: d.show_about(), (), "info"),
)

MENUS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    ("File", FILE),
    ("Edit", EDIT),
    ("View", SHOW),
    ("Annotate", ANNOTATE),
    ("Go", GO),
    ("Tools", TOOLS),
    ("Help", HELP),
)

ACTIONS: tuple[Action, ...] = tuple(action for _, actions in MENUS for action in actions)


def entity_actions(session: Session) -> tuple[Action, ...]:
    """An action for each entity label of the scheme that is switched on: `span.relabel.PERSON`."""
    return tuple(
        Action(
            f"span.relabel.{label.name}",
            label.name,
            lambda d, name=label.name: hands.label(d.session, name),  # type: ignore[misc]
            (label.key,) if label.key else (),
            "",
            lambda s: _reading(s) and s.selected_relation is None,
            A,
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
            lambda d, name=label.name: hands.relate_as(d.session, name),  # type: ignore[misc]
            (label.key,) if label.key else (),
            "",
            _relation_label_wanted,
            A,
        )
        for label in session.scheme.relations
        if label.on
    )


def _relation_label_wanted(session: Session) -> bool:
    if session.relating is not None:
        return bool(session.relating.child)
    return session.selected_relation is not None


def clashes(actions: tuple[Action, ...]) -> list[tuple[str, str, str]]:
    """The keys that two of `actions` share where both could hear them: key and the two ids."""
    taken: dict[str, str] = {}
    found = []
    for action in actions:
        for key in action.keys:
            if key in taken:
                found.append((key, taken[key], action.id))
            taken.setdefault(key, action.id)
    return found


__all__ = ["ACTIONS", "MENUS", "Action", "Where", "clashes", "entity_actions", "relation_actions"]
