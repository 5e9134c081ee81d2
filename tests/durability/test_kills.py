"""The window is killed 0 to 15 ms after a key, many times: what it had shown is kept, nothing by halves."""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from annotations.dataset import Dataset
from annotations.document import Document
from tests.benchmarks import data
from tests.durability.killing import AFTER, BEFORE, BETWEEN, Round, kill_a_window, left_over

pytestmark = [
    pytest.mark.durability,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(sys.platform != "linux", reason="finds what a killed window leaves by Linux's means"),
]

KILLS, AT_MOST = 200, 600
AT_LEAST = 30
"""Of each kind; past 200 kills it goes on, up to the most, until there are so many."""
LATEST = 0.015
"""Seconds after a key at which the latest kill comes."""


class Aim:
    """Chooses when to kill, so that each kind of moment gets its share; what was hit the marks say."""

    def __init__(self) -> None:
        self.fell: Counter[str] = Counter({BEFORE: 0, BETWEEN: 0, AFTER: 0})
        self._committed: list[float] = [0.002]
        self._painted: list[float] = [0.008]

    def delay(self, dice: random.Random) -> float:
        """Seconds after the key, within the moment that was hit least, as keys took so far."""
        committed = min(LATEST, statistics.median(self._committed[-100:]))
        painted = min(LATEST, statistics.median(self._painted[-100:]))
        late = max(painted, 0.8 * LATEST)  # a frame that takes longer than most is over by then
        stretches = {BEFORE: (0.0, committed), BETWEEN: (committed, painted), AFTER: (late, LATEST)}
        return dice.uniform(*stretches[min(self.fell, key=lambda kind: self.fell[kind])])

    def learn(self, done: Round) -> None:
        """Take over when the kill fell, and how long keys took."""
        self.fell[done.fell] += 1
        self._committed += done.seconds("committed")
        self._painted += done.seconds("painted")


def rows(document: Document) -> dict[str, str | None]:
    """What a document holds, as the window's marks name it."""
    held = {**document.spans, **document.relations}
    return {"": repr(document.state), **{name: repr(row) for name, row in held.items()}}


def load(path: Path) -> Document:
    """The article, out of a dataset that opens clean: nothing is damaged, no file is left over."""
    with Dataset.open(path) as dataset:
        assert dataset.notices == []
        document = dataset.load(1)
        row = dataset.row(1)
        assert row.undecided == document.undecided
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sorted(path.parent.iterdir()) == [path]
    return document


def after(rows_before: dict[str, str | None], step: dict[str, dict[str, object]]) -> dict[str, str | None]:
    """The rows once a step is written: all of them, or it is none."""
    changed = step["writing"]["rows"]
    assert isinstance(changed, dict)
    return {name: row for name, row in {**rows_before, **changed}.items() if row is not None}


def check(before: dict[str, str | None], done: Round, found: dict[str, str | None]) -> None:
    """What was shown is there; what was under way is there as a whole, or not at all."""
    *shown, last = done.steps
    assert all("painted" in step for step in shown), "a key was pressed before the last one was shown"
    expected = before
    for step in shown:
        expected = after(expected, step)
    if "committed" in last:
        assert found == after(expected, last)
    elif "writing" in last:
        assert found in (expected, after(expected, last))
    else:
        assert found == expected


def test_what_was_shown_is_there_after_a_kill(
    tmp_path: Path, own_data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_data_dir.parent == tmp_path
    folder = tmp_path / "articles"
    folder.mkdir()
    path, dice, aim = folder / "killed.goldspan", random.Random(data.SEED), Aim()
    before: dict[str, str | None] = {}
    undecided = 0
    for number in range(AT_MOST):
        if number >= KILLS and min(aim.fell.values()) >= AT_LEAST:
            break
        if undecided < 20:
            path.unlink(missing_ok=True)
            before = rows(load(data.dataset(path, data.small())))
        token = f"{path}#{number}"
        keys = dice.randint(2, 6)
        done = kill_a_window(path, keys=keys, delay=aim.delay(dice), seed=number, token=token)
        assert left_over(token) == []
        document = load(path)
        found = rows(document)
        check(before, done, found)
        aim.learn(done)
        before, undecided = found, document.undecided
    with capsys.disabled():
        print(
            f"\n{aim.fell.total()} kills: " + ", ".join(f"{count} {kind}" for kind, count in aim.fell.items())
        )
    assert min(aim.fell.values()) >= AT_LEAST, aim.fell
