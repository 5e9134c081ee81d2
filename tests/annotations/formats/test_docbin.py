"""`.spacy` files: what spaCy wrote is read, what is written spaCy reads, and our own come back whole."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import numpy
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import docbin, docbin_relations
from annotations.formats.alignment import OFF_TOKENS, WHITE_SPACE, problems, whole
from annotations.formats.format import Reading, Writing
from annotations.formats.goldspan import record
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sample_of
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from annotations.words import tokens_of
from tests.annotations.formats import gold_samples
from tests.annotations.formats.documents import documents
from tests.annotations.formats.gold_samples import ODD, article, span

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
WRITING = Writing(LabelScheme("test"))
BLANK = "blank:en / spacy 3.8.0"


def write(found: list[Document], path: Path, writing: Writing = WRITING) -> Report:
    report = Report()
    docbin.write((Record(d, 12, "me") for d in found), path, writing, report)
    return report


def read(path: Path, report: Report | None = None, reading: Reading | None = None) -> list[Record]:
    return list(docbin.read(path, reading or Reading(), report or Report()))


def one(path: Path, report: Report | None = None, reading: Reading | None = None) -> Document:
    (found,) = read(path, report, reading)
    return found.document


def docs(path: Path) -> list[Doc]:
    """What spaCy itself reads."""
    return list(DocBin().from_disk(path).get_docs(Vocab()))


def places(spans: list[DocSpan]) -> set[tuple[int, int, str]]:
    return {(s.start_char, s.end_char, s.label_) for s in spans}


def same(found: Document, expected: Document) -> None:
    """Equal as far as a gold record has it, and their tokens too."""
    assert json.loads(record(found)) == json.loads(record(expected))
    assert (found.tokens is None) == (expected.tokens is None)
    if found.tokens is not None and expected.tokens is not None:
        assert (found.tokens.starts, found.tokens.ends) == (expected.tokens.starts, expected.tokens.ends)
        assert found.tokens.tokenizer == expected.tokens.tokenizer


@FEW
@given(found=st.lists(documents(by_id("spacy").holds), min_size=1, max_size=3))
def test_articles_come_back(tmp_path: Path, found: list[Document]) -> None:
    path = tmp_path / "x.spacy"
    write(found, path)
    for back, out, doc in zip(read(path), found, docs(path), strict=True):
        same(back.document, out)
        assert (back.seconds, back.annotator) == (12, "me")
        assert doc.text == out.text
        hidden = {p.span.id for p in problems(out)}
        shown = [s for s in out.spans.values() if s.state is State.ACCEPTED and s.id not in hidden]
        bounds = {(s.start, s.end, s.label) for s in shown}
        assert places(list(doc.ents)) | places(list(doc.spans.get("sc", []))) == bounds


@FEW
@given(gold_samples.documents())
def test_all_that_a_gold_record_has_comes_back(tmp_path: Path, document: Document) -> None:
    path = tmp_path / "x.spacy"
    write([document], path)
    same(one(path), document)


@given(gold_samples.texts, st.data())
def test_gaps_between_tokens_become_tokens(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    tokens = Tokens.of(list(zip(cuts[::2], cuts[1::2], strict=False)), "some")
    filled, made = whole(text, tokens)
    at, joined = 0, ""
    for start, end in zip(filled.starts, filled.ends, strict=True):
        assert text[at:start] in ("", " ")
        joined += text[at:end]
        at = end
    assert joined + text[at:] == text
    assert text[at:] in ("", " ")
    kept = [n for n in range(len(filled)) if n not in made]
    assert [(filled.starts[n], filled.ends[n]) for n in kept] == list(
        zip(tokens.starts, tokens.ends, strict=True)
    )


def test_odd_text_without_tokens_gets_those_of_the_language(tmp_path: Path) -> None:
    moscow = span("s1", ODD, "Moscow", "GPE")
    document = Document(article(ODD), ArticleState(Status.DONE), [moscow])
    write([document], tmp_path / "x.spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert doc.text == ODD
    assert [token.text for token in doc] == [token.text for token in spacy.blank("en")(ODD)]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Moscow", "GPE")]
    same(one(tmp_path / "x.spacy"), document)


def overlapping() -> Document:
    text = "The Bank of England said so."
    spans = [span("s1", text, "Bank of England", "ORG"), span("s2", text, "England", "GPE")]
    relations = [Relation("r1", "s1", "s2", "based in", State.ACCEPTED)]
    tokens = tokens_of(text)
    tokens.tokenizer = BLANK
    return Document(article(text), ArticleState(Status.DONE), spans, relations, tokens)


def test_overlaps_are_in_a_group_and_the_longest_are_entities(tmp_path: Path) -> None:
    write([overlapping()], tmp_path / "x.spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert [(s.text, s.label_) for s in doc.spans["sc"]] == [("Bank of England", "ORG"), ("England", "GPE")]
    assert [(s.text, s.label_) for s in doc.ents] == [("Bank of England", "ORG")]
    expected = Doc(doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
    expected.spans["sc"] = [DocSpan(expected, s.start, s.end, s.label_) for s in doc.spans["sc"]]
    assert DocBin().from_disk(tmp_path / "x.spacy").span_groups == [expected.spans.to_bytes()]


def test_relations_are_there_for_every_ordered_pair(tmp_path: Path) -> None:
    write([overlapping()], tmp_path / "x.spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert doc.user_data["._.", "rel", None, None] == {
        (1, 1): {"based in": 0.0},
        (1, 3): {"based in": 1.0},
        (3, 1): {"based in": 0.0},
        (3, 3): {"based in": 0.0},
    }


def test_an_unfinished_article_says_what_it_does_not_know(tmp_path: Path) -> None:
    document = overlapping()
    spans = [document.spans["s1"], span("s2", document.text, "said", "X")]
    relations = [
        Relation("r1", "s1", "s2", "a", State.ACCEPTED),
        Relation("r2", "s2", "s1", "a", State.REJECTED),
    ]
    unfinished = Document(
        document.article, ArticleState(Status.IN_PROGRESS), spans, relations, document.tokens
    )
    write([unfinished], tmp_path / "x.spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert [token.ent_iob_ for token in doc] == ["", "B", "I", "I", "B", "", ""]
    assert doc.user_data["._.", "rel", None, None] == {(1, 4): {"a": 1.0}, (4, 1): {"a": 0.0}}
    same(one(tmp_path / "x.spacy"), unfinished)


def test_an_article_with_very_many_spans_has_only_pairs_that_are_joined() -> None:
    pairs = docbin_relations.pairs(range(600), [(1, 2, "a")], [], ["a", "b"], whole=True)
    assert pairs == {(1, 2): {"a": 1.0}}


def misplaced() -> Document:
    text = "Ada met Bob \U0001f600 there."
    spans = [
        Span("s1", 0, 3, "PERSON", State.ACCEPTED),
        Span("s2", 3, 7, "X", State.ACCEPTED),
        Span("s3", 8, 10, "PERSON", State.ACCEPTED),
        Span("s4", 0, 2, "PERSON", State.SUGGESTED),
    ]
    tokens = tokens_of(text)
    return Document(article(text, title="Odd"), ArticleState(Status.DONE), spans, (), tokens)


def test_misplaced_spans_are_listed_with_their_place() -> None:
    found = problems(misplaced())
    assert [(p.what, p.place) for p in found] == [
        (WHITE_SPACE, "Odd, X at 3 to 7: ' met'"),
        (OFF_TOKENS, "Odd, PERSON at 8 to 10: 'Bo'"),
    ]


def test_misplaced_spans_are_left_out_of_training_and_named(tmp_path: Path) -> None:
    report = write([misplaced()], tmp_path / "x.spacy")
    assert {what: left.places for what, left in report.left.items()} == {
        WHITE_SPACE: ["Odd, X at 3 to 7: ' met'"],
        OFF_TOKENS: ["Odd, PERSON at 8 to 10: 'Bo'"],
    }
    (doc,) = docs(tmp_path / "x.spacy")
    assert [ent.text for ent in doc.ents] == ["Ada"]
    same(one(tmp_path / "x.spacy"), misplaced())


@pytest.mark.parametrize("name", ["x.spacy", "folder"])
def test_misplaced_spans_can_be_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    writing = Writing(LabelScheme("test"), misplaced="refuse")
    with pytest.raises(GoldspanError, match=r"(?s)2 spans are misplaced.*Odd, X at 3 to 7.*Bo") as error:
        write([misplaced()], tmp_path / name, writing)
    assert "span with white space at its edges" in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == []


def test_what_was_changed_in_spacy_comes_in_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "x.spacy"
    write([overlapping()], path)
    (doc,) = docs(path)
    doc.spans["sc"] = [doc.spans["sc"][1], DocSpan(doc, 4, 5, "SAYS")]
    doc.ents = []
    doc.user_data["._.", "rel", None, None] = {(3, 4): {"new": 1.0}}
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    report = Report()
    found = one(path, report)
    assert {(s.id, s.label, s.state) for s in found.spans.values()} == {
        ("s2", "GPE", State.ACCEPTED),
        ("s3", "SAYS", State.ACCEPTED),
    }
    assert [(r.head, r.child, r.label) for r in found.relations.values()] == [("s2", "s3", "new")]
    assert [what for what in report.left if "changed since" in what]


@pytest.mark.parametrize(("gold", "state"), [(True, State.ACCEPTED), (False, State.SUGGESTED), (None, None)])
def test_the_person_says_what_becomes_gold(tmp_path: Path, gold: bool | None, state: State | None) -> None:
    document = overlapping()
    suggested = Span("s9", 0, 3, "X", State.SUGGESTED, ("m 1",), 0.5)
    article_state = ArticleState(Status.IN_PROGRESS)
    spans = [*document.spans.values(), suggested]
    out = Document(document.article, article_state, spans, document.relations.values(), document.tokens)
    write([out], tmp_path / "x.spacy")
    found = one(tmp_path / "x.spacy", reading=Reading(gold=gold))
    states = {s.id: s.state for s in found.spans.values()}
    expected = {s.id: state or s.state for s in spans}
    assert states == expected
    assert found.state.status is {True: Status.DONE, False: Status.SUGGESTED, None: Status.IN_PROGRESS}[gold]


def foreign(path: Path) -> None:
    """A file as other people's programs write it."""
    nlp = spacy.blank("en")
    doc = nlp("Ada runs Acme in New York.")
    doc.ents = [
        DocSpan(doc, 0, 1, "PERSON", kb_id="Q7259"),
        DocSpan(doc, 2, 3, "ORG", span_id="acme"),
    ]
    doc.spans["places"] = [DocSpan(doc, 4, 6, "GPE"), DocSpan(doc, 4, 4, "GPE")]
    doc.spans["more"] = [DocSpan(doc, 4, 6, "GPE"), DocSpan(doc, 0, 3, "")]
    doc.user_data["._.", "rel", None, None] = {
        (0, 2): {"runs": numpy.float32(0.75), "owns": 0.25},
        "2, 4": {"in": True},
        (1, 2): {"runs": 1.0},
        7: {},
    }
    doc.user_data["._.", "title", None, None] = "A"
    doc.user_data["plain"] = 1
    doc.cats = {"SPORT": 1.0}
    doc[0].tag_ = "NNP"
    DocBin(docs=[doc, nlp(""), nlp("Second.")], store_user_data=True).to_disk(path)


