"""How much of the open article is decided, counted along with each change."""

from __future__ import annotations

from annotations.document import Document
from annotations.model import Change, Relation, Row, Span, State

_MANY = 1000


class ArticleCounts:
    """The accepted spans and relations of one article."""

    def __init__(self) -> None:
        self.accepted, self.relations = 0, 0

    def read(self, document: Document | None) -> None:
        """Count anew."""
        spans = document.spans.values() if document is not None else ()
        relations = document.relations.values() if document is not None else ()
        self.accepted = sum(span.state is State.ACCEPTED for span in spans)
        self.relations = sum(relation.state is State.ACCEPTED for relation in relations)

    def take(self, change: Change, document: Document | None) -> None:
        """Count what a change has made of its rows; after a large one anew, which is quicker."""
        if len(change.edits) > _MANY:
            self.read(document)
            return
        for edit in change.edits:
            self._add(edit.before, -1)
            self._add(edit.after, 1)

    def _add(self, row: Row | None, by: int) -> None:
        if isinstance(row, Span):
            self.accepted += by * (row.state is State.ACCEPTED)
        elif isinstance(row, Relation):
            self.relations += by * (row.state is State.ACCEPTED)
