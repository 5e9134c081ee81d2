"""What the tests of the article view have in common: articles, spans, a scheme, a view that is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import pytest
from pytestqt.qtbot import QtBot

from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State
from annotations.offsets import Tokens
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from gui.article.view import ArticleView

SCHEME = LabelScheme(
    "test",
    (EntityLabel("PERSON", "azure"), EntityLabel("ORG", "orange"), EntityLabel("GPE", "jade")),
    (RelationLabel("leads", "blue"),),
)

Open = Callable[..., ArticleView]


def document(
    text: str,
    spans: Iterable[Span] = (),
    relations: Iterable[Relation] = (),
    tokens: Tokens | None = None,
) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(Article(1, "a", "An article", text, digest), ArticleState(), spans, relations, tokens)


def span(
    text: str,
    part: str,
    label: str = "PERSON",
    state: State = State.SUGGESTED,
    name: str = "",
    score: float | None = None,
) -> Span:
    """The span of the first occurrence of `part`, with `part` as its id unless named."""
    start = text.index(part)
    return Span(name or part, start, start + len(part), label, state, ("test",), score)


@pytest.fixture
def make_document() -> Callable[..., Document]:
    return document


@pytest.fixture
def make_span() -> Callable[..., Span]:
    return span


@pytest.fixture
def scheme() -> LabelScheme:
    return SCHEME


@pytest.fixture
def open_article(qtbot: QtBot) -> Open:
    """Show an article in a view of 800 × 600 px."""

    def show(text: str, spans: Iterable[Span] = (), relations: Iterable[Relation] = ()) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.resize(800, 600)
        view.set_document(document(text, spans, relations), SCHEME)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show
