"""Findings about articles, and that their fixes leave none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.check import process
from annotations.check.article import by_place, check_article, check_steps
from annotations.check.contradictions import Contradictions
from annotations.check.corpus import Checking, check_source
from annotations.check.fixes import TEXTS, fix, fix_all
from annotations.check.found import Finding, Kind, Lines
from annotations.check.process import decode
from annotations.dataset import Dataset
from annotations.document import Document
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Article, ArticleState, Relation, Span, State
from annotations.offsets import Tokens
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.sources import Source
from tests.annotations.formats.gold_samples import ODD, article, documents, span

SCHEME = LabelScheme(
    "news",
    (EntityLabel("PERSON"), EntityLabel("GPE")),
    (RelationLabel("leads", pairs=frozenset({("PERSON", "GPE")})),),
)
TEXT = "Ada 👩‍👩‍👧 met\r\nRené in Zürich. Zürich met Ada."

LATER_MET = Span("s2", TEXT.rindex("met"), TEXT.rindex("met") + 3, "GPE", State.ACCEPTED)


def made(*spans: Span, relations: tuple[Relation, ...] = (), text: str = TEXT) -> Document:
    """A document with words of blanks as its tokens."""
    bounds, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        bounds.append((at, at + len(word)))
        at += len(word)
    return Document(article(text), ArticleState(), spans, relations, Tokens.of(bounds, "blanks 1"))


def related(head: str, child: str, label: str = "leads", id: str = "r1") -> Relation:
    return Relation(id, head, child, label, State.ACCEPTED)


def kinds(document: Document, scheme: LabelScheme | None = SCHEME) -> list[Kind]:
    return [finding.kind for finding in check_article(document, scheme)]


def test_a_sound_article_has_no_findings() -> None:
    ada, rene = span("s1", TEXT, "Ada"), span("s2", TEXT, "René", "GPE")
    assert check_article(made(ada, rene, relations=(related("s1", "s2"),)), SCHEME) == []


def test_a_finding_has_its_place_in_lines_and_columns() -> None:
    (finding,) = check_article(made(span("s1", TEXT, "René ")), SCHEME)
    assert (finding.kind, finding.line, finding.column, finding.ids) == (Kind.WHITE_SPACE, 2, 1, ("s1",))
    assert TEXT[finding.start : finding.end] == "René "
    assert finding.fix == "Trim white space"
    assert "“René” as PERSON: It begins or ends with white space" in finding.sentence


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (made(Span("s1", 40, 9999, "PERSON", State.ACCEPTED)), [Kind.OFFSETS]),
        (made(span("s1", TEXT, "ürich")), [Kind.OFF_TOKEN]),
        (made(span("s1", TEXT, "Ada", "PLANET")), [Kind.UNKNOWN_LABEL]),
        (made(span("s1", TEXT, "Ada"), span("s2", TEXT, "Ada")), [Kind.DUPLICATE]),
        (
            made(span("s1", TEXT, "Ada"), span("s2", TEXT, "René"), relations=(related("s1", "s2"),)),
            [Kind.CONSTRAINT],
        ),
        (
            made(
                span("s1", TEXT, "Ada"),
                span("s2", TEXT, "René", "GPE"),
                span("s3", TEXT, "met\r\nRené", "GPE"),
                relations=(related("s1", "s2"),),
            ),
            [Kind.SHARED_TOKEN],
        ),
        (made(span("s1", TEXT, "met"), LATER_MET), [Kind.CONTRADICTION]),
    ],
)
def test_each_kind_is_found(document: Document, found: list[Kind]) -> None:
    assert kinds(document) == found


def test_without_a_scheme_labels_are_not_judged() -> None:
    assert kinds(made(span("s1", TEXT, "Ada", "PLANET")), None) == []
    assert kinds(made(span("s1", TEXT, "Ada", "PLANET")), LabelScheme("empty")) == []


def test_suggestions_are_looked_at_where_that_is_asked_for() -> None:
    document = made(span("s1", TEXT, "ürich", state=State.SUGGESTED))
    assert check_article(document, SCHEME) == []
    assert len(check_article(document, SCHEME, (State.ACCEPTED, State.SUGGESTED))) == 1


def test_duplicates_go_and_their_relations_go_over() -> None:
    spans = (span("s1", TEXT, "Ada"), span("s2", TEXT, "Ada"), span("s3", TEXT, "René", "GPE"))
    both = (related("s1", "s3"), related("s2", "s3", id="r2"))
    document = made(*spans, relations=both)
    (finding,) = [f for f in check_article(document, SCHEME) if f.kind is Kind.DUPLICATE]
    make = fix(finding, SCHEME)
    assert make is not None
    change = make(document)
    document.apply(change)
    assert set(document.spans) == {"s1", "s3"}
    assert {(r.head, r.child) for r in document.relations.values()} == {("s1", "s3")}
    document.apply(change.inverse())
    assert (set(document.spans), set(document.relations)) == ({"s1", "s2", "s3"}, {"r1", "r2"})


def test_one_fix_leaves_the_other_findings() -> None:
    document = made(span("s1", TEXT, "Ada "), span("s2", TEXT, " met"))
    first, _ = check_article(document, SCHEME)
    make = fix(first, SCHEME)
    assert make is not None
    document.apply(make(document))
    assert [f.ids for f in check_article(document, SCHEME)] == [("s2",)]


def test_what_a_person_has_to_decide_has_no_fix() -> None:
    (finding,) = check_article(made(span("s1", TEXT, "Ada", "PLANET")), SCHEME)
    assert fix(finding, SCHEME) is None
    assert fix_all(Kind.UNKNOWN_LABEL, SCHEME) is None


def doubled(document: Document) -> Document:
    """With each span and relation once more, the relations between the doubles."""
    spans, relations = document.spans.values(), document.relations.values()
    return Document(
        document.article,
        document.state,
        [*spans, *(replace(s, id=f"{s.id}-2") for s in spans)],
        [
            *relations,
            *(replace(r, id=f"{r.id}-2", head=f"{r.head}-2", child=f"{r.child}-2") for r in relations),
        ],
        document.tokens,
    )


@given(documents() | documents().map(doubled))
def test_fixing_all_leaves_nothing_that_can_be_fixed_and_can_be_undone(document: Document) -> None:
    spans, relations = dict(document.spans), dict(document.relations)
    changes = []
    for _ in range(4):
        for kind in TEXTS:
            make = fix_all(kind, SCHEME)
            assert make is not None
            change = make(document)
            document.apply(change)
            changes.append(change)
    assert [f for f in check_article(document, SCHEME) if f.fix] == []
    for relation in document.relations.values():
        assert {relation.head, relation.child} <= document.spans.keys()
    for change in reversed(changes):
        document.apply(change.inverse())
    assert (document.spans, document.relations) == (spans, relations)


@given(st.text(st.sampled_from("a\r\n\u2028👩"), max_size=20))
def test_lines_end_as_editors_end_them(text: str) -> None:
    lines = Lines(text)
    unix = text.replace("\r\n", " \n").replace("\r", "\n")
    for offset in range(len(text) + 1):
        line, column = lines.at(offset)
        before = unix[:offset]
        assert (line, column) == (before.count("\n") + 1, offset - before.rfind("\n"))


def found_over(*labelled: list[tuple[str, str]]) -> list[Finding]:
    """The findings over articles, each with texts and their labels."""
    records = []
    for n, spans in enumerate(labelled):
        text = " ".join(word for word, _ in spans)
        at, rows = 0, []
        for i, (word, label) in enumerate(spans):
            rows.append(Span(f"s{i}", at, at + len(word), label, State.ACCEPTED))
            at += len(word) + 1
        about = Article(n, f"a{n}", f"Article {n}", text, "")
        records.append(Record(Document(about, ArticleState(), rows)))
    with Contradictions.open() as over_all:
        source = Source("news.goldspan", iter(records))
        list(check_source(source, Report(), over_all, Checking()))
        return list(over_all.findings())


def test_labels_that_contradict_over_articles_are_found_once_with_the_rarest_place() -> None:
    (finding,) = found_over([("Apple", "ORG")], [("Paris", "GPE"), ("Apple", "PRODUCT")], [("Apple", "ORG")])
    assert finding.kind is Kind.CORPUS_CONTRADICTION
    assert (finding.title, finding.line, finding.column) == ("Article 1", 1, 7)
    assert "“Apple” has several labels over the articles: ORG 2 times" in finding.sentence
    assert "PRODUCT once (first in Article 1, line 1)" in finding.sentence


def test_what_contradicts_in_one_article_is_not_said_twice() -> None:
    assert found_over([("Apple", "ORG"), ("Apple", "PRODUCT")], [("Apple", "ORG")]) == []


words = st.tuples(st.sampled_from(["a", "b", "é", "👩"]), st.sampled_from(["X", "Y", "Z"]))


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=5))
def test_contradictions_are_those_that_counting_finds(articles: list[list[tuple[str, str]]]) -> None:
    labels: dict[str, set[str]] = {}
    for word, label in (pair for each in articles for pair in each):
        labels.setdefault(word, set()).add(label)
    whole = {
        word
        for word in labels
        for each in articles
        if len(labels[word]) > 1 and {label for w, label in each if w == word} == labels[word]
    }
    found = Counter(f.sentence.split("”")[0][1:] for f in found_over(*articles))
    assert found == Counter(word for word, of in labels.items() if len(of) > 1 and word not in whole)


def test_a_bad_record_and_a_duplicate_in_a_file_are_findings() -> None:
    report = Report(skip_bad=True)
    sound = Record(made(span("s1", TEXT, "Ada")), twice=2, place="line 2")

    def records() -> Iterator[Record]:
        report.bad.append("x.jsonl, line 1: no stretch")
        yield sound

    with Contradictions.open() as over_all:
        source = Source("x.jsonl", records())
        found = list(check_source(source, report, over_all, Checking()))
    assert [(f.kind, f.place) for f in found] == [(Kind.RECORD, ""), (Kind.DUPLICATE, "line 2")]


def test_odd_texts_are_checked() -> None:
    document = made(span("s1", ODD, "\tMoscow"), text=ODD)
    make = fix_all(Kind.WHITE_SPACE, SCHEME)
    assert make is not None
    document.apply(make(document))
    assert document.text_of(document.spans["s1"]) == "Moscow"


def test_steps_find_what_one_look_finds() -> None:
    spans = [span(f"s{n}", TEXT, "René ") for n in range(1200)]
    document = made(*spans)
    steps = list(check_steps(document, SCHEME))
    assert len(steps) > 6, "it lets others in between"
    assert max(len(step) for step in steps) <= 250
    assert by_place(finding for step in steps for finding in step) == check_article(document, SCHEME)


def test_a_process_tells_of_every_article_and_counts_what_it_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.goldspan"
    with Dataset.create(path, SCHEME) as dataset:
        for n in range(7):
            dataset.add_document(made(span("s1", TEXT, "René "), span("s2", TEXT, "Ada", "PLANET")))
            assert dataset.totals().articles == n + 1
    told = [decode(msgspec.msgpack.encode(message)) for message in process.check(path)]
    assert [m.ended for m in told] == [False] * (len(told) - 1) + [True]
    assert (told[-1].done, told[-1].total, told[-1].found) == (7, 7, 14)
    assert sum(len(m.findings) for m in told) == 14
    monkeypatch.setattr(process, "MOST", 5)
    told = list(process.check(path))
    assert (sum(len(m.findings) for m in told), told[-1].found) == (5, 14)


def test_a_process_says_why_it_cannot_check(tmp_path: Path) -> None:
    (told,) = process.check(tmp_path / "gone.goldspan")
    assert told.ended
    assert "There is no gone.goldspan" in told.error
