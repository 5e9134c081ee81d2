"""The lines of the bulk preview: each suggestion in its context, chosen or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from annotations.document import Document
from annotations.model import Annotation, Span
from annotations.oddities import oddities
from annotations.scheme import LabelScheme

CONTEXT = 60
"""Characters of context on either side."""

_Index = QModelIndex | QPersistentModelIndex

Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion as it stands in the preview; `relation` ones join `text` to `child`."""

    id: str
    before: str
    text: str
    after: str
    label: str
    colour: str
    why: str
    score: float | None
    child: str = ""

    @property
    def relation(self) -> bool:
        """Whether it is a relation."""
        return bool(self.child)

    @property
    def words(self) -> str:
        """All of it as words, for the filter and for screen readers."""
        if self.relation:
            return f"{self.text} {self.label} {self.child}"
        return f"{self.before} {self.text} {self.after}, {self.label}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group of lines: `odd` those to be looked at first."""

    words: str
    count: int
    odd: bool


class BulkLines(QAbstractListModel):
    """Odd lines first, then the others, each group under its head; lines are checked or not.

    Lines are made when they are seen: 25,000 of them cost no more than what fits the window.
    """

    changed = Signal()
    """Another number of lines is chosen or shown."""

    def __init__(self, document: Document, scheme: LabelScheme, ids: Iterable[str]) -> None:
        super().__init__()
        self._document, self._scheme = document, scheme
        self._ids = list(ids)
        self.odd = oddities(document, self._ids)
        self._chosen = {i for i in self._ids if i not in self.odd}
        self._rows: list[str | Head] = []
        self._filter: tuple[str, ...] = ()
        self._least = 0.0
        self._arrange()

    # -- what is chosen ---------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """How many suggestions could be chosen, with the score that is asked for."""
        return sum(1 for i in self._ids if self._scores(i))

    def chosen(self) -> list[str]:
        """The ids of the chosen ones, those that the filter hides included."""
        return [i for i in self._ids if i in self._chosen and self._scores(i)]

    def set_filter(self, words: str) -> None:
        """Show only lines with all of these words in text, context or label."""
        self._filter = tuple(words.casefold().split())
        self._arrange()

    def set_least(self, score: float) -> None:
        """Leave out what has a lower score than this, or none; 0 takes all."""
        self._least = score
        self._arrange()

    def refresh(self) -> None:
        """Leave out what was decided or replaced meanwhile: suggestions go on arriving behind the dialog."""
        undecided = set(self._document.undecided_ids())
        left = [i for i in self._ids if i in undecided]
        if len(left) != len(self._ids):
            self._ids = left
            self._chosen.intersection_update(left)
        self._arrange()

    def toggle(self, row: int) -> None:
        """Choose a line or not; on a head, all lines of its group that are shown."""
        if not 0 <= row < len(self._rows):
            return
        entry = self._rows[row]
        ids = self._group(row) if isinstance(entry, Head) else [entry]
        if all(i in self._chosen for i in ids):
            self._chosen.difference_update(ids)
        else:
            self._chosen.update(ids)
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.changed.emit()

    def line(self, row: int) -> Line | Head:
        """What stands in a row."""
        entry = self._rows[row]
        if isinstance(entry, Head):
            return entry
        annotation = self._document.get(entry)
        if annotation is None:
            raise LookupError(entry)
        return self._line(annotation)

    # -- as a model -------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that rows can be checked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Role.DisplayRole) -> Any:
        """Return words and check state; the delegate asks `line` for more."""
        if not index.isValid():
            return None
        if role == Role.CheckStateRole:
            return self._check_state(index.row())
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        entry = self.line(index.row())
        if isinstance(entry, Head):
            return f"{entry.words}, {entry.count:,}"
        chosen = "chosen" if entry.id in self._chosen else "not chosen"
        return f"{entry.words}, {entry.why + ', ' if entry.why else ''}{chosen}"

    def setData(self, index: _Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ARG002
        """Turn the check of a row."""
        if role != Role.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def _check_state(self, row: int) -> Qt.CheckState:
        entry = self._rows[row]
        if not isinstance(entry, Head):
            return Qt.CheckState.Checked if entry in self._chosen else Qt.CheckState.Unchecked
        ids = self._group(row)
        chosen = sum(1 for i in ids if i in self._chosen)
        if chosen == len(ids):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if chosen else Qt.CheckState.Unchecked

    def _group(self, row: int) -> list[str]:
        found = []
        for entry in self._rows[row + 1 :]:
            if isinstance(entry, Head):
                break
            found.append(entry)
        return found

    def _arrange(self) -> None:
        self.beginResetModel()
        shown = [i for i in self._ids if self._scores(i) and self._matches(i)]
        odd = [i for i in shown if i in self.odd]
        others = [i for i in shown if i not in self.odd]
        self._rows = []
        if odd:
            self._rows += [Head("Look at these first", len(odd), True), *odd]
        if others:
            self._rows += [Head("The others" if odd else "All of them", len(others), False), *others]
        self.endResetModel()
        self.changed.emit()

    def _scores(self, annotation_id: str) -> bool:
        if not self._least:
            return True
        annotation = self._document.get(annotation_id)
        return annotation is not None and (annotation.score or 0.0) >= self._least

    def _matches(self, annotation_id: str) -> bool:
        if not self._filter:
            return True
        annotation = self._document.get(annotation_id)
        if annotation is None:
            return False
        # From the text itself: to make 25,000 lines at each letter that is typed would take too long.
        if isinstance(annotation, Span):
            bounds = slice(max(0, annotation.start - CONTEXT), annotation.end + CONTEXT)
            words = f"{self._document.text[bounds]} {annotation.label}".casefold()
        else:
            words = self._line(annotation).words.casefold()
        return all(word in words for word in self._filter)

    def _line(self, annotation: Annotation) -> Line:
        document, scheme = self._document, self._scheme
        why = self.odd.get(annotation.id, "")
        if isinstance(annotation, Span):
            start, end = annotation.start, annotation.end
            before, after = _context(document.text, start, end)
            label = scheme.entity(annotation.label)
            colour = label.colour if label is not None else ""
            text = one_line(document.text_of(annotation))
            return Line(annotation.id, before, text, after, annotation.label, colour, why, annotation.score)
        head, child = (
            one_line(document.text_of(document.spans[i])) for i in (annotation.head, annotation.child)
        )
        relation = scheme.relation(annotation.label)
        colour = relation.colour if relation is not None else ""
        return Line(annotation.id, "", head, "", annotation.label, colour, why, annotation.score, child)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span, each on one line and without words that are cut in two."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[first:start], text[end:last]
    if first and not text[first - 1].isspace():
        before = before[_blank(before) :]
    if last < len(text) and not text[last].isspace():
        after = after[: len(after) - _blank(after[::-1])]
    return one_line(before), one_line(after)


def _blank(text: str) -> int:
    """The place of the first white space; 0 where there is none, as one long word is better than nothing."""
    return next((place for place, character in enumerate(text) if character.isspace()), 0)


def one_line(text: str) -> str:
    """The text with each stretch of white space as one blank."""
    return " ".join(text.replace("\0", "␀").split())
