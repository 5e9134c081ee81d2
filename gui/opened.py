"""What is open: the dataset, the article, what is selected in it, and the mode that the hands are in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from annotations.dataset import Dataset
from annotations.document import Document, Place
from annotations.errors import GoldspanError
from annotations.model import Annotation, Relation, Span
from annotations.scheme import LabelScheme
from gui.background import Background
from gui.following import Following

_EMPTY_SCHEME = LabelScheme("")


class Selection(NamedTuple):
    """What the hands act on: spans and relations by id, or a stretch of the text that is not one yet.

    `ids` are in the order in which they were chosen; `range` is the selected text (`start`, `end` in code
    points) or None. One of the two is empty.
    """

    ids: tuple[str, ...] = ()
    range: tuple[int, int] | None = None


class Relating(NamedTuple):
    """A relation being drawn: from `head`, to `child` once it is picked; `reversed` swaps the two.

    `typed` are the letters typed so far.
    """

    head: str
    child: str = ""
    typed: str = ""
    reversed: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """Head and child of the relation as it would be."""
        return (self.child, self.head) if self.reversed else (self.head, self.child)


class Opened(QObject):
    """What is open and selected, and in which mode the hands are. Signals say what has changed."""

    dataset_opened = Signal()
    """Another dataset is open, or none."""
    dataset_closing = Signal()
    """The dataset is about to be closed: what reads or writes it beside the window ends in the call."""
    taking_over = Signal()
    """An article is about to be opened, or all to be written: what else writes any ends in the call."""
    opened = Signal()
    """Another article is open, or none."""
    retitled = Signal()
    """The open article has another title."""
    changed = Signal(object)
    """A Change of the open article is committed and applied."""
    selection_changed = Signal()
    mode_changed = Signal()
    """The armed label, the relation being drawn or the pinned end is another."""
    scheme_changed = Signal()
    queue_changed = Signal(int)
    """The row of this article (its key) in the queue is another; 0 for all rows."""
    reveal = Signal(str)
    """Bring the span or relation of this id into view."""
    failed = Signal(object)
    """A GoldspanError to be shown."""
    busy_changed = Signal(bool)
    """Further edits are held back while a large one commits."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = background
        self.following = Following(self)
        self.following.queue_changed.connect(self.queue_changed)
        self.dataset: Dataset | None = None
        self.document: Document | None = None
        self.scheme = _EMPTY_SCHEME
        self.selection = Selection()
        self.armed = ""
        self.relating: Relating | None = None
        self.pinned = ""
        self.undo_stack = QUndoStack(self)
        self.busy = False
        self._waiting: deque[Callable[[], None]] = deque()

    # -- opening ----------------------------------------------------------------------------------

    def open_dataset(self, dataset: Dataset | None) -> None:
        """Take `dataset` in place of the open one, which is closed once what it commits is on disk."""
        if self.busy:
            self.background.wait_for(lambda: None)
        self._waiting.clear()
        self.close_article()
        if self.dataset is not None:
            self.dataset_closing.emit()
            self.dataset.close()
        self.dataset = dataset
        self.undo_stack.clear()
        self.scheme = dataset.scheme if dataset is not None else _EMPTY_SCHEME
        self.scheme_changed.emit()
        self.dataset_opened.emit()
        self.queue_changed.emit(0)

    def open_article(self, key: int) -> bool:
        """Open an article of the dataset; False, and a sentence, where it cannot be read.

        False, too, while a large change commits: it is opened after that.
        """
        if self.dataset is None:
            return False
        if self.busy:
            self._waiting.append(partial(self._open_later, key))
            return False
        if self.document is not None and self.document.article.key == key:
            return True
        self.taking_over.emit()
        try:
            document = self.dataset.load(key)
        except GoldspanError as error:
            self.failed.emit(error)
            return False
        self._show_document(document)
        return True

    def _open_later(self, key: int) -> None:
        self.open_article(key)

    def close_article(self) -> None:
        """Show no article."""
        if self.document is not None:
            self._show_document(None)

    def _show_document(self, document: Document | None) -> None:
        self.document = document
        self.selection, self.armed, self.relating, self.pinned = Selection(), "", None, ""
        self.following.forget_article()
        self.opened.emit()
        self.mode_changed.emit()
        self._tell_selection()

    # -- selecting --------------------------------------------------------------------------------

    def select(self, ids: Iterable[str], *, reveal: bool = True) -> None:
        """Select spans and relations of the open article, and bring the last of them into view."""
        if self.document is None:
            return
        chosen = tuple(i for i in dict.fromkeys(ids) if self.document.get(i) is not None)
        self._set_selection(Selection(chosen))
        if chosen and reveal:
            self.reveal.emit(chosen[-1])

    def select_range(self, start: int, end: int) -> None:
        """Select the text from `start` to `end`; nothing where they are the same."""
        self._set_selection(Selection((), (start, end) if start < end else None))

    def _set_selection(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self._tell_selection()

    def _tell_selection(self) -> None:
        self.selection_changed.emit()
        self.following.follow_selection()

    @property
    def selected(self) -> list[Annotation]:
        """The selected spans and relations that are still there."""
        if self.document is None:
            return []
        found = (self.document.get(i) for i in self.selection.ids)
        return [a for a in found if a is not None]

    @property
    def selected_one(self) -> Annotation | None:
        """What is selected, where it is one."""
        ids = self.selection.ids
        return self.document.get(ids[0]) if self.document is not None and len(ids) == 1 else None

    @property
    def selected_span(self) -> Span | None:
        """The one selected span."""
        chosen = self.selected_one
        return chosen if isinstance(chosen, Span) else None

    @property
    def selected_relation(self) -> Relation | None:
        """The one selected relation."""
        chosen = self.selected_one
        return chosen if isinstance(chosen, Relation) else None

    def select_next(self, *, after: Place | None = None, wrap: bool = True) -> bool:
        """Select the next undecided one, from the start when there is none; False when all is decided."""
        if self.document is None:
            return False
        found = self.document.next_undecided(after)
        if found is None and wrap:
            found = self.document.next_undecided(None)
        if found is not None:
            self.select([found.id])
        return found is not None

    def select_previous(self, *, before: Place | None = None, wrap: bool = True) -> bool:
        """Select the previous undecided one, from the end when there is none."""
        if self.document is None:
            return False
        found = self.document.previous_undecided(before)
        if found is None and wrap:
            found = self.document.previous_undecided(None)
        if found is not None:
            self.select([found.id])
        return found is not None

    # -- modes ------------------------------------------------------------------------------------

    def arm(self, label: str) -> None:
        """Arm an entity label, so that what is drawn gets it; empty disarms."""
        self.armed = label
        self.mode_changed.emit()

    def relate_from(self, relating: Relating | None) -> None:
        """Begin, go on with or leave the drawing of a relation."""
        self.relating = relating
        self.mode_changed.emit()

    def pin(self, span_id: str) -> None:
        """Keep a span as the head of the next relation while the person looks for its child; empty unpins."""
        self.pinned = span_id
        self.mode_changed.emit()
