"""The article view: what is shown and emphasised, and where things are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from annotations.document import Document
from annotations.model import Change, Relation, Span
from annotations.scheme import LabelScheme
from gui.article import head, hit
from gui.article.blocks import hard_wrapped
from gui.article.layout import Page
from gui.article.pane import ArticlePane
from gui.article.showing import NOBODY, Showing

_BULK = 1000
"""Edits in one change past which all marks are laid out anew."""


class ArticleView(ArticlePane):
    """Shows one article. Offsets are code points, ids those of spans and relations, places the viewport's.

    It changes nothing: who owns the document applies a change to it first and then calls `apply`.
    """

    reflowedChanged = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleView")
        self.setAccessibleName("Article")
        self.strip.asked.connect(self.show_offset)

    # -- what is shown ----------------------------------------------------------------------------

    def set_document(self, document: Document | None, scheme: LabelScheme) -> None:
        """Show an article from its beginning, re-flowed if it is hard-wrapped; None shows the empty view."""
        self._document, self._scheme = document, scheme
        self._showing = replace(
            self._showing,
            selected=NOBODY,
            hovered="",
            focus=None,
            arcs=None,
            letters={},
            target="",
            selection=None,
            caret=None,
            hits=(),
        )
        self._reflowed = document is not None and hard_wrapped(document.text)
        self._blocks = None
        self._build()
        self._y = 0.0
        self._refresh(0.0)
        self._dress()
        self.reflowedChanged.emit(self._reflowed)

    def set_scheme(self, scheme: LabelScheme) -> None:
        """Show the labels as another scheme has them."""
        self._scheme = scheme
        self._dress()

    def show_title(self) -> None:
        """Show the title that the article has now."""
        if self._document is not None:
            self._head = head.Head(self._document.article, reflowed=self._reflowed)
            self.viewport().update()

    def set_words(self, words: str) -> None:
        """Set what the view says while no article is open."""
        self._words = words
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """The zoom, 1 at 100 %."""
        return self._zoom

    def set_reading_font(self, font: str) -> None:
        """Set the reading font: `Serif`, `Sans`, `Mono` or an installed family."""
        if font != self._font:
            self._font = font
            self._rebuild()

    @property
    def reflowed(self) -> bool:
        """Whether single line breaks are shown as blanks."""
        return self._reflowed

    def set_reflowed(self, reflowed: bool) -> None:
        """Show the paragraphs re-flowed, or each line as it is."""
        if reflowed != self._reflowed:
            self._reflowed = reflowed
            self._rebuild()
            self.reflowedChanged.emit(reflowed)

    def show_labels(self, shown: bool) -> None:
        """Show or hide the labels above the boxes."""
        self._labels = shown
        self._rebuild()

    def show_rejected(self, shown: bool) -> None:
        """Show or hide what was rejected."""
        self._visible = replace(self._visible, rejected=shown)
        self._rebuild()

    def hide_labels(self, labels: frozenset[str]) -> None:
        """Show no span of these labels, and no relation of one."""
        self._visible = replace(self._visible, hidden=labels)
        self._rebuild()

    def show_relations(self, shown: bool) -> None:
        """Show or hide the arcs."""
        self._showing = replace(self._showing, relations=shown)
        self._relayout()

    # -- what is emphasised -----------------------------------------------------------------------

    @property
    def showing(self) -> Showing:
        """The selection, hover, focus and targets as they are shown."""
        return self._showing

    def set_selected(self, ids: Iterable[str]) -> None:
        """Show spans and relations as selected."""
        selected = frozenset(ids)
        self._repaint_spans(selected ^ self._showing.selected)
        self._showing = replace(self._showing, selected=selected)

    def set_hovered(self, annotation_id: str, line: int = -1) -> None:
        """Show a span as hovered, with its buttons in the line that begins at offset `line`; "" ends it."""
        if (annotation_id, line) != (self._showing.hovered, self._showing.hovered_line):
            self._repaint_spans({annotation_id, self._showing.hovered})
            self._showing = replace(self._showing, hovered=annotation_id, hovered_line=line)

    def set_selection_range(
        self, start: int | None, end: int | None = None, caret: int | None = None
    ) -> None:
        """Show selected text `[start, end)` and the caret, by default at its end; None takes both away."""
        selection = (
            None if start is None or end is None or start == end else (min(start, end), max(start, end))
        )
        place = end if caret is None and end is not None else start if caret is None else caret
        self._showing = replace(self._showing, selection=selection, caret=place)
        self.viewport().update()

    def set_hits(self, hits: tuple[tuple[int, int], ...]) -> None:
        """Mark what was looked for: bounds in order, apart from each other."""
        if hits != self._showing.hits:
            self._showing = replace(self._showing, hits=hits)
            self.viewport().update()

    def set_focus_on(self, ids: Iterable[str] | None, arcs: Iterable[str] | None = None) -> None:
        """Fade all spans and relations but `ids`; let all arcs but `arcs` step back. None ends each."""
        focus = None if ids is None else frozenset(ids)
        forward = None if arcs is None else frozenset(arcs)
        if (focus, forward) != (self._showing.focus, self._showing.arcs):
            self._showing = replace(self._showing, focus=focus, arcs=forward)
            self.viewport().update()

    def set_relating(self, letters: Mapping[str, str] | None, *, source: str = "", target: str = "") -> None:
        """Show a relation in the making: letters on possible targets, all else but the source fades."""
        if letters is None:
            self._showing = replace(
                self._showing, relating=False, letters={}, target="", focus=None, arcs=None
            )
        else:
            focus = frozenset({*letters, source, target} - {""})
            self._showing = replace(
                self._showing, relating=True, letters=dict(letters), target=target, focus=focus, arcs=None
            )
        self.viewport().update()

    def set_rubber(self, span_id: str, point: QPointF | None) -> None:
        """Show an arc from a span to the pointer while a relation is dragged; no point ends it."""
        self._rubber = (span_id, QPointF(point)) if point is not None else None
        self.viewport().update()

    # -- where things are -------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """What is seen at the moment."""
        return self._page

    def char_rect(self, offset: int) -> QRectF:
        """Where the character at `offset` is in the viewport (which it may be outside of)."""
        if self._layout is None:
            return QRectF()
        return self._layout.cell(offset).translated(self._page.left, -self._y)

    def offset_at(self, point: QPointF) -> int:
        """The offset of the character under a point of the viewport, or of the nearest one."""
        return hit.offset_at(self._page, point)

    def caret_at(self, point: QPointF) -> int:
        """The offset between two characters that is nearest to a point of the viewport."""
        return hit.caret_at(self._page, point)

    def is_rtl(self, offset: int) -> bool:
        """Whether the character at `offset` runs from right to left."""
        if self._layout is None or self._document is None:
            return False
        index = self._layout.blocks.at(offset)
        shape = self._layout.placed(index).shape
        return shape.leftwards(offset) if offset < shape.end else shape.rtl

    def target_at(self, point: QPointF) -> hit.Hit:
        """What is under a point of the viewport."""
        return hit.target_at(self._page, point, self._showing, self._relation_at)

    def span_rect(self, span_id: str) -> QRectF:
        """The box of a span in the viewport, in its first line; empty if it is not shown."""
        span = self._document.spans.get(span_id) if self._document is not None else None
        found = self._layout.first_piece(span) if self._layout is not None and span is not None else None
        if found is None or self._layout is None:
            return QRectF()
        index, piece = found
        return piece.rect.translated(self._page.left, self._layout.top(index) - self._y)

    def relation_path(self, relation_id: str) -> QPainterPath:
        """The path of a relation in the viewport, as far as it is seen."""
        return self._arcs.path(self._page, relation_id)

    def _relation_at(self, point: QPointF) -> str:
        return self._arcs.at(self._page, point)

    # -- going there ------------------------------------------------------------------------------

    def ensure_visible(self, annotation_id: str) -> None:
        """Bring a span (or the head of a relation) into view: with its line at a third of the height."""
        if self._document is None:
            return
        found = self._document.get(annotation_id)
        if isinstance(found, Relation):
            found = self._document.spans.get(found.head)
        if isinstance(found, Span):
            self.show_offset(found.start)

    def show_offset(self, offset: int) -> None:
        """Bring a character into view, if it is not: with its line at a third of the height."""
        if self._layout is None:
            return
        cell = self._layout.cell(offset)
        room = self._layout.measures.pitch
        height = self.viewport().height()
        if cell.top() - room < self._y or cell.bottom() + room / 3 > self._y + height:
            self._refresh(cell.center().y() - height / 3, self._layout.blocks.at(offset))

    # -- changing ---------------------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Show a change that the document has taken over: lays out and repaints only what it touches."""
        layout = self._layout
        if layout is None or self._document is None or change.article != self._document.article.key:
            return
        held = self._hold()
        touched = self._arcs.apply(change)
        for index in touched:
            layout.touch_block(index)
        if len(change.edits) > _BULK:
            layout.touch_all()
            touched.update(seat.index for seat in self._page.seats)
        else:
            for start, end in _stretches(change):
                touched.update(layout.touch(start, end))
        self.strip.apply(change)
        if any(seat.index in touched for seat in self._page.seats):
            self._restore(held, whole=False)


def _stretches(change: Change) -> Iterator[tuple[int, int]]:
    """The stretches of text whose spans look different after a change."""
    for edit in change.edits:
        for row in (edit.before, edit.after):
            if isinstance(row, Span):
                yield row.start, row.end
