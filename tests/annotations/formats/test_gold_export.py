"""Exporting a dataset, and one article beside its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.gold import export_article, export_gold, gold_path
from annotations.formats.goldspan_reader import read_records
from annotations.model import ArticleState, Relation, State, Status
from annotations.scheme import LabelScheme
from tests.annotations.formats.gold_samples import ODD, article, by_character, span

DONE = ArticleState(Status.DONE, done_at="2026-11-24T14:02:11Z")


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with Dataset.create(tmp_path / "news.goldspan", LabelScheme("news")) as made:
        for n, state in enumerate((DONE, ArticleState(Status.IN_PROGRESS), DONE)):
            text = f"{n} {ODD}"
            spans = [span("s1", text, "Müller"), span("s2", text, "Moscow", "GPE", state=State.REJECTED)]
            spans.append(span("s3", text, "Zürich", "GPE"))
            relation = Relation("r4", "s1", "s3", "located_in", State.ACCEPTED)
            about = article(text, id=f"a{n}")
            key = made.add_document(Document(about, state, spans, [relation], by_character(text), 4))
            made.add_seconds(key, 10.4 + n)
        yield made


def test_the_done_articles_are_exported_with_what_belongs_to_them(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "gold.jsonl"
    seen: list[int] = []
    written = export_gold(dataset, str(out), annotator="ada", progress=seen.append)
    assert (written.records, written.bytes, seen) == (2, out.stat().st_size, [1, 2])
    records = list(read_records(out))
    assert [r.document.article.id for r in records] == ["a0", "a2"]
    assert [(r.seconds, r.annotator) for r in records] == [(10, "ada"), (12, "ada")]
    for read, key in zip(records, dataset.done_keys(), strict=True):
        stored = dataset.load(key)
        assert read.document.text == stored.text
        assert (read.document.spans, read.document.relations) == (stored.spans, stored.relations)
        assert read.document.state == stored.state
        assert read.document.tokens is not None
        assert stored.tokens is not None
        assert read.document.tokens.starts == stored.tokens.starts


def test_all_articles_can_be_exported_as_they_stand(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert export_gold(dataset, str(out), only_done=False).records == 3
    states = [json.loads(line)["goldspan"]["state"] for line in out.read_bytes().splitlines()]
    assert states == ["done", "in_progress", "done"]


def test_a_dataset_is_never_replaced_by_its_export(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match="is a dataset, not a file of records"):
        export_gold(dataset, str(tmp_path / "news.goldspan"))
    assert dataset.totals().articles == 3


def test_a_record_whose_text_is_not_the_one_of_its_hash_replaces_nothing(tmp_path: Path) -> None:
    path = gold_path(tmp_path / "moscow.txt")
    assert path.name == "moscow.gold.jsonl"
    export_article(Document(article(ODD), DONE), path)
    before = path.read_bytes()
    broken = article(ODD)
    wrong = Document(type(broken)(0, "a", "A", ODD + "x", broken.text_sha256), DONE)
    with pytest.raises(
        GoldspanError, match=r"line 1, field goldspan\.text_sha256: the text is not the one"
    ) as caught:
        export_article(wrong, path)
    assert caught.value.kept == f"{path} is as it was."
    assert path.read_bytes() == before


def test_one_article_goes_beside_its_text(tmp_path: Path) -> None:
    path = gold_path(tmp_path / "a.b.txt")
    document = Document(article(ODD), ArticleState(Status.IN_PROGRESS), [span("s1", ODD, "Müller")])
    assert export_article(document, path, seconds=5).records == 1
    (read,) = read_records(tmp_path / "a.b.gold.jsonl")
    assert (read.document.spans, read.document.state.status) == (document.spans, Status.IN_PROGRESS)
