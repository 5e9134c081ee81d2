"""SpERT and Hugging Face: texts of tokens, and the folder that `datasets` loads."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.format import Reading
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sniff
from annotations.formats.report import Report
from annotations.model import ArticleState, Status
from tests.annotations.formats.documents import relation_rows, span_rows
from tests.annotations.formats.gold_samples import article, span
from tests.annotations.formats.json_samples import HUGGING_FACE, SPERT, WRITING, read_all


def test_spert_counts_in_tokens_and_numbers_of_entities(tmp_path: Path) -> None:
    (found,), _ = read_all("spert", tmp_path / "a.json", [SPERT])
    assert found.document.text == "Ada \U0001f469\u200d\U0001f467 Bob Lee"
    ada, bob = (0, 3, "PER"), (8, 15, "PER")
    assert span_rows(found.document) == {ada, bob}
    assert relation_rows(found.document) == {(ada, bob, "knows")}
    assert found.document.article.id == "9"


@pytest.mark.parametrize(
    ("format_id", "record", "said"),
    [
        ("spert", SPERT | {"tokens": None}, "record 1, field tokens: the tokens are missing"),
        (
            "spert",
            SPERT | {"entities": [{"type": "A", "start": 3, "end": 5}]},
            "record 1, field entities[0]: tokens 3 to 5 are none of the 4 there are",
        ),
        (
            "spert",
            SPERT | {"relations": [{"type": "A", "head": 0, "tail": 2}]},
            "record 1, field relations[0].tail: there is no entity 2",
        ),
        (
            "huggingface",
            HUGGING_FACE | {"ner_tags": ["O"]},
            "line 1, field ner_tags: there are 4 tokens and 1 tags",
        ),
        ("huggingface", HUGGING_FACE | {"ner_tags": [0, 0, 1, 2]}, "field ner_tags[0]: 0 is a number"),
    ],
)
def test_what_is_wrong_is_named(format_id: str, record: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(GoldspanError) as refused:
        read_all(format_id, tmp_path / "a.json", [record])
    assert said in str(refused.value)


def test_hugging_face_reads_an_array_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(msgspec.json.encode([HUGGING_FACE, HUGGING_FACE]))
    assert sniff(path).id == "huggingface"
    found = list(by_id("huggingface").reader.read(path, Reading(), Report()))
    assert [span_rows(each.document) for each in found] == [{(0, 3, "PER"), (8, 15, "PER")}] * 2


def records(count: int) -> list[Record]:
    texts = [f"Ada met {n} at Acme" for n in range(count)]
    return [
        Record(
            Document(
                article(text, id=f"a{n}"),
                ArticleState(Status.DONE),
                [span("s1", text, "Ada", "PER"), *([span("s2", text, "Acme", "ORG: x")] if n % 2 else [])],
            )
        )
        for n, text in enumerate(texts)
    ]


def test_a_folder_has_a_file_for_each_part_and_a_card_with_the_labels(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    writing = msgspec.structs.replace(WRITING, split=(0.6, 0.2, 0.2), seed=3)
    by_id("huggingface").writer.write(records(20), folder, writing, Report())
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert names == {"README.md", "train.json", "validation.json", "test.json"}
    sizes = [
        len((folder / f"{part}.json").read_bytes().splitlines()) for part in ("train", "validation", "test")
    ]
    assert sizes == [12, 4, 4]
    card = (folder / "README.md").read_text(encoding="utf-8")
    tags = ["O", "B-PER", "I-PER", "B-ORG: x", "I-ORG: x"]
    assert "".join(f"          '{n}': \"{tag}\"\n" for n, tag in enumerate(tags)) in card
    assert sniff(folder).id == "huggingface"
    report = Report()
    back = list(by_id("huggingface").reader.read(folder, Reading(), report))
    assert {each.document.article.id for each in back} == {f"a{n}" for n in range(20)}
    assert report.labels == {"PER": 20, "ORG: x": 10}


def test_without_a_split_all_is_train(tmp_path: Path) -> None:
    by_id("huggingface").writer.write(records(3), tmp_path / "news", WRITING, Report())
    assert sorted(path.name for path in (tmp_path / "news").glob("*.json")) == ["train.json"]


def test_a_split_into_one_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    split = msgspec.structs.replace(WRITING, split=(0.8, 0.2))
    write = by_id("huggingface").writer.write
    with pytest.raises(GoldspanError, match="name a folder"):
        write(records(3), tmp_path / "a.json", split, Report())
    with pytest.raises(GoldspanError, match="There is no article to write"):
        write([], tmp_path / "news", split, Report())
    assert not list(tmp_path.iterdir())
