"""brat standoff: what it holds comes back, what it holds beyond us is kept, and bad lines get a sentence."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats import brat
from annotations.formats.format import Reading, Sample, Writing
from annotations.formats.record import Record
from annotations.formats.registry import by_id, sample_of
from annotations.formats.report import Report
from annotations.model import ArticleState, Span, State, Status
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from tests.annotations.formats.documents import Bounds, documents, relation_rows, span_rows
from tests.annotations.formats.gold_samples import ODD, article, span
from tests.annotations.formats.mutating import fuzz, mutations, read_all, survives

WRITING = Writing(LabelScheme("s"))
TEXT = "Alice of Acme\r\nInc met 👩\u200d👩 Bob in North and South America.\n"
ANN = """T1\tPerson 0 5\tAlice
T2\tOrg 9 13;15 18\tAcme Inc
T3\tPerson 27 30\tBob
T4\tLoc 34 39;50 57\tNorth America
T5\tMeet 19 22\tmet
R1\tWorks_for Arg1:T1 Arg2:T2\t
E1\tMeet:T5 Who:T1 Who2:T3
A1\tNegation E1
M1\tMention T1 Name
*\tAlias T1 T3
N1\tReference T1 Wikipedia:534366\tAlice (name)
#1\tAnnotatorNotes T3\twho is this?
#2\tAnnotatorNotes T3\tthe second line
#3\tAnnotatorNotes R1\tunsure
"""


def put(folder: Path, text: str = TEXT, ann: str = ANN, name: str = "a") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return folder


def only(path: Path, report: Report | None = None) -> Document:
    (record,) = brat.read(path, Reading(), report or Report())
    return record.document


def at(document: Document, id: str) -> tuple[str, str]:
    found = document.spans[id]
    return found.label, document.text_of(found)


def test_all_kinds_of_lines_are_read(tmp_path: Path) -> None:
    report = Report()
    document = only(put(tmp_path / "c"), report)
    assert document.text == TEXT
    assert at(document, "T1") == ("Person", "Alice")
    assert at(document, "T2") == ("Org", "Acme\r\nInc"), "a span over a line break is one span"
    assert document.spans["T2"].note == ""
    assert at(document, "T4") == ("Loc", "North and South America")
    assert document.spans["T4"].note == "Discontinuous in brat: 34 to 39; 50 to 57."
    assert document.spans["T3"].note == "who is this?\nthe second line"
    relations = {(r.head, r.child, r.label) for r in document.relations.values()}
    assert relations == {("T1", "T2", "Works_for"), ("T5", "T1", "Who"), ("T5", "T3", "Who")}
    assert document.relations["R1"].note == "unsure"
    assert json.loads(document.spans["T5"].extra)["brat"] == {"attributes": [["Negation"]]}
    assert json.loads(document.article.extra)["brat"] == {"equivalences": [["Alias", "T1", "T3"]]}
    assert {what: left.count for what, left in report.left.items()} == {
        "one of the attributes (kept, not shown)": 2,
        "one of the normalizations (kept, not shown)": 1,
        "a discontinuous span (now the span that covers it)": 1,
        "an argument of an event (now a relation)": 2,
        "an equivalence (kept, not shown)": 1,
    }


def test_what_was_kept_goes_out_again(tmp_path: Path) -> None:
    brat.write(brat.read(put(tmp_path / "c"), Reading(), Report()), tmp_path / "out", WRITING, Report())
    lines = (tmp_path / "out" / "a.ann").read_text(encoding="utf-8").splitlines()
    for line in ANN.splitlines():
        if line[0] not in "EA":
            assert re.sub("^[#MN]1", "", line).split("\t")[1:] in [x.split("\t")[1:] for x in lines]
    again = only(tmp_path / "out")
    assert again.spans == only(tmp_path / "c").spans
    assert again.article.extra == only(tmp_path / "c").article.extra


def test_zip_and_folder_read_the_same(tmp_path: Path) -> None:
    folder = put(tmp_path / "c")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"sub/{file.name}")
    assert brat.sniff(sample_of(tmp_path / "c.zip"))
    assert brat.sniff(sample_of(folder))
    zipped = only(tmp_path / "c.zip")
    assert zipped.article.id == "sub/a"
    assert zipped.spans == only(folder).spans == only(folder / "a.ann").spans


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"../a.ann": b""}, "leads out of the archive"),
        ({"/etc/a.ann": b""}, "leads out of the archive"),
        ({"C:\\a.ann": b""}, "leads out of the archive"),
        ({"a.ann": b"\0" * 20_000_000, "a.txt": b"x"}, "would unpack to"),
    ],
)
def test_archives_that_harm_are_refused(tmp_path: Path, members: dict[str, bytes], words: str) -> None:
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(GoldspanError, match=words):
        read_all(brat, tmp_path / "c.zip")


@pytest.mark.skipif(os.name == "nt", reason="links ask for a right there")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = put(tmp_path / "c")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(GoldspanError, match=r"b\.txt: this link leads out"):
        read_all(brat, folder)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T9 Person 0 5 Alice", "line 2, id: a tab is expected"),
        ("T9\tPerson 0\tAlice", "line 2, bounds: a label, a start and an end"),
        ("T9\tPerson 5 0\tAlice", "line 2, bounds: “5 0” does not end"),
        ("T9\tPerson 0 500\tAlice", "line 2, bounds: 0 to 500 is beyond the text"),
        ("T9\tPerson 0 5\tBob", "line 2, text: “Bob” is expected there, and the text has “Alice”"),
        ("T1\tOrg 0 5\tAlice", "line 2: the id “T1” stands twice"),
        ("R1\tKnows Arg1:T1", "line 2, arguments: two are expected"),
        ("R1\tKnows Arg1:T1 Arg2:T7", "line 2, arguments: there is no span T7"),
        ("E1\tMeet", "line 2, arguments: a trigger"),
        ("E1\tMeet:T7", "line 2, trigger: there is no T7"),
        ("A1\tNegation", "line 2, target: the id of an annotation"),
        ("#1\tAnnotatorNotes\tx", "line 2, target"),
        ("X1\tx", "line 2, id: “X1” begins with none"),
    ],
)
def test_a_bad_line_is_named_with_its_field(tmp_path: Path, line: str, words: str) -> None:
    folder = put(tmp_path / "c", ann=f"T1\tPerson 0 5\tAlice\n{line}\n")
    put(folder, name="b")
    with pytest.raises(GoldspanError, match=re.escape(words)) as error:
        read_all(brat, folder)
    assert str(error.value).startswith("brat, a")
    report = Report(skip_bad=True)
    assert [r.document.article.id for r in brat.read(folder, Reading(), report)] == ["b"]
    assert len(report.bad) == 1


def test_annotations_without_a_text_are_named(tmp_path: Path) -> None:
    folder = put(tmp_path / "c")
    (folder / "a.txt").unlink()
    with pytest.raises(GoldspanError, match=r"brat, a\.ann: its text a\.txt is not beside it"):
        read_all(brat, folder)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("One\r\ntwo\r\nBob", "T1\tP 8 11\tBob", "a line break as one character"),
        ("👩👩 Bob", "T1\tP 5 8\tBob", "UTF-16 units"),
        ("\ufeffBob and", "T1\tP 1 4\tBob", "the byte order mark"),
    ],
)
def test_offsets_of_tools_that_count_otherwise_are_found(
    tmp_path: Path, text: str, line: str, what: str
) -> None:
    report = Report()
    document = only(put(tmp_path / "c", text, line), report)
    assert at(document, "T1") == ("P", "Bob")
    assert f"offsets that count {what} (now characters)" in report.left


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("a.ann", "folder"):
        with pytest.raises(GoldspanError, match=f"{name} is not there"):
            read_all(brat, tmp_path / name)


def test_an_article_without_annotations_is_untouched(tmp_path: Path) -> None:
    assert only(put(tmp_path / "c", ann="")).state.status is Status.UNTOUCHED
    (record,) = brat.read(tmp_path / "c", Reading(gold=True), Report())
    assert record.document.state.status is Status.DONE


def test_the_configuration_has_the_labels_of_the_scheme_and_of_the_articles(tmp_path: Path) -> None:
    scheme = LabelScheme(
        "s",
        (EntityLabel("PER"), EntityLabel("ORG")),
        (RelationLabel("leads", pairs=frozenset({("PER", "ORG"), ("PER", "PER")})), RelationLabel("near")),
    )
    text = "Bob here"
    document = Document(article(text), ArticleState(Status.DONE), [span("s1", text, "Bob", "A place")])
    report = Report()
    brat.write([Record(document)], tmp_path / "o", Writing(scheme), report)
    conf = (tmp_path / "o" / "annotation.conf").read_text(encoding="utf-8")
    assert conf.split("\n\n")[0].split("\n") == ["[entities]", "PER", "ORG", "A_place"]
    assert "leads\tArg1:PER, Arg2:ORG|PER\nnear\tArg1:<ENTITY>, Arg2:<ENTITY>\n" in conf
    assert "white space in a label (now _)" in report.left


def test_names_are_safe_and_differ(tmp_path: Path) -> None:
    ids = ["../../x", "CON", "a/b", "A_b", "", "é" * 200, "nul.x"]
    records = [Record(Document(article("Bob", id=id, title=""), ArticleState(Status.DONE))) for id in ids]
    brat.write(records, tmp_path / "o", WRITING, Report())
    names = sorted(p.name for p in (tmp_path / "o").glob("*.txt"))
    assert len(names) == len(ids)
    assert {"x.txt", "_CON.txt", "a_b.txt", "A_b-2.txt", "article.txt", "_nul.x.txt"} <= set(names)
    assert len(list(brat.read(tmp_path / "o", Reading(), Report()))) == len(ids)


def test_undecided_and_rejected_annotations_stay_out_and_are_named(tmp_path: Path) -> None:
    spans = [
        span("s1", ODD, "Moscow", state=State.SUGGESTED),
        span("s2", ODD, "Ada", state=State.REJECTED),
        span("s3", ODD, "met", "X"),
    ]
    report = Report()
    brat.write([Record(Document(article(ODD), ArticleState(), spans))], tmp_path / "o", WRITING, report)
    assert [s.label for s in only(tmp_path / "o").spans.values()] == ["X"]
    assert [*report.left] == ["an undecided span", "a rejected span"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(by_id("brat").holds))
def test_what_brat_holds_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Report()
        brat.write([Record(document)], Path(folder, "o"), WRITING, report)
        back = only(Path(folder, "o"))
    assert back.text == document.text
    rows = {_trimmed(document, row) for row in span_rows(document)}
    assert span_rows(back) == {row for row in rows if row}
    relations = {
        (_trimmed(document, head), _trimmed(document, child), label)
        for head, child, label in relation_rows(document)
    }
    assert relation_rows(back) == {row for row in relations if None not in row}
    if len(rows) == len(document.spans):
        notes = {(_trimmed(document, (s.start, s.end, s.label)), s.note) for s in document.spans.values()}
        assert {((s.start, s.end, s.label), s.note) for s in back.spans.values()} == {
            (row, note) for row, note in notes if row
        }


def _trimmed(document: Document, row: Bounds) -> Bounds | None:
    """A span without line breaks at its edges, which brat cannot hold."""
    start, end, label = row
    inner = document.text[start:end]
    start, end = end - len(inner.lstrip("\r\n")), start + len(inner.rstrip("\r\n"))
    return (start, end, label) if start < end else None


@fuzz
@given(mutations(), st.sampled_from(["a.ann", "a.txt"]))
def test_a_mutated_file_gets_a_sentence(mutate: Any, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder, "c"))
        (path / name).write_bytes(mutate((path / name).read_bytes()))
        survives(brat, path)


@fuzz
@given(mutations())
def test_a_mutated_archive_gets_a_sentence(mutate: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder, "c"))
        with zipfile.ZipFile(Path(folder, "c.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            for file in path.iterdir():
                archive.write(file, file.name)
        Path(folder, "c.zip").write_bytes(mutate(Path(folder, "c.zip").read_bytes()))
        survives(brat, Path(folder, "c.zip"))


@pytest.mark.parametrize("name", ["tutorial_news", "pt_generated_medical"])
def test_real_corpora_are_read_whole_and_pass_through(shared: Path, tmp_path: Path, name: str) -> None:
    real = shared / "data" / "real"
    expected = json.loads((real / "expected.json").read_text())["files"][f"brat/{name}/"]
    report = Report()
    records = list(brat.read(real / "brat" / name, Reading(), report))
    records.sort(key=lambda record: record.document.article.id)
    texts = "".join(record.document.text for record in records)
    assert len(records) == expected["documents"]
    assert report.labels == expected["entities_by_label"]
    assert hashlib.sha256(texts.encode()).hexdigest() == expected["text_sha256"]
    given = [r for record in records for r in record.document.relations.values() if r.id.startswith("R")]
    made = {label: sum(r.label == label for r in given) for label in expected["relations_by_label"]}
    assert made == expected["relations_by_label"]
    brat.write(records, tmp_path / "o", WRITING, Report())
    again = {r.document.article.id: r.document for r in brat.read(tmp_path / "o", Reading(), Report())}
    for record in records:
        assert again[record.document.article.id].spans == record.document.spans


def test_only_folders_with_annotations_are_brat() -> None:
    assert not brat.sniff(Sample("folder", b"", ("a.txt", "b.jsonl")))
    assert not brat.sniff(Sample("a.txt", b"T1\tPerson 0 5\tAlice\n"))


def test_crossing_spans_of_one_label_stay_apart(tmp_path: Path) -> None:
    spans = [Span("s1", 0, 5, "X", State.ACCEPTED), Span("s2", 3, 8, "X", State.ACCEPTED)]
    document = Document(article("abcdefgh"), ArticleState(Status.DONE), spans)
    brat.write([Record(document)], tmp_path / "o", WRITING, Report())
    assert span_rows(only(tmp_path / "o")) == {(0, 5, "X"), (3, 8, "X")}
