"""Steps from edge to edge of tokens, of which some are white space, as pipelines make them."""

from __future__ import annotations

import pytest

from annotations.document import Document
from annotations.model import Article, ArticleState
from annotations.offsets import Tokens
from annotations.snapping import next_edge

TEXT = "Rescue\n\nOrganization \t(NRO)\n"
WORDS = Tokens.of([(0, 6), (6, 8), (8, 20), (21, 22), (22, 23), (23, 26), (26, 27), (27, 28)], "spaCy's")


def document(tokens: Tokens | None = WORDS) -> Document:
    return Document(Article(1, "a", "A", TEXT, ""), ArticleState(), tokens=tokens)


@pytest.mark.parametrize("tokens", [WORDS, None], ids=["a pipeline's", "words"])
@pytest.mark.parametrize(
    ("offset", "by", "starts", "to"),
    [
        (0, 1, False, 6),
        (6, 1, False, 20),
        (20, 1, False, 23),
        (20, -1, False, 6),
        (8, -1, True, 0),
        (22, -1, True, 8),
        (0, 1, True, 8),
        (0, -1, True, 0),
        (27, 1, False, 27),
    ],
)
def test_white_space_is_stepped_over(
    tokens: Tokens | None, offset: int, by: int, starts: bool, to: int
) -> None:
    assert next_edge(document(tokens), offset, by, starts=starts) == to
