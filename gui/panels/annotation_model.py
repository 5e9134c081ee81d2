"""The rows of the annotation list: spans or relations, kept in step with each change."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import chain, groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotations.document import Document, Place
from annotations.model import PERSON, Annotation, ArticleState, Change, Relation, Row, Span
from gui.panels.listing import Listing, flaw_of, shown, words_of
from gui.session import Session
from gui.widgets import SPAN_STATES

Index = QModelIndex | QPersistentModelIndex


class Kind(IntEnum):
    """What is listed, in the order of the buttons above the list."""

    SPANS = 0
    RELATIONS = 1


class Column(IntEnum):
    """The columns of the list."""

    STATE = 0
    TEXT = 1
    LABEL = 2
    SOURCE = 3
    SCORE = 4


_HEADS = {Column.TEXT: "Text", Column.LABEL: "Label", Column.SOURCE: "Source", Column.SCORE: "Score"}


def short_source(annotation: Annotation) -> str:
    """The first source as a column has room for it: `sm 3.8.0` of `en_core_web_sm 3.8.0`; `you`."""
    first = annotation.sources[0] if annotation.sources else ""
    if first == PERSON:
        return "you"
    name, space, version = first.rpartition(" ")
    return f"{name.rpartition('_')[2]} {version}" if space and "_" in name else first


def score_words(score: float | None) -> str:
    """A score with two figures, or a dash."""
    return "–" if score is None else f"{score:.2f}"


class AnnotationModel(QAbstractTableModel):
    """The listing of one kind as a table; `counted` says that some kind has another number of rows."""

    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rejected = False
        self._document: Document | None = None
        self.kind = Kind.SPANS
        self._listings = {
            Kind.SPANS: Listing(lambda _, a: isinstance(a, Span) and shown(a, rejected=self._rejected)),
            Kind.RELATIONS: Listing(
                lambda _, a: isinstance(a, Relation) and shown(a, rejected=self._rejected)
            ),
        }

    @property
    def _listing(self) -> Listing:
        return self._listings[self.kind]

    def count(self, kind: Kind) -> int:
        """How many rows a kind has."""
        return len(self._listings[kind])

    # -- reading ----------------------------------------------------------------------------------

    def reset(self, *, rejected: bool | None = None) -> None:
        """Read the open article anew."""
        self.beginResetModel()
        if rejected is not None:
            self._rejected = rejected
        self._document = document = self._session.document
        rejected = self._rejected
        spans: Iterable[Annotation] = document.shown_spans(rejected=rejected) if document else ()
        relations: Iterable[Annotation] = document.shown_relations(rejected=rejected) if document else ()
        self._listings[Kind.SPANS].read(document, list(spans))
        self._listings[Kind.RELATIONS].read(document, list(relations))
        self.endResetModel()
        self.counted.emit()

    def show_kind(self, kind: Kind) -> None:
        """List another kind."""
        if kind is not self.kind:
            self.beginResetModel()
            self.kind = kind
            self.endResetModel()

    def take(self, change: Change) -> None:
        """Keep in step with a change that is applied to the open article."""
        document = self._document
        if document is None:
            return
        touched = _touched(document, change)
        for kind, listing in self._listings.items():
            new = [place for i in touched if (place := self._move(document, kind, listing, i)) is not None]
            self._insert(kind, listing, sorted(new))
        self.counted.emit()

    def take_many(self, change: Change) -> None:
        """Keep in step with a large change: where every row stays in its place, only its look is another."""
        document = self._document
        if document is None or not _all_stay(change, rejected=self._rejected):
            self.reset()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    def _move(self, document: Document, kind: Kind, listing: Listing, annotation_id: str) -> Place | None:
        """Show it anew where it is, or take it out; gives the place where it is to be put in."""
        known, wanted = listing.place_known(annotation_id), listing.place_wanted(document, annotation_id)
        seen = kind is self.kind
        if known == wanted:
            if known is not None and seen:
                row = listing.row_for(known)
                # One cell at a time: for more than one, the view repaints all that it shows.
                for cell in (self.index(row, column) for column in Column):
                    self.dataChanged.emit(cell, cell)
            return None
        if known is not None:
            row = listing.row_for(known)
            if seen:
                self.beginRemoveRows(QModelIndex(), row, row)
            listing.remove(annotation_id)
            if seen:
                self.endRemoveRows()
        return wanted

    def _insert(self, kind: Kind, listing: Listing, places: list[Place]) -> None:
        """Put sorted places in; those that come to stand side by side at once, as suggestions mostly do."""
        for row, run in reversed([(row, list(run)) for row, run in groupby(places, listing.row_for)]):
            if kind is self.kind:
                self.beginInsertRows(QModelIndex(), row, row + len(run) - 1)
            listing.insert(row, run)
            if kind is self.kind:
                self.endInsertRows()

    # -- rows and ids -----------------------------------------------------------------------------

    def annotation_at(self, row: int) -> Annotation | None:
        """The span or relation in a row."""
        return self._document.get(self._listing.id_at(row)) if self._document is not None else None

    def id_at(self, row: int) -> str:
        """The id of the span or relation in a row."""
        return self._listing.id_at(row)

    def row_of(self, annotation_id: str) -> int | None:
        """The row of a span or relation, None where it is not listed."""
        return self._listing.row_of(annotation_id)

    def kind_of(self, annotation_id: str) -> Kind | None:
        """The kind that lists it: the one that is shown where it does, else its own."""
        for kind in (self.kind, Kind.SPANS, Kind.RELATIONS):
            if self._listings[kind].row_of(annotation_id) is not None:
                return kind
        return None

    # -- what the view asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._listing)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.SCORE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _HEADS.get(Column(section)) if role == Qt.ItemDataRole.DisplayRole else None

    def words(self, annotation: Annotation, column: Column) -> str:
        """The words of a cell."""
        if self._document is None:
            return ""
        if column is Column.STATE:
            mark = SPAN_STATES.get(annotation.state.value)
            return mark.words if mark is not None else ""
        if column is Column.TEXT:
            return words_of(self._document, annotation)
        if column is Column.LABEL:
            return annotation.label
        return short_source(annotation) if column is Column.SOURCE else score_words(annotation.score)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        annotation = self.annotation_at(index.row())
        if annotation is None or self._document is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(annotation)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(annotation, Column(index.column()))
        return None

    def _tool_tip(self, annotation: Annotation) -> str:
        if self._document is None:
            return ""
        lines = [
            words_of(self._document, annotation),
            f"{annotation.label} · {', '.join(annotation.sources)}",
        ]
        return "\n".join(line for line in (*lines, flaw_of(self._document, annotation)) if line)


def _touched(document: Document, change: Change) -> list[str]:
    """The ids whose rows a change concerns: its own, and the relations of the spans that it moves."""
    ids: list[str] = []
    for edit in change.edits:
        row = edit.after or edit.before
        if not isinstance(row, (Span, Relation)):
            continue
        ids.append(row.id)
        before, after = edit.before, edit.after
        if isinstance(before, Span) and isinstance(after, Span) and _bounds(before) != _bounds(after):
            ids += (relation.id for relation in document.relations_of(row.id))
    # What is gone goes first, so that no place is asked of a relation whose ends are not there.
    gone = [i for i in ids if document.get(i) is None]
    return list(dict.fromkeys(chain(gone, ids)))


def _all_stay(change: Change, *, rejected: bool) -> bool:
    """Whether each row of a change is listed before and after it, in the same place."""
    return all(_stays(edit.before, edit.after, rejected) for edit in change.edits)


def _stays(before: Row | None, after: Row | None, rejected: bool) -> bool:
    if isinstance(before, Span) and isinstance(after, Span):
        in_place = before.start == after.start and before.end == after.end
    elif isinstance(before, Relation) and isinstance(after, Relation):
        in_place = before.head == after.head and before.child == after.child
    else:
        return isinstance(before or after, ArticleState)
    return in_place and shown(before, rejected=rejected) and shown(after, rejected=rejected)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
