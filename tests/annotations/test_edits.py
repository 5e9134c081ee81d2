"""The verbs and their rules, on small articles, with the inverse of each change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.document import Document
from annotations.edits import article, decide, relations, spans
from annotations.edits.article import Undecided
from annotations.errors import EditRefused
from annotations.model import (
    PERSON,
    Article,
    ArticleState,
    Change,
    Relation,
    Span,
    State,
    Status,
    Was,
)
from annotations.offsets import Tokens
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel

TEXT = "Ada Lovelace met Iran's envoy in  Oslo.\r\nIran and Iranian 👩‍👩‍👧 Ada Lovelace"
SM = ("sm 3.8.0",)
SCHEME = LabelScheme(
    "test",
    tuple(EntityLabel(name) for name in ("PERSON", "GPE", "ORG")),
    (
        RelationLabel("leads", pairs=frozenset({("PERSON", "GPE"), ("PERSON", "ORG")})),
        RelationLabel("knows"),
    ),
)


def make(*rows: Span | Relation, status: Status = Status.SUGGESTED) -> Document:
    at = [(0, 3), (4, 12), (13, 16), (17, 21), (21, 23), (24, 29), (30, 32), (34, 38), (38, 39)]
    at += [(41, 45), (46, 49), (50, 57), (58, 63), (64, 67), (68, 76)]
    return Document(
        Article(1, "a1", "title", TEXT, ""),
        ArticleState(status),
        [r for r in rows if isinstance(r, Span)],
        [r for r in rows if isinstance(r, Relation)],
        Tokens.of(at, "test"),
        last_id=9,
    )


def suggested(i: str, start: int, end: int, label: str, score: float | None = None) -> Span:
    return Span(i, start, end, label, State.SUGGESTED, SM, score)


def relation(i: str, head: str, child: str, label: str = "leads", state: State = State.SUGGESTED) -> Relation:
    return Relation(i, head, child, label, state, SM)


ADA, IRAN = suggested("s1", 0, 12, "PERSON"), suggested("s2", 17, 21, "GPE")
OTHER = suggested("s3", 17, 21, "ORG", 0.9)
LEADS = relation("r1", "s1", "s2")


def done(document: Document, change: Change) -> Document:
    """Apply the change, and prove on the way that its inverse restores everything."""
    before = (dict(document.spans), dict(document.relations), document.state, document.undecided_ids())
    document.apply(change)
    document.apply(change.inverse())
    assert before == (document.spans, document.relations, document.state, document.undecided_ids())
    document.apply(change)
    return document


def states(document: Document) -> dict[str, str]:
    return {a.id: str(a.state) for a in (*document.spans.values(), *document.relations.values())}


def test_accepting_withdraws_what_competes() -> None:
    document = make(ADA, IRAN, OTHER, LEADS)
    change = decide.accept(document, ["s3"])
    assert change.text == "Accept “Iran” as ORG"
    done(document, change)
    assert states(document) == {"s1": "suggested", "s2": "withdrawn", "s3": "accepted", "r1": "withdrawn"}
    assert document.state.status is Status.IN_PROGRESS
    assert document.undecided_ids() == ["s1"]


def test_accepting_all_takes_the_best_of_competing_ones() -> None:
    document = done(d := make(ADA, IRAN, OTHER, LEADS), decide.accept(d, d.undecided_ids()))
    assert states(document) == {"s1": "accepted", "s2": "withdrawn", "s3": "accepted", "r1": "withdrawn"}


def test_accepting_a_relation_accepts_its_ends() -> None:
    document = done(d := make(ADA, IRAN, OTHER, LEADS), decide.accept(d, ["r1"]))
    assert states(document) == {"s1": "accepted", "s2": "accepted", "s3": "withdrawn", "r1": "accepted"}


def test_rejecting_a_span_withdraws_its_relations_and_undecided_again_brings_them_back() -> None:
    document = done(d := make(ADA, IRAN, LEADS), decide.reject(d, ["s2"]))
    assert states(document) == {"s1": "suggested", "s2": "rejected", "r1": "withdrawn"}
    done(document, decide.reset(document, ["s2"]))
    assert states(document) == {"s1": "suggested", "s2": "suggested", "r1": "suggested"}


def test_undecided_again_after_accepting_brings_the_alternatives_back() -> None:
    document = done(d := make(ADA, IRAN, OTHER, LEADS), decide.accept(d, ["s2"]))
    done(document, decide.reset(document, ["s2"]))
    assert set(states(document).values()) == {"suggested"}


def test_removing_an_own_span_removes_its_relations() -> None:
    own = Span("s5", 34, 38, "GPE", State.ACCEPTED)
    drawn = Relation("r2", "s1", "s5", "leads", State.ACCEPTED)
    document = done(d := make(ADA, own, drawn), decide.reject(d, ["s5"]))
    assert states(document) == {"s1": "suggested"}


def test_an_own_span_cannot_be_undecided() -> None:
    with pytest.raises(EditRefused, match="You drew “Oslo”"):
        decide.reset(make(Span("s5", 34, 38, "GPE", State.ACCEPTED)), ["s5"])


def test_the_same_text_and_label() -> None:
    again = suggested("s4", 41, 45, "GPE")
    inside = suggested("s6", 50, 54, "GPE")
    document = make(ADA, IRAN, OTHER, again, inside)
    assert decide.same_suggestions(document, IRAN) == ["s2", "s4", "s6"]
    assert decide.suggestions_of(document, label="ORG") == ["s3"]
    assert decide.suggestions_of(document, least=0.5) == ["s3"]


def test_drawing_trims_white_space_and_is_refused_twice() -> None:
    document = make()
    done(document, spans.add(document, 32, 38, "GPE"))
    (span,) = document.spans.values()
    assert (span.start, span.end, span.sources, span.state) == (34, 38, (PERSON,), State.ACCEPTED)
    with pytest.raises(EditRefused, match="“Oslo” is GPE here already"):
        spans.add(document, 34, 38, "GPE")
    with pytest.raises(EditRefused, match="only white space"):
        spans.add(document, 39, 41, "GPE")
    with pytest.raises(EditRefused, match="outside the text"):
        spans.add(document, 3, 400, "GPE")


def test_drawing_what_is_suggested_accepts_it_with_its_source() -> None:
    document = done(d := make(IRAN, OTHER), spans.add(d, 17, 21, "GPE"))
    assert document.spans["s2"].state is State.ACCEPTED
    assert document.spans["s2"].sources == SM
    assert document.spans["s3"].state is State.WITHDRAWN


def test_relabelling_a_suggestion_keeps_what_it_was_as_a_negative() -> None:
    document = done(d := make(ADA, IRAN), spans.relabel(d, SCHEME, ["s2"], "ORG"))
    changed = document.spans["s2"]
    assert (changed.label, changed.state, changed.sources) == ("ORG", State.ACCEPTED, (PERSON,))
    assert changed.was == Was(17, 21, "GPE", SM[0])
    (negative,) = [s for s in document.spans.values() if s.state is State.REJECTED]
    assert (negative.start, negative.end, negative.label, negative.sources) == (17, 21, "GPE", SM)
    # Undecided again: the suggestion as it was, and no negative.
    done(document, decide.reset(document, ["s2"]))
    assert document.spans == {"s1": ADA, "s2": IRAN}


def test_relabelling_back_makes_it_the_suggestion_that_it_was() -> None:
    document = done(d := make(IRAN), spans.relabel(d, SCHEME, ["s2"], "ORG"))
    done(document, spans.relabel(document, SCHEME, ["s2"], "GPE"))
    assert list(document.spans.values()) == [Span("s2", 17, 21, "GPE", State.ACCEPTED, SM)]


def test_relabelling_to_an_alternative_accepts_the_alternative() -> None:
    document = done(d := make(ADA, IRAN, OTHER, LEADS), spans.relabel(d, SCHEME, ["s2"], "ORG"))
    assert states(document)["s3"] == "accepted"
    assert states(document)["s2"] == "rejected"
    assert document.relations["r1"].child == "s3"


def test_an_accepted_relation_forbids_a_label_and_a_suggested_one_goes() -> None:
    document = make(ADA, IRAN, LEADS)
    done(document, spans.relabel(document, SCHEME, ["s2"], "PERSON"))
    assert document.relations["r1"].state is State.WITHDRAWN
    document = done(d := make(ADA, IRAN, LEADS), decide.accept(d, ["r1"]))
    with pytest.raises(EditRefused, match="cannot become PERSON: the relation “Ada Lovelace” leads “Iran”"):
        spans.relabel(document, SCHEME, ["s2"], "PERSON")


def test_resizing_moves_the_places_of_relations_too() -> None:
    document = done(d := make(ADA, IRAN, LEADS), spans.resize(d, SCHEME, "s2", 17, 29))
    assert document.text_of(document.spans["s2"]) == "Iran's envoy"
    assert document.undecided_ids() == ["s1", "r1"]


def test_occurrences_stand_on_whole_tokens() -> None:
    document = make()
    assert spans.occurrences(document, 17, 21) == [(17, 21), (41, 45)]
    assert spans.occurrences(document, 17, 20) == [(17, 20), (41, 44), (50, 53)]
    assert spans.occurrences(document, 0, 12) == [(0, 12), (64, 76)]
    change = spans.add_all(document, spans.occurrences(document, 0, 12), "PERSON")
    assert len(done(document, change).spans) == 2


def test_relating_accepts_the_ends_and_is_refused_twice_or_where_the_scheme_forbids() -> None:
    document = make(ADA, IRAN)
    assert [r.name for r in relations.possible(document, SCHEME, "s1", "s2")] == ["leads", "knows"]
    done(document, relations.relate(document, SCHEME, "s1", "s2", "leads"))
    assert set(states(document).values()) == {"accepted"}
    with pytest.raises(EditRefused, match="is there already"):
        relations.relate(document, SCHEME, "s1", "s2", "leads")
    with pytest.raises(EditRefused, match="leads may not join GPE to PERSON"):
        relations.relate(document, SCHEME, "s2", "s1", "leads")
    with pytest.raises(EditRefused, match="two different spans"):
        relations.relate(document, SCHEME, "s1", "s1", "knows")
    assert [r.name for r in relations.possible(document, SCHEME, "s1", "s2")] == ["knows"]


def test_reversing_and_relabelling_a_suggested_relation_leaves_a_negative() -> None:
    document = done(d := make(ADA, IRAN, LEADS), relations.relabel(d, SCHEME, "r1", "knows"))
    done(document, relations.reverse(document, SCHEME, "r1"))
    kept = document.relations["r1"]
    assert (kept.head, kept.child, kept.label, kept.sources) == ("s2", "s1", "knows", (PERSON,))
    (negative,) = [r for r in document.relations.values() if r.state is State.REJECTED]
    assert (negative.head, negative.child, negative.label) == ("s1", "s2", "leads")
    with pytest.raises(EditRefused, match="leads may not join"):
        relations.relabel(document, SCHEME, "r1", "leads")


@pytest.mark.parametrize(
    ("policy", "state"), [("leave", "suggested"), ("accept", "accepted"), ("reject", "rejected")]
)
def test_done_decides_what_is_undecided_as_told(policy: str, state: str) -> None:
    document = make(ADA, IRAN, LEADS)
    at = datetime(2026, 5, 8, 14, 2, 11, tzinfo=UTC)
    done(document, article.finish(document, Undecided(policy), at))
    assert set(states(document).values()) == {state}
    assert document.state == ArticleState(Status.DONE, done_at="2026-05-08T14:02:11Z")
    done(document, spans.add(document, 34, 38, "GPE"))
    assert document.state.status is Status.DONE
    done(document, article.reopen(document))
    done(document, article.flag(document, flagged=True))
    done(document, article.skip(document))
    assert document.state == ArticleState(Status.SKIPPED, flagged=True)


@pytest.mark.parametrize("turned", [False, True])
def test_a_changed_span_and_what_it_was_become_one_again(turned: bool) -> None:
    document = make(suggested("s1", 41, 45, "GPE"))
    done(document, spans.resize(document, SCHEME, "s1", 0, 12))
    chosen = sorted(document.spans, reverse=turned)
    assert len(chosen) == 2
    done(document, decide.reset(document, chosen))
    assert [(s.start, s.end, s.label, s.state.value) for s in document.spans.values()] == [
        (41, 45, "GPE", "suggested")
    ]


@given(data=st.data())
def test_every_step_keeps_the_rules_and_has_its_inverse(data: st.DataObject) -> None:
    document = make(ADA, IRAN, OTHER, LEADS, suggested("s4", 41, 45, "GPE"), relation("r2", "s1", "s4"))
    for _ in range(data.draw(st.integers(1, 8))):
        ids = sorted([*document.spans, *document.relations])
        chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)) if ids else []
        label = data.draw(st.sampled_from(["PERSON", "GPE", "ORG"]))
        bounds = data.draw(st.sampled_from([(0, 12), (17, 21), (41, 45), (17, 29)]))
        verb = data.draw(st.integers(0, 6))
        span = next((i for i in chosen if i in document.spans), None)
        rel = next((i for i in chosen if i in document.relations), None)
        try:
            if verb == 0:
                change = decide.accept(document, chosen)
            elif verb == 1:
                change = decide.reject(document, chosen)
            elif verb == 2:
                change = decide.reset(document, chosen)
            elif verb == 3:
                change = spans.add(document, *bounds, label)
            elif verb == 4 and span:
                change = spans.relabel(document, SCHEME, [i for i in chosen if i in document.spans], label)
            elif verb == 5 and span:
                change = spans.resize(document, SCHEME, span, *bounds)
            elif rel:
                change = relations.reverse(document, SCHEME, rel)
            else:
                continue
        except EditRefused:
            continue
        done(document, change)
        check_rules(document)


def check_rules(document: Document) -> None:
    bounds = [(s.start, s.end, s.label) for s in document.spans.values()]
    assert len(bounds) == len(set(bounds))
    for r in document.relations.values():
        ends = {document.spans[r.head].state, document.spans[r.child].state}
        if r.state is State.ACCEPTED:
            assert ends == {State.ACCEPTED}
        if r.state is State.SUGGESTED:
            assert ends <= {State.ACCEPTED, State.SUGGESTED}
    for s in document.spans.values():
        if s.state is State.ACCEPTED:
            rivals = document.alternatives(s.start, s.end)
            assert not [o for o in rivals if o.state is State.SUGGESTED]
