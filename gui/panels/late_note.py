"""A note that is still in its field as another article opens: it is kept, in the article it was typed for."""

from __future__ import annotations

from annotations.document import Document
from annotations.edits import spans
from annotations.errors import GoldspanError
from gui.commands import ApplyChange
from gui.session import Session


def write_late(session: Session, document: Document, annotation_id: str, note: str) -> None:
    """Commit a note to `document`, which is no longer the open one; its undo step opens it again."""
    dataset = session.dataset
    if dataset is None or document.get(annotation_id) is None:
        return
    try:
        change = spans.annotate(document, annotation_id, note)
        dataset.apply(change, last_id=document.last_id)
    except GoldspanError as error:
        session.failed.emit(error)
        return
    if change.edits:
        session.undo_stack.push(ApplyChange(change))
        session.queue_changed.emit(change.article)
