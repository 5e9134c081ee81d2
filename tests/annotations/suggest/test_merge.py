from __future__ import annotations

import hashlib

import msgspec
import pytest

from annotations.document import Document
from annotations.model import Article, ArticleState, Change, Edit, Relation, Span, State, Status
from annotations.scheme import LabelScheme
from annotations.suggest.merge import merge, tokens_of, without_switched_off
from annotations.suggest.results import Ends, SuggestedRelation, SuggestedSpan, Suggestions, parts

TEXT = "Ada \U0001f600 met Bob\r\nin Paris. " * 4
ADA, BOB, PARIS = (0, 3, "PERSON"), (10, 13, "PERSON"), (18, 23, "GPE")
RUN = frozenset({"one", "patterns"})


@pytest.fixture
def document() -> Document:
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    return Document(Article(7, "a", "A", TEXT, sha), ArticleState())


def _span(ends: Ends, source: str = "one", score: float | None = None) -> SuggestedSpan:
    return SuggestedSpan(*ends, source, score)


def _met(head: Ends = ADA, child: Ends = BOB, label: str = "met_with") -> SuggestedRelation:
    return SuggestedRelation(head, child, label, "patterns")


def _run(
    document: Document,
    scheme: LabelScheme,
    *spans: SuggestedSpan,
    relations: tuple[SuggestedRelation, ...] = (),
    sources: frozenset[str] = RUN,
    within: tuple[int, int] = (0, len(TEXT)),
) -> Change | None:
    found = Suggestions(*within, list(spans), list(relations), [], "t", {})
    change = merge(document, found, sources, scheme)
    if change:
        document.apply(change)
    return change


def _decide(document: Document, ends: Ends, state: State) -> Span:
    span = document.equal(*ends)
    assert span is not None
    decided = msgspec.structs.replace(span, state=state)
    document.apply(Change(7, "Decide", (Edit(span, decided),)))
    return decided


def _decide_relation(document: Document, state: State) -> Relation:
    (relation,) = document.relations.values()
    decided = msgspec.structs.replace(relation, state=state)
    document.apply(Change(7, "Decide", (Edit(relation, decided),)))
    return decided


def _ends(document: Document) -> set[Ends]:
    return {(s.start, s.end, s.label) for s in document.spans.values()}


def test_a_first_run_adds_all_and_moves_the_article(document: Document, scheme: LabelScheme) -> None:
    change = _run(document, scheme, _span(ADA, score=0.5), _span(BOB), relations=(_met(),))
    assert change is not None
    assert _ends(document) == {ADA, BOB}
    assert {(s.state, s.sources) for s in document.spans.values()} == {(State.SUGGESTED, ("one",))}
    (relation,) = document.relations.values()
    assert (document.spans[relation.head].score, relation.sources) == (0.5, ("patterns",))
    assert document.state.status is Status.SUGGESTED
    document.apply(change.inverse())
    assert (document.spans, document.relations, document.state.status) == ({}, {}, Status.UNTOUCHED)


def test_the_same_run_again_changes_nothing(document: Document, scheme: LabelScheme) -> None:
    assert _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),))
    assert _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),)) is None


def test_a_run_without_finds_leaves_an_article_untouched(document: Document, scheme: LabelScheme) -> None:
    assert _run(document, scheme) is None


def test_a_new_run_replaces_what_is_undecided(document: Document, scheme: LabelScheme) -> None:
    _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),))
    _run(document, scheme, _span(ADA, score=0.25), _span(PARIS))
    assert _ends(document) == {ADA, PARIS}
    assert document.relations == {}
    found = document.equal(*ADA)
    assert found is not None
    assert found.score == 0.25


def test_only_in_its_range(document: Document, scheme: LabelScheme) -> None:
    _run(document, scheme, _span(ADA), _span(BOB), _span(PARIS), relations=(_met(),))
    _run(document, scheme, within=(14, 40))
    assert _ends(document) == {ADA, BOB}
    assert len(document.relations) == 1


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REJECTED, State.WITHDRAWN])
def test_what_is_decided_stays_and_does_not_come_back(
    state: State, document: Document, scheme: LabelScheme
) -> None:
    _run(document, scheme, _span(ADA), _span(BOB))
    decided = _decide(document, ADA, state)
    _run(document, scheme, _span(ADA, "two"), _span(BOB), sources=frozenset({"two"}))
    _run(document, scheme)
    assert document.alternatives(*ADA[:2]) == [decided]


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_no_relation_to_what_is_hidden(state: State, document: Document, scheme: LabelScheme) -> None:
    _run(document, scheme, _span(ADA), _span(BOB))
    _decide(document, ADA, state)
    _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),))
    assert document.relations == {}


