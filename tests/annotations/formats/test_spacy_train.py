"""Gold goes into a real `spacy train` as it is: read the way spaCy's projects read it, without a warning."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

from annotations.edits import article, decide
from annotations.edits.article import Undecided
from annotations.formats.goldspan import record
from annotations.model import Article
from annotations.scheme_file import default_scheme
from annotations.suggest.batch import Batch
from annotations.suggest.pipelines import default_pipeline
from annotations.suggest.results import Setup
from resources.loader import read_text

CONFIG = """
[paths]
train = null
dev = null

[nlp]
lang = "en"
pipeline = ["ner"]
tokenizer = {"@tokenizers": "spacy.Tokenizer.v1"}

[components]

[components.ner]
factory = "ner"

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${paths.train}

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${paths.dev}

[training]
max_steps = 20
eval_frequency = 10
"""


def sample() -> Article:
    text = read_text("samples/harbour.txt")
    return Article(1, "harbour", "Harbour", text, hashlib.sha256(text.encode()).hexdigest())


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """The record of the shipped sample with all of its suggestions accepted, done."""
    setup = Setup(default_pipeline().name, default_scheme())
    (suggested,) = Batch(setup).suggest([sample()])
    document = suggested.document
    document.apply(decide.accept(document, document.undecided_ids()))
    document.apply(article.finish(document, Undecided.LEAVE))
    path = tmp_path / "gold.jsonl"
    path.write_bytes(record(document))
    return path


def docs(gold: Path) -> Iterator[Doc]:
    """Read as spaCy's projects read Prodigy's files: the tokens as they are, spans by their token indexes."""
    vocab = spacy.blank("en").vocab
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        words = [token["text"] for token in row["tokens"]]
        doc = Doc(vocab, words, [token["ws"] for token in row["tokens"]])
        assert doc.text == row["text"]
        spans = [Span(doc, s["token_start"], s["token_end"] + 1, s["label"]) for s in row["spans"]]
        assert [(s.start_char, s.end_char) for s in spans] == [(s["start"], s["end"]) for s in row["spans"]]
        doc.ents = spans
        yield doc


@pytest.mark.slow
def test_gold_trains_without_a_warning(gold: Path, tmp_path: Path) -> None:
    found = list(docs(gold))
    assert len(found[0].ents) > 40
    DocBin(docs=found).to_disk(tmp_path / "gold.spacy")
    config = tmp_path / "config.cfg"
    config.write_text(CONFIG, "utf-8")
    filled = tmp_path / "filled.cfg"
    spacy_("init", "fill-config", str(config), str(filled))
    paths = [f"--paths.{part}={tmp_path / 'gold.spacy'}" for part in ("train", "dev")]
    out = spacy_("train", str(filled), "-o", str(tmp_path / "model"), *paths)
    assert "W0" not in out
    assert "arning" not in out
    trained = spacy.load(tmp_path / "model" / "model-last")
    assert set(trained.get_pipe("ner").labels) == {ent.label_ for ent in found[0].ents}


def spacy_(*arguments: str) -> str:
    """Run a command of spaCy's and give back all that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
