"""Articles to measure with, made from a seed: news without end, with its names as spans."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from annotations.scheme_file import default_scheme
from annotations.words import tokens_of

SEED = 20_240_229
SOURCES = ("en_core_web_sm 3.8.0",)

_NAMES = {
    "PERSON": (
        ("Ada", "Björn", "Chidi", "Dolores", "Émile", "Fatima", "Goran", "Hana", "Igor", "Jun"),
        ("Adeyemi", "Bergström", "Castillo", "Dubois", "Eriksen", "Fischer", "Grgić", "Haddad", "Ito"),
    ),
    "ORG": (
        ("Northern", "United", "Atlantic", "First", "Royal", "General", "Baltic", "Pacific"),
        ("Shipping", "Energy", "Telecom", "Steel", "Bank", "Press Agency", "Rail", "Mining Union"),
    ),
    "GPE": (("Norway", "Portugal", "Kenya", "Osaka", "Lima", "Tbilisi", "Ghent", "Chile", "Malta"), ("",)),
    "NORP": (("Norwegian", "Kenyan", "Portuguese", "Chilean", "Maltese", "Georgian"), ("",)),
    "DATE": (
        ("last", "next", "early on", "late on"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "March", "October"),
    ),
    "MONEY": (("$", "€", "£"), ("2 million", "40 million", "1.3 billion", "750,000", "88 million")),
}

_SENTENCES = (
    "{PERSON} of {ORG} met {PERSON} in {GPE} {DATE}, officials in {GPE} said.",
    "The {NORP} government paid {MONEY} to {ORG} {DATE}.",
    "{ORG} and {ORG} agreed on a price of {MONEY} for the port of {GPE}.",
    "“We will not leave {GPE},” said {PERSON}, who speaks for {ORG}.",
    "{DATE}, {PERSON} told {NORP} reporters that {ORG} had lost {MONEY}.",
    "Talks between {GPE} and {GPE} ended {DATE} without {PERSON}.",
    "Nobody expected the harbour to open again so soon after the long and bitter strike.",
)


class Written(NamedTuple):
    """A text, and the names in it: start, end, label."""

    text: str
    names: list[tuple[int, int, str]]


def write(*, characters: int = 0, words: int = 0, seed: int = SEED) -> Written:
    """Write paragraphs of news until there are so many characters or words."""
    dice = random.Random(seed)
    parts: list[str] = []
    names: list[tuple[int, int, str]] = []
    at = counted = sentences = 0
    while at < characters or counted < words:
        if sentences and sentences % 6 == 0:
            parts.append("\n\n")
            at += 2
        elif sentences:
            parts.append(" ")
            at += 1
        sentence, found = _sentence(dice)
        names += ((at + start, at + end, label) for start, end, label in found)
        parts.append(sentence)
        at += len(sentence)
        counted += sentence.count(" ") + 1
        sentences += 1
    return Written("".join(parts), names)


def _sentence(dice: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    pattern = dice.choice(_SENTENCES)
    made, found = "", []
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        label, _, pattern = rest.partition("}")
        first, last = _NAMES[label]
        between = "" if label == "MONEY" else " "
        name = f"{dice.choice(first)}{between}{dice.choice(last)}".strip()
        made += before
        found.append((len(made), len(made) + len(name), label))
        made += name
    return made + pattern, found


def document(written: Written, *, spans: int, title: str) -> Document:
    """An article with so many of its names as suggested spans, and a relation for every tenth of them."""
    chosen = sorted(random.Random(SEED).sample(written.names, spans))
    made = [
        Span(f"s{n}", start, end, label, State.SUGGESTED, SOURCES, round(0.5 + n % 50 / 100, 2))
        for n, (start, end, label) in enumerate(chosen, 1)
    ]
    relations = [
        Relation(f"r{n}", head.id, child.id, "works_for", State.SUGGESTED, SOURCES)
        for n, (head, child) in enumerate(zip(made[::10], made[1::10], strict=False), len(made) + 1)
    ]
    article = Article(0, title, title, written.text, sha256(written.text.encode()).hexdigest())
    state = ArticleState(Status.SUGGESTED)
    return Document(article, state, made, relations, tokens_of(written.text), len(made) + len(relations))


def small() -> Document:
    """An article of 2 kB with its names suggested."""
    written = write(characters=2_000)
    return document(written, spans=len(written.names), title="Small")


def large() -> Document:
    """An article of 1 MB with 25,000 suggested spans."""
    return document(write(characters=1_000_000), spans=25_000, title="Large")


def dataset(path: Path, *documents: Document) -> Path:
    """A dataset of these articles; returns its path."""
    with Dataset.create(path, default_scheme()) as made:
        for one in documents:
            made.add_document(one)
    return path
