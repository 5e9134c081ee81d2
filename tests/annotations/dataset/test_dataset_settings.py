"""Label scheme, renames over all articles, pipeline and settings."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotations.dataset import Dataset, PipelineChoice
from annotations.errors import GoldspanError
from annotations.model import Relation, Span, State, Was
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from tests.annotations.dataset.samples import SCHEME, make_document, suggested

replace = msgspec.structs.replace


def _two_articles(dataset: Dataset) -> list[int]:
    was = Was(1, 2, "GPE", "en_core_web_sm 3.8.0", 0.30000000000000004)
    spans = [
        *suggested(2, "PERSON"),
        Span("s3", 3, 4, "GPE", State.ACCEPTED),
        Span("s4", 4, 5, "PERSON", State.REJECTED),
        Span("s5", 5, 6, "ORG", State.ACCEPTED, was=was),
    ]
    relations = [Relation("r1", "s1", "s3", "met_with", State.ACCEPTED)]
    return [dataset.add_document(make_document(spans, relations)) for _ in range(2)]


def test_labels_are_counted_where_accepted_or_suggested(dataset: Dataset) -> None:
    _two_articles(dataset)
    assert dataset.label_counts() == {"PERSON": (4, 2), "GPE": (2, 2), "ORG": (2, 2)}
    assert dataset.relation_counts() == {"met_with": (2, 2)}


def test_two_labels_change_places_over_all_articles(dataset: Dataset) -> None:
    keys = _two_articles(dataset)
    dataset.pipeline = PipelineChoice("en_core_web_sm", {"LOC": "GPE", "PER": "PERSON"}, ("DATE",))
    swap = {"PERSON": "GPE", "GPE": "PERSON"}
    before = [dataset.load(key) for key in keys]
    new = LabelScheme("swapped", SCHEME.entities[::-1], (RelationLabel("met"),))
    dataset.set_scheme(new, swap, {"met_with": "met"})
    for key, old in zip(keys, before, strict=True):
        document = dataset.load(key)
        for span in old.spans.values():
            was = span.was and replace(span.was, label=swap[span.was.label])
            assert document.spans[span.id] == replace(span, label=swap.get(span.label, span.label), was=was)
        assert {r.label for r in document.relations.values()} == {"met"}
    # The pipeline’s own PERSON goes where the scheme’s PERSON went.
    assert dataset.pipeline.mapping == {"LOC": "PERSON", "PER": "GPE", **swap}
    assert dataset.scheme == new


def test_a_chain_of_renames_is_made_at_once(dataset: Dataset) -> None:
    (key, _) = _two_articles(dataset)
    dataset.set_scheme(SCHEME, {"PERSON": "GPE", "GPE": "ORG", "ORG": "O'RG\0\u2028"})
    labels = [span.label for span in dataset.load(key).spans.values()]
    assert labels == ["GPE", "GPE", "ORG", "GPE", "O'RG\0\u2028"]


@pytest.mark.parametrize("renames", [{"PERSON": "ORG"}, {"PERSON": "X", "GPE": "X"}])
def test_two_labels_do_not_become_one(dataset: Dataset, renames: dict[str, str]) -> None:
    (key, _) = _two_articles(dataset)
    before = dataset.load(key).spans
    with pytest.raises(GoldspanError, match="already"):
        dataset.set_scheme(LabelScheme("other"), renames)
    assert dataset.scheme == SCHEME
    assert dataset.load(key).spans == before


def test_scheme_pipeline_and_settings_are_kept(path: Path) -> None:
    scheme = LabelScheme(
        "Å\0", (EntityLabel("A", "#102030", "Shift+B", "line\nline", on=False),), SCHEME.relations
    )
    choice = PipelineChoice("/models/my pipeline", {"PER": "A"}, ("DATE", "TIME"))
    with Dataset.create(path, SCHEME) as dataset:
        assert dataset.pipeline == PipelineChoice()
        assert dataset.setting("reflow", "no") == "no"
        dataset.set_scheme(scheme)
        dataset.pipeline = choice
        dataset.set_setting("reflow", "yes\0")
        dataset.set_setting("scheme", "not the label scheme")
    with Dataset.open(path) as dataset:
        assert dataset.scheme == scheme
        assert dataset.pipeline == choice
        assert dataset.setting("reflow") == "yes\0"
        dataset.set_setting("reflow", "")
        assert dataset.setting("reflow", "no") == "no"