def test_a_file_of_others_is_read_and_what_is_left_is_named(tmp_path: Path) -> None:
    foreign(tmp_path / "x.spacy")
    report = Report()
    first, second = (r.document for r in read(tmp_path / "x.spacy", report))
    assert second.text == "Second."
    assert first.state.status is Status.DONE
    assert first.tokens is not None
    assert first.tokens.tokenizer == "imported"
    spans = {(first.text_of(s), s.label, s.extra) for s in first.spans.values()}
    assert spans == {
        ("Ada", "PERSON", '{"kb_id":"Q7259"}'),
        ("Acme", "ORG", '{"ent_id":"acme"}'),
        ("New York", "GPE", ""),
        ("Ada runs Acme", "more", ""),
    }
    joined = {
        (first.text_of(first.spans[r.head]), first.text_of(first.spans[r.child]), r.label)
        for r in first.relations.values()
    }
    assert joined == {("Ada", "Acme", "runs"), ("Acme", "New York", "in")}
    assert {what: left.count for what, left in report.left.items()} == {
        "relation in _.rel of an unknown form": 1,
        "empty span": 1,
        "label of a span without one: it took the name of its group": 1,
        "custom attribute _.title": 1,
        "user data “plain”": 1,
        "annotation of a document: tag": 1,
        "annotation of a document: category of the text": 1,
        "name of the span group “places”, whose spans came in": 2,
        "name of the span group “more”, whose spans came in": 2,
        "relation in _.rel with an end where no span begins": 1,
        "document without a text": 1,
    }


