"""The text as blocks: no offset lost, nothing shown that harms, hard wrapping found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.article.blocks import Blocks, as_is, hard_wrapped, reflowed, right_to_left

ODD = st.lists(
    st.sampled_from(
        [*"ab .", "\n", "\r", "\r\n", "\t", "\0", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\u2029"]
    )
    | st.sampled_from(
        ["é", "e\u0301", "👩", "\u200d", "👧", "\ufe0f", "ש", "ע", "ع", "\u00a0", "\ufffc", "\ufdd0"]
    ),
    max_size=60,
).map("".join)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(ODD, st.booleans())
def test_each_offset_belongs_to_exactly_one_block(text: str, flow: bool) -> None:
    blocks = Blocks(text, reflowed=flow)
    assert blocks.start(0) == 0
    assert all(blocks.end(n) == blocks.start(n + 1) for n in range(len(blocks) - 1))
    assert blocks.end(len(blocks) - 1) == len(text)
    for offset in range(len(text)):
        n = blocks.at(offset)
        assert blocks.start(n) <= offset < blocks.end(n)
    assert blocks.at(len(text)) == len(blocks) - 1


@given(ODD, st.booleans())
def test_what_is_shown_has_the_units_of_its_source_and_ends_no_line(text: str, flow: bool) -> None:
    blocks = Blocks(text, reflowed=flow)
    for n in range(len(blocks)):
        shown = blocks.shown(n)
        assert units(shown) == units(blocks.source(n))
        assert not set(shown) & set("\0\n\r\x0b\x0c\x1b\x85\u2028\u2029\ufffc\ufdd0")


def test_a_break_inside_a_paragraph_is_one_blank() -> None:
    assert (
        reflowed("one\ntwo\r\nthree \n  four\n\n") == "one two \u200bthree \u200b\u200b\u200bfour\u200b\u200b"
    )


def test_a_line_as_it_is_keeps_its_tabs_and_blanks() -> None:
    assert as_is("  a\tb\0\r\n") == "  a\tb␀\u200b\u200b"


def test_paragraphs_are_parted_by_blank_lines_and_lines_by_each_end() -> None:
    text = "one\ntwo\r\n\r\nthree\n \t\nfour\u2029five\u2028six\n"
    flowed = Blocks(text, reflowed=True)
    assert [flowed.source(n) for n in range(len(flowed))] == [
        "one\ntwo\r\n\r\n",
        "three\n \t\n",
        "four\u2029",
        "five\u2028six\n",
    ]
    lines = Blocks(text, reflowed=False)
    assert [lines.source(n) for n in range(len(lines))] == text.splitlines(keepends=True)
    assert [flowed.gap(n) for n in range(4)] == [False, True, True, True]


def test_a_huge_paragraph_is_cut_at_blanks_and_no_cluster_is_torn() -> None:
    words = Blocks("word " * 5000, reflowed=True)
    assert len(words) > 5
    assert all(words.source(n).endswith(" ") for n in range(len(words)))
    marks = Blocks("e\u0301" * 5000, reflowed=True)
    assert all(marks.source(n).startswith("e") for n in range(len(marks)))


WRAPPED = (
    "The committee met on Tuesday in the old town hall and heard from more than twenty\n"
    "people who live beside the river, most of whom had come on foot because the bridge\n"
    "is closed until the autumn. A decision on the ferry is expected before the end of\n"
    "the month.\n\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED * 3, True),
        (WRAPPED.replace("\n", "\r\n") * 3, True),
        (WRAPPED.replace("\n\n", "\n").replace("\n", " ") * 3 + "\n\nAnother paragraph.\n", False),
        ("A sentence stands on a line of its own and ends there with a full stop.\n" * 9, False),
        ("short\nlines\nof a\npoem\nor a\nlist\n" * 4, False),
        ("", False),
        ("one line", False),
    ],
)
def test_hard_wrapping_is_found(text: str, expected: bool) -> None:
    assert hard_wrapped(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("123 שלום", True), ("abc שלום", False), ("…", False), ("عين", True)]
)
def test_the_first_letter_gives_the_direction(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected
