"""Every example in the help of a command and in the README, run by a shell as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.commands import COMMANDS
from annotations.dataset import Dataset
from annotations.document import Document
from annotations.model import ArticleState, Relation, State, Status
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_file import write as write_scheme
from tests.annotations.formats.gold_samples import ODD, article, span

ROOT = Path(__file__).parents[2]
SCHEME = LabelScheme("news", (EntityLabel("PERSON"), EntityLabel("GPE")), (RelationLabel("lives in"),))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")


def examples_of_help(command: str) -> list[str]:
    run = [sys.executable, "-m", "annotations.cli", command, "--help"]
    wide = {**os.environ, "COLUMNS": "200", "TERMINAL_WIDTH": "200"}
    text = subprocess.run(run, cwd=ROOT, capture_output=True, check=True, env=wide, text=True).stdout
    return [line.strip() for line in text.splitlines() if re.match(r"\s+(\S+.*\| )?goldspan ", line)]


def examples_of_readme() -> list[str]:
    text = (ROOT / "README.md").read_text("utf-8")
    return re.findall(rf"`(goldspan (?:{'|'.join(COMMANDS)})\b[^`]*)`", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all that the examples name, and a `goldspan` on the path."""
    (tmp_path / "bin").mkdir()
    for name, words in (("goldspan", "-m annotations.cli "), ("python", "")):
        shell = tmp_path / "bin" / name
        shell.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {words}"$@"\n')
        shell.chmod(0o755)
    with Dataset.create(tmp_path / "news.goldspan", SCHEME) as made:
        for n in range(12):
            text = f"{n} {ODD}"
            spans = [span("s1", text, "Müller"), span("s2", text, "Moscow", "GPE")]
            relation = Relation("r1", "s1", "s2", "lives in", State.ACCEPTED)
            made.add_document(
                Document(article(text, id=f"a{n}"), ArticleState(Status.DONE), spans, [relation])
            )
    subprocess.run(["bin/goldspan", "export", "news.goldspan", "gold.jsonl"], cwd=tmp_path, check=True)
    for name in ("export.jsonl", "train.jsonl", "dev.jsonl", "ada.jsonl", "ben.jsonl"):
        shutil.copy(tmp_path / "gold.jsonl", tmp_path / name)
    for name in ("anna.goldspan", "ben.goldspan"):
        shutil.copy(tmp_path / "news.goldspan", tmp_path / name)
    write_scheme(tmp_path / "news.toml", SCHEME)
    for name in ("interview.txt", "report.txt", "lines.txt", "article.txt"):
        (tmp_path / name).write_text(f"{name}: Angela Merkel lives in Berlin.\nAda met René.\n", "utf-8")
    (tmp_path / "corpus.conll").write_text("Ada B-PER\nmet O\nBob B-PER\n\n", "utf-8")
    for name in ("corpus", "brat_folder"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Ada met Bob.", "utf-8")
        (tmp_path / name / "a.ann").write_text("T1\tPER 0 3\tAda\n", "utf-8")
    return tmp_path


@pytest.mark.timeout(600)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_help_run(command: str, folder: Path) -> None:
    examples = examples_of_help(command)
    assert examples
    for example in examples:
        run_example(example, folder)


@pytest.mark.timeout(600)
def test_the_examples_of_the_readme_run(folder: Path) -> None:
    examples = examples_of_readme()
    assert {example.split()[1] for example in examples} == set(COMMANDS)
    for example in examples:
        run_example(example, folder)


def run_example(example: str, folder: Path) -> None:
    """Run it beside a fresh state of what it writes; `check` may find something."""
    if not (folder / "my_pipeline").exists():
        make_pipeline(folder / "my_pipeline")
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", example], cwd=folder, env=environment, capture_output=True)
    said = done.stderr.decode()
    found = " check " in example and said.endswith("found.\n")
    assert done.returncode == 0 or found, f"{example}\n{said}"
    assert "Traceback" not in said, said


def make_pipeline(path: Path) -> None:
    code = f"import spacy; spacy.blank('en').to_disk({str(path)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
