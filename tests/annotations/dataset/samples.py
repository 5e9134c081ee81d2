"""Documents to keep in a dataset: a small one by hand, and odd ones by hypothesis."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import strategies as st

from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State, Status, Was
from annotations.offsets import Tokens
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel

TEXT = "Åse met 👩‍👩‍👧 Bob\r\nin\u2028Paris,\u00a0and e\u0301 said\tשלום\0.\n"

SCHEME = LabelScheme(
    "news",
    (EntityLabel("PERSON", colour="blue", key="1"), EntityLabel("GPE", guideline="Countries, cities.")),
    (RelationLabel("met_with", pairs=frozenset({("PERSON", "PERSON"), ("PERSON", "GPE")})),),
)


def make_document(
    spans: list[Span],
    relations: list[Relation] | None = None,
    *,
    text: str = TEXT,
    title: str = "A title",
    state: ArticleState | None = None,
    tokens: Tokens | None = None,
    last_id: int = 0,
) -> Document:
    """A document that is in no dataset yet."""
    article = Article(0, "a1", title, text, sha256(text.encode()).hexdigest(), "news/a1.txt", '{"x":1}', "")
    return Document(article, state or ArticleState(), spans, relations or [], tokens, last_id)


def suggested(count: int, label: str = "PERSON") -> list[Span]:
    """So many suggested spans with the ids s1, s2 and so on."""
    return [
        Span(f"s{n}", n, n + 1, label, State.SUGGESTED, ("en_core_web_sm 3.8.0",), 0.5)
        for n in range(1, count + 1)
    ]


_odd = st.sampled_from(
    ["\0", "\r\n", "\u2028", "\u00a0", "👩‍👩‍👧", "e\u0301", "שלום", "\ufeff", "\ufdd0", "\t", "'", '"']
)
_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
texts = st.lists(_odd | _words, min_size=1, max_size=12).map("".join).filter(bool)
_names = st.lists(_odd | _words, max_size=3).map("".join)
_ids = _names | st.integers(0, 10**30).map("s{}".format) | st.just("x" * 500)
_scores = st.none() | st.floats(0, 1)
_sources = st.lists(_names, min_size=1, max_size=3).map(tuple)
_offsets = st.integers(0, 5000)

_was = st.builds(Was, _offsets, _offsets, _names, _names, _scores)
_spans = st.builds(
    Span,
    _ids,
    _offsets,
    _offsets,
    _names,
    st.sampled_from(State),
    _sources,
    _scores,
    _names,
    st.none() | _was,
    _names,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with whatever text, spans and relations; offsets need not lie in the text to be kept."""
    spans = draw(st.lists(_spans, max_size=6, unique_by=lambda span: span.id))
    relations: list[Relation] = []
    if spans:
        ends = st.sampled_from([span.id for span in spans])
        relation = st.builds(
            Relation, _ids, ends, ends, _names, st.sampled_from(State), _sources, _scores, _names, _names
        )
        taken = {span.id for span in spans}
        relations = draw(st.lists(relation, max_size=4, unique_by=lambda r: r.id))
        relations = [r for r in relations if r.id not in taken]
    steps = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2**20)), max_size=20))
    bounds, at = [], 0
    for gap, length in steps:
        bounds.append((at + gap, at + gap + length))
        at += gap + length
    state = draw(st.builds(ArticleState, st.sampled_from(Status), st.booleans(), _names))
    tokens = draw(st.none() | st.just(Tokens.of(bounds, "blank:en / spacy 3.8.18")))
    last_id = draw(st.integers(0, 2**62))
    document = make_document(
        spans, relations, text=draw(texts), title=draw(_names), state=state, tokens=tokens
    )
    return Document(document.article, state, spans, relations, tokens, last_id)


def facts(document: Document) -> tuple[object, ...]:
    """All that has to come back of a document, but its key."""
    article, tokens = document.article, document.tokens
    return (
        (article.id, article.title, article.text, article.text_sha256),
        (article.source, article.meta, article.extra),
        document.state,
        dict(document.spans),
        dict(document.relations),
        None if tokens is None else (list(tokens.starts), list(tokens.ends), tokens.tokenizer),
        document.last_id,
    )
