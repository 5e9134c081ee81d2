"""What goes wrong with a file gets its sentence, and what was there stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from annotations.dataset import Dataset
from annotations.dataset.migrations import APPLICATION_ID, VERSION
from annotations.dataset.place import file_system
from annotations.errors import GoldspanError
from annotations.model import Change, Edit, State
from tests.annotations.dataset.samples import SCHEME, TEXT, make_document, suggested


def _accept(dataset: Dataset, key: int, span_id: str = "s1") -> Change:
    span = dataset.load(key).spans[span_id]
    return Change(key, "Accept", (Edit(span, msgspec.structs.replace(span, state=State.ACCEPTED)),))


def _made(path: Path, articles: int = 1) -> Path:
    with Dataset.create(path, SCHEME) as dataset:
        for n in range(articles):
            dataset.add_document(make_document(suggested(500), text=f"{n} " * 500))
    return path


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"Moscow, a city\n" * 500, "it has other contents"),
        (b"SQLite format 3\0" + b"\xff" * 8000, "news.goldspan"),
        (b"SQLite format 3\0", "news.goldspan"),
    ],
)
def test_what_is_not_a_dataset(path: Path, content: bytes, why: str) -> None:
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(GoldspanError, match=why):
            Dataset.open(path, read_only=read_only)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path], "something was left behind"


def test_a_sqlite_file_of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE article (key)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(GoldspanError, match="not a Goldspan dataset: it is a SQLite file of another program"):
        Dataset.open(path)
    assert path.read_bytes() == before


def test_a_newer_one(path: Path) -> None:
    _made(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(GoldspanError, match=r"newer Goldspan .* Update Goldspan"):
            Dataset.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_one_is_brought_up_to_date(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(GoldspanError, match="earlier Goldspan"):
        Dataset.open(path, read_only=True)
    with Dataset.open(path) as dataset:
        assert dataset.scheme.name == "news"
        dataset.add_article(TEXT)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


def test_a_truncated_one(path: Path) -> None:
    _made(path)
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(GoldspanError, match=r"damaged .* backup"):
        Dataset.open(path)


def test_overwritten_pages_cost_no_other_article(path: Path) -> None:
    _made(path, articles=40)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8 * 4096] = b"\xa5" * (8 * 4096)
    path.write_bytes(content)
    with Dataset.open(path) as dataset:
        refused: list[str] = []
        for key in list(dataset.keys()):
            try:
                dataset.load(key)
            except GoldspanError as error:
                refused.append(str(error))
    assert 0 < len(refused) < 10
    assert all("news.goldspan is damaged" in sentence for sentence in refused)


def test_a_text_that_was_altered_in_the_file_is_noticed(path: Path) -> None:
    _made(path)
    content = path.read_bytes()
    assert content.count(b"0 0 0 0") > 1
    path.write_bytes(content.replace(b"0 0 0 0", b"0 0 0 1", 1))
    with Dataset.open(path) as dataset, pytest.raises(GoldspanError, match="its text is not the one"):
        dataset.load(1)


def test_creating_refuses_what_exists(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(GoldspanError, match="already"):
        Dataset.create(path, SCHEME)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["news.goldspan", "no folder/news.goldspan"])
def test_what_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(GoldspanError, match=r"There is no|is not there"):
        Dataset.open(tmp_path / name)


def test_a_folder_in_the_place_of_the_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(GoldspanError, match="cannot be opened"):
        Dataset.open(path)


def test_creating_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match="folder"):
        Dataset.create(tmp_path / "none" / "news.goldspan", SCHEME)


def test_a_folder_that_vanishes_and_comes_back(tmp_path: Path) -> None:
    folder, away = tmp_path / "here", tmp_path / "away"
    folder.mkdir()
    with Dataset.create(folder / "news.goldspan", SCHEME) as dataset:
        key = dataset.add_document(make_document(suggested(2)))
        change = _accept(dataset, key)
        folder.rename(away)
        with pytest.raises(GoldspanError, match=r"The decision was not saved: .* no longer in .*here"):
            dataset.apply(change)
        away.rename(folder)
        assert dataset.load(key).spans["s1"].state is State.SUGGESTED
        dataset.apply(change)
        assert dataset.load(key).spans["s1"].state is State.ACCEPTED


def test_a_file_that_is_deleted_or_replaced_meanwhile(path: Path) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        key = dataset.add_document(make_document(suggested(2)))
        change = _accept(dataset, key)
        copy = shutil.copy(path, path.with_suffix(".copy"))
        path.unlink()
        with pytest.raises(GoldspanError, match="not saved"):
            dataset.apply(change)
        Path(copy).rename(path)
        with pytest.raises(GoldspanError, match="replaced"):
            dataset.apply(change)


def test_a_dataset_opened_for_reading_refuses_changes(path: Path) -> None:
    _made(path)
    before = path.read_bytes()
    with Dataset.open(path, read_only=True) as dataset:
        assert dataset.read_only
        change = _accept(dataset, 1)
        with pytest.raises(GoldspanError, match=r"The decision was not saved: .* for reading only"):
            dataset.apply(change)
        with pytest.raises(GoldspanError, match="The article was not saved"):
            dataset.add_article(TEXT)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_reading_beside_the_window_sees_what_it_commits(path: Path) -> None:
    with Dataset.create(path, SCHEME) as window:
        key = window.add_document(make_document(suggested(2)))
        with Dataset.open(path, read_only=True) as reader:
            assert reader.load(key).spans["s1"].state is State.SUGGESTED
            window.apply(_accept(window, key))
            assert reader.load(key).spans["s1"].state is State.ACCEPTED
    with Dataset.open(path, read_only=True) as reader, Dataset.open(path) as window:
        window.apply(_accept(window, key, "s2"))
        assert reader.load(key).spans["s2"].state is State.ACCEPTED


def test_a_window_that_closes_before_a_reader_leaves_everything_in_the_one_file(path: Path) -> None:
    window = Dataset.create(path, SCHEME)
    with Dataset.open(path, read_only=True):
        key = window.add_document(make_document(suggested(2)))
        window.close()
        copy = Path(shutil.copy(path, path.parent / "copy.goldspan"))
    with Dataset.open(copy) as dataset:
        assert len(dataset.load(key).spans) == 2
    copy.unlink()
    Dataset.open(path).close()
    assert list(path.parent.iterdir()) == [path]


def test_a_second_window_is_refused_until_the_first_is_closed(path: Path) -> None:
    link = path.with_name("link.goldspan")
    with Dataset.create(path, SCHEME):
        link.symlink_to(path)
        for way in (path, link):
            with pytest.raises(GoldspanError) as refused:
                Dataset.open(way)
            assert str(refused.value) == (
                "news.goldspan is open in another window. Close it there first, or open another dataset."
            )
    Dataset.open(link).close()


@pytest.mark.parametrize("name", ["a b", "50%20", "what?", "no#1", "Åse 👩‍👧", "é\u0301", "q'\"", "\udcff"])
def test_odd_names_of_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.goldspan"
    with Dataset.create(path, SCHEME) as dataset:
        key = dataset.add_article(TEXT)
    with Dataset.open(path) as dataset:
        assert dataset.load(key).text == TEXT
    assert list(tmp_path.iterdir()) == [path]


def test_a_synchronised_folder_gets_a_rollback_journal_and_a_notice(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox (team)"
    folder.mkdir()
    with Dataset.create(folder / "news.goldspan", SCHEME) as dataset:
        assert len(dataset.notices) == 1
        assert "in the synchronised folder Dropbox (team)" in dataset.notices[0]
        key = dataset.add_document(make_document(suggested(2)))
        dataset.apply(_accept(dataset, key))
        assert dataset.load(key).spans["s1"].state is State.ACCEPTED
        assert not list(folder.glob("*-wal"))


def test_a_local_disk_gets_a_write_ahead_log_and_no_notice(dataset: Dataset) -> None:
    assert dataset.notices == []
    assert list(dataset.path.parent.glob("*-wal"))


def test_the_innermost_mount_tells_the_file_system() -> None:
    mounts = b"/dev/vda / ext4 rw 0 0\nsrv:/x /mnt/a\\040b nfs4 rw 0 0\ntmpfs /mnt/a\\040b/c tmpfs rw 0 0\n"
    assert file_system(Path("/mnt/a b/x.goldspan"), mounts) == "nfs4"
    assert file_system(Path("/mnt/a b/c/x.goldspan"), mounts) == "tmpfs"
    assert file_system(Path("/mnt/a bc/x.goldspan"), mounts) == "ext4"
