"""Killed windows, full disks and missing rights, in processes of their own."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.model import State
from tests.annotations.dataset.disks import small_disk
from tests.annotations.dataset.samples import SCHEME, make_document, suggested

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

_ROOT = Path(__file__).parents[3]

_HEAD = """
import sys
from pathlib import Path
import msgspec
from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.model import ArticleState, Change, Edit, Span, State
path = Path(sys.argv[1])

def accept(span):
    return Edit(span, msgspec.structs.replace(span, state=State.ACCEPTED))
"""

_DECIDE = (
    _HEAD
    + """
dataset = Dataset.open(path)
spans = list(dataset.load(1).spans.values())
print("ready", flush=True)
while spans:
    done, spans = spans[:2], spans[2:]
    dataset.apply(Change(1, "Accept", tuple(map(accept, done))))
    print(done[1].id, flush=True)
"""
)

_HOLD = (
    _HEAD
    + """
dataset = Dataset.open(path)
print("ready", flush=True)
sys.stdin.read()
"""
)

_TRY = (
    _HEAD
    + """
import os
import filelock  # before the rights to read it are given up
if os.geteuid() == 0:  # root may write everywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Dataset.open(path) as dataset:
        print("read only" if dataset.read_only else "writable", *dataset.notices)
        span = dataset.load(1).spans["s1"]
        dataset.apply(Change(1, "Accept", (accept(span),)))
except GoldspanError as error:
    print(error.message)
"""
)

_FILL = (
    _HEAD
    + """
import resource
with Dataset.open(path) as dataset:
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    saved = 0
    try:
        while True:
            drawn = Span(f"d{saved}", 0, 1, "PERSON", State.ACCEPTED, note="x" * 5000)
            dataset.apply(Change(1, "Draw", (Edit(None, drawn),)))
            saved += 1
    except GoldspanError as error:
        print(saved, error.message)
    span = dataset.load(1).spans["s1"]
    assert span.state is State.SUGGESTED
"""
)


def _start(script: str, path: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(path), *more]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _run(script: str, path: Path, *more: str) -> str:
    command = [sys.executable, "-c", script, str(path), *more]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("seed", range(8))
def test_what_was_committed_is_there_after_a_kill(path: Path, seed: int) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        dataset.add_document(make_document(suggested(20_000), text="x" * 20_001))
    child = _start(_DECIDE, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(random.Random(seed).uniform(0.001, 0.15))
    child.send_signal(signal.SIGKILL)
    # Not `communicate`: it would pass over what was read ahead of the first line.
    shown = child.stdout.read().split()
    child.communicate()
    with Dataset.open(path, read_only=True) as dataset:
        decided = dataset.load(1).spans
        assert all(decided[span_id].state is State.ACCEPTED for span_id in shown)
    with Dataset.open(path) as dataset:
        document = dataset.load(1)
        accepted = [span.id for span in document.spans.values() if span.state is State.ACCEPTED]
        assert len(accepted) % 2 == 0, "half of a change was kept"
        assert len(accepted) // 2 - len(shown) in (0, 1)
        assert set(shown) <= set(accepted)
        row = dataset.row(1)
        assert (row.accepted, row.undecided) == (len(accepted), 20_000 - len(accepted))
    assert list(path.parent.iterdir()) == [path]


def test_another_process_is_refused_until_the_first_is_killed(path: Path) -> None:
    Dataset.create(path, SCHEME).close()
    child = _start(_HOLD, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    with pytest.raises(GoldspanError, match="open in another window"):
        Dataset.open(path)
    Dataset.open(path, read_only=True).close()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    Dataset.open(path).close()
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path, 1024) as disk:
        _fill(disk / "news.goldspan", "the disk that holds news.goldspan is full. Free some space")


def test_a_file_that_may_not_grow(path: Path) -> None:
    _fill(path, "does not take it", str(400_000))


def _fill(path: Path, sentence: str, *limit: str) -> None:
    with Dataset.create(path, SCHEME) as dataset:
        dataset.add_document(make_document(suggested(2)))
    said = _run(_FILL, path, *limit)
    saved = int(said.split()[0])
    assert "The decision was not saved: " in said
    assert sentence in said
    assert "Everything saved before is still there." in said
    with Dataset.open(path) as dataset:
        assert len(dataset.load(1).spans) == 2 + saved
        assert dataset.row(1).accepted == saved
    assert saved > 3


@pytest.fixture
def shared() -> Iterator[Path]:
    """A dataset in a folder that every user may read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "news.goldspan"
        with Dataset.create(path, SCHEME) as dataset:
            dataset.add_document(make_document(suggested(2)))
        path.chmod(0o644)
        yield path
        Path(folder).chmod(0o755)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_opens_for_reading(shared: Path, what: str) -> None:
    shared.chmod(0o444 if what == "file" else 0o666)
    shared.parent.chmod(0o777 if what == "file" else 0o555)
    said = _run(_TRY, shared)
    assert "read only news.goldspan or its folder may not be written" in said
    assert "The decision was not saved: news.goldspan is open for reading only." in said
    assert list(shared.parent.iterdir()) == [shared]


def test_what_may_not_be_read_is_refused(shared: Path) -> None:
    shared.chmod(0o000)
    assert "You may not open news.goldspan in " in _run(_TRY, shared)


def test_what_a_killed_window_left_in_a_folder_that_may_not_be_written(shared: Path) -> None:
    with contextlib.closing(sqlite3.connect(shared)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    shared.parent.chmod(0o555)
    assert "Copy it and the files beside it to a folder of your own" in _run(_TRY, shared)
