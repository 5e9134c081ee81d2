"""Places and offsets are each other's inverse, in both directions of writing."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from annotations.document import Document
from annotations.model import Article, ArticleState
from annotations.scheme import LabelScheme
from gui.article.view import ArticleView

WORDS = ("word ", "a", "b ", "\t", "\r\n", "\n", "\n\n", "\u2028", "\0", "(", ") ", "12", "\u00a0", "漢字")
MARKED = ("é", "e\u0301", "ab\u0301\u0302 ", "👩\u200d👩\u200d👧", "😀")
LEFTWARDS = ("שלום ", "עולם", "مرحبا ", "שָׁלוֹם")
LIGATURES = ("لا", "سلام ")
PIECES = (
    st.lists(st.sampled_from(WORDS + MARKED + LEFTWARDS), min_size=1, max_size=40)
    # In one line with right-to-left clusters of several glyphs a ligature's letters are not told apart.
    | st.lists(st.sampled_from(WORDS + LEFTWARDS[:3] + LIGATURES), min_size=1, max_size=40)
).map("".join)


def show(text: str, *, reflowed: bool = False) -> ArticleView:
    view = ArticleView()
    # Laid out as on a screen, so that its viewport has this height too.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(420, 5000)
    view.show()
    digest = hashlib.sha256(text.encode()).hexdigest()
    view.set_document(Document(Article(1, "a", "", text, digest), ArticleState()), LabelScheme(""))
    view.set_reflowed(reflowed)
    return view


@pytest.mark.usefixtures("qapp")
@given(PIECES, st.booleans())
def test_the_character_under_the_middle_of_a_character_is_that_character(text: str, flow: bool) -> None:
    view = show(text, reflowed=flow)
    for offset in range(len(text)):
        rect = view.char_rect(offset)
        if rect.width() > 1:
            found = view.offset_at(rect.center())
            assert view.char_rect(found) == rect, (offset, found)
    view.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("plain words", list(range(11))),
        ("😀a👩\u200d👩\u200d👧b", [0, 1, 2, 2, 2, 2, 2, 7]),
        ("e\u0301a\u0301\u0302x", [0, 0, 2, 2, 2, 5]),
        ("שלום עולם", list(range(9))),
        ("abc שלום (12) xyz", list(range(17))),
        ("a\tb\0c", list(range(5))),
    ],
)
def test_an_offset_is_found_again_at_its_place(text: str, starts: list[int]) -> None:
    view = show(text)
    found = [view.offset_at(view.char_rect(offset).center()) for offset in range(len(text))]
    assert found == starts


@pytest.mark.usefixtures("qapp")
def test_lines_end_at_every_kind_of_line_end() -> None:
    text = "one\r\ntwo\u2028three\nfour\u2029five"
    view = show(text)
    tops = [view.char_rect(text.index(word)).top() for word in ("one", "two", "three", "four", "five")]
    assert tops == sorted(set(tops))


@pytest.mark.usefixtures("qapp")
def test_a_reflowed_break_is_a_blank_between_two_words_of_a_line() -> None:
    text = "one\r\ntwo"
    view = show(text, reflowed=True)
    one, blank, two = view.char_rect(2), view.char_rect(3), view.char_rect(5)
    assert one.top() == two.top()
    assert one.right() == pytest.approx(blank.left())
    assert blank.right() == pytest.approx(two.left())
    assert blank.width() > 2


@pytest.mark.usefixtures("qapp")
def test_the_caret_goes_to_the_nearer_side_of_a_character() -> None:
    view = show("abc שלום")
    for offset, to_start in ((1, QPointF(-2, 0)), (5, QPointF(2, 0))):
        rect = view.char_rect(offset)
        assert view.caret_at(rect.center() + to_start) == offset
        assert view.caret_at(rect.center() - to_start) == offset + 1
    assert view.is_rtl(5)
    assert not view.is_rtl(1)


@pytest.mark.usefixtures("qapp")
def test_points_outside_of_the_text_give_the_nearest_character() -> None:
    view = show("first line\nlast line")
    assert view.offset_at(QPointF(-50, -50)) == 0
    assert view.offset_at(QPointF(5000, 5000)) >= len("first line\nlast lin")
    assert view.caret_at(QPointF(5000, 5000)) == len("first line\nlast line")


@pytest.mark.usefixtures("qapp")
def test_a_paragraph_from_right_to_left_begins_at_the_right() -> None:
    view = show("שלום abc")
    assert view.char_rect(0).left() > view.viewport().width() / 2
    assert view.char_rect(1).left() < view.char_rect(0).left()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", "\0"])
def test_next_to_nothing_is_an_article_too(text: str) -> None:
    view = show(text)
    assert view.offset_at(QPointF(10, 10)) in range(len(text) + 1)
    assert view.char_rect(len(text)).height() > 0
