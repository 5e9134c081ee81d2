"""Searching, filtering and sorting the queue, by the index and by reading."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.dataset import Dataset, QueueRow, Sort, Wanted, migrations
from annotations.dataset.articles import find_article, hash_of
from annotations.dataset.catching_up import index_words
from annotations.dataset.importing import Twins, import_records
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from tests.annotations.dataset.samples import SCHEME, make_document

TEXTS = {
    "news": "The Prime Minister met Šárka Novák in Reykjavík 👩‍👩‍👧.\r\nNothing else.",
    "chinese": "周恩来在北京会见了外宾。",
    "thai": "นายกรัฐมนตรีพบกันที่กรุงเทพ",
    "japanese": "東京で会議があった。EU side event",
    "german": "Die Straße\u00a0in e\u0301tat minimal",
}


def _fill(dataset: Dataset) -> dict[str, int]:
    return {name: dataset.add_article(text, title=name) for name, text in TEXTS.items()}


def _names(dataset: Dataset, wanted: Wanted) -> list[str]:
    return [row.title for row in dataset.queue(wanted)]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("minist", ["news"]),
        ("prime MINISTER", ["news"]),
        ("mini", ["news", "german"]),
        ("min prime", []),
        ("prime min", ["news"]),
        ("sarka", ["news"]),
        ("Šárka nov", ["news"]),
        ("reykjavi\u0301k", ["news"]),
        ("北京", ["chinese"]),
        ("京", ["chinese", "japanese"]),
        ("กรุงเทพ", ["thai"]),
        ("会議", ["japanese"]),
        ("eu", ["japanese"]),
        ("👩‍👩‍👧", ["news"]),
        ("straße", ["german"]),
        ("GERM", ["german"]),
        ("\u00e9tat", ["german"]),
        (" \t", list(TEXTS)),
        ('"', []),
        ("AND", []),
        ("minister NEAR", []),
        ("col:mini*", []),
        ("zzzz", []),
        ("क्या", []),
    ],
)
def test_search_in_title_and_text(dataset: Dataset, search: str, names: list[str]) -> None:
    _fill(dataset)
    assert _names(dataset, Wanted(search=search)) == names


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=12))
def test_whatever_is_typed_is_no_error(dataset: Dataset, search: str) -> None:
    if not dataset.totals().articles:
        _fill(dataset)
    dataset.queue(Wanted(search=search, span_text=search[:3]))


def test_a_dataset_of_the_first_version_is_searched_and_then_indexed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
        with monkeypatch.context() as context:
            context.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
            context.setattr(migrations, "VERSION", 1)
            migrations.migrate(old)
        for n, (name, text) in enumerate(TEXTS.items(), 1):
            old.execute(
                "INSERT INTO article (position, id, title, search, status, flagged, done_at, last_id,"
                " undecided, accepted, relations) VALUES (?, '', ?, ?, 'done', 1, '', 0, 0, 0, 0)",
                (n, name, name),
            )
            old.execute("INSERT INTO article_text VALUES (?, '', '', '', '', ?)", (n, text + "\0x"))
    with Dataset.open(path) as dataset:
        assert dataset.totals().done == dataset.totals().flagged == len(TEXTS)
        assert [row.length for row in dataset.queue()] == [len(text) + 2 for text in TEXTS.values()]
        assert _names(dataset, Wanted(search="minister")) == ["news"]
        dataset.add_article("another minister", title="new")
        assert _names(dataset, Wanted(search="minister")) == ["news", "new"]
        index_words(dataset)
        assert _names(dataset, Wanted(search="minister")) == ["news", "new"]
        assert _names(dataset, Wanted(search="inister")) == []


def test_without_full_text_search_texts_are_read(dataset: Dataset) -> None:
    with dataset.store.write("The index") as connection:
        connection.execute("DROP TABLE article_words")
    _fill(dataset)
    import_records(dataset, [Record(make_document([], text="imported minister", title="imported"))], Report())
    assert _names(dataset, Wanted(search="MINIST")) == ["news", "imported"]


def _labelled(dataset: Dataset) -> None:
    for n in range(6):
        spans = [
            Span("s1", 0, 3, "PERSON" if n % 2 else "GPE", State.ACCEPTED if n < 4 else State.REJECTED),
            Span("s2", 4, 7, "ORG", State.SUGGESTED),
        ]
        relations = [Relation("r1", "s1", "s2", "met_with", State.SUGGESTED)] if n == 3 else []
        state = ArticleState(Status.DONE if n < 2 else Status.SUGGESTED, flagged=n == 5)
        text = f"Bob met{' Ann' * (7 - n)}"
        dataset.add_document(make_document(spans, relations, text=text, title=str(n), state=state))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(label="PERSON"), "13"),
        (Wanted(label="GPE"), "02"),
        (Wanted(label="nobody"), ""),
        (Wanted(relation="met_with"), "3"),
        (Wanted(label="PERSON", statuses=(Status.SUGGESTED,)), "3"),
        (Wanted(label="ORG", flagged=True), "5"),
        (Wanted(span_text="bO"), "0123"),
        (Wanted(span_text="ann"), ""),
        (Wanted(span_text="met", search="ann", statuses=(Status.SUGGESTED,)), "2345"),
        (Wanted(search="ann", label="PERSON"), "13"),
        (Wanted(title="4"), "4"),
        (Wanted(title="bob"), ""),
        (Wanted(sort=Sort.LENGTH), "543210"),
        (Wanted(sort=Sort.LENGTH, descending=True), "012345"),
        (Wanted(descending=True, statuses=(Status.DONE, Status.SUGGESTED)), "543210"),
        (Wanted(sort=Sort.UNDECIDED, descending=True), "354210"),
    ],
)
@pytest.mark.parametrize("few", [2000, 0])
def test_filters_and_sorting_page_by_page(
    dataset: Dataset, wanted: Wanted, names: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.dataset.queue._FEW", few)
    _labelled(dataset)
    met: list[str] = []
    after: QueueRow | None = None
    while page := dataset.queue(wanted, after=after, limit=2):
        met += [row.title for row in page]
        after = page[-1]
    assert "".join(met) == names
    assert [row.title for row in dataset.found(wanted)] == met


def test_a_search_can_be_given_up(dataset: Dataset) -> None:
    records = [Record(make_document([], text=f"第{n}号")) for n in range(50)]
    import_records(dataset, records, Report(), twins=Twins.ADD)
    seen: list[QueueRow] = []
    for row in dataset.found(Wanted(search="号"), cancelled=lambda: len(seen) == 3):
        seen.append(row)
    assert len(seen) == 3


def test_the_articles_ahead(dataset: Dataset) -> None:
    statuses = [Status.UNTOUCHED, Status.DONE, Status.SUGGESTED, Status.SKIPPED, Status.IN_PROGRESS]
    keys = [dataset.add_document(make_document([], state=ArticleState(status))) for status in statuses * 2]
    assert dataset.ahead(keys[0], 3) == [keys[2], keys[4], keys[5]]
    assert dataset.ahead(keys[7], 5) == [keys[9]]


def test_totals_follow_every_change(path: Path) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        _labelled(dataset)
        removed = dataset.remove_article(1)
        assert (dataset.totals().articles, dataset.totals().done) == (5, 1)
        dataset.restore_article(removed)
        dataset.remove_article(6)
        assert (dataset.totals().articles, dataset.totals().flagged) == (5, 0)
    with Dataset.open(path) as dataset:
        assert (dataset.totals().articles, dataset.totals().done) == (5, 2)
        found = dataset.statistics()
        assert found.articles == {Status.SUGGESTED: 3, Status.DONE: 2}
        assert found.spans["PERSON"] == {State.ACCEPTED: 2}
        assert found.spans["ORG"] == {State.SUGGESTED: 5}
        assert found.relations == {"met_with": {State.SUGGESTED: 1}}
        assert found.characters == sum(row.length for row in dataset.queue())
        assert _names(dataset, Wanted(search="bob met")) == list("01234")


def test_a_text_is_found_by_the_index_of_texts(dataset: Dataset) -> None:
    documents = [make_document([], text=f"Text {n} 👩‍🚀.") for n in range(2000)]
    import_records(dataset, [Record(document) for document in documents], Report())
    steps: list[None] = []
    with dataset.store.read() as connection:
        connection.set_progress_handler(lambda: steps.append(None), 100)
        try:
            found = find_article(connection, hash_of("Text 1999 👩‍🚀."))
        finally:
            connection.set_progress_handler(None, 100)
    assert found is not None
    assert len(steps) < 3
