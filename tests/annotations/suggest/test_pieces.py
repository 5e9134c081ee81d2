from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.pieces import blanked, pieces

FRAGMENTS = [
    *("a", "Word", "U.S.", "end.", "“Yes!”", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\r\n\r\n"),
    *("\u2028", "\u2029", "\x85", "\f", "\x00", "\xa0", "- item", "1. item", "e\u0301", "שלום", "。"),
    *("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1eb\U0001f1f7", "\U0001f600"),
]
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)


@given(texts)
def test_blanked_changes_breaks_only(text: str) -> None:
    seen = blanked(text)
    assert len(seen) == len(text)
    assert all(a == b or (b == " " and a in "\r\n\x85\u2028") for a, b in zip(text, seen, strict=True))


@given(texts, st.integers(4, 50))
def test_pieces_make_up_the_text(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert "".join(piece.text for piece in found) == text
    assert all(0 < len(piece.text) <= limit for piece in found)
    at = 0
    for piece in found:
        assert piece.start == at
        at = piece.end


@given(texts, st.integers(4, 50))
def test_no_piece_begins_within_crlf(text: str, limit: int) -> None:
    assert not any(text[piece.start - 1 : piece.start + 1] == "\r\n" for piece in pieces(text, limit)[1:])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Collective Security Treaty\nOrganization (CSTO)", "Collective Security Treaty Organization (CSTO)"),
        ("visited New\nYork City yesterday.", "visited New York City yesterday."),
        ("in New\r\nYork.\r\n\r\nNext.", "in New  York.\r\n\r\nNext."),
        ("one\u2028two\rthree\x85four", "one two three four"),
        ("He met Mr.\nSmith yesterday in Paris.", "He met Mr. Smith yesterday in Paris."),
        ("The U.S.\nPresident spoke in Paris.", "The U.S. President spoke in Paris."),
        ("were\n stationed", "were  stationed"),
        ("A paragraph.\n\nAnother\none.", "A paragraph.\n\nAnother one."),
        ("A paragraph.\n \t\nAnother.", "A paragraph.\n \t\nAnother."),
        ("end\u2029new\nline\fPage", "end\u2029new line\fPage"),
        ("to buy:\n- milk\n- eggs\n  and ham", "to buy:\n- milk\n- eggs   and ham"),
        ("Steps:\n1. wash the dishes\n2. dry them", "Steps:\n1. wash the dishes\n2. dry them"),
        ("It was on May\n8. He left.", "It was on May 8. He left."),
        ("said Michael\nJ. Fox on Monday", "said Michael J. Fox on Monday"),
        ("\n\nText\n", "\n\nText\n"),
        ("", ""),
        ("\n", "\n"),
    ],
)
def test_which_breaks_stay(text: str, seen: str) -> None:
    assert blanked(text) == seen


def test_a_sentence_that_fills_its_line_is_joined_to_the_next() -> None:
    full = "The first of these lines is as long as any other line and it ends here.\nThe next follows on."
    assert "\n" not in blanked(full)


def test_a_sentence_that_ended_early_is_not() -> None:
    early = "It ended.\nThe next line is a good deal longer than the first one was."
    assert blanked(early) == early


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    paragraph = "The government said on Monday that it would look into the matter again. " * 3
    text = f"Headline without a stop\n{paragraph.strip()}\n{paragraph.strip()}"
    assert blanked(text) == text


def test_verse_stays_in_lines() -> None:
    verse = (
        "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame"
    )
    assert blanked(verse) == verse


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("One two.\n\nThree four. Five six", 24, "One two.\n\nThree four. "),
        ("One, two, three.\n\nFour. Five six", 24, "One, two, three.\n\n"),
        ("He came. Then Mr. Smith left them", 24, "He came. Then Mr. Smith "),
        ("He came late. Then Mr. Smith left", 24, "He came late. "),
        ("word word word word", 12, "word word "),
        ("e\u0301" * 10, 9, "e\u0301" * 4),
        ("\U0001f1eb\U0001f1f7" * 10, 7, "\U0001f1eb\U0001f1f7" * 3),
    ],
)
def test_where_pieces_end(text: str, limit: int, first: str) -> None:
    assert pieces(text, limit)[0].text == first


@pytest.mark.parametrize("blank_line", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n", "\u2029"])
def test_a_megabyte_is_cut_at_paragraphs(blank_line: str) -> None:
    text = f"Someone went to some place\nand came back again.{blank_line}" * 20_000
    found = pieces(text)
    assert len(found) < 60
    assert all(piece.text.strip().startswith("Someone") and len(piece.text) <= 20_000 for piece in found)
    assert "".join(blanked(piece.text) for piece in found) == blanked(text)