def test_white_space_that_is_unknown_is_said(tmp_path: Path) -> None:
    DocBin(docs=[Doc(spacy.blank("en").vocab, ["Ada", "."])]).to_disk(tmp_path / "x.spacy")
    report = Report()
    assert one(tmp_path / "x.spacy", report).text == "Ada . "
    assert list(report.left) == ["text whose white space is unknown: a blank stands after each token"]


def test_files_and_folders_are_recognised(tmp_path: Path) -> None:
    foreign(tmp_path / "no_suffix")
    assert docbin.sniff(sample_of(tmp_path / "no_suffix"))
    write([overlapping()] * 3, tmp_path / "out")
    assert docbin.sniff(sample_of(tmp_path / "out"))
    assert len(read(tmp_path / "out")) == 3
    (tmp_path / "text").write_text("A text\n")
    assert not docbin.sniff(sample_of(tmp_path / "text"))


def test_real_files_have_their_counts(shared: Path) -> None:
    expected = json.loads((shared / "data/real/expected.json").read_text())["files"]
    named = {name: each for name, each in expected.items() if each["format"] == "docbin"}
    assert named
    for name, each in named.items():
        report = Report()
        found = read(shared / "data/real" / name, report)
        assert len(found) == each["documents"] == report.articles
        assert report.labels == each["entities_by_label"]
        assert report.relations == each["relations_by_label"]
        texts = "".join(r.document.text for r in found)
        assert sha256(texts.encode()).hexdigest() == each["text_sha256"]
