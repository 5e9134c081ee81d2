"""CSV: tables of texts in, the three files of an export in and out."""

from __future__ import annotations

import csv
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
from annotations.formats import table
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sample_of
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from annotations.scheme import LabelScheme
from tests.annotations.formats.documents import documents
from tests.annotations.formats.gold_samples import ODD, article, span
from tests.annotations.formats.mutating import fuzz, mutations, read_all, survives

WRITING = Writing(LabelScheme("s"))


def put(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sample() -> list[Record]:
    spans = [
        span("s1", ODD, "Ada", score=0.1, sources=("model 1.0", "person"), note='why "so",\r\nand how'),
        span("s2", ODD, "Moscow", "LOC", state=State.REJECTED, sources=("[odd",)),
        Span("x", 0, len(ODD), "=1+1", State.SUGGESTED, ("m",), 1.0),
    ]
    relations = [Relation("r1", "s1", "s2", "in", State.REJECTED, ("a", "b"), 0.5, "note")]
    one = Document(article(ODD, source="odd.txt"), ArticleState(Status.IN_PROGRESS), spans, relations)
    two = Document(article("Second", title="Two", id="a1"), ArticleState(Status.SKIPPED))
    three = Document(
        article("Third", id=""), ArticleState(Status.DONE), [Span("s1", 0, 5, "X", State.ACCEPTED)]
    )
    return [Record(one), Record(two), Record(three)]


def export(folder: Path) -> Path:
    table.write(sample(), folder / "out.csv", WRITING, Report())
    return folder / "out.csv"


def test_all_but_the_tokens_comes_back(tmp_path: Path) -> None:
    path = export(tmp_path)
    assert sorted(p.name for p in tmp_path.glob("out*")) == ["out.csv", "out.relations.csv", "out.texts.csv"]
    assert table.sniff(sample_of(path))
    one, two, three = (record.document for record in read_all(table, path))
    wanted = sample()[0].document
    assert (one.text, one.spans, one.relations) == (wanted.text, wanted.spans, wanted.relations)
    assert (one.state.status, one.article.source) == (Status.IN_PROGRESS, "odd.txt")
    assert (two.text, two.article.title, two.state.status) == ("Second", "Two", Status.SKIPPED)
    assert (two.article.id, three.article.id) == ("a1#2", "3"), "each article has an id of its own"
    assert three.spans.keys() == {"s1"}


def test_a_spreadsheet_gets_a_table_of_rfc_4180(tmp_path: Path) -> None:
    data = export(tmp_path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle,span,start,end,label,text,state,sources,score,note\r\n")
    assert b'"why ""so"",\r\nand how"\r\n' in data
    assert b",=1+1," in data, "no cell is changed"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["span"] for row in csv.DictReader(file)] == ["x", "s1", "s2", "s1"]


@pytest.mark.parametrize(
    ("gold", "states"),
    [
        (True, {"s1": State.ACCEPTED, "s2": State.REJECTED, "x": State.ACCEPTED}),
        (False, {"s1": State.SUGGESTED, "s2": State.REJECTED, "x": State.SUGGESTED}),
    ],
)
def test_a_choice_for_the_whole_import(tmp_path: Path, gold: bool, states: dict[str, State]) -> None:
    first = next(iter(table.read(export(tmp_path), Reading(gold=gold), Report())))
    assert {s.id: s.state for s in first.document.spans.values()} == states


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("out.csv", "0,3,PERSON", "0,x,PERSON", "out.csv, line 4, column end: a number is expected"),
        ("out.csv", "0,3,PERSON", "1,4,PERSON", "out.csv, line 4, column text: “Ada” is expected at 1 to 4"),
        ("out.csv", "0,3,PERSON", "3,0,PERSON", "out.csv, line 4, column text"),
        ("out.csv", "PERSON,Ada,accepted", "PERSON,Ada,right", "column state: one of suggested, accepted"),
        ("out.csv", ",0.1,", ",7,", "column score: a number from 0 to 1"),
        ("out.csv", "3,s1,0", "zz,s1,0", "out.csv, line 7, column article: “zz” is not the next article"),
        ("out.csv", "a1,s2", "a1,s1", "the id “s1” stands twice"),
        (
            "out.relations.csv",
            "s1,s2,in",
            "s1,s9,in",
            "relation in line 2 of out.relations.csv: its child is “s9”",
        ),
        ("out.texts.csv", "skipped", "left", "out.texts.csv, line 4, column status"),
        ("out.texts.csv", "title,", "name,", "out.texts.csv: it has no column “title”"),
        ("out.csv", "PERSON,Ada", 'PERSON,"Ada"x', "out.csv, line 4: this is no sound row"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    path = export(tmp_path)
    data = (tmp_path / file).read_bytes()
    assert old.encode() in data
    (tmp_path / file).write_bytes(data.replace(old.encode(), new.encode(), 1))
    with pytest.raises(GoldspanError, match=re.escape(words)):
        read_all(table, path)


def test_spans_without_their_texts_are_refused(tmp_path: Path) -> None:
    path = export(tmp_path)
    (tmp_path / "out.texts.csv").unlink()
    with pytest.raises(GoldspanError, match=r"out\.texts\.csv with their texts is not beside it"):
        read_all(table, path)


def test_a_failed_write_leaves_all_three_files(tmp_path: Path) -> None:
    path = export(tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.glob("out*")}

    def failing() -> Any:
        yield sample()[1]
        raise GoldspanError("The dataset is gone.")

    with pytest.raises(GoldspanError, match="The dataset is gone"):
        table.write(failing(), path, WRITING, Report())
    assert {p.name: p.read_bytes() for p in tmp_path.glob("out*")} == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match="could not be written"):
        table.write(sample(), tmp_path / "gone" / "a.csv", WRITING, Report())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_texts(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = 'Die Bürgermeisterin von Köln sagte „schön“,\r\nund fuhr; "so" | weiter'
    rows = [["ID", "Title", "Body", "Page count"], ["n1", "Köln", text, "3"], ["", "", "Über", ""]]
    with (tmp_path / "a.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    assert table.sniff(sample_of(tmp_path / "a.csv"))
    one, two = (record.document.article for record in read_all(table, tmp_path / "a.csv"))
    assert (one.id, one.title, one.text) == ("n1", "Köln", text)
    assert json.loads(one.meta) == {"Page count": "3"}
    assert (two.id, two.title, two.text, two.meta) == ("a-2", "a-2", "Über", "")


def test_the_column_of_the_text_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path, "note,about\nfirst,x\nsecond,y\n")
    with pytest.raises(GoldspanError, match=r"Name one of its columns: note, about\."):
        read_all(table, path)
    assert [r.document.text for r in read_all(table, path, Reading(column="note"))] == ["first", "second"]
    with pytest.raises(GoldspanError, match="there is no column “gone”"):
        read_all(table, path, Reading(column="gone"))


def test_a_bad_row_is_named_and_can_be_skipped(tmp_path: Path) -> None:
    path = put(tmp_path, "id,text\n1,first\n2,\n3,third\n")
    with pytest.raises(GoldspanError, match=r"CSV, a\.csv, line 3, column text: the text is empty"):
        read_all(table, path)
    report = Report(skip_bad=True)
    assert [r.document.text for r in table.read(path, Reading(), report)] == ["first", "third"]
    with pytest.raises(GoldspanError, match="line 2: the row has 3 cells for 2 columns"):
        read_all(table, put(tmp_path, "id,text\n1,a,b\n"))


@given(documents(by_id("csv").holds, states=tuple(State)[:3]))
def test_what_a_table_holds_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        table.write([Record(document)], path, WRITING, Report())
        (back,) = read_all(table, path)
    assert back.document.text == document.text
    assert back.document.spans == document.spans
    assert back.document.relations == document.relations
    assert back.document.state.status == document.state.status


@fuzz
@given(mutations(), st.sampled_from(["out.csv", "out.relations.csv", "out.texts.csv"]))
def test_a_mutated_export_gets_a_sentence(mutate: Any, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = export(Path(folder))
        path.with_name(name).write_bytes(mutate(path.with_name(name).read_bytes()))
        survives(table, path)


@fuzz
@given(mutations())
def test_a_mutated_table_gets_a_sentence(mutate: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        survives(table, put(Path(folder), mutate(b'id;text;n\n1;"a ""b""\r\nc";2\n2;Bob;\n')))


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        ("id,text\n1,a\n", "a.csv", True),
        ("text\na\n", "a.csv", True),
        ("id\ttext\n1\ta\n", "a", True),
        ("Article, by Bob\nOnce, upon\n", "a.txt", False),
        ("name,age\nBob,3\n", "a.csv", False),
        ('{"text": "a, b"}\n', "a.jsonl", False),
        ("#FORMAT=WebAnno TSV 3.3\n", "a.tsv", False),
    ],
)
def test_sniffing(head: str, name: str, found: bool) -> None:
    assert table.sniff(Sample(name, head.encode())) is found


def test_a_real_table_in_utf_16(shared: Path) -> None:
    path = shared / "data" / "real" / "doccano" / "test_example_utf16.csv"
    assert table.sniff(sample_of(path))
    assert [r.document.text for r in read_all(table, path)] == ["AAA", "BBB", "CCC"]
