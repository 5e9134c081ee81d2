"""The draft of a scheme: whatever is done to it, what comes out can be used and the renames hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import scheme_file
from annotations.errors import EditRefused
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_check import problems
from annotations.scheme_draft import Kind, SchemeDraft, usage

NEWS = scheme_file.default_scheme()
COUNTS = {"PERSON": (3, 2), "GPE": (1, 1)}
KINDS: tuple[Kind, Kind] = ("entity", "relation")

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "key", "colour", "add", "remove", "move", "allow", "load"]),
        st.sampled_from(KINDS),
        st.integers(0, 30),
        st.sampled_from(["PERSON", "GPE", "leads", "P", "Shift+B", "a", "", " x", "é🧑‍🚀", "tab\t"]),
    ),
    max_size=25,
)


def apply(draft: SchemeDraft, verb: str, kind: Kind, number: int, words: str) -> None:
    count, entities = len(draft.labels(kind)), draft.scheme.entities
    if verb == "add":
        draft.add(kind)
    elif verb == "load":
        draft.load(LabelScheme("other", (EntityLabel("ORG", "red", "1"), EntityLabel("PERSON", "azure"))))
    elif verb == "allow" and draft.scheme.relations and entities:
        head, child = entities[number % len(entities)].name, entities[0].name
        draft.allow(number % len(draft.scheme.relations), head, child, number % 2 == 0)
    elif count and verb == "rename":
        draft.rename(kind, number % count, words)
    elif count and verb == "key":
        draft.set_key(kind, number % count, words)
    elif count and verb == "remove":
        draft.remove(kind, number % count)
    elif count and verb == "move":
        draft.move(kind, number % count, number % 5 - 2)


@given(STEPS)
def test_whatever_is_done_leaves_a_scheme_that_can_be_used(steps: list[tuple[str, Kind, int, str]]) -> None:
    draft = SchemeDraft(NEWS, COUNTS, {"leads": (5, 1)})
    for step in steps:
        before = draft.scheme
        refusal = ""
        try:
            apply(draft, *step)
        except EditRefused as error:
            refusal = str(error)
        if refusal:
            assert refusal.endswith(".")
            assert draft.scheme == before
        assert not problems(draft.scheme)
    names = {label.name for label in draft.labels("entity")}
    assert {draft.renames("entity").get(name, name) for name in COUNTS} <= names
    relations = {label.name for label in draft.labels("relation")}
    assert draft.renames("relation").get("leads", "leads") in relations
    assert scheme_file.parse(scheme_file.dump(draft.scheme), "x") == draft.scheme


def test_two_labels_can_change_names() -> None:
    draft = SchemeDraft(NEWS, COUNTS, {})
    draft.rename("entity", 0, "x")
    draft.rename("entity", 1, "PERSON")
    draft.rename("entity", 0, "NORP")
    assert draft.renames("entity") == {"PERSON": "NORP", "NORP": "PERSON"}
    assert draft.used("entity", 0) == (3, 2)
    citizen = draft.scheme.relation("citizen_of")
    assert citizen is not None
    assert citizen.pairs == {("NORP", "GPE"), ("NORP", "PERSON")}


def test_what_is_renamed_back_was_not_renamed() -> None:
    draft = SchemeDraft(NEWS, COUNTS, {})
    draft.rename("relation", 0, "heads")
    assert draft.changed
    draft.rename("relation", 0, "leads")
    assert not draft.changed
    assert draft.renames("relation") == {}


def test_a_new_label_guesses_its_key_until_it_is_given_one() -> None:
    draft = SchemeDraft(LabelScheme("x", (EntityLabel("ORG", "azure", "O"),)), {}, {})
    row = draft.add("entity")
    assert (row, draft.labels("entity")[row].colour) == (1, "orange")
    draft.rename("entity", row, "OCEAN")
    assert draft.labels("entity")[row].key == "C"
    draft.set_key("entity", row, "9")
    draft.rename("entity", row, "SEA")
    assert draft.labels("entity")[row].key == "9"
    draft.add("entity")
    draft.add("entity")
    assert [label.name for label in draft.labels("entity")] == ["ORG", "SEA", "NEW_LABEL", "NEW_LABEL_2"]


def test_loading_keeps_what_is_used_and_gives_its_key_away() -> None:
    draft = SchemeDraft(NEWS, COUNTS, {"leads": (5, 1)})
    kept = draft.load(
        LabelScheme("other", (EntityLabel("GPE", "red", "1"),), (RelationLabel("near", "blue", "1"),))
    )
    assert kept == ["PERSON", "leads"]
    assert [(label.name, label.key) for label in draft.labels("entity")] == [("GPE", "1"), ("PERSON", "")]
    leads = draft.scheme.relation("leads")
    assert leads is not None
    assert (leads.key, leads.pairs) == ("", {("PERSON", "GPE")})


def test_labels_without_colours_get_theirs() -> None:
    draft = SchemeDraft(LabelScheme("x", (EntityLabel("A"), EntityLabel("B"))), {}, {})
    assert [label.colour for label in draft.labels("entity")] == ["azure", "orange"]
    assert not problems(draft.scheme)


def test_a_colour_and_a_guideline_and_the_switch() -> None:
    draft = SchemeDraft(NEWS, {}, {})
    draft.set_colour("relation", 0, "#123456")
    draft.set_guideline("relation", 0, "New words.")
    draft.switch("relation", 0, False)
    label = draft.labels("relation")[0]
    assert (label.colour, label.guideline, label.on) == ("#123456", "New words.", False)


@pytest.mark.parametrize(
    ("kind", "count", "articles", "words"),
    [("entity", 1377, 118, "1,377 spans in 118 articles"), ("relation", 1, 1, "1 relation in 1 article")],
)
def test_usage(kind: Kind, count: int, articles: int, words: str) -> None:
    assert usage(kind, count, articles) == words
