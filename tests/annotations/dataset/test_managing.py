"""Titles, places, removals and merged labels: what is done to articles as a whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotations.dataset import Dataset, PipelineChoice, Wanted
from annotations.dataset.managing import Remove, move, perform, retitle, twins
from annotations.dataset.merging import merge_labels, merge_relation_labels
from annotations.errors import GoldspanError
from annotations.model import Relation, Span, State, Was
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from tests.annotations.dataset.samples import TEXT, make_document


def _fill(dataset: Dataset, count: int) -> list[int]:
    return [dataset.add_article(f"{TEXT} {n}", title=f"Article {n}", id=f"a-{n}") for n in range(count)]


def test_a_new_title_is_found_and_the_old_one_is_not(dataset: Dataset) -> None:
    key = _fill(dataset, 1)[0]
    step = retitle(dataset, key, "  Straße 👩‍👩‍👧 ")
    perform(dataset, step)
    assert dataset.row(key).title == dataset.load(key).article.title == "Straße 👩‍👩‍👧"
    assert [row.key for row in dataset.queue(Wanted(search="strasse"))] == [key]
    assert dataset.queue(Wanted(search="article")) == []
    perform(dataset, step.inverse())
    assert [row.title for row in dataset.queue(Wanted(search="article"))] == ["Article 0"]
    assert dataset.queue(Wanted(search="strasse")) == []


def test_moves_and_their_inverses(dataset: Dataset) -> None:
    keys = _fill(dataset, 6)
    order, steps, dice = list(keys), [], random.Random(7)
    for _ in range(200):
        key = dice.choice(keys)
        behind = dice.choice([None, *(k for k in keys if k != key)])
        before = list(order)
        order.remove(key)
        order.insert(0 if behind is None else order.index(behind) + 1, key)
        steps.append((move(dataset, key, behind), before))
        perform(dataset, steps[-1][0])
        assert list(dataset.keys()) == order
    for step, before in reversed(steps):
        perform(dataset, step.inverse())
        assert list(dataset.keys()) == before


def test_moving_into_one_gap_again_and_again(dataset: Dataset) -> None:
    keys = _fill(dataset, 4)
    removed = dataset.remove_article(keys[1])
    for n in range(150):
        perform(dataset, move(dataset, keys[2 + n % 2], keys[0]))
    assert list(dataset.keys()) == [keys[0], keys[3], keys[2]]
    dataset.restore_article(removed)
    assert sorted(dataset.keys()) == keys
    assert dataset.row(dataset.add_article("last")).position > max(dataset.row(k).position for k in keys)


def test_a_removal_is_taken_back(dataset: Dataset) -> None:
    keys = _fill(dataset, 2)
    perform(dataset, Remove(keys[0]))
    assert list(dataset.keys()) == [keys[1]]
    with pytest.raises(GoldspanError, match="no longer in the dataset"):
        perform(dataset, move(dataset, keys[1], keys[0]))
    perform(dataset, Remove(keys[0]).inverse())
    assert list(dataset.keys()) == keys


def test_articles_with_the_same_text(dataset: Dataset) -> None:
    keys = [dataset.add_article(text) for text in ("one", "two", "one", "three", "two", "one")]
    perform(dataset, Remove(keys[5]))
    assert twins(dataset) == [[keys[0], keys[2]], [keys[1], keys[4]]]


MERGED = LabelScheme(
    "merged",
    (EntityLabel("ORG"), EntityLabel("COMPANY"), EntityLabel("PERSON")),
    (
        RelationLabel("works_for", pairs=frozenset({("PERSON", "COMPANY")})),
        RelationLabel("leads", pairs=frozenset({("PERSON", "ORG")})),
    ),
)


def _merging(tmp_path: Path) -> tuple[Dataset, int]:
    dataset = Dataset.create(tmp_path / "labels.goldspan", MERGED)
    spans = [
        Span("s1", 0, 3, "PERSON", State.ACCEPTED),
        Span("s2", 4, 7, "ORG", State.SUGGESTED),
        Span("s3", 4, 7, "COMPANY", State.ACCEPTED),
        Span("s4", 8, 9, "ORG", State.ACCEPTED),
        Span("s5", 8, 9, "COMPANY", State.ACCEPTED),
        Span("s6", 9, 10, "COMPANY", State.SUGGESTED, was=Was(9, 11, "COMPANY", "x")),
    ]
    relations = [
        Relation("r1", "s1", "s2", "leads", State.SUGGESTED),
        Relation("r2", "s1", "s3", "leads", State.ACCEPTED),
        Relation("r3", "s2", "s3", "works_for", State.ACCEPTED),
        Relation("r4", "s1", "s5", "works_for", State.ACCEPTED),
        Relation("r5", "s1", "s4", "leads", State.REJECTED),
    ]
    return dataset, dataset.add_document(make_document(spans, relations))


def test_two_entity_labels_become_one(tmp_path: Path) -> None:
    dataset, key = _merging(tmp_path)
    with dataset:
        dataset.pipeline = PipelineChoice(mapping={"FIRM": "COMPANY"})
        other = dataset.add_document(make_document([Span("s1", 0, 1, "COMPANY", State.ACCEPTED)], text="x"))
        merged = merge_labels(dataset, "COMPANY", "ORG", backup_folder=tmp_path / "backups")
        document = dataset.load(key)
        assert {s.id: s.label for s in document.spans.values()} == {
            "s1": "PERSON",
            "s3": "ORG",
            "s4": "ORG",
            "s6": "ORG",
        }
        was = document.spans["s6"].was
        assert was is not None
        assert was.label == "ORG"
        assert {(r.id, r.head, r.child) for r in document.relations.values()} == {
            ("r2", "s1", "s3"),
            ("r4", "s1", "s4"),
            ("r5", "s1", "s4"),
        }
        row = dataset.row(key)
        assert (row.undecided, row.accepted, row.relations) == (1, 3, 2)
        assert dataset.load(other).spans["s1"].label == "ORG"
        assert [label.name for label in dataset.scheme.entities] == ["ORG", "PERSON"]
        assert dataset.scheme.relations[0].pairs == {("PERSON", "ORG")}
        assert dataset.pipeline.mapping["FIRM"] == "ORG"
        assert (merged.relabelled, merged.doubles) == (3, 4)
    with Dataset.open(merged.backup) as backup:
        assert len(backup.load(key).spans) == 6
        assert backup.scheme == MERGED


def test_two_relation_labels_become_one(tmp_path: Path) -> None:
    dataset, key = _merging(tmp_path)
    with dataset:
        perform(dataset, retitle(dataset, key, "x"))
        merge_relation_labels(dataset, "leads", "works_for", backup_folder=tmp_path / "backups")
        relations = dataset.load(key).relations.values()
        assert {r.label for r in relations} == {"works_for"}
        assert {r.id for r in relations} == {"r1", "r2", "r3", "r4", "r5"}
        assert [label.name for label in dataset.scheme.relations] == ["works_for"]
        assert dataset.scheme.relations[0].pairs == {("PERSON", "COMPANY"), ("PERSON", "ORG")}


@pytest.mark.parametrize(("label", "into"), [("ORG", "none"), ("none", "ORG"), ("ORG", "ORG")])
def test_labels_that_cannot_be_merged(tmp_path: Path, label: str, into: str) -> None:
    dataset, _ = _merging(tmp_path)
    with dataset, pytest.raises(GoldspanError, match=r"no label|the same label"):
        merge_labels(dataset, label, into, backup_folder=tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
