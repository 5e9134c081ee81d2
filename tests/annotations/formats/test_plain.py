"""Plain texts: an article a file, a line or a paragraph; folders and archives of them."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats import plain
from annotations.formats.format import Reading, Sample
from annotations.formats.registry import sample_of
from annotations.formats.report import Report
from annotations.model import Status
from tests.annotations.formats.gold_samples import ODD
from tests.annotations.formats.mutating import fuzz, mutations, read_all, survives


def put(folder: Path, content: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    return path


def test_a_file_is_an_article_untouched(tmp_path: Path) -> None:
    (record,) = read_all(plain, put(tmp_path, ODD))
    article = record.document.article
    assert (article.text, article.id, article.source) == (ODD, "a", "a.txt")
    assert record.document.state.status is Status.UNTOUCHED


@pytest.mark.parametrize(
    ("split", "texts"),
    [
        ("line", [" one", "two\u2028half ", "three", "four"]),
        ("paragraph", [" one\ntwo\u2028half ", "three\nfour"]),
    ],
)
def test_lines_and_paragraphs(tmp_path: Path, split: str, texts: list[str]) -> None:
    path = put(tmp_path, " one\ntwo\u2028half \r\n \t\r\n\n\nthree\rfour\n")
    records = read_all(plain, path, Reading(split=split))
    assert [r.document.text for r in records] == texts
    assert [r.document.article.id for r in records] == [f"a-{n}" for n in range(1, len(texts) + 1)]


def test_a_folder_is_read_in_natural_order(tmp_path: Path) -> None:
    for name in ("10.txt", "2.txt", "sub/1.TXT", ".hidden.txt", "b.json"):
        put(tmp_path / "c", name, name)
    assert plain.sniff(sample_of(tmp_path / "c"))
    assert [r.document.article.id for r in read_all(plain, tmp_path / "c")] == ["2", "10", "sub/1"]
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for name in ("10.txt", "2.txt"):
            archive.write(tmp_path / "c" / name, name)
    assert plain.sniff(sample_of(tmp_path / "c.zip"))
    lines = Reading(split="line")
    assert [r.document.article.id for r in read_all(plain, tmp_path / "c.zip", lines)] == ["2-1", "10-1"]


def test_a_file_that_is_no_text_is_named_and_can_be_skipped(tmp_path: Path) -> None:
    put(tmp_path / "c", "fine", "1.txt")
    put(tmp_path / "c", " ", "2.txt")
    with pytest.raises(GoldspanError, match=r"2\.txt is empty"):
        read_all(plain, tmp_path / "c")
    report = Report(skip_bad=True)
    assert [r.document.text for r in plain.read(tmp_path / "c", Reading(), report)] == ["fine"]
    assert len(report.bad) == 1
    with pytest.raises(GoldspanError, match=r"gone\.txt is not there"):
        read_all(plain, tmp_path / "gone.txt")
    put(tmp_path / "d", "x", "a.md")
    with pytest.raises(GoldspanError, match=r"holds no \.txt file"):
        read_all(plain, tmp_path / "d")


def test_a_guessed_encoding_is_reported_and_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Президент России встретился с премьером Армении в Москве.".encode("cp1251"))
    report = Report()
    assert len(list(plain.read(path, Reading(), report))) == 1
    assert [*report.left] == ["a text read as Cyrillic (Windows-1251), which is a guess"]
    (record,) = read_all(plain, path, Reading(encoding="koi8_r"))
    assert record.document.text.startswith("оПЕГХДЕМР"[:2])


def test_a_large_file_is_read_a_line_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "Zürich is a city.\n".encode() * 500_000 + b"\xff\n")
    records = plain.read(path, Reading(split="line"), Report())
    assert [next(records).document.text for _ in range(3)] == ["Zürich is a city."] * 3
    with pytest.raises(GoldspanError, match=r"a\.txt is not in Unicode \(UTF-8\)"):
        for _ in records:
            pass


@fuzz
@given(mutations(), st.sampled_from(["file", "line", "paragraph"]))
def test_a_mutated_file_gets_a_sentence(mutate: Any, split: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(mutate(ODD.encode() + b"\n\nmore\n"))
        survives(plain, path)
        try:
            texts = [r.document.text for r in read_all(plain, path, Reading(split=split))]
        except GoldspanError:
            return
        assert all(texts)


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        ("An article.", "a.txt", True),
        ("An article.", "a.md", True),
        ('{"text": "x"', "a.txt", False),
        ("[1] A footnote.", "a.txt", True),
        ("An article.", "a.csv", False),
        ("%PDF-1.7", "a.txt", False),
        ("#FORMAT=WebAnno TSV 3.3\n", "a", False),
        ("<!DOCTYPE html>", "a", False),
    ],
)
def test_sniffing(head: str, name: str, found: bool) -> None:
    assert plain.sniff(Sample(name, head.encode())) is found


def test_a_real_text_is_read_untouched(shared: Path) -> None:
    path = shared / "data" / "real" / "articles" / "blns_odd_unicode.txt"
    (record,) = read_all(plain, path)
    assert record.document.text.encode() == path.read_bytes()
