"""Where file dialogs begin, and how a title becomes a name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.paths import data_dir
from gui import folders


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder, and a home without documents."""
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "own").mkdir()
    (tmp_path / "home").mkdir()
    return tmp_path / "own"


def test_gold_is_saved_beside_the_article_or_the_dataset(tmp_path: Path) -> None:
    articles, datasets = tmp_path / "articles", tmp_path / "datasets"
    for folder in (articles, datasets):
        folder.mkdir()
    article, dataset = articles / "gone.txt", datasets / "news.goldspan"
    assert folders.to_save("a.jsonl", article, dataset) == str(articles / "a.jsonl")
    assert folders.to_save("a.jsonl", None, dataset) == str(datasets / "a.jsonl")
    assert folders.to_save("a.jsonl", Path("sample article"), dataset) == str(datasets / "a.jsonl")


def test_the_folder_used_last_is_where_files_are_opened(tmp_path: Path) -> None:
    last, other = tmp_path / "été 👩‍🚀", tmp_path / "other"
    for folder in (last, other):
        folder.mkdir()
    assert folders.to_open(other / "news.goldspan") == str(other)
    folders.used(last / "a.txt")
    assert folders.to_open(other / "news.goldspan") == str(last)
    assert folders.to_save("a.jsonl") == str(last / "a.jsonl")
    last.rmdir()
    assert folders.to_open(other / "news.goldspan") == str(other)


def test_the_programs_own_folder_is_no_place_for_a_persons_files(own: Path, tmp_path: Path) -> None:
    assert data_dir() == own
    assert folders.to_save("a.jsonl", own / "My articles.goldspan") == str(tmp_path / "home" / "a.jsonl")
    (own / "folder.json").write_text("[1, 2", encoding="utf-8")
    assert folders.to_open() == str(tmp_path / "home")


@given(st.text())
def test_every_title_makes_a_name(title: str) -> None:
    name = folders.file_name(title)
    assert name
    assert not set(name) & set('/\\:*?"<>|\0\n\u200b')
    assert len(os.fsencode(name)) <= 120
    assert Path(name).name == name


def test_a_title_stays_readable() -> None:
    assert folders.file_name("Talks: day 1/2") == "Talks- day 1-2"
    assert folders.file_name("..") == "article"
    assert folders.file_name("שלום " * 60).startswith("שלום שלום")
