"""Which spans and relations come forward and which fade, so that arcs never bury the text. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotations.document import Document
from annotations.model import Relation, Span, State

FADED = 0.12
"""The opacity of what is not joined to what is in focus; the text itself stays."""

BEHIND = 0.35
"""The opacity of arcs that step back behind those of what is selected; spans stay as they are."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What is in focus. `fades` says whether all else fades; if not, it only comes forward."""

    spans: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    fades: bool = False

    @property
    def kept(self) -> frozenset[str] | None:
        """The ids of all that does not fade; None where nothing fades."""
        return self.spans | self.relations if self.fades else None

    def span_opacity(self, span_id: str) -> float:
        """How much of a span's box and label is painted, 0 to 1."""
        return FADED if self.fades and span_id not in self.spans else 1.0

    def relation_opacity(self, relation_id: str) -> float:
        """How much of an arc and its label is painted, 0 to 1."""
        return FADED if self.fades and relation_id not in self.relations else 1.0


def focus_on(
    document: Document,
    *,
    hovered: str | None = None,
    selected: Iterable[str] = (),
    pinned: str | None = None,
    only_selected: bool = False,
    rejected: bool = False,
) -> Focus:
    """What comes forward: what is hovered (with its relations), else what is selected; and the pinned end.

    All else fades when something is hovered, or selected with `only_selected`, and has a relation that can be
    shown (`rejected` shows the rejected ones too): a span that is joined to nothing fades nothing. A pinned
    end, held while its other end is sought, fades nothing by itself but never fades; a selected span neither:
    the next key acts on it. Ids that are not in the document are passed over.
    """
    selected = list(selected)
    chosen = [hovered] if hovered is not None and document.get(hovered) else selected
    spans, relations = _joined(document, chosen, rejected)
    spans.update(i for i in selected if i in document.spans)
    fades = bool(relations) and (hovered in chosen or only_selected)
    if pinned is not None:
        pinned_spans, pinned_relations = _joined(document, [pinned], rejected)
        spans, relations = spans | pinned_spans, relations | pinned_relations
    return Focus(frozenset(spans), frozenset(relations), fades)


def _joined(document: Document, ids: Iterable[str], rejected: bool) -> tuple[set[str], set[str]]:
    spans: set[str] = set()
    relations: set[str] = set()
    for annotation in map(document.get, ids):
        joined: list[Relation] = []
        if isinstance(annotation, Span):
            spans.add(annotation.id)
            joined = document.relations_of(annotation.id)
        elif isinstance(annotation, Relation):
            joined = [annotation]
        for relation in joined:
            hidden = relation.state is State.WITHDRAWN or (relation.state is State.REJECTED and not rejected)
            if not hidden or relation is annotation:
                relations.add(relation.id)
                spans |= {relation.head, relation.child}
    return spans, relations