def test_no_other_label_on_an_accepted_span(document: Document, scheme: LabelScheme) -> None:
    _run(document, scheme, _span(ADA))
    _decide(document, ADA, State.ACCEPTED)
    _run(document, scheme, _span((0, 3, "ORG")), _span((0, 5, "ORG")))
    assert _ends(document) == {ADA, (0, 5, "ORG")}


def test_several_sources_are_one_suggestion_with_the_best_score(
    document: Document, scheme: LabelScheme
) -> None:
    _run(document, scheme, _span(ADA, score=0.5))
    _run(document, scheme, _span(ADA, "two", 0.75), sources=frozenset({"two"}))
    (span,) = document.spans.values()
    assert (span.sources, span.score) == (("one", "two"), 0.75)
    _run(document, scheme)
    (span,) = document.spans.values()
    assert span.sources == ("two",)


def test_what_a_person_drew_and_set_back_stays(document: Document, scheme: LabelScheme) -> None:
    own = Span("s1", *ADA, State.SUGGESTED)
    document.apply(Change(7, "Draw", (Edit(None, own),)))
    _run(document, scheme)
    assert list(document.spans.values()) == [own]


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REJECTED])
def test_a_decided_relation_keeps_itself_and_its_ends(
    state: State, document: Document, scheme: LabelScheme
) -> None:
    _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),))
    decided = _decide_relation(document, state)
    _run(document, scheme)
    assert list(document.relations.values()) == [decided]
    assert _ends(document) == {ADA, BOB}
    _run(document, scheme, _span(ADA), _span(BOB), relations=(_met(),))
    assert list(document.relations.values()) == [decided]


def test_labels_that_are_off_or_unknown_or_not_allowed_are_left_out(
    document: Document, scheme: LabelScheme
) -> None:
    off = _with_off(scheme, "GPE", "leads")
    relations = (_met(), _met(label="leads"), _met(label="knows"), _met(label="works_for"))
    _run(document, off, _span(ADA), _span(BOB), _span(PARIS), _span((4, 5, "EMOJI")), relations=relations)
    assert _ends(document) == {ADA, BOB}
    assert [relation.label for relation in document.relations.values()] == ["met_with"]


def _with_off(scheme: LabelScheme, *names: str) -> LabelScheme:
    return msgspec.structs.replace(
        scheme,
        entities=tuple(msgspec.structs.replace(x, on=x.name not in names) for x in scheme.entities),
        relations=tuple(msgspec.structs.replace(x, on=x.name not in names) for x in scheme.relations),
    )


def test_switching_a_label_off_removes_its_suggestions(document: Document, scheme: LabelScheme) -> None:
    _run(document, scheme, _span(ADA), _span(BOB), _span(PARIS), relations=(_met(),))
    accepted = _decide(document, PARIS, State.ACCEPTED)
    assert without_switched_off(document, scheme) is None
    change = without_switched_off(document, _with_off(scheme, "PERSON", "GPE", "met_with"))
    assert change is not None
    document.apply(change)
    assert (list(document.spans.values()), document.relations) == ([accepted], {})


def test_parts_hold_no_more_than_they_may(document: Document, scheme: LabelScheme) -> None:
    spans = [_span((n // 2, n // 2 + 1 + n % 2, "PERSON")) for n in range(180)]
    relations = [_met((0, 1, "PERSON"), (n, n + 1, "PERSON")) for n in range(1, 90)]
    tokens = [(n, n + 1) for n in range(90)]
    whole = Suggestions(0, 91, spans, relations, tokens, "t", {"X": 3})
    cut = parts(whole, 50)
    assert all(len(part.spans) + len(part.relations) <= 50 for part in cut)
    assert [s for part in cut for s in part.spans] == spans
    assert [r for part in cut for r in part.relations] == relations
    assert [part.start for part in cut[1:]] == [part.end for part in cut[:-1]]
    assert (cut[0].start, cut[-1].end) == (0, 91)
    assert [part.unmapped for part in cut] == [{"X": 3}] + [{}] * (len(cut) - 1)
    joined = tokens_of(cut)
    assert joined is not None
    assert list(zip(joined.starts, joined.ends, strict=True)) == tokens
    for part in cut:
        change = merge(document, part, RUN, scheme)
        assert change is not None
        document.apply(change)
    assert (len(document.spans), len(document.relations)) == (180, 89)
