"""Words by Unicode's rules: what bounds snap to before tokens are there, and tokens where there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.words import tokens_of, words_in
from tests.annotations.formats.gold_samples import ODD, texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Armenia's 3.14, don't!", ["Armenia's", "3.14", ",", "don't", "!"]),
        ("漢字 かな カタカナ", ["漢", "字", "か", "な", "カタカナ"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국어 단어", ["한국어", "단어"]),
        ("Rene\u0301 \U0001f469\u200d\U0001f467\t\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", None),
        (" \r\n\u2028\u00a0", []),
        ("", []),
    ],
)
def test_words_are_those_of_unicode(text: str, words: list[str] | None) -> None:
    expected = words if words is not None else [text[0:5], text[6:9], text[10:12], text[12:14]]
    assert [text[a:b] for a, b in words_in(text, 0, len(text))] == expected


@given(st.lists(texts, min_size=1, max_size=8).map("".join), st.data())
def test_a_stretch_has_the_words_that_the_whole_text_has_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = words_in(text, 0, len(text))
    assert words_in(text, start, end) == [(a, b) for a, b in whole if a < end and b > start]


def test_a_stretch_of_a_long_text_has_them_too() -> None:
    text = ODD * 2000
    whole = words_in(text, 0, len(text))
    for start in (0, 5000, len(text) - 70):
        end = start + 70
        assert words_in(text, start, end) == [(a, b) for a, b in whole if a < end and b > start]


@given(texts)
def test_tokens_and_their_blanks_make_the_text_again(text: str) -> None:
    tokens = tokens_of(text)
    made = ""
    for n, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        after = tokens.starts[n + 1] if n + 1 < len(tokens) else len(text)
        assert start < end
        assert text[end:after] in ("", " ")
        made += text[start:end] + text[end:after]
    assert made == text


@given(texts)
def test_tokens_hold_every_word(text: str) -> None:
    tokens = tokens_of(text)
    assert set(words_in(text, 0, len(text))) <= set(zip(tokens.starts, tokens.ends, strict=True))
