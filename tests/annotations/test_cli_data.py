"""The commands about data, as processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from annotations.document import Document
from annotations.formats.registry import FORMATS, by_id, by_name
from annotations.model import Article, ArticleState, Relation, Span, State, Status
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from tests.annotations.formats.gold_samples import ODD, article, sha256, span

ROOT = Path(__file__).parents[2]
SCHEME = LabelScheme("news", (EntityLabel("PERSON"), EntityLabel("GPE")), (RelationLabel("lives in"),))


def goldspan(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-X", "dev", "-W", "error", "-m", "annotations.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode().strip()


def make(path: Path, piece: str = "Müller", label: str = "PERSON", count: int = 2) -> Path:
    with Dataset.create(path, SCHEME) as made:
        for n in range(count):
            text = f"{n} {ODD}"
            spans = [span("s1", text, piece, label), span("s2", text, "Moscow", "GPE")]
            relation = Relation("r1", "s1", "s2", "lives in", State.ACCEPTED)
            about = article(text, id=f"a{n}", title=f"Title {n}")
            made.add_document(Document(about, ArticleState(Status.DONE), spans, [relation]))
    return path


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return make(tmp_path / "sound.goldspan")


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    return make(tmp_path / "flawed.goldspan", "Müller ", "PLANET")


def test_check_finds_nothing_in_a_sound_dataset(sound: Path) -> None:
    done = goldspan("check", sound)
    assert (done.returncode, done.stdout, said(done)) == (0, b"", "2 articles checked, nothing found.")


def test_check_names_each_place_and_is_code_1(flawed: Path) -> None:
    done = goldspan("check", flawed)
    assert (done.returncode, said(done)) == (1, "2 articles checked, 4 things found.")
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith(
        "flawed.goldspan: Title 0, 2:7: “Müller” as PLANET: It begins or ends with white"
    )
    assert [line.rpartition(" ")[2] for line in lines] == ["[white-space]", "[unknown-label]"] * 2


def test_check_writes_a_json_object_a_finding(flawed: Path) -> None:
    done = goldspan("check", "--json", flawed)
    first, *_ = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["kind"], first["line"], first["column"], first["ids"]) == ("white-space", 2, 7, ["s1"])
    assert f"0 {ODD}"[first["start"] : first["end"]] == "Müller\u0020"


def test_check_looks_over_all_datasets(sound: Path, tmp_path: Path) -> None:
    done = goldspan("check", sound, make(tmp_path / "other.goldspan", "Müller", "GPE"))
    assert done.returncode == 1
    (line,) = done.stdout.decode().splitlines()
    assert "“Müller” has several labels over the articles" in line


def test_stats_for_people_and_for_programs(sound: Path) -> None:
    done = goldspan("stats", sound)
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [line.split() for line in done.stdout.decode().splitlines()]
    assert ["Articles", "2"] in rows
    assert ["PERSON", "0", "2", "0", "0"] in rows
    found = json.loads(goldspan("stats", sound, "--json").stdout)
    assert (found["articles"], found["relations"]["lives in"]["accepted"]) == (2, 2)


def test_compare_two_annotators(sound: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.goldspan", "René Müller".replace("é", "e\u0301"))
    done = goldspan("compare", sound, other)
    assert (done.returncode, said(done)) == (0, "2 articles compared, 0 only in A, 0 only in B.")
    text = done.stdout.decode()
    assert ["PERSON", "2", "2", "0.000", "0.000", "0.000", "1.000"] in [
        row.split()[:7] for row in text.split("\n")
    ]
    assert "Title 0, 2:7: other bounds: “Müller” as PERSON / “" in text
    done = goldspan("compare", sound, other, "--json", "--no-differences")
    found = json.loads(done.stdout)
    assert (found["articles"], found["differences"], found["spans"][-1]["f1"]) == (2, [], 0.5)


def test_compare_a_pipeline_with_gold(tmp_path: Path) -> None:
    path, text = tmp_path / "gold.goldspan", "Angela Merkel lives in Berlin."
    with Dataset.create(path, SCHEME) as made:
        spans = [Span("s1", 0, 13, "PERSON", State.ACCEPTED), Span("s2", 23, 29, "GPE", State.ACCEPTED)]
        made.add_document(Document(Article(0, "a", "", text, sha256(text)), ArticleState(Status.DONE), spans))
    done = goldspan("compare", path, "--pipeline", "en_core_web_sm", "--json")
    assert done.returncode == 0, said(done)
    assert json.loads(done.stdout)["spans"][-1]["recall"] == 1.0


def test_formats_are_listed() -> None:
    done = goldspan("formats")
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line.split()[0] for line in lines[1:]] == [f.id for f in FORMATS]
    rows = json.loads(goldspan("formats", "--json").stdout)
    assert rows[0]["holds"]["relations"] is True


@pytest.mark.parametrize(
    ("name", "format_id"),
    [
        ("-", "goldspan"),
        ("a.jsonl", "goldspan"),
        ("a.spacy", "spacy"),
        ("a.BIOES.conll", "bioes"),
        ("a", "goldspan"),
    ],
)
def test_a_name_says_in_which_format_it_is_written(name: str, format_id: str) -> None:
    assert by_name(name).id == format_id


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["compare", "a"],
        ["compare", "a", "b", "--pipeline", "p"],
        ["export", "a", "b", "--split", "0.8"],
        ["export", "a", "b", "--split", "0.8/0.3"],
        ["export", "a", "b", "--split", "1/x"],
        ["export", "a", "b", "--overlaps", "x"],
        ["export", "a", "b", "--misplaced", "x"],
        ["import", "a"],
        ["import", "a", "b", "--as", "truth"],
        ["import", "a", "b", "--split", "word"],
    ],
)
def test_a_wrong_call_is_code_2(arguments: list[str]) -> None:
    done = goldspan(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Usage: goldspan" in said(done)


def test_what_is_wrong_is_one_sentence(sound: Path, tmp_path: Path) -> None:
    cases: list[tuple[list[str | Path], str]] = [
        (["check", tmp_path / "none.goldspan"], "none.goldspan"),
        (["check", tmp_path / "x", "--format", "html"], "is written, not read"),
        (["check", tmp_path / "x", "--format", "word"], "There is no format “word”"),
        (["compare", sound, make(tmp_path / "empty.goldspan", count=0)], "nothing to compare"),
        (["export", sound, tmp_path / "x.json"], "can be of several formats"),
        (["export", sound, tmp_path / "x.jsonl", "--split", "0.5/0.5"], "is not written in parts"),
        (["convert", sound, sound], "is what is to be converted"),
        (["convert", sound, "-", "--to", "brat"], "is a folder, which the standard output cannot take"),
        (["convert", sound, tmp_path / "x", "--to", "text"], "Plain text is read, not written"),
    ]
    for arguments, sentence in cases:
        done = goldspan(*arguments)
        assert (done.returncode, done.stdout) == (1, b""), said(done)
        assert sentence in said(done)
        assert len(said(done).splitlines()) == 1


@pytest.mark.parametrize("format_id", [f.id for f in FORMATS if f.reads and f.writes])
def test_an_export_of_each_format_is_converted_back(format_id: str, sound: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{by_id(format_id).suffix}"
    done = goldspan("export", sound, out, "--format", format_id)
    assert done.returncode == 0, said(done)
    done = goldspan("convert", out, "-", "--from", format_id, "--to", "goldspan")
    assert done.returncode == 0, said(done)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 2
    if by_id(format_id).holds.text:
        assert sorted(row["text"] for row in rows) == [f"0 {ODD}", f"1 {ODD}"]
    assert all({s["label"] for s in row["spans"]} == {"PERSON", "GPE"} for row in rows)


def test_pipes_are_read_and_written(sound: Path) -> None:
    gold = goldspan("export", sound, "-").stdout
    done = goldspan("convert", "-", "-", "--to", "doccano", stdin=gold)
    assert (done.returncode, said(done)) == (0, "2 articles converted to doccano JSONL.")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [f"0 {ODD}", f"1 {ODD}"]
    assert goldspan("check", "-", stdin=gold).returncode == 0


def test_import_makes_a_dataset_and_leaves_out_what_is_there(sound: Path, tmp_path: Path) -> None:
    gold, path = tmp_path / "gold.jsonl", tmp_path / "new.goldspan"
    assert goldspan("export", sound, gold).returncode == 0
    done = goldspan("import", path, gold, "--as", "suggestions")
    assert (done.returncode, said(done)) == (0, "2 articles imported into new.goldspan.")
    with Dataset.open(path) as dataset:
        assert [label.name for label in dataset.scheme.entities] == ["PERSON", "GPE"]
        assert [label.name for label in dataset.scheme.relations] == ["lives in"]
        loaded = dataset.load(dataset.queue()[0].key)
        assert {s.state for s in loaded.spans.values()} == {State.SUGGESTED}
        refused = goldspan("import", path, gold)
        assert refused.returncode == 1
        assert "is open in another window" in said(refused)
    again = goldspan("import", path, gold)
    assert again.returncode == 0
    assert said(again).endswith("0 articles imported into new.goldspan.")


def test_a_bad_record_imports_nothing_or_is_left_out(sound: Path, tmp_path: Path) -> None:
    bad, path = tmp_path / "bad.jsonl", tmp_path / "new.goldspan"
    bad.write_bytes(goldspan("export", sound, "-").stdout + b'{"text": 3}\n')
    done = goldspan("import", path, bad)
    assert (done.returncode, path.exists()) == (1, False)
    assert "bad.jsonl, line 3, field text" in said(done)
    done = goldspan("import", path, bad, "--skip-bad")
    assert done.returncode == 0
    assert said(done).splitlines()[0].startswith("Left out: ")
    checked = goldspan("check", bad)
    assert checked.returncode == 1
    assert "line 3, field text" in checked.stdout.decode()


def test_lines_become_articles(tmp_path: Path) -> None:
    path = tmp_path / "lines.goldspan"
    done = goldspan(
        "import", path, "-", "--format", "text", "--split", "line", stdin="Ada\nRené 👩\n".encode()
    )
    assert done.returncode == 0, said(done)
    with Dataset.open(path) as dataset:
        assert [dataset.load(row.key).text.strip() for row in dataset.queue()] == ["Ada", "René 👩"]
