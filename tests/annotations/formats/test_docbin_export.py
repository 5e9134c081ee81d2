"""The export folder: a split in shards, whole or not at all, with a config for what is in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from thinc.api import Config

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import docbin, docbin_export, docbin_shards
from annotations.formats.docbin_gather import Gathered
from annotations.formats.format import Reading, Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import ArticleState, Span, State, Status
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from annotations.suggest.languages import language_of
from tests.annotations.formats.gold_samples import article
from tests.annotations.formats.test_docbin import docs, overlapping

BLANK = "blank:en / spacy 3.8.0"


def writing(*split: float, seed: int = 0) -> Writing:
    return Writing(LabelScheme("test"), split, seed)


def small(n: int, tokenizer: str = BLANK, status: Status = Status.DONE) -> Document:
    label = "RARE" if n % 10 == 0 else "COMMON"
    tokens = Tokens.of([(0, 3), (4, 8)], tokenizer)
    spans = [Span("s1", 0, 3, label, State.ACCEPTED)]
    return Document(article("Ada \U0001f600 goes"[:8], id=f"a{n}"), ArticleState(status), spans, (), tokens)


def export(found: list[Document], folder: Path, how: Writing) -> Report:
    report = Report()
    docbin.write((Record(d, place=d.article.id) for d in found), folder, how, report)
    return report


def ids(folder: Path) -> list[str]:
    return [r.document.article.id for r in docbin.read(folder, Reading(), Report())]


def test_parts_are_in_shards_and_each_article_is_in_one(tmp_path: Path) -> None:
    found = [small(n) for n in range(2600)]
    written = docbin.write(map(Record, found), tmp_path / "out", writing(0.8, 0.1, 0.1), Report())
    names = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.spacy"))
    assert names == [
        "dev/000.spacy",
        "test/000.spacy",
        "train/000.spacy",
        "train/001.spacy",
        "train/002.spacy",
    ]
    parts = {part: ids(tmp_path / "out" / part) for part in ("train", "dev", "test")}
    assert {part: len(each) for part, each in parts.items()} == {"train": 2080, "dev": 260, "test": 260}
    assert sorted(name for each in parts.values() for name in each) == sorted(f"a{n}" for n in range(2600))
    assert sum(int(name[1:]) % 10 == 0 for name in parts["test"]) == 26
    files = [p.stat().st_size for p in (tmp_path / "out").rglob("*.spacy")]
    assert (written.records, written.bytes) == (2600, sum(files))
    assert len(DocBin().from_disk(tmp_path / "out/train/000.spacy")) == 1000
    first = next(docbin.read(tmp_path / "out", Reading(), Report()))
    assert first.place == "dev/000.spacy, document 1"


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    found = [small(n) for n in range(40)]
    export(found, tmp_path / "a", writing(0.5, 0.5, seed=3))
    export(found, tmp_path / "b", writing(0.5, 0.5, seed=3))
    export(found, tmp_path / "c", writing(0.5, 0.5, seed=4))
    a, b, c = ((tmp_path / name / "dev/000.spacy").read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_the_config_is_for_what_is_there(tmp_path: Path) -> None:
    export([small(n) for n in range(10)], tmp_path / "ner", writing(0.8, 0.2))
    config = Config().from_disk(tmp_path / "ner/config.cfg", interpolate=False)
    assert config["nlp"]["pipeline"] == ["tok2vec", "ner"]
    assert (config["paths"]["train"], config["paths"]["dev"]) == ("train", "dev")
    assert not config["corpora"]["train"]["gold_preproc"]
    assert not (tmp_path / "ner/config_relations.cfg").exists()
    (doc, *_) = docs(tmp_path / "ner/train/000.spacy")
    assert not doc.spans

    export([*(small(n) for n in range(10)), overlapping()], tmp_path / "sc", writing())
    config = Config().from_disk(tmp_path / "sc/config.cfg", interpolate=False)
    assert config["nlp"]["pipeline"] == ["tok2vec", "spancat"]
    assert config["components"]["spancat"]["suggester"]["max_size"] == 3
    relations = Config().from_disk(tmp_path / "sc/config_relations.cfg", interpolate=False)
    assert relations["corpora"]["dev"]["spans_key"] == "sc"
    assert (tmp_path / "sc/relation_component.py").is_file()
    assert all("sc" in doc.spans for doc in docs(tmp_path / "sc/train/000.spacy"))


@pytest.mark.parametrize(
    ("tokenizers", "language", "as_they_are"),
    [
        ([BLANK], "en", False),
        (["blank:de / spacy 3.8.0"], "de", False),
        (["en_core_web_sm 3.8.0 / spacy 3.8.7"], "en", False),
        (["de_core_news_lg 3.8.0 / spacy 3.8.7"], "de", False),
        (["imported"], "en", True),
        (["blank:de / spacy 3.8.0", "blank:de / spacy 3.8.0", BLANK], "de", True),
    ],
)
def test_the_language_is_that_of_the_tokens(
    tmp_path: Path, tokenizers: list[str], language: str, as_they_are: bool
) -> None:
    export([small(n, tokenizers[n % len(tokenizers)]) for n in range(9)], tmp_path / "out", writing())
    config = Config().from_disk(tmp_path / "out/config.cfg", interpolate=False)
    assert config["nlp"]["lang"] == language
    assert config["corpora"]["train"]["gold_preproc"] is as_they_are


@pytest.mark.parametrize("tokenizer", ["", "imported", "unicode words", "blank:zz / spacy 3", "x / spacy 3"])
def test_tokens_of_no_known_language_have_none(tokenizer: str) -> None:
    assert language_of(tokenizer) == ""


def test_unfinished_articles_among_overlaps_are_named(tmp_path: Path) -> None:
    report = export([overlapping(), small(1, status=Status.IN_PROGRESS)], tmp_path / "x.spacy", writing())
    (left,) = report.left.items()
    assert left[0].startswith("unfinished article among overlapping spans")
    assert left[1].places == ["One"]


def test_a_part_that_gets_nothing_is_named(tmp_path: Path) -> None:
    report = export([small(1)], tmp_path / "out", writing(0.8, 0.2))
    assert list(report.left) == ["part dev, which got no article: there are too few"]


@pytest.mark.parametrize(
    ("name", "split", "count", "sentence"),
    [
        ("out", (1.0,), 3, "A split has two shares"),
        ("out", (0.5, 0.2, 0.2, 0.1), 3, "A split has two shares"),
        ("out", (0.5, -0.5), 3, "is no split"),
        ("x.spacy", (0.5, 0.5), 3, "a split needs a folder"),
        ("out", (0.5, 0.5), 0, "there is no article to write"),
    ],
)
def test_what_cannot_be_written_is_refused(
    tmp_path: Path, name: str, split: tuple[float, ...], count: int, sentence: str
) -> None:
    with pytest.raises(GoldspanError, match=sentence):
        export([small(n) for n in range(count)], tmp_path / name, writing(*split))
    assert not list(tmp_path.iterdir())


def test_a_label_that_no_file_can_hold_is_refused_with_its_article(tmp_path: Path) -> None:
    document = small(1)
    spans = [Span("s1", 0, 3, "half \ud800", State.ACCEPTED)]
    broken = Document(document.article, document.state, spans, (), document.tokens)
    with pytest.raises(GoldspanError, match=r"One: the label .* holds half a surrogate pair"):
        export([broken], tmp_path / "out", writing())
    assert not list(tmp_path.iterdir())


def test_one_file_of_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin_export, "_MOST_TOKENS", 5)
    with pytest.raises(GoldspanError, match=r"would hold 6 tokens.*Name a folder"):
        export([small(n) for n in range(3)], tmp_path / "x.spacy", writing())


def test_a_file_that_reads_back_otherwise_is_noticed(tmp_path: Path) -> None:
    export([small(1)], tmp_path / "x.spacy", writing())
    shard = docbin_shards.Shard(Gathered())
    with pytest.raises(GoldspanError, match="does not hold what was written"):
        docbin_shards.verify(tmp_path / "x.spacy", shard.digest)


def test_an_old_export_stays_where_a_new_one_fails(tmp_path: Path) -> None:
    export([small(1), small(2)], tmp_path / "out", writing())
    with pytest.raises(GoldspanError, match="no article"):
        export([], tmp_path / "out", writing())
    assert sorted(ids(tmp_path / "out")) == ["a1", "a2"]
    export([small(3), small(4)], tmp_path / "out", writing())
    assert sorted(ids(tmp_path / "out")) == ["a3", "a4"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_shard_can_be_read_with_any_vocabulary(tmp_path: Path) -> None:
    export([small(1)], tmp_path / "x.spacy", writing())
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(Vocab())
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ada", "COMMON")]


LAZY = """
import sys
from annotations.formats import docbin
from annotations.formats.format import Sample
assert docbin.sniff(Sample("x", bytes.fromhex(sys.argv[1])))
print([name for name in ("spacy", "thinc", "numpy", "srsly") if name in sys.modules])
"""


def test_recognising_a_file_loads_no_spacy(tmp_path: Path) -> None:
    export([small(1)], tmp_path / "x.spacy", writing())
    head = (tmp_path / "x.spacy").read_bytes().hex()
    done = subprocess.run([sys.executable, "-c", LAZY, head], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
