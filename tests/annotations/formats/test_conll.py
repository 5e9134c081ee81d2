"""CoNLL: all schemes of tags are read, IOB2 and BIOES written, and what is left out is named."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import bioes, conll
from annotations.formats.conll_tags import stretches, tags_of
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sample_of
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, State, Status
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from tests.annotations.formats.documents import documents, span_rows, token_texts
from tests.annotations.formats.gold_samples import ODD, article, span
from tests.annotations.formats.mutating import fuzz, mutations, read_all, survives

WRITING = Writing(LabelScheme("s"))
UTF8 = Reading(encoding="utf-8")
SAMPLE = """-DOCSTART- -X- O O

EU NNP B-NP B-ORG
rejects VBZ O O
German JJ B-NP B-MISC
call NN I-NP O

Peter NNP B-NP B-PER
Blackburn NNP I-NP I-PER

-DOCSTART- -X- O O

BRUSSELS NNP B-NP B-LOC
"""


def put(folder: Path, content: str, name: str = "a.conll") -> Path:
    path = folder / name
    path.write_bytes(content.encode())
    return path


def spans_of(records: list[Record]) -> list[list[tuple[str, str]]]:
    return [
        [(s.label, r.document.text_of(s)) for s in sorted(r.document.spans.values(), key=r.document.place)]
        for r in records
    ]


def test_documents_and_sentences(tmp_path: Path) -> None:
    first, second = read_all(conll, put(tmp_path, SAMPLE))
    assert first.document.text == "EU rejects German call\nPeter Blackburn"
    assert token_texts(first.document) == ["EU", "rejects", "German", "call", "Peter", "Blackburn"]
    assert spans_of([first, second]) == [
        [("ORG", "EU"), ("MISC", "German"), ("PER", "Peter Blackburn")],
        [("LOC", "BRUSSELS")],
    ]
    assert (first.document.article.id, second.document.article.id) == ("a-1", "a-2")
    assert first.document.state.status is Status.DONE


def test_without_documents_each_sentence_is_an_article(tmp_path: Path) -> None:
    path = put(tmp_path, "# id = 1\nJAPAN\tB-LOC\nGET\tO\n\n\nNew York\tB-LOC\r\n# O\n#\tO\n")
    assert [r.document.text for r in read_all(conll, path)] == ["JAPAN GET", "New York # #"]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("I-A I-A O I-A B-A", [(0, 1, "A"), (3, 3, "A"), (4, 4, "A")]),
        ("B-A I-A B-A O I-B", [(0, 1, "A"), (2, 2, "A"), (4, 4, "B")]),
        ("S-A B-A I-A E-A S-B", [(0, 0, "A"), (1, 3, "A"), (4, 4, "B")]),
        ("U-A B-A L-A O", [(0, 0, "A"), (1, 2, "A")]),
        ("W-A B-A M-A E-A", [(0, 0, "A"), (1, 3, "A")]),
        ("A A O B A", [(0, 1, "A"), (3, 3, "B"), (4, 4, "A")]),
        ("B-A I-B _ B-x-y", [(0, 0, "A"), (1, 1, "B"), (3, 3, "x-y")]),
    ],
)
def test_every_scheme_of_tags_is_read(tags: str, found: list[tuple[int, int, str]]) -> None:
    assert [s[:3] for s in stretches(tags.split())] == found


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", "A", "B-c"])), max_size=8), st.booleans())
def test_tags_say_what_they_were_made_from(parts: list[tuple[int, str]], ends: bool) -> None:
    spans, at = [], 0
    for length, label in parts:
        if label:
            spans.append((at, at + length - 1, label))
        at += length
    assert [s[:3] for s in stretches(tags_of(at, spans, bioes=ends))] == spans


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("A O\nB\n", "CoNLL, a.conll, line 2, tag: it is missing"),
        ("A O\nB B-\n", "CoNLL, a.conll, line 2, tag: “B-” names no label"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, words: str) -> None:
    path = put(tmp_path, f"{content}\nC B-X\n")
    with pytest.raises(GoldspanError, match=re.escape(words)):
        read_all(conll, path)
    report = Report(skip_bad=True)
    assert [r.document.text for r in conll.read(path, Reading(), report)] == ["C"]
    assert len(report.bad) == 1


def test_what_is_odd_in_tags_is_reported(tmp_path: Path) -> None:
    report = Report()
    path = put(tmp_path, "A B-X\nB O\nC I-X\nD SOCCER\nE x O\n")
    assert len(list(conll.read(path, Reading(), report))) == 1
    assert {what: left.places for what, left in report.left.items()} == {
        "a span that begins with I- (taken as B-)": ["a.conll, line 3"],
        "a tag without B- or I- (taken as a label)": ["a.conll, line 4"],
        "a line with another number of columns": ["a.conll, line 5"],
    }


def test_iob1_is_told_from_a_broken_iob2(tmp_path: Path) -> None:
    report = Report()
    assert spans_of(list(conll.read(put(tmp_path, "A I-X\nB B-X\nC O\nD I-Y\n"), Reading(), report))) == [
        [("X", "A"), ("X", "B"), ("Y", "D")]
    ]
    assert not report.left


def test_the_longest_of_overlapping_spans_stays_and_the_rest_is_named(tmp_path: Path) -> None:
    text = "The Bank of England rose\nsharply"
    spans = [
        span("s1", text, "Bank of England", "ORG"),
        span("s2", text, "England", "GPE"),
        span("s3", text, "ose", "X"),
        span("s4", text, "rose\nsharply", "EVENT", note="why"),
        span("s5", text, "The", "X", state=State.SUGGESTED),
    ]
    relation = Relation("r1", "s1", "s2", "in", State.ACCEPTED)
    document = Document(article(text), ArticleState(Status.DONE), spans, [relation])
    report = Report()
    bioes.write([Record(document)], tmp_path / "a.conll", WRITING, report)
    assert (tmp_path / "a.conll").read_text() == (
        "-DOCSTART- -X- O O\n\nThe -X- _ O\nBank -X- _ B-ORG\nof -X- _ I-ORG\nEngland -X- _ E-ORG\n"
        "rose -X- _ B-EVENT\nsharply -X- _ E-EVENT\n\n"
    )
    assert report.left.keys() == {
        "an undecided span",
        "a relation",
        "the note of a span",
        "a span that overlaps a longer one",
        "a span that is off the tokens",
    }
    assert report.left["a span that overlaps a longer one"].places == ["One, GPE 12 to 19"]


def test_odd_tokens_are_written_so_that_every_reader_parts_them(tmp_path: Path) -> None:
    text = "a b\u00a0c -DOCSTART- \n #"
    bounds = [(0, 1), (2, 5), (6, 16), (16, 18), (19, 20)]
    tokens = Tokens.of(bounds, "t")
    document = Document(article(text), ArticleState(Status.DONE), tokens=tokens)
    report = Report()
    conll.write([Record(document)], tmp_path / "a.conll", WRITING, report)
    (back,) = read_all(conll, tmp_path / "a.conll")
    assert back.document.text == "a b_c _DOCSTART_\n#"
    assert report.left["white space in a token (now _)"].count == 1


def test_an_article_without_tokens_gets_words(tmp_path: Path) -> None:
    document = Document(article(ODD), ArticleState(Status.DONE), [span("s1", ODD, "Moscow", "LOC")])
    conll.write([Record(document)], tmp_path / "a.conll", WRITING, Report())
    (back,) = list(conll.read(tmp_path / "a.conll", UTF8, Report()))
    assert spans_of([back]) == [[("LOC", "Moscow")]]


@pytest.mark.parametrize("format_id", ["conll", "bioes"])
def test_what_conll_holds_comes_back(format_id: str) -> None:
    made = by_id(format_id)

    @given(documents(made.holds))
    def check(document: Document) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.conll")
            report = Report()
            made.writer.write([Record(document)], path, WRITING, report)
            (record,) = made.reader.read(path, UTF8, Report())
        inside = {what for what in report.left if "off the tokens" not in what}
        assert not inside
        assert token_texts(record.document) == token_texts(document)
        assert _by_token(record.document) == _by_token(document)

    check()


def _by_token(document: Document) -> set[tuple[int, int, str]]:
    assert document.tokens is not None
    found = set()
    for start, end, label in span_rows(document):
        tokens = document.tokens.exact(start, end)
        assert tokens is not None
        found.add((*tokens, label))
    return found


@fuzz
@given(mutations())
def test_a_mutated_file_gets_a_sentence(mutate: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.conll")
        path.write_bytes(mutate(SAMPLE.encode()))
        survives(conll, path)


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        (SAMPLE, "a.txt", True),
        ("A\tO\nB\tO\n", "a.conll", True),
        ("A\tO\nB\tO\n", "a.txt", False),
        ("An article is here.\nIt has lines.\n", "a.txt", False),
        ("#FORMAT=WebAnno TSV 3.3\n\n\n#Text=a\n1-1\t0-1\ta\tB-X\n", "a.tsv", False),
        ("text,label\nfoo,B-X\n", "a.csv", False),
        ("", "a.conll", False),
    ],
)
def test_sniffing(head: str, name: str, found: bool) -> None:
    assert conll.sniff(Sample(name, head.encode())) is found


def test_real_files_are_read_whole(shared: Path) -> None:
    real = shared / "data" / "real"
    files = json.loads((real / "expected.json").read_text())["files"]
    of_conll = {name: facts for name, facts in files.items() if facts["format"] == "conll"}
    assert of_conll
    for name, expected in of_conll.items():
        report = Report()
        assert conll.sniff(sample_of(real / name))
        records = list(conll.read(real / name, Reading(), report))
        text = "\n".join(record.document.text for record in records)
        assert report.labels == expected["entities_by_label"]
        assert sum(len(token_texts(record.document)) for record in records) == expected["tokens"]
        assert hashlib.sha256(text.encode()).hexdigest() == expected["text_sha256"]
