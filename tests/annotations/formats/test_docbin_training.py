"""spaCy's own commands take an export as it is: counted whole, trained without a warning, to a score."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.document import Document
from annotations.formats import docbin
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from annotations.words import tokens_of
from tests.annotations.formats.gold_samples import article

PEOPLE = ("Ada", "Bob", "Cleo", "Rene\u0301")
FIRMS = ("Acme", "Globex", "Initech")
WRITING = Writing(LabelScheme("test"), (0.8, 0.2), 7)
STEPS = ("--training.max_steps=60", "--training.eval_frequency=30")
PLAIN = ("PERSON", "ORG", "leads")
ODD = ("a person (or B-ORG)", "organisation\u2028\U0001f3e2", "is led – by/of ${x}")


def learnable(n: int, labels: tuple[str, str, str], *, nested: bool, tokenizer: str) -> Document:
    """People who run firms (a relation) or visit them (none); where `nested`, a span holds both."""
    chance = random.Random(n)
    text, spans, relations = "\U0001f600 ", [], list[Relation]()
    for k in range(3):
        verb = chance.choice(("runs", "visits"))
        first = len(text)
        for id_, word, label in (
            (f"s{3 * k}", chance.choice(PEOPLE), labels[0]),
            ("", f" {verb} ", ""),
            (f"s{3 * k + 1}", chance.choice(FIRMS), labels[1]),
        ):
            if id_:
                spans.append(Span(id_, len(text), len(text) + len(word), label, State.ACCEPTED))
            text += word
        if nested:
            spans.append(Span(f"s{3 * k + 2}", first, len(text), "EVENT", State.ACCEPTED))
        if verb == "runs":
            relations.append(Relation(f"r{k}", f"s{3 * k}", f"s{3 * k + 1}", labels[2], State.ACCEPTED))
        text += ".\r\n"
    tokens: Tokens | None = tokens_of(text)
    if tokenizer == "unicode words":
        assert tokens is not None
        tokens.tokenizer = tokenizer
    else:
        tokens = None
    return Document(article(text, id=f"a{n}"), ArticleState(Status.DONE), spans, relations, tokens)


def export(
    folder: Path, labels: tuple[str, str, str] = PLAIN, *, nested: bool = False, tokenizer: str = ""
) -> list[Document]:
    found = [learnable(n, labels, nested=nested, tokenizer=tokenizer) for n in range(50)]
    report = Report()
    docbin.write((Record(d) for d in found), folder, WRITING, report)
    assert not report.left
    return found


def spacy_(folder: Path, *arguments: str) -> str:
    """Run a command of spaCy's in a folder and give back all that it printed, without colours."""
    done = subprocess.run(
        [sys.executable, "-W", "default", "-m", "spacy", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    out = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", done.stdout)
    assert done.returncode in (0, 1) if arguments[0] == "debug" else done.returncode == 0, out
    return out


def train(folder: Path, *arguments: str) -> float:
    """Train without a warning; the score that was reached."""
    out = spacy_(folder, "train", *arguments, *STEPS, "--output", "model")
    assert not re.search(r"\bW\d\d\d\b|\[W", out), out
    meta = json.loads((folder / "model/model-best/meta.json").read_text())
    scores = [v for k, v in meta["performance"].items() if k in ("ents_f", "spans_sc_f", "rel_micro_f")]
    return max(scores)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("labels", "tokenizer"), [(PLAIN, ""), (PLAIN, "unicode words"), (ODD, "")], ids=["plain", "words", "odd"]
)
def test_entities_train(tmp_path: Path, labels: tuple[str, str, str], tokenizer: str) -> None:
    export(tmp_path / "out", labels, tokenizer=tokenizer)
    assert train(tmp_path / "out", "config.cfg") > 0.5


@pytest.mark.slow
def test_overlapping_spans_train(tmp_path: Path) -> None:
    export(tmp_path / "out", nested=True)
    assert train(tmp_path / "out", "config.cfg") > 0.3


@pytest.mark.slow
@pytest.mark.parametrize(("labels", "nested"), [(PLAIN, False), (ODD, False), (PLAIN, True)])
def test_relations_train(tmp_path: Path, labels: tuple[str, str, str], nested: bool) -> None:
    export(tmp_path / "out", labels, nested=nested)
    score = train(tmp_path / "out", "config_relations.cfg", "--code", "relation_component.py")
    assert score > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("nested", [False, True])
def test_every_span_is_counted_and_none_is_misaligned(tmp_path: Path, nested: bool) -> None:
    found = export(tmp_path / "out", nested=nested)
    out = spacy_(tmp_path / "out", "debug", "data", "config.cfg", "--verbose", "--no-format")
    assert not re.search(r"misaligned|[Ii]nvalid|\bW\d\d\d\b", out), out
    read = [record.document for record in docbin.read(tmp_path / "out/train", Reading(), Report())]
    expected = {
        label: sum(s.label == label for d in read for s in d.spans.values()) for label in ("PERSON", "ORG")
    }
    assert expected["PERSON"] == 3 * len(read) == 3 * len(found) * 4 / 5
    for label, count in expected.items():
        pattern = rf"{label} +[\d.]+ +[\d.]+ +[\d.]+ +{count}\b" if nested else rf"'{label}' \({count}\)"
        assert re.search(pattern, out), out


USE = """
import sys, spacy
sys.path.insert(0, ".")
import relation_component
entities = spacy.blank("en")
entities.add_pipe("entity_ruler").add_patterns(
    [{"label": "PERSON", "pattern": "Ada"}, {"label": "ORG", "pattern": "Acme"}]
)
relations = spacy.load("model/model-best", vocab=entities.vocab)
for text in ("Ada runs Acme.", "Ada visits Acme.", "Nobody.", "Ada alone."):
    doc = relations(entities(text))
    print({pair: round(by["leads"]) for pair, by in doc._.rel.items()})
print([len(doc._.rel) for doc in relations.pipe(map(entities, ["Ada runs Acme.", "No."]))])
"""


@pytest.mark.slow
def test_a_trained_component_goes_on_where_another_pipeline_ends(tmp_path: Path) -> None:
    export(tmp_path / "out")
    train(tmp_path / "out", "config_relations.cfg", "--code", "relation_component.py")
    done = subprocess.run(
        [sys.executable, "-c", USE], cwd=tmp_path / "out", capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "{(0, 2): 1, (2, 0): 0}",
        "{(0, 2): 0, (2, 0): 0}",
        "{}",
        "{}",
        "[2, 0]",
    ]
