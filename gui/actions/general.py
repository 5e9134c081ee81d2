"""The rows of the menus File, Edit, View, Go, Tools and Help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui import hands
from gui.actions.enabled import (
    can_import,
    can_redo,
    can_undo,
    has_dataset,
    has_text,
    is_open,
    is_reading,
)
from gui.actions.row import Action, Where

if TYPE_CHECKING:
    from gui.desk import Desk


def _toggle(setting: str) -> Callable[[Desk], None]:
    return lambda desk: desk.settings.set(setting, not desk.settings.get(setting))


def _is_on(setting: str) -> Callable[[Desk], bool]:
    return lambda desk: bool(desk.settings.get(setting))


def _select_all_spans(desk: Desk) -> None:
    document = desk.session.document
    if document is not None:
        desk.session.select((s.id for s in sorted(document.shown_spans(), key=document.place)), reveal=False)


FILE = (
    Action("file.open", "Open…", lambda d: d.files.ask_open(), ("Ctrl+O",), "folder-open"),
    Action("dataset.import", "Import…", lambda d: d.files.ask_import(), ("Ctrl+I",), "download", can_import),
    Action("file.paste", "New article from the clipboard", lambda d: d.files.paste(), (), "clipboard-paste"),
    Action("file.sample", "Open the sample article", lambda d: d.files.open_sample(), (), "book-open"),
    Action("gold.save", "Save this article's gold", lambda d: d.gold.save(), ("Ctrl+S",), "check", is_open),
    Action("gold.export", "Export…", lambda d: d.exporting.ask(), ("Ctrl+E",), "upload", has_dataset),
    Action(
        "article.export_page",
        "Export this article as a page…",
        lambda d: d.exporting.ask_page(),
        (),
        "",
        is_open,
    ),
    Action(
        "gold.follow", "Gold file that follows…", lambda d: d.gold.ask_follow(), (), "upload", has_dataset
    ),
    Action("app.quit", "Quit", lambda d: d.quit(), ("Ctrl+Q",), "log-out"),
)

EDIT = (
    Action("edit.undo", "Undo", lambda d: d.session.undo(), ("Undo",), "undo-2", can_undo),
    Action("edit.redo", "Redo", lambda d: d.session.redo(), ("Redo",), "redo-2", can_redo),
    Action("edit.copy", "Copy", lambda d: d.copy(), ("Ctrl+C",), "copy", has_text, Where.ARTICLE),
    Action(
        "edit.select_spans",
        "Select all spans",
        _select_all_spans,
        ("Ctrl+A",),
        "",
        is_reading,
        Where.DECISION,
    ),
    Action("find.show", "Find in the article…", lambda d: d.find_bar.open(), ("Ctrl+F",), "search", is_open),
    Action("find.next", "Find the next", lambda d: d.find_bar.find_next(), ("F3",), "", is_open),
    Action(
        "find.previous", "Find the previous", lambda d: d.find_bar.find_previous(), ("Shift+F3",), "", is_open
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
        is_open,
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
    Action("view.zoom_in", "Larger", lambda d: d.zoom_by(1), ("Ctrl++", "Ctrl+="), "zoom-in", is_open),
    Action("view.zoom_out", "Smaller", lambda d: d.zoom_by(-1), ("Ctrl+-",), "zoom-out", is_open),
    Action("view.zoom_reset", "100 %", lambda d: d.zoom_by(0), ("Ctrl+0",), "", is_open),
    Action("view.next_panel", "Next panel", lambda d: d.next_panel(1), ("F6",)),
    Action("view.previous_panel", "Previous panel", lambda d: d.next_panel(-1), ("Shift+F6",)),
)

GO = (
    Action(
        "suggestion.next",
        "Next undecided",
        lambda d: hands.go_next(d.session),
        ("]",),
        "",
        is_reading,
        Where.DECISION,
    ),
    Action(
        "suggestion.previous",
        "Previous undecided",
        lambda d: hands.go_previous(d.session),
        ("[",),
        "",
        is_reading,
        Where.DECISION,
    ),
    Action("problem.next", "Next problem", lambda d: d.problems.go(1), ("F8",), "triangle-alert", is_open),
    Action("problem.previous", "Previous problem", lambda d: d.problems.go(-1), ("Shift+F8",), "", is_open),
    Action(
        "article.next", "Next article not done", lambda d: d.finish.next(), ("Ctrl+PgDown",), "", has_dataset
    ),
    Action(
        "article.previous", "Previous article", lambda d: d.finish.previous(), ("Ctrl+PgUp",), "", has_dataset
    ),
    Action(
        "article.find",
        "Find an article",
        lambda d: d.queue.focus_search(),
        ("Ctrl+P",),
        "search",
        has_dataset,
    ),
    Action("app.welcome", "Welcome page", lambda d: d.files.close_dataset(), ()),
)

TOOLS = (
    Action("scheme.edit", "Label scheme…", lambda d: d.edit_scheme(), ("Ctrl+L",), "tag", has_dataset),
    Action("pipeline.choose", "Pipeline…", lambda d: d.dialogs.choose_pipeline(), (), "cpu", has_dataset),
    Action("palette.show", "Commands…", lambda d: d.show_palette(), ("Ctrl+K",), "search"),
)

HELP = (
    Action("help.keys", "Keys", lambda d: d.show_keys(), ("F1",), "keyboard"),
    Action("help.keys_here", "Keys of the article", lambda d: d.show_keys(), ("?",), "", where=Where.ARTICLE),
    Action("help.about", "About Goldspan", lambda d: d.show_about(), (), "info"),
)
