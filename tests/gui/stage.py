"""A dataset with suggestions as a pipeline makes them, without the seconds that one takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotations.dataset import Dataset
from annotations.model import ArticleState, Change, Edit, Relation, Span, State, Status
from annotations.scheme_file import default_scheme
from annotations.words import tokens_of

SM = "en_core_web_sm 3.8.0"

TEXT = (
    "Prime Minister Ada Lund met Bo Ek in Oslo on Monday. Ada Lund leads Norway.\n"
    "\n"
    "Bo Ek works for the Nordic Rescue\n"
    "Organization (NRO) in Bergen. Oslo and Bergen are far apart, says Bo Ek of the Greens.\n"
)

SUGGESTED = (
    ("Ada Lund", 0, "PERSON"),
    ("Bo Ek", 0, "PERSON"),
    ("Oslo", 0, "GPE"),
    ("Monday", 0, "DATE"),
    ("Ada Lund", 1, "PERSON"),
    ("Norway", 0, "GPE"),
    ("Bo Ek", 1, "PERSON"),
    ("NRO", 0, "ORG"),
    ("Bergen", 0, "GPE"),
    ("Oslo", 1, "GPE"),
    ("Bergen", 1, "GPE"),
    ("Bo Ek", 2, "PERSON"),
    ("Greens", 0, "NORP"),
)
"""The words, which occurrence, and the label of each suggested span, in reading order."""

JOINED = (("leads", 4, 5), ("located_in", 1, 2))
"""The label, head and child (by place in `SUGGESTED`) of each suggested relation."""


def place(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where the nth occurrence of some words is."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def add_article(
    dataset: Dataset,
    text: str = TEXT,
    suggested: tuple[tuple[str, int, str], ...] = SUGGESTED,
    joined: tuple[tuple[str, int, int], ...] = JOINED,
    *,
    title: str = "Talks",
    source: str = "",
) -> int:
    """Add an article with its tokens and suggestions; its key."""
    key = dataset.add_article(text, id=title, title=title, source=source)
    dataset.set_tokens(key, tokens_of(text))
    before = dataset.load(key).state
    spans = [
        Span(f"s{n}", *place(text, words, nth), label, State.SUGGESTED, (SM,))
        for n, (words, nth, label) in enumerate(suggested, 1)
    ]
    relations = [
        Relation(f"r{n}", f"s{head + 1}", f"s{child + 1}", label, State.SUGGESTED, ("patterns",), 0.8)
        for n, (label, head, child) in enumerate(joined, len(spans) + 1)
    ]
    rows = [Edit(None, row) for row in (*spans, *relations)]
    status = Edit(before, ArticleState(Status.SUGGESTED))
    dataset.apply(Change(key, "Suggest", (*rows, status)), last_id=len(rows))
    return key


def make_dataset(path: Path, articles: int = 1) -> Path:
    """Write a dataset with the news scheme and so many articles, each with another title; its path."""
    with Dataset.create(path, default_scheme()) as dataset:
        for n in range(articles):
            add_article(dataset, TEXT + "The end.\n" * n, title=f"Talks {n + 1}")
    return path


def make_article(path: Path, text: str, **more: Any) -> Path:
    """Write a dataset with one article, without suggestions unless they are given; its path."""
    with Dataset.create(path, default_scheme()) as dataset:
        add_article(dataset, text, **{"suggested": (), "joined": (), **more})
    return path
