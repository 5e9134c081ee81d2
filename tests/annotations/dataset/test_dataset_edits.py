"""Changes to articles: what they write, that they can be taken back, and that the counts stay true."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Annotation, ArticleState, Change, Edit, Relation, Row, Span, State, Status, Was
from tests.annotations.dataset.samples import TEXT, facts, make_document, suggested

replace = msgspec.structs.replace


def _counts(document: Document) -> tuple[int, int, int]:
    def count(rows: dict[str, Span] | dict[str, Relation], state: State) -> int:
        return sum(row.state is state for row in rows.values())

    undecided = count(document.spans, State.SUGGESTED) + count(document.relations, State.SUGGESTED)
    return undecided, count(document.spans, State.ACCEPTED), count(document.relations, State.ACCEPTED)


def _agree(dataset: Dataset, document: Document) -> None:
    """What is kept equals what is in memory, and so do the queue's counts."""
    key = document.article.key
    assert facts(dataset.load(key)) == facts(document)
    row = dataset.row(key)
    assert (row.undecided, row.accepted, row.relations) == _counts(document)
    assert (row.status, row.flagged) == (document.state.status, document.state.flagged)


def _apply(dataset: Dataset, document: Document, *edits: tuple[Row | None, Row | None]) -> Change:
    change = Change(document.article.key, "a step", tuple(Edit(*edit) for edit in edits))
    dataset.apply(change, last_id=document.last_id)
    document.apply(change)
    return change


def test_one_decision_moves_span_state_and_article_state(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(3))))
    span = document.spans["s2"]
    state = replace(document.state, status=Status.IN_PROGRESS, flagged=True)
    _apply(dataset, document, (span, replace(span, state=State.ACCEPTED)), (document.state, state))
    assert dataset.load(document.article.key).spans["s2"].state is State.ACCEPTED
    _agree(dataset, document)


def test_spans_and_relations_come_change_and_go(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(2))))
    before = facts(document)
    drawn = Span(document.new_id("s"), 4, 9, "GPE", State.ACCEPTED, note="a\0b")
    joined = Relation(document.new_id("r"), "s1", drawn.id, "met_with", State.ACCEPTED)
    last = document.last_id
    steps = [_apply(dataset, document, (None, drawn), (None, joined))]
    _agree(dataset, document)
    was = Was(4, 9, "GPE", "en_core_web_sm 3.8.0", 0.9)
    changed = replace(drawn, start=3, label="PERSON", was=was, extra='{"k":null}')
    turned = replace(joined, head=drawn.id, child="s1")
    steps.append(_apply(dataset, document, (drawn, changed), (joined, turned)))
    _agree(dataset, document)
    steps.append(_apply(dataset, document, (turned, None), (changed, None)))
    _agree(dataset, document)
    for step in reversed(steps):
        dataset.apply(step.inverse())
        document.apply(step.inverse())
        _agree(dataset, document)
    after = dataset.load(document.article.key)
    assert after.last_id == last, "an id that was given is never given again"
    assert facts(after)[:-1] == before[:-1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.data())
def test_any_change_and_its_inverse_leave_everything_as_it_was(dataset: Dataset, data: st.DataObject) -> None:
    relations = [Relation(f"r{n}", "s1", f"s{n}", "met_with", State.SUGGESTED) for n in range(2, 5)]
    document = dataset.load(dataset.add_document(make_document(suggested(4), relations)))
    before = facts(document)
    states = st.sampled_from(State)
    outcomes: st.SearchStrategy[Callable[[Annotation], Annotation | None]] = st.one_of(
        states.map(lambda state: lambda row: replace(row, state=state)),
        st.text("x\0\u2028", max_size=3).map(lambda note: lambda row: replace(row, note=note)),
        st.tuples(states, st.sampled_from("AB")).map(
            lambda new: lambda row: replace(row, state=new[0], label=new[1])
        ),
    )
    rows: list[Annotation] = [*document.spans.values(), *document.relations.values()]
    edits: list[tuple[Row | None, Row | None]] = [
        (row, data.draw(outcomes)(row)) for row in rows if data.draw(st.booleans())
    ]
    if data.draw(st.booleans()):
        edits.append((document.state, ArticleState(Status.DONE, True, "2026-11-24T14:02:11Z")))
    change = _apply(dataset, document, *edits)
    _agree(dataset, document)
    dataset.apply(change.inverse())
    assert facts(dataset.load(document.article.key)) == before


def test_a_change_of_25000_rows_and_back(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(25_000), text="x" * 25_001)))
    edits = [(span, replace(span, state=State.ACCEPTED)) for span in document.spans.values()]
    change = _apply(dataset, document, *edits)
    _agree(dataset, document)
    dataset.apply(change.inverse())
    assert dataset.row(document.article.key).undecided == 25_000


def test_a_change_that_does_not_fit_writes_nothing(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(2))))
    span = document.spans["s1"]
    ghost = replace(span, id="s9")
    for last in (Edit(ghost, replace(ghost, state=State.ACCEPTED)), Edit(ghost, None)):
        fits = Edit(span, replace(span, state=State.ACCEPTED))
        with pytest.raises(LookupError):
            dataset.apply(Change(document.article.key, "a step", (fits, last)))
        _agree(dataset, document)


def test_a_change_to_a_removed_article_is_refused(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(1))))
    dataset.remove_article(document.article.key)
    span = document.spans["s1"]
    with pytest.raises(GoldspanError, match="removed"):
        _apply(dataset, document, (span, replace(span, state=State.ACCEPTED)))
    dataset.restore_article(document)
    _agree(dataset, document)


def test_a_bulk_change_in_the_background_and_reading_meanwhile(dataset: Dataset) -> None:
    document = dataset.load(dataset.add_document(make_document(suggested(5_000), text="x" * 5_001)))
    other = dataset.add_article(TEXT, title="other")
    edits = tuple(Edit(s, replace(s, state=State.ACCEPTED)) for s in document.spans.values())
    change = Change(document.article.key, "accept all", edits)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                dataset.apply(change)
                dataset.apply(change.inverse())
        except BaseException as error:
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    seen: set[int] = set()
    while worker.is_alive():
        seen.add(dataset.queue()[0].undecided)
        dataset.add_seconds(other, 1)
    worker.join()
    assert failed == []
    assert seen <= {0, 5_000}, "half of a change was seen"
    assert dataset.seconds(other) > 0
