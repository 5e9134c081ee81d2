"""Backups while decisions go on, the daily ones, compacting, and the pace in the decision log."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import msgspec
import pytest

from annotations.dataset import Dataset, Wanted
from annotations.dataset.backups import KEEP, backup, backup_daily, backup_folder, compact
from annotations.dataset.importing import import_records
from annotations.dataset.pace import log_path, note_finished, note_reopened, pace
from annotations.errors import GoldspanError
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Change, Edit, State
from tests.annotations.dataset.disks import small_disk
from tests.annotations.dataset.samples import SCHEME, make_document, suggested


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def _accept(dataset: Dataset, span_id: str) -> None:
    span = dataset.load(1).spans[span_id]
    after = msgspec.structs.replace(span, state=State.ACCEPTED)
    dataset.apply(Change(1, "Accept", (Edit(span, after),)))


def _fill(dataset: Dataset, count: int = 600) -> None:
    dataset.add_document(make_document(suggested(40)))
    dice = random.Random(3)
    texts = ("".join(dice.choices("abcdefghij klmnop", k=6000)) for _ in range(count))
    import_records(dataset, (Record(make_document([], text=text)) for text in texts), Report())


def test_decisions_go_on_during_a_backup_and_are_not_in_it(dataset: Dataset, tmp_path: Path) -> None:
    _fill(dataset)
    target, steps = tmp_path / "copy" / "b.goldspan", []
    target.parent.mkdir()

    def step(share: float) -> None:
        _accept(dataset, f"s{len(steps) + 1}")
        steps.append(share)

    assert backup(dataset, target, progress=step)
    assert len(steps) > 2
    assert steps == sorted(steps)
    assert steps[-1] == 1
    assert list(target.parent.iterdir()) == [target]
    assert dataset.row(1).accepted == len(steps)
    with Dataset.open(target, read_only=True) as copy:
        assert copy.row(1).accepted == 0
        assert copy.totals() == dataset.totals()
        assert copy.scheme == SCHEME
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_on_a_share_is_whole_too(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with Dataset.create(folder / "news.goldspan", SCHEME) as dataset:
        _fill(dataset, 20)
        assert backup(dataset, tmp_path / "b.goldspan")
        _accept(dataset, "s1")
    with Dataset.open(tmp_path / "b.goldspan") as copy:
        assert copy.totals().articles == 21


def test_a_backup_that_ends_early_leaves_the_old_one(dataset: Dataset, tmp_path: Path) -> None:
    _fill(dataset)
    target = tmp_path / "b.goldspan"
    target.write_bytes(b"old")
    assert not backup(dataset, target, cancelled=lambda: True)

    def fail(_: float) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(GoldspanError, match=r"b\.goldspan could not be written .*: the disk is full"):
        backup(dataset, target, progress=fail)
    assert target.read_bytes() == b"old"
    with pytest.raises(GoldspanError, match="its folder is not there"):
        backup(dataset, tmp_path / "none" / "b.goldspan")
    with pytest.raises(GoldspanError, match="the dataset itself"):
        backup(dataset, dataset.path)
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("news")) == ["b.goldspan"]


def test_one_backup_a_day_and_the_last_five_are_kept(dataset: Dataset, kept: Path) -> None:
    _fill(dataset, 3)
    folder = backup_folder(dataset)
    folder.mkdir(parents=True)
    for day in range(1, 9):
        (folder / f"2020-01-{day:02}.goldspan").touch()
    (folder / "before-x.goldspan").touch()
    made = backup_daily(dataset)
    assert made is not None
    assert backup_daily(dataset) is None
    assert kept in made.parents
    left = sorted(p.name for p in folder.glob("2*.goldspan"))
    assert left == [*(f"2020-01-{day:02}.goldspan" for day in range(10 - KEEP, 9)), made.name]
    assert (folder / "before-x.goldspan").exists()
    with Dataset.open(made) as copy:
        assert copy.totals().articles == 4


def test_compacting_frees_the_room_and_forgets_the_words_of_what_was_removed(path: Path) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        _fill(dataset)
        key = dataset.add_article("verysecretword stands here")
        for other in range(2, 500):
            dataset.remove_article(other)
        dataset.remove_article(key)
    with Dataset.open(path) as dataset:
        before, after = compact(dataset)
        assert after < before / 2
        _accept(dataset, "s1")
        assert dataset.totals().articles == 103
        assert dataset.queue(Wanted(search="verysecretword")) == []
    assert b"verysecretword" not in path.read_bytes()


def test_a_full_disk_costs_neither_dataset_nor_backup(dataset: Dataset, tmp_path: Path) -> None:
    _fill(dataset)
    with small_disk(tmp_path, 3000) as disk:
        with pytest.raises(GoldspanError, match="the disk is full"):
            backup(dataset, disk / "b.goldspan")
        assert list(disk.iterdir()) == []
        with Dataset.create(disk / "small.goldspan", SCHEME) as small:
            _fill(small, 40)
            compact(small)  # so that the write-ahead log takes no room any more
            filler = disk / "filler"
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4096))
            with pytest.raises(GoldspanError, match=r"The compacting was not saved: .* is full"):
                compact(small)
            filler.unlink()
            _accept(small, "s1")
        with Dataset.open(disk / "small.goldspan") as small:
            assert small.totals().articles == 41
            assert small.row(1).accepted == 1


def test_nothing_is_compacted_beside_an_import(dataset: Dataset) -> None:
    with dataset.store.alone("The import"), pytest.raises(GoldspanError, match="the import is under way"):
        compact(dataset)


def test_the_pace_is_that_of_the_last_articles(dataset: Dataset, kept: Path) -> None:
    keys = [dataset.add_article(f"{n}") for n in range(60)]
    assert pace(dataset) is None
    for n, key in enumerate(keys):
        dataset.add_seconds(key, 1000 if n < 10 else 90)
        note_finished(dataset, key)
    found = pace(dataset)
    assert found is not None
    assert (found.articles, found.per_hour, found.remaining(10)) == (50, 40, 900)
    dataset.add_seconds(keys[-1], 500)
    note_reopened(dataset, keys[-1])
    for key in keys[10:-1]:
        note_reopened(dataset, key)
    found = pace(dataset)
    assert found is not None
    assert (found.articles, found.seconds_each) == (10, 1000)
    assert kept in log_path(dataset).parents


def test_a_torn_log_is_read_as_far_as_it_goes(dataset: Dataset) -> None:
    key = dataset.add_article("x")
    dataset.add_seconds(key, 60)
    note_finished(dataset, key)
    with log_path(dataset).open("ab") as file:
        file.write(b'{"at":"2026-')
    found = pace(dataset)
    assert found is not None
    assert found.articles == 1
