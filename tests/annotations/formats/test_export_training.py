"""From a dataset through `goldspan export` into the programs that train: all is counted, and it trains."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from annotations.edits import article, decide
from annotations.edits.article import Undecided
from annotations.model import Article, ArticleState, State, Status
from annotations.scheme_file import default_scheme
from annotations.suggest.batch import Batch
from annotations.suggest.pipelines import default_pipeline
from annotations.suggest.results import Setup
from resources.loader import read_text
from tests.annotations.formats.test_docbin_training import PLAIN, learnable, spacy_, train
from tests.conftest import SHARED

SEED_ARTICLE = SHARED / "data" / "seed_article.txt"


def goldspan(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command, with every warning of Python's shown."""
    command = [sys.executable, "-W", "default", "-m", "annotations.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def corpus(path: Path, *, nested: bool = False) -> Path:
    """A dataset of forty done articles that a model can learn from."""
    with Dataset.create(path, default_scheme()) as dataset:
        for n in range(40):
            dataset.add_document(learnable(n, PLAIN, nested=nested, tokenizer="unicode words"))
    return path


def suggested(path: Path, text: str) -> Path:
    """A dataset of an article's paragraphs, with all that the pipeline suggests accepted, done."""
    pieces = [p.strip() + "\n" for p in re.split(r"\n\s*\n", text) if len(p.split()) > 8]
    setup = Setup(default_pipeline().name, default_scheme())
    articles = [
        Article(n, f"p{n}", f"Paragraph {n}", p, hashlib.sha256(p.encode()).hexdigest())
        for n, p in enumerate(pieces, 1)
    ]
    with Dataset.create(path, default_scheme()) as dataset:
        for each in Batch(setup).suggest(articles):
            document = each.document
            document.apply(decide.accept(document, document.undecided_ids()))
            document.apply(article.finish(document, Undecided.LEAVE))
            dataset.add_document(document)
    return path


def spans_of(path: Path) -> int:
    with Dataset.open(path, read_only=True) as dataset:
        documents = [dataset.load(key) for key in dataset.done_keys()]
    assert all(d.state == ArticleState(Status.DONE, done_at=d.state.done_at) for d in documents)
    return sum(s.state is State.ACCEPTED for d in documents for s in d.spans.values())


def counted(out: str) -> int:
    """The spans that `spacy debug data` found in train and dev together."""
    found = re.findall(r"'[^']+' \((\d+)\)", "\n".join(re.findall(r".*Labels in train data: .*", out)))
    return sum(map(int, found))


@pytest.mark.slow
@pytest.mark.parametrize("of", ["sample", "seed article", "corpus"])
def test_every_span_of_a_dataset_is_counted_and_trained_on(tmp_path: Path, of: str) -> None:
    path, out = tmp_path / "news.goldspan", tmp_path / "out"
    if of == "corpus":
        corpus(path)
    elif of == "sample":
        suggested(path, read_text("samples/harbour.txt"))
    elif SEED_ARTICLE.exists():
        suggested(path, SEED_ARTICLE.read_text("utf-8"))
    else:
        pytest.skip(f"there is no {SEED_ARTICLE}")
    done = goldspan("export", path, out, "--format", "spacy", "--split", "0.8/0.2", "--misplaced", "refuse")
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert "spacy train config.cfg --output model" in done.stderr
    found = spacy_(out, "debug", "data", "config.cfg", "--verbose", "--no-format")
    assert not re.search(r"misaligned|[Ii]nvalid|\bW\d\d\d\b", found), found
    assert spans_in(out, "train") + spans_in(out, "dev") == spans_of(path)
    assert counted(found) == spans_in(out, "train"), found
    assert train(out, "config.cfg") > 0


def spans_in(out: Path, part: str) -> int:
    """The entities of a part, as spaCy reads them."""
    script = (
        "import sys, spacy; from pathlib import Path; from spacy.tokens import DocBin\n"
        "vocab = spacy.blank('en').vocab\n"
        "files = sorted(Path(sys.argv[1]).glob('*.spacy'))\n"
        "print(sum(len(d.ents) for f in files for d in DocBin().from_disk(f).get_docs(vocab)))"
    )
    command = [sys.executable, "-c", script, str(out / part)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.slow
@pytest.mark.parametrize("nested", [False, True])
def test_relations_of_a_dataset_train(tmp_path: Path, nested: bool) -> None:
    out = tmp_path / "out"
    done = goldspan(
        "export", corpus(tmp_path / "news.goldspan", nested=nested), out, "--format", "spacy", "--seed", 7
    )
    assert done.returncode == 0, done.stderr
    assert "relation_component.py" in done.stderr
    assert train(out, "config_relations.cfg", "--code", "relation_component.py") > 0


@pytest.mark.slow
def test_the_folder_for_hugging_face_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`datasets` is no dependency: the test runs where it is installed."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    out = tmp_path / "folder"
    done = goldspan(
        "export",
        corpus(tmp_path / "news.goldspan"),
        out,
        "--format",
        "huggingface",
        "--split",
        "0.8/0.1/0.1",
    )
    assert done.returncode == 0, done.stderr
    loaded = datasets.load_dataset(str(out))
    assert {name: len(part) for name, part in loaded.items()} == {"train": 32, "validation": 4, "test": 4}
    names = loaded["train"].features["ner_tags"].feature.names
    assert names[0] == "O"
    for part in ("train", "validation", "test"):
        rows = [json.loads(line) for line in (out / f"{part}.json").read_text("utf-8").splitlines()]
        assert [r["tokens"] for r in loaded[part]] == [r["tokens"] for r in rows]
        assert [[names[t] for t in r["ner_tags"]] for r in loaded[part]] == [r["ner_tags"] for r in rows]
