"""Which relations touch which block of the text: those that end in it, and those that run over it. No Qt."""

from __future__ import annotations

from annotations.document import Document
from annotations.edits.step import LIVE
from annotations.model import Change, Edit, Relation, Span
from gui.article.blocks import Blocks
from gui.article.visible import ALL, Visible


class ArcIndex:
    """The shown relations of a document by the blocks of its text; kept in step by `update`."""

    def __init__(self, document: Document, blocks: Blocks, visible: Visible = ALL) -> None:
        self._document, self._blocks, self._visible = document, blocks, visible
        self._by_block: dict[int, dict[str, None]] = {}
        self._far: dict[str, tuple[int, int]] = {}
        self._between: dict[str, tuple[int, int]] = {}
        for relation in document.relations.values():
            if visible.relation(document, relation):
                self._put(relation)

    def anew(self) -> ArcIndex:
        """An index of the document as it is now."""
        return ArcIndex(self._document, self._blocks, self._visible)

    def touching(self, block: int) -> list[Relation]:
        """The relations that end in a block or run over it."""
        ids = list(self._by_block.get(block, ()))
        ids += [i for i, (low, high) in self._far.items() if low < block < high]
        return [self._document.relations[i] for i in ids]

    def update(self, change: Change) -> set[int]:
        """Take over what a change did to the document; the blocks whose arcs may have changed by it."""
        ids: set[str] = set()
        for edit in change.edits:
            if _looks_the_same(edit):
                continue
            for row in (edit.before, edit.after):
                if isinstance(row, Relation):
                    ids.add(row.id)
                elif isinstance(row, Span):
                    ids.update(relation.id for relation in self._document.relations_of(row.id))
        blocks: set[int] = set()
        for relation_id in ids:
            blocks |= self._drop(relation_id)
            relation = self._document.relations.get(relation_id)
            if relation is not None and self._visible.relation(self._document, relation):
                blocks |= self._put(relation)
        return blocks

    def _put(self, relation: Relation) -> set[int]:
        spans = self._document.spans
        head, child = (self._blocks.at(spans[i].start) for i in (relation.head, relation.child))
        low, high = min(head, child), max(head, child)
        self._between[relation.id] = (low, high)
        for block in {low, high}:
            self._by_block.setdefault(block, {})[relation.id] = None
        if high - low > 1:
            self._far[relation.id] = (low, high)
        return set(range(low, high + 1))

    def _drop(self, relation_id: str) -> set[int]:
        if relation_id not in self._between:
            return set()
        low, high = self._between.pop(relation_id)
        self._far.pop(relation_id, None)
        for block in {low, high}:
            self._by_block[block].pop(relation_id)
        return set(range(low, high + 1))


def _looks_the_same(edit: Edit) -> bool:
    """Whether a span was only accepted, or undecided again: its relations end where they did."""
    before, after = edit.before, edit.after
    if not isinstance(before, Span) or not isinstance(after, Span):
        return False
    stays = before.state in LIVE and after.state in LIVE
    return stays and (before.start, before.end, before.label) == (after.start, after.end, after.label)
