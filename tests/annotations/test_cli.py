"""The command line as a shell runs it: exit codes, one sentence on the error, nothing else on the output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from annotations.commands import COMMANDS
from annotations.dataset import Dataset
from annotations.document import Document
from annotations.formats.goldspan_reader import parse, read_records
from annotations.model import ArticleState, State, Status
from annotations.scheme import LabelScheme
from tests.annotations.formats.gold_samples import ODD, article, span

ROOT = Path(__file__).parents[2]
TEXT = (
    "President Vladimir Putin met Nikol Pashinyan\r\nin Moscow \U0001f1e6\U0001f1f2 on Wednesday."
    "\u2028Cafe\u0301.\n"
)


def goldspan(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-X", "dev", "-W", "error", "-m", "annotations.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode().strip()


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "news.goldspan"
    with Dataset.create(path, LabelScheme("news")) as made:
        for n, status in enumerate((Status.DONE, Status.IN_PROGRESS)):
            text = f"{n} {ODD}"
            about = article(text, id=f"a{n}")
            made.add_document(Document(about, ArticleState(status), [span("s1", text, "Müller")]))
    return path


def test_a_dataset_is_exported_while_it_is_open(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "gold.jsonl"
    with Dataset.open(dataset):
        done = goldspan("export", dataset, out)
    assert (done.returncode, done.stdout, said(done)) == (0, b"", "1 article written, offsets verified.")
    (read,) = read_records(out)
    assert read.document.text == f"0 {ODD}"


def test_an_export_to_the_output_is_nothing_but_records(dataset: Path) -> None:
    done = goldspan("export", dataset, "-", "--only", "all")
    assert done.returncode == 0
    lines = done.stdout.splitlines(keepends=True)
    assert [parse(line).document.article.id for line in lines] == ["a0", "a1"]
    assert said(done) == "2 articles written, offsets verified."


def test_suggestions_are_written_for_files_and_for_the_input(tmp_path: Path) -> None:
    path, out = tmp_path / "moscow.txt", tmp_path / "out.jsonl"
    path.write_bytes(TEXT.encode())
    done = goldspan("suggest", path, "-", "-o", out, stdin=b"\xef\xbb\xbfAngela Merkel lives in Berlin.")
    assert (done.returncode, done.stdout) == (0, b"")
    assert said(done).splitlines()[-1] == "2 articles written, offsets verified."
    first, second = read_records(out)
    assert (first.document.text, second.document.text) == (TEXT, "Angela Merkel lives in Berlin.")
    assert [r.document.article.id for r in (first, second)] == ["moscow", "standard input"]
    assert {s.state for s in first.document.spans.values()} == {State.SUGGESTED}
    found = {(first.document.text_of(s), s.label) for s in first.document.spans.values()}
    assert {("Vladimir Putin", "PERSON"), ("Moscow", "GPE")} <= found
    for line in out.read_bytes().splitlines():
        row = json.loads(line)
        assert "answer" not in row
        assert row["goldspan"]["tokenizer"].startswith("en_core_web_sm")
        assert [s["id"] for s in row["spans"]] == [s["id"] for s in row["suggested"]["spans"]]
        assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["spans"])


def test_suggestions_for_a_corpus_keep_its_order(tmp_path: Path) -> None:
    texts = [f"{n}: Angela Merkel lives in Berlin. {TEXT}" * (1 + 40 * (n % 7 == 0)) for n in range(60)]
    records = tmp_path / "corpus.jsonl"
    records.write_text("".join(json.dumps({"text": text, "spans": []}) + "\n" for text in texts))
    done = goldspan("suggest", records, "--workers", "2")
    assert done.returncode == 0, said(done)
    read = [parse(line).document for line in done.stdout.splitlines()]
    assert [document.text for document in read] == texts
    assert all(document.spans for document in read)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_all_processes_of_suggest(tmp_path: Path) -> None:
    out, fifo = tmp_path / "out.jsonl", tmp_path / "in.txt"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "annotations.cli", "suggest", "--format", "text", "--split", "line"]
    arguments = [str(fifo), "-o", str(out), "--workers", "2", "--pipeline", "blank:en"]
    with subprocess.Popen([*command, *arguments], cwd=ROOT, stderr=subprocess.PIPE) as running:
        with fifo.open("w") as written:  # opens once it is read, when the pipelines are loaded
            children = psutil.Process(running.pid).children(recursive=True)
            running.send_signal(signal.SIGINT)
            written.close()
        _, error = running.communicate(timeout=60)
    assert (running.returncode, error.decode().strip()) == (1, "Stopped.")
    assert len(children) >= 2
    patience = time.monotonic() + 30
    while any(child.is_running() for child in children):  # the tracker ends a moment later
        assert time.monotonic() < patience
        time.sleep(0.05)
    assert not out.exists()


def test_a_guessed_encoding_is_said_and_the_output_stays_clean(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Die Kanzlerin kam aus Köln und Zürich – „später“.".encode("cp1252"))
    done = goldspan("suggest", path, "--pipeline", "blank:de")
    assert done.returncode == 0
    assert parse(done.stdout).document.text == "Die Kanzlerin kam aus Köln und Zürich – „später“."
    assert "a text read as Western European (Windows-1252), which is a guess, 1 (first in latin.txt)" in said(
        done
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command: str) -> None:
    done = goldspan(command, "--help")
    assert done.returncode == 0
    assert f"\n  goldspan {command} " in done.stdout.decode().replace("\r", "")
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["export", "a"],
        ["suggest"],
        ["export", "a", "b", "c"],
        ["export", "a", "b", "--only", "x"],
        ["no"],
    ],
)
def test_a_wrong_call_is_code_2_and_says_how(arguments: list[str]) -> None:
    done = goldspan(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Usage: goldspan" in said(done)


def test_what_is_wrong_is_code_1_and_one_sentence_and_leaves_the_old_file(
    dataset: Path, tmp_path: Path
) -> None:
    out, text, pdf = tmp_path / "out.jsonl", tmp_path / "a.txt", tmp_path / "a.pdf"
    out.write_bytes(b"old\n")
    text.write_text("Angela Merkel.")
    pdf.write_bytes(b"%PDF-1.7\n")
    no_dataset = tmp_path / "none.goldspan"
    for arguments, sentence in (
        (["export", no_dataset, out], "none.goldspan"),
        (["export", text, out], "a.txt"),
        (["export", dataset, dataset], "is a dataset, not a file of records"),
        (["export", dataset, tmp_path], "is a folder"),
        (["export", dataset, tmp_path / "no" / "out.jsonl"], "its folder is not there"),
        (["suggest", text, tmp_path / "none.txt", "-o", out], "none.txt is not there"),
        (["suggest", pdf, "-o", out], "a.pdf looks like a PDF document"),
        (["suggest", "-", "-o", out], "standard input is empty"),
        (["suggest", text, "-o", text], "is to be read: the suggestions would replace it"),
        (["suggest", text, "-o", out, "--pipeline", "no_such_pipeline"], "no_such_pipeline"),
    ):
        done = goldspan(*arguments)
        assert (done.returncode, done.stdout) == (1, b"")
        assert sentence in said(done)
        assert "Traceback" not in said(done)
        assert len(said(done).splitlines()) == 1
    assert out.read_bytes() == b"old\n"
    assert text.read_text() == "Angela Merkel."
    assert not no_dataset.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_behind_the_output_is_said(dataset: Path) -> None:
    done = goldspan("export", dataset, "/dev/full")
    assert (done.returncode, said(done)) == (
        1,
        "/dev/full could not be written: the disk is full. Make room, or choose another place.",
    )
    command = [sys.executable, "-m", "annotations.cli", "export", str(dataset), "-"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # a device
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert said(done).startswith("The standard output could not be written: the disk is full.")
    assert len(said(done).splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_a_reader_that_has_enough_is_no_error_to_talk_about(tmp_path: Path) -> None:
    path = tmp_path / "big.goldspan"
    with Dataset.create(path, LabelScheme("news")) as made:
        for n in range(40):
            made.add_document(Document(article(f"{n} {ODD}" * 200), ArticleState(Status.DONE)))
    command = f"{sys.executable} -m annotations.cli export {path} - | head -c 10"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True)
    assert done.stdout == b'{"text":"0'
    assert said(done) == ""


def test_neither_the_names_of_the_commands_nor_their_help_load_what_is_heavy() -> None:
    code = (
        "import sys, annotations.commands as c; light = set(sys.modules); import annotations.cli as cli\n"
        "assert not {'typer', 'rich', 'msgspec'} & light, light\n"
        "assert cli.main(['export', '--help']) == 0\n"
        "heavy = {'spacy', 'thinc', 'sqlalchemy', 'charset_normalizer', 'PySide6'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_progress_is_shown_on_a_terminal_only_and_only_on_the_error() -> None:
    import pty

    code = (
        "from annotations import meter\n"
        "meter._PATIENCE = 0\n"
        "with meter.Meter('Writing', 2) as shown:\n"
        "    shown(1)\n"
        "    shown(2)\n"
    )
    command = [sys.executable, "-c", code]
    master, slave = pty.openpty()
    terminal = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=slave, check=True, env=terminal)
    os.close(slave)
    shown = os.read(master, 100_000)
    os.close(master)
    assert b"Writing" in shown
    assert b"2/2" in shown
    assert done.stdout == b""
    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stderr == b""
