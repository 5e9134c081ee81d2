"""Pipelines and one warm worker for all tests of suggestions: loading is what takes the time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.suggest.results import Setup
from annotations.suggest.suggester import Suggester
from annotations.suggest.worker import Worker

if TYPE_CHECKING:
    from spacy.language import Language

ENTITIES = (
    *("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"),
    *("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"),
)

PAIRS = {
    "leads": "PERSON>GPE PERSON>ORG PERSON>NORP",
    "met_with": "PERSON>PERSON",
    "located_in": "GPE>GPE GPE>LOC LOC>GPE FAC>GPE FAC>LOC ORG>GPE ORG>LOC",
    "spokesperson_of": "PERSON>ORG PERSON>GPE PERSON>NORP",
    "alias_of": "ORG>ORG GPE>GPE PERSON>PERSON",
    "member_of": "PERSON>ORG GPE>ORG ORG>ORG",
    "borders": "GPE>GPE GPE>LOC LOC>GPE LOC>LOC",
    "works_for": "PERSON>ORG",
    "part_of": "ORG>ORG GPE>GPE LOC>GPE FAC>ORG",
    "citizen_of": "PERSON>GPE PERSON>NORP",
}


def _relation(name: str, pairs: str) -> RelationLabel:
    ends = (pair.split(">") for pair in pairs.split())
    return RelationLabel(name, pairs=frozenset((head, child) for head, child in ends))


@pytest.fixture(scope="session")
def scheme() -> LabelScheme:
    return LabelScheme(
        "news",
        tuple(EntityLabel(name) for name in ENTITIES),
        tuple(_relation(name, pairs) for name, pairs in PAIRS.items()),
    )


@pytest.fixture(scope="session")
def setup(scheme: LabelScheme) -> Setup:
    return Setup("en_core_web_sm", scheme)


@pytest.fixture(scope="session")
def suggester() -> Suggester:
    return Suggester("en_core_web_sm")


@pytest.fixture(scope="session")
def news() -> str:
    path = Path(__file__).parents[2] / "resources" / "news.txt"
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.fixture(scope="session")
def ruler_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved pipeline whose only component is a ruler; it gives `ORGANISATION` and `PERSON`."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "ORGANISATION", "pattern": "Collective Security Treaty Organization"},
            {"label": "PERSON", "pattern": [{"LOWER": "ada"}, {"LOWER": "lovelace"}]},
        ]
    )
    return _saved(nlp, tmp_path_factory, "ruler")


@pytest.fixture(scope="session")
def spancat_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved pipeline with a span categorizer that a few steps taught one sentence."""
    import random

    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    random.seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("spancat", config={"spans_key": "sc", "threshold": 0.3})
    doc = nlp.make_doc("Ada Lovelace wrote to Charles Babbage in London .")
    people = [(0, 12, "PERSON"), (0, 3, "PERSON"), (22, 37, "PERSON"), (41, 47, "GPE")]
    example = Example.from_dict(doc, {"spans": {"sc": people}})
    optimizer = nlp.initialize(lambda: [example])
    optimizer.learn_rate = 0.02
    for _ in range(40):
        nlp.update([example], sgd=optimizer)
    return _saved(nlp, tmp_path_factory, "spancat")


@pytest.fixture(scope="session")
def tagless_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved pipeline that finds no spans at all."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return _saved(nlp, tmp_path_factory, "sentences")


def _saved(nlp: Language, factory: pytest.TempPathFactory, name: str) -> Path:
    folder = factory.mktemp("pipelines") / name
    nlp.to_disk(folder)
    return folder
