"""Pipelines that cannot be used and workers that die: told, and a person goes on without them."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from annotations.dataset import Dataset, PipelineChoice
from annotations.model import State
from annotations.scheme_file import default_scheme
from annotations.suggest.worker import CannotStart, Worker
from tests.gui.bad_input.open_window import OpenWindow
from tests.gui.stage import TEXT

if TYPE_CHECKING:
    from spacy.language import Language


def _saved(nlp: Language, folder: Path) -> Path:
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def ruler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Bo Ek"}])
    return _saved(nlp, tmp_path_factory.mktemp("pipelines") / "ruler")


def _edit_meta(folder: Path, **changes: object) -> None:
    path = folder / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def _edit_config(folder: Path, old: str, new: str) -> None:
    path = folder / "config.cfg"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


BROKEN = {
    "gone": r"There is no pipeline folder .*broken\. Choose another pipeline",
    "no meta": r"The folder .*broken is no spaCy pipeline: it has no meta\.json",
    "bad meta": r"The pipeline in .*broken is broken: .*meta\.json cannot be read",
    "bad config": r"The pipeline “.*” in .*broken is broken: .* Save it again, or choose another",
    "other spacy": r"was made for spaCy >=2\.0\.0,<2\.1\.0, and this is spaCy 3\.",
    "missing component": r"needs the component “no_such_thing”, which is not installed\. Install what it "
    r"requires \(pip install 'no-such-package>=1'\)",
}


def _break(folder: Path, kind: str) -> None:
    if kind == "gone":
        shutil.rmtree(folder)
    elif kind == "no meta":
        (folder / "meta.json").unlink()
    elif kind == "bad meta":
        (folder / "meta.json").write_text("{", "utf-8")
    elif kind == "bad config":
        (folder / "config.cfg").write_text("[nlp\nlang", "utf-8")
    elif kind == "other spacy":
        _edit_meta(folder, spacy_version=">=2.0.0,<2.1.0")
    elif kind == "missing component":
        _edit_config(folder, 'factory = "entity_ruler"', 'factory = "no_such_thing"')
        _edit_meta(folder, requirements=["no-such-package>=1"])


def _dataset(path: Path, pipeline: str) -> Path:
    with Dataset.create(path, default_scheme()) as dataset:
        dataset.pipeline = PipelineChoice(pipeline)
        dataset.add_article(TEXT, id="talks", title="Talks")
    return path


@pytest.mark.parametrize("kind", BROKEN)
def test_a_pipeline_that_cannot_be_used(window: OpenWindow, ruler: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(ruler, folder)
    _break(folder, kind)
    window.open(_dataset(tmp_path / "news.goldspan", str(folder)))
    window.wait(lambda: window.said)
    window.says(BROKEN[kind])
    assert not window.desk.suggesting.busy
    span = window.draw("Bo Ek")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ruler, folder)
    window.desk.actions["suggest.run"].trigger()
    window.wait_suggested()
    window.wait(lambda: any(s.state is State.SUGGESTED for s in window.document.spans.values()))
    assert window.said == "", "once it is mended, it is used"
    assert window.on_disk().spans[span.id] == span


@pytest.mark.parametrize("name", ["no_such_pipeline", "blank:qq", "~/no/such/folder", "os", "../..", "a\0b"])
def test_a_pipeline_of_a_name_that_is_none(window: OpenWindow, tmp_path: Path, name: str) -> None:
    window.open(_dataset(tmp_path / "news.goldspan", name))
    window.wait(lambda: window.said)
    window.says(r"pipeline|language")
    window.draw("Bo Ek")


def test_a_pipeline_that_finds_no_spans(window: OpenWindow, tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    folder = _saved(nlp, tmp_path / "sentences")
    window.open(_dataset(tmp_path / "news.goldspan", str(folder)))
    window.wait(lambda: window.said)
    window.says(r"has no component that finds spans .*it gives tokens only")
    window.wait(lambda: not window.desk.suggesting.busy)
    assert window.document.tokens is not None
    window.draw("Bo Ek")


# -- the worker ----------------------------------------------------------------------------------------


@pytest.fixture
def long_article(window: OpenWindow, tmp_path: Path) -> OpenWindow:
    """A window with a worker of its own that is in the middle of a long text."""
    worker = window.desk.suggesting.worker
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"{n} {TEXT}" for n in range(900)), "utf-8")
    window.open(path)
    window.wait(lambda: window.desk.suggesting.done >= 1, 60)
    assert window.desk.suggesting.busy
    window.wait(lambda: worker.pid)
    return window


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_starts_again(long_article: OpenWindow) -> None:
    window = long_article
    span = window.draw("apart")
    arrived = {s.id for s in window.document.spans.values()}
    pid = window.desk.suggesting.worker.pid
    os.kill(pid, signal.SIGKILL)
    window.wait(lambda: window.said)
    window.says(r"The pipeline stopped\. Your decisions are saved\.")
    assert not window.desk.suggesting.busy
    assert window.window.statusBar().currentMessage() == ""
    assert arrived <= set(window.document.spans), "what had arrived stays"
    window.button("Start it again").click()
    assert window.said == ""
    window.wait(lambda: window.desk.suggesting.done >= 2, 60)
    assert window.desk.suggesting.worker.pid not in (0, pid)
    window.desk.suggesting.cancel()
    assert window.on_disk().spans[span.id] == span
    assert not psutil.pid_exists(pid)


@pytest.mark.slow
def test_suggesting_is_stopped_in_the_middle_and_begun_again(long_article: OpenWindow) -> None:
    window = long_article
    window.desk.actions["suggest.cancel"].trigger()
    assert not window.desk.suggesting.busy
    arrived = set(window.document.spans)
    assert arrived
    window.qtbot.wait(300)
    assert set(window.document.spans) == arrived, "what is under way ends unheard"
    span = window.draw("apart")
    window.desk.actions["suggest.run"].trigger()
    window.wait(lambda: window.desk.suggesting.done >= 2, 60)
    window.desk.actions["suggest.cancel"].trigger()
    assert arrived < set(window.on_disk().spans)
    assert window.on_disk().spans[span.id] == span
    assert window.said == ""


@pytest.mark.slow
def test_a_window_that_closes_in_the_middle_leaves_no_worker(long_article: OpenWindow) -> None:
    worker = long_article.desk.suggesting.worker
    pid = worker.pid
    long_article.close()
    assert not psutil.pid_exists(pid)


def test_a_worker_that_cannot_start(window: OpenWindow, article: Path, tmp_path: Path) -> None:
    multiprocessing.set_executable(str(tmp_path / "no-python"))
    try:
        window.open(article)
        window.wait(lambda: window.said, 60)
        window.says(
            r"The process that makes suggestions cannot be started \(.*\)\..* You can annotate without it"
        )
        assert not window.desk.suggesting.busy
        window.draw("Ada Lund")
        window.desk.actions["suggest.run"].trigger()
        window.wait(lambda: window.said)
    finally:
        multiprocessing.set_executable(sys.executable)
    window.button("Start it again").click()
    window.wait(lambda: any(s.state is State.SUGGESTED for s in window.document.spans.values()), 60)
    assert window.said == ""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_system_that_gives_no_more_files(window: OpenWindow, article: Path) -> None:
    import resource

    window.open(article)
    window.wait_suggested()
    setup = window.desk.suggesting.setup()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Worker() as worker:
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 2, hard))
        try:
            error = worker.load(setup).exception(30)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert isinstance(error, CannotStart)
        assert "cannot be started (Too many open files)" in str(error)
        assert worker.load(setup).result(60).name == setup.pipeline
