"""What comes forward and what fades."""

from __future__ import annotations

import pytest

from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State
from gui.article.focus import FADED, Focus, focus_on


@pytest.fixture
def document() -> Document:
    text = "Ana met Ben in Oslo, Rome or Bonn."
    spans = [
        Span(f"s{n}", text.index(word), text.index(word) + len(word), "X", State.ACCEPTED)
        for n, word in enumerate(("Ana", "Ben", "Oslo", "Rome", "Bonn"))
    ]
    relations = [
        Relation("r0", "s0", "s1", "met", State.ACCEPTED),
        Relation("r1", "s1", "s2", "in", State.SUGGESTED),
        Relation("r2", "s1", "s3", "in", State.REJECTED),
        Relation("r3", "s1", "s4", "in", State.WITHDRAWN),
    ]
    return Document(Article(1, "a", "A", text, ""), ArticleState(), spans, relations)


def test_nothing_in_focus_fades_nothing(document: Document) -> None:
    focus = focus_on(document)
    assert focus == Focus()
    assert focus.span_opacity("s0") == focus.relation_opacity("r0") == 1.0


def test_a_hovered_span_brings_its_arcs_forward(document: Document) -> None:
    focus = focus_on(document, hovered="s1")
    assert focus.relations == {"r0", "r1"}
    assert focus.spans == {"s0", "s1", "s2"}
    assert focus.span_opacity("s3") == FADED
    assert focus.relation_opacity("r0") == 1.0


def test_a_hovered_arc_brings_its_ends_forward(document: Document) -> None:
    focus = focus_on(document, hovered="r0")
    assert focus.relations == {"r0"}
    assert focus.spans == {"s0", "s1"}
    assert focus.relation_opacity("r1") == FADED


def test_a_selected_span_never_fades(document: Document) -> None:
    focus = focus_on(document, hovered="r0", selected=["s2", "gone"])
    assert focus.relations == {"r0"}
    assert focus.spans == {"s0", "s1", "s2"}


def test_a_span_without_relations_fades_nothing(document: Document) -> None:
    focus = focus_on(document, hovered="s3")
    assert focus == Focus(frozenset({"s3"}))


def test_rejected_relations_join_where_they_are_shown(document: Document) -> None:
    assert focus_on(document, hovered="s3", rejected=True).relations == {"r2"}
    assert focus_on(document, hovered="s4", rejected=True).relations == set()
    assert focus_on(document, hovered="r2").relations == {"r2"}


def test_what_is_selected_fades_the_rest_only_if_asked(document: Document) -> None:
    assert focus_on(document, selected=["s0"]) == Focus(frozenset({"s0", "s1"}), frozenset({"r0"}))
    assert focus_on(document, selected=["s0", "s2"], only_selected=True) == Focus(
        frozenset({"s0", "s1", "s2"}), frozenset({"r0", "r1"}), fades=True
    )


def test_a_pinned_end_never_fades(document: Document) -> None:
    alone = focus_on(document, pinned="s0")
    assert not alone.fades
    both = focus_on(document, pinned="s0", hovered="r1")
    assert both.fades
    assert both.kept == {"s0", "s1", "s2", "r0", "r1"}
    assert alone.kept is None
    assert both.relations == {"r0", "r1"}


def test_ids_that_are_gone_are_passed_over(document: Document) -> None:
    assert focus_on(document, hovered="gone", selected=["gone"], pinned="gone") == Focus()
