"""Imports: all of the articles or none, whatever ends them, and out of sight until the last."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.dataset import Dataset, Wanted
from annotations.dataset.importing import TWIN, ImportResult, Twins, import_records
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Relation, Span, State
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme
from tests.annotations.dataset.disks import small_disk
from tests.annotations.dataset.samples import SCHEME, TEXT, documents, facts, make_document, suggested

_ROOT = Path(__file__).parents[3]


def _records(count: int, *, start: int = 0, spans: int = 3) -> Iterator[Record]:
    relation = Relation("r1", "s1", "s2", "met_with", State.ACCEPTED)
    for n in range(start, start + count):
        document = make_document(
            suggested(spans), [relation], text=f"{TEXT} zebra{n}", title=f"Article {n}", last_id=spans
        )
        yield Record(document, seconds=1.5, place=f"line {n + 1}")


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a closed dataset holds, but which keys were given already."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for name in names
            if name != "sqlite_sequence" and not name.startswith("article_words")
        }


def _found(path: Path, word: str) -> list[int]:
    with Dataset.open(path) as dataset:
        return [row.key for row in dataset.queue(Wanted(search=word))]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
    deadline=None,
)
@given(st.lists(documents(), min_size=1, max_size=4))
def test_what_is_imported_comes_back_as_it_was(dataset: Dataset, wanted: list[Document]) -> None:
    result = import_records(dataset, map(Record, wanted), Report(), twins=Twins.ADD)
    assert result.articles == len(wanted)
    for key, document in zip(range(result.first, result.last + 1), wanted, strict=True):
        kept = dataset.load(key)
        assert facts(kept) == facts(document)
        single = dataset.row(dataset.add_document(document))
        assert msgspec.structs.replace(dataset.row(key), key=single.key, position=single.position) == single


def test_imported_articles_stand_at_the_end_in_their_order(dataset: Dataset) -> None:
    first = dataset.add_article("one")
    phases: set[str] = set()
    result = import_records(dataset, _records(2000), Report(), progress=lambda phase, _: phases.add(phase))
    last = dataset.add_article("two")
    assert result == ImportResult(2000, 0, first + 1, last - 1)
    assert list(dataset.keys()) == list(range(first, last + 1))
    assert dataset.totals().articles == 2002
    assert dataset.seconds(first + 1) == 1.5
    assert [row.title for row in dataset.queue(Wanted(search="zebra77"))] == ["Article 77"] + [
        f"Article {n}" for n in range(770, 780)
    ]
    assert phases == {"reading", "saving"}
    assert [p.name for p in dataset.path.parent.iterdir() if p.name.startswith(".")] == []


def test_texts_that_are_known_are_left_out_and_named(dataset: Dataset) -> None:
    import_records(dataset, _records(3), Report())
    report = Report()
    twice = [*_records(5), *_records(1, start=4)]
    assert import_records(dataset, twice, report) == ImportResult(2, 4, 4, 9)
    assert (report.left[TWIN].count, report.left[TWIN].places) == (
        4,
        ["line 1", "line 2", "line 3", "line 5"],
    )
    assert [row.title for row in dataset.queue()] == [f"Article {n}" for n in range(5)]
    assert len(dataset.load(8).spans) == 3
    assert import_records(dataset, _records(5), Report()) == ImportResult(skipped=5)
    assert import_records(dataset, _records(5), Report(), twins=Twins.ADD).articles == 5
    assert dataset.totals().articles == 10


def _broken() -> Iterator[Record]:
    yield from _records(500)
    raise GoldspanError("x.jsonl, line 501: broken")


@pytest.mark.parametrize("records", [_broken, lambda: [Record(make_document([], text=""), place="line 1")]])
def test_a_bad_record_imports_nothing(path: Path, records: object) -> None:
    assert callable(records)
    with Dataset.create(path, SCHEME) as dataset:
        dataset.add_article("one")
    before = _tables(path)
    with (
        Dataset.open(path) as dataset,
        pytest.raises(GoldspanError, match=r"line 501: broken|line 1: The article is empty"),
    ):
        import_records(dataset, records(), Report())
    assert _tables(path) == before
    assert list(path.parent.iterdir()) == [path]


def test_a_bad_record_is_skipped_where_that_is_wanted(dataset: Dataset) -> None:
    report = Report(skip_bad=True)
    bad = Record(make_document([], text=""), place="line 9")
    assert import_records(dataset, [*_records(2), bad, *_records(1, start=2)], report).articles == 3
    assert report.bad == ["line 9: The article is empty: there is nothing to annotate."]


def test_half_a_character_in_a_label_is_found_with_its_place(dataset: Dataset) -> None:
    bad = Record(make_document([Span("s1", 0, 1, "\udc80", State.ACCEPTED)], text="x"), place="line 7")
    with pytest.raises(GoldspanError, match=r"line 7: .*half a character .*udc80"):
        import_records(dataset, [*_records(2), bad], Report())
    assert list(dataset.keys()) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.97])
def test_a_cancelled_import_leaves_the_dataset_as_it_was(path: Path, share: float) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        import_records(dataset, _records(20), Report())
    before = _tables(path)
    reached = [0.0]

    def note(phase: str, done: float) -> None:
        reached[0] = max(reached[0], done if phase == "saving" else 0.0)

    with Dataset.open(path) as dataset:
        result = import_records(
            dataset,
            _records(3000, start=100),
            Report(),
            progress=note,
            cancelled=lambda: reached[0] >= share,
        )
        assert result == ImportResult(cancelled=True)
        assert dataset.totals().articles == 20
    assert _tables(path) == before
    assert _found(path, "zebra1500") == []
    assert _found(path, "zebra7") == [8]


def test_only_one_import_at_a_time(dataset: Dataset) -> None:
    def nested() -> Iterator[Record]:
        with pytest.raises(GoldspanError, match="The import has to wait: the import is under way"):
            import_records(dataset, _records(1), Report())
        yield from _records(2)

    assert import_records(dataset, nested(), Report()).articles == 2


def test_decisions_and_new_articles_go_on_meanwhile(dataset: Dataset) -> None:
    go, seen = Event(), []

    def slow() -> Iterator[Record]:
        yield from _records(300)
        go.wait(30)
        yield from _records(300, start=300)

    thread = Thread(target=import_records, args=(dataset, slow(), Report()))
    thread.start()
    key = dataset.add_article("meanwhile")
    seen = [row.key for row in dataset.queue()]
    go.set()
    thread.join()
    assert seen == [key]
    assert len(list(dataset.keys())) == 601
    assert next(dataset.keys()) == key


_IMPORT = """
import sys
from pathlib import Path
from annotations.dataset import Dataset
from annotations.dataset.importing import import_records
from annotations.formats.report import Report
from tests.annotations.dataset.test_importing import _records
with Dataset.open(Path(sys.argv[1])) as dataset:
    print("ready", flush=True)
    import_records(dataset, _records(4000, start=100), Report(),
        progress=lambda phase, done: print(phase, done, flush=True))
    print("done", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("seed", range(8))
def test_a_killed_import_leaves_the_dataset_as_it_was_or_is_whole(path: Path, seed: int) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        import_records(dataset, _records(20), Report())
    before = _tables(path)
    pipe = subprocess.PIPE
    child = subprocess.Popen([sys.executable, "-c", _IMPORT, str(path)], cwd=_ROOT, stdin=pipe, stdout=pipe)
    assert child.stdout is not None
    wanted = b"reading" if seed == 0 else b"saving"
    for line in child.stdout:
        if line.startswith(wanted):
            break
    time.sleep(random.Random(seed).uniform(0, 0.25) * (seed > 0))
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with Dataset.open(path) as dataset:
        articles = dataset.totals().articles
        assert list(path.parent.glob(".*")) == []
        assert len(list(dataset.keys())) == articles
    assert articles in (20, 4020), "half an import"
    if articles == 20:
        assert _tables(path) == before
    assert len(_found(path, "zebra4099")) == (articles > 20)


def test_tokens_with_long_gaps_are_kept(dataset: Dataset) -> None:
    for bounds in (
        [(0, 1), (300, 301)],
        [(0, 256)],
        [(0, 255), (510, 511)],
        [],
        [(0, 2**31), (2**31, 2**32 - 1)],
    ):
        tokens = dataset.load(dataset.add_article("x", tokens=Tokens.of(bounds, "t"))).tokens
        assert tokens is not None
        assert list(zip(tokens.starts, tokens.ends, strict=True)) == bounds


def test_an_import_with_a_rollback_journal(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    with Dataset.create(folder / "news.goldspan", SCHEME) as dataset:
        assert import_records(dataset, _records(300), Report()).articles == 300
        assert import_records(dataset, _records(300, start=300), Report(), cancelled=lambda: True).cancelled
    assert [p.name for p in folder.iterdir()] == ["news.goldspan"]
    assert _found(folder / "news.goldspan", "zebra299") == [300]


def test_a_dataset_that_is_closed_meanwhile_is_as_it_was(path: Path) -> None:
    dataset = Dataset.create(path, SCHEME)
    key = dataset.add_article("one")
    result = import_records(
        dataset,
        _records(2000),
        Report(),
        progress=lambda phase, done: dataset.close() if phase == "saving" and done > 0.5 else None,
    )
    assert result == ImportResult(cancelled=True)
    with Dataset.open(path) as dataset:
        assert list(dataset.keys()) == [key]
        assert dataset.queue(Wanted(search="zebra7")) == []
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("complete", [0, 1])
@pytest.mark.parametrize("opened_again", [False, True])
def test_what_an_earlier_import_left_is_settled_first(path: Path, complete: int, opened_again: bool) -> None:
    dataset = Dataset.create(path, SCHEME)
    key = dataset.add_article("one")
    columns = "id, title, search, status, flagged, done_at, seconds, last_id, undecided, accepted, relations"
    with dataset.store.write("The import") as connection:
        connection.execute(
            f"INSERT INTO incoming SELECT 7, {columns}, length FROM article WHERE key = ?", (key,)
        )
        connection.execute("INSERT INTO article_text SELECT 7, 'x', '', '', '', 'left behind'")
        connection.execute(
            "INSERT INTO import (first, last, indexed, complete) VALUES (5, 9, 4, ?)", (complete,)
        )
        connection.execute("UPDATE sqlite_sequence SET seq = 9")
    if opened_again:
        dataset.close()
        dataset = Dataset.open(path)
    with dataset:
        assert import_records(dataset, _records(2), Report()).articles == 2
        assert list(dataset.keys()) == ([1, 7, 10, 11] if complete else [1, 10, 11])
        with dataset.store.read() as connection:
            assert connection.execute("SELECT count(*) FROM article_text").fetchone() == (3 + complete,)
            assert connection.execute("SELECT count(*) FROM import").fetchone() == (0,)


def test_labels_are_not_renamed_beside_an_import(dataset: Dataset) -> None:
    def renaming() -> Iterator[Record]:
        with pytest.raises(GoldspanError, match="has to wait: the import is under way"):
            dataset.set_scheme(SCHEME, {"PERSON": "HUMAN"})
        dataset.set_scheme(LabelScheme("other"))
        yield from _records(1)

    assert import_records(dataset, renaming(), Report()).articles == 1


def test_a_dataset_that_is_open_for_reading_takes_no_import(path: Path) -> None:
    Dataset.create(path, SCHEME).close()
    with Dataset.open(path, read_only=True) as dataset:
        with pytest.raises(GoldspanError, match=r"The import was not saved: .* for reading only"):
            import_records(dataset, _records(1), Report())
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("megabytes", [2, 6])
def test_a_full_disk_leaves_the_dataset_as_it_was(tmp_path: Path, megabytes: int) -> None:
    with small_disk(tmp_path, megabytes * 1024) as disk:
        path = disk / "news.goldspan"
        with Dataset.create(path, SCHEME) as dataset:
            dataset.add_article("one")
            with pytest.raises(GoldspanError, match=r"disk.* is full"):
                import_records(dataset, _records(8000), Report())
            assert len(dataset.queue()) == 1
        assert list(disk.iterdir()) == [path]
        assert _found(path, "zebra7") == []
        assert _found(path, "one") == [1]
