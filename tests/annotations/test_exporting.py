"""One export for shell and window: what is foreseen is what is left, what is refused is not written."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.child import Child
from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.exporting import Chosen, Exported, Job, export, preview, sweep
from annotations.formats.format import Reading
from annotations.formats.registry import FORMATS, by_id
from annotations.formats.report import Report
from annotations.model import ArticleState, Change, Edit, Relation, Span, State, Status
from annotations.scheme_file import default_scheme
from annotations.words import tokens_of
from tests.annotations.formats.gold_samples import ODD, span

WRITERS = [f.id for f in FORMATS if f.writes]


def nothing(*_: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Two done articles and one that is not, with all that a format may not hold."""
    path = tmp_path / "news.goldspan"
    at = ODD.index("Müller")
    rows = [
        span("s1", ODD, "Ada"),
        span("s2", ODD, "Moscow", "GPE", sources=("en 1.0",)),
        span("s3", ODD, "Zürich", "GPE", note="a city"),
        span("s4", ODD, "osco", "ORG"),
        span("s5", ODD, "met\r\n", "EVENT"),
        span("s6", ODD, "Rene\u0301 Müller in", "EVENT"),
        Span("s7", at, at + 6, "PERSON", State.ACCEPTED),
        span("s8", ODD, "in", "LAW", state=State.SUGGESTED, sources=("en 1.0",)),
        span("s9", ODD, "שלום", "LAW", state=State.REJECTED, sources=("en 1.0",)),
        Relation("r1", "s1", "s2", "visits", State.ACCEPTED),
        Relation("r2", "s1", "s4", "visits", State.ACCEPTED),
        Relation("r3", "s1", "s3", "visits", State.REJECTED),
    ]
    with Dataset.create(path, default_scheme()) as made:
        for n, status in enumerate((Status.DONE, Status.DONE, Status.SUGGESTED)):
            key = made.add_article(f"{ODD}{n}", id=f"a{n}", title=f"Number {n}")
            made.set_tokens(key, tokens_of(f"{ODD}{n}"))
            before = made.load(key).state
            edits = [*(Edit(None, row) for row in rows), Edit(before, ArticleState(status))]
            made.apply(Change(key, "Annotate", tuple(edits)), last_id=20)
    return path


def out_of(folder: Path, format_id: str) -> Path:
    return folder / f"out{by_id(format_id).suffix}"


@pytest.mark.parametrize("which", ["done", "all"])
@pytest.mark.parametrize("format_id", WRITERS)
def test_what_is_foreseen_is_what_is_left(dataset: Path, tmp_path: Path, format_id: str, which: str) -> None:
    chosen = Chosen(str(dataset), which)
    foreseen = preview(chosen, nothing)[format_id]
    done = export(Job(chosen, str(out_of(tmp_path, format_id)), format_id), nothing)
    expected = {what: left.count for what, left in done.left.items()}
    found = {what: left.count for what, left in foreseen.left.items()}
    assert {w: n for w, n in expected.items() if w in found or not _is_of_the_format(w)} == found
    assert foreseen.articles == done.articles == (2 if which == "done" else 3)
    for what in found:
        assert done.left[what].spots == foreseen.left[what].spots


def _is_of_the_format(what: str) -> bool:
    """What only a writer can know, for it is about the way of writing."""
    words = ("white space in", "a line break", "the fields", "the tokens of", "unfinished", "what a span was")
    return what.startswith(words)


@pytest.mark.parametrize("format_id", [f for f in WRITERS if by_id(f).reads])
def test_as_much_is_written_as_was_foreseen(dataset: Path, tmp_path: Path, format_id: str) -> None:
    chosen, out = Chosen(str(dataset)), out_of(tmp_path, format_id)
    foreseen = preview(chosen, nothing)[format_id]
    export(Job(chosen, str(out), format_id), nothing)
    records = list(by_id(format_id).reader.read(out, Reading(), Report()))
    assert len(records) == foreseen.articles
    spans = [s for r in records for s in r.document.spans.values() if s.state is State.ACCEPTED]
    relations = [s for r in records for s in r.document.relations.values() if s.state is State.ACCEPTED]
    hidden = 4 if format_id == "spacy" else 0  # they are read back by Goldspan, and hidden from spaCy
    assert len(spans) == foreseen.spans + hidden
    assert len(relations) == foreseen.relations + hidden // 2


@pytest.mark.parametrize(
    ("format_id", "rule"),
    [
        ("spacy", {"misplaced": "refuse"}),
        ("conll", {"misplaced": "refuse"}),
        ("spert", {"misplaced": "refuse"}),
        ("huggingface", {"overlaps": "refuse"}),
        ("bioes", {"overlaps": "refuse"}),
    ],
)
def test_what_is_refused_is_named_and_nothing_is_written(
    dataset: Path, tmp_path: Path, format_id: str, rule: dict[str, str]
) -> None:
    out = out_of(tmp_path, format_id)
    with pytest.raises(GoldspanError, match="Nothing was written") as caught:
        export(Job(Chosen(str(dataset)), str(out), format_id, **rule), nothing)
    assert "Number 0" in caught.value.message
    assert sorted(p.name for p in tmp_path.iterdir()) == ["news.goldspan"]


@pytest.mark.parametrize("format_id", ["doccano", "goldspan", "csv"])
def test_a_format_that_holds_all_refuses_nothing(dataset: Path, tmp_path: Path, format_id: str) -> None:
    job = Job(
        Chosen(str(dataset)),
        str(out_of(tmp_path, format_id)),
        format_id,
        misplaced="refuse",
        overlaps="refuse",
    )
    assert export(job, nothing).articles == 2


def test_one_article_can_be_exported(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert export(Job(Chosen(str(dataset), "one", 3), str(out), "html"), nothing).articles == 1
    assert "Number 2" in out.read_text("utf-8")


def test_the_result_says_how_to_train(dataset: Path, tmp_path: Path) -> None:
    job = Job(Chosen(str(dataset), "all"), str(tmp_path / "corpus"), "spacy", (0.5, 0.5), 3)
    assert Child(export, job).result().train == (
        "spacy train config.cfg --output model",
        "spacy train config_relations.cfg --code relation_component.py --output relation_model",
    )


def test_an_export_in_a_process_gives_the_same(dataset: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here.conll", tmp_path / "there.conll"
    chosen = Chosen(str(dataset))
    seen: list[tuple[int, int]] = []
    done: Exported = Child(export, Job(chosen, str(there), "conll"), lambda *at: seen.append(at)).result()
    assert done == export(Job(chosen, str(here), "conll"), nothing)
    assert here.read_bytes() == there.read_bytes()
    assert seen[-1] == (2, 2)


def test_what_a_killed_export_left_is_swept(tmp_path: Path) -> None:
    out, other = tmp_path / "out.jsonl", tmp_path / ".out.jsonl.writing-8-a.tmp"
    (tmp_path / ".out.jsonl.writing-7-ab12.tmp").touch()
    other.touch()
    folder = tmp_path / ".corpus.writing-7-ab12"
    folder.mkdir()
    old = tmp_path / ".corpus.old-7-ab12"
    old.mkdir()
    (old / "kept").touch()
    sweep(out, 7)
    sweep(tmp_path / "corpus", 7)
    assert sorted(p.name for p in tmp_path.iterdir()) == [other.name, "corpus"]
    assert (tmp_path / "corpus" / "kept").exists()
