"""What the command palette lists: commands, articles behind `@`, labels behind `#`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from annotations.dataset import Wanted
from annotations.errors import GoldspanError
from annotations.scheme import EntityLabel, RelationLabel
from gui.actions import Action
from gui.fuzzy import match
from gui.widgets.states import ARTICLE_STATES

if TYPE_CHECKING:
    from gui.desk import Desk

ARTICLES = 50
"""How many articles are listed at the most; more letters find the others."""

_LABELS = ("span.relabel.", "relation.relabel.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is, more of it in muted words, its key, and what it does."""

    title: str
    run: Callable[[], None]
    more: str = ""
    key: str = ""
    icon: str = ""
    colour: str = ""
    relation: bool = False
    enabled: bool = True
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The lines for what was typed, how many there are in all, and what they are called."""

    entries: list[Entry]
    total: int
    kind: str


def find_entries(desk: Desk, typed: str) -> Found:
    """List what fits: those that can be done now first, then the better match."""
    if typed.startswith("@"):
        return _articles(desk, typed[1:].strip())
    if typed.startswith("#"):
        return _matching(_labels(desk), typed[1:], "labels")
    rows = [row for row in desk.actions.rows() if not row.id.startswith(_LABELS)]
    return _matching([_command(desk, row) for row in rows if row.id != "palette.show"], typed, "commands")


def _matching(entries: list[Entry], typed: str, kind: str) -> Found:
    scored = []
    for n, entry in enumerate(entries):
        found = match(typed, entry.title)
        if found is not None:
            scored.append((not entry.enabled, -found.score, n, found.places))
    scored.sort()
    return Found([replace(entries[n], places=places) for _, _, n, places in scored], len(entries), kind)


def _command(desk: Desk, row: Action) -> Entry:
    action = desk.actions[row.id]
    more = _about(desk, row.id) if action.isEnabled() else "not now"
    return Entry(row.text, action.trigger, more, _key(desk, row), row.icon, enabled=action.isEnabled())


def _key(desk: Desk, row: Action) -> str:
    return desk.actions[row.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _about(desk: Desk, action_id: str) -> str:
    """What a command would act on."""
    document, chosen = desk.session.document, desk.session.selected
    if document is None:
        return ""
    if action_id in ("suggestion.accept", "suggestion.reject", "suggestion.reset"):
        if len(chosen) == 1 and (span := desk.session.selected_span) is not None:
            return f"“{_short(document.text_of(span))}”, {span.label}"
        return f"{len(chosen):,} selected"
    if action_id == "suggestion.accept_all":
        return f"{document.undecided:,} suggestion{'' if document.undecided == 1 else 's'}"
    if action_id in ("edit.undo", "edit.redo"):
        stack = desk.session.undo_stack
        return stack.undoText() if action_id == "edit.undo" else stack.redoText()
    return ""


def _labels(desk: Desk) -> list[Entry]:
    scheme, found = desk.session.scheme, []
    kinds: tuple[tuple[str, Sequence[EntityLabel | RelationLabel]], ...]
    kinds = tuple(zip(_LABELS, (scheme.entities, scheme.relations), strict=True))
    for kind, labels in kinds:
        relation = kind.startswith("relation")
        for label in labels:
            if f"{kind}{label.name}" not in desk.actions:
                continue
            action = desk.actions[f"{kind}{label.name}"]
            more = label.guideline.strip().split("\n")[0]
            found.append(
                Entry(
                    label.name,
                    action.trigger,
                    more,
                    label.key,
                    colour=label.colour or "azure",
                    relation=relation,
                    enabled=action.isEnabled(),
                )
            )
    return found


def _articles(desk: Desk, typed: str) -> Found:
    dataset = desk.session.dataset
    if dataset is None:
        return Found([], 0, "articles")

    try:
        rows, total = dataset.queue(Wanted(title=typed), limit=ARTICLES), dataset.totals().articles
    except GoldspanError as error:
        desk.fail(error)
        return Found([], 0, "articles")

    def opener(key: int) -> Callable[[], None]:
        return lambda: _open(desk, key)

    entries = [
        Entry(
            row.title,
            opener(row.key),
            f"{row.undecided:,} undecided" if row.undecided else ARTICLE_STATES[row.status.value].words,
            icon=ARTICLE_STATES[row.status.value].name,
            places=_places(typed, row.title),
        )
        for row in rows
    ]
    return Found(entries, total, "articles")


def _open(desk: Desk, key: int) -> None:
    desk.session.open_article(key)


def _places(typed: str, title: str) -> tuple[int, ...]:
    found = match(typed, title)
    return found.places if found is not None else ()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:29] + "…"
