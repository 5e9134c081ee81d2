"""Which spans and relations of a document are shown. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.document import Document
from annotations.model import Annotation, Relation, Span, State


@dataclass(frozen=True, slots=True)
class Visible:
    """What the person wants to see: `rejected` ones too or not, and no spans of the labels in `hidden`.

    A relation is shown where both of its ends are; withdrawn ones never are.
    """

    rejected: bool = False
    hidden: frozenset[str] = frozenset()

    def span(self, span: Span) -> bool:
        """Whether a span is shown."""
        return self._state(span) and span.label not in self.hidden

    def relation(self, document: Document, relation: Relation) -> bool:
        """Whether a relation is shown."""
        if not self._state(relation):
            return False
        ends = (document.spans[relation.head], document.spans[relation.child])
        return not self.hidden or all(end.label not in self.hidden for end in ends)

    def _state(self, annotation: Annotation) -> bool:
        if annotation.state is State.REJECTED:
            return self.rejected
        return annotation.state is not State.WITHDRAWN


ALL = Visible()
"""Everything but what is rejected."""
