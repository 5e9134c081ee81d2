"""Reading records: errors name file, line and field; other people's files and ways of reading work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.formats.goldspan import record
from annotations.formats.goldspan_reader import parse, read_records
from annotations.model import ArticleState, Relation, State, Status
from tests.annotations.formats.gold_samples import ODD, article, sha256, span

SPAN = {"start": 0, "end": 2, "label": "A", "id": "s1"}
OTHER = {"start": 3, "end": 5, "label": "B", "id": "s2"}
RELATION = {"head": 0, "child": 1, "label": "r", "head_id": "s1", "child_id": "s2"}
TOKENS = [
    {"text": "ab", "start": 0, "end": 2, "id": 0, "ws": True},
    {"text": "cd", "start": 3, "end": 5, "id": 1, "ws": False},
]


def line(**fields: Any) -> bytes:
    return json.dumps({"text": "ab cd", "tokens": TOKENS, "answer": "accept"} | fields).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not valid JSON"),
        (b'{"text": NaN}', "not valid JSON"),
        (b"[1]", "no JSON object"),
        (b'{"texts": "a"}', "field text: it is missing"),
        (b'{"text": 5}', "field text: expected str, got int"),
        (rb'{"text": "ab\n\ud83d"}', "half a surrogate pair (0xd83d) at line 2, character 1"),
        (b'{"text": "\xff"}', "byte 11 is not UTF-8"),
        (line(answer="maybe"), "field answer: “maybe” is none of accept, reject and ignore"),
        (line(spans=5), "field spans: expected array"),
        (line(spans=[SPAN, {"start": 3}]), "field spans[1]: object missing required field end"),
        (line(spans=[SPAN | {"start": "0"}]), "field spans[0].start: expected int, got str"),
        (line(spans=[SPAN | {"end": 99}]), "field spans[0]: 0 to 99 is no stretch of the text, which has 5"),
        (line(spans=[SPAN | {"end": 0}]), "field spans[0]: 0 to 0 is no stretch"),
        (line(spans=[SPAN | {"start": -1}]), "field spans[0]: -1 to 2 is no stretch"),
        (line(spans=[SPAN | {"text": "xy"}]), "field spans[0].text: “xy” is not what the text has"),
        (line(spans=[SPAN | {"label": ""}]), "field spans[0].label: it is empty"),
        (
            line(spans=[SPAN | {"token_start": 1, "token_end": 1}]),
            "field spans[0].token_start: tokens 1 to 1",
        ),
        (line(spans=[SPAN, OTHER | {"id": "s1"}]), "field spans[1].id: “s1” stands twice"),
        (
            line(spans=[SPAN], relations=[RELATION]),
            "field relations[0].child_id: the record has no span “s2”",
        ),
        (
            line(spans=[SPAN], relations=[{"head": 0, "child": 1, "label": "r"}]),
            "field relations[0].child: it joins a stretch of text that is no span",
        ),
        (
            line(relations=[{"head": 0, "label": "r"}]),
            "field relations[0]: object missing required field child",
        ),
        (line(tokens=[TOKENS[1], TOKENS[0]]), "field tokens[0].id: it is 1"),
        (line(tokens=[TOKENS[0], TOKENS[0]]), "field tokens[1]: 0 to 2 is outside the text or in the token"),
        (line(tokens=[TOKENS[0] | {"text": "x"}]), "field tokens[0].text: “x” is not what the text has"),
        (line(meta=5), "field meta: this is no JSON object"),
        (line(rejected={"spans": [{"id": "s9"}]}), "field rejected.spans[0]: object missing required field"),
        (line(goldspan={"version": 2, "text_sha256": ""}), "field goldspan.version: version 2 is newer"),
        (line(goldspan={"version": 1, "text_sha256": "00"}), "field goldspan.text_sha256: the text is not"),
        (
            line(goldspan={"version": 1, "text_sha256": sha256("ab cd"), "state": "odd"}),
            "field goldspan.state: “odd” is none of untouched, suggested",
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_field(content: bytes, said: str) -> None:
    with pytest.raises(GoldspanError) as caught:
        parse(content, number=7, name="x.jsonl")
    assert str(caught.value).startswith("x.jsonl, line 7")
    assert said in str(caught.value)


def test_a_row_far_down_is_named_by_its_own_number() -> None:
    spans = [{"start": n, "end": n + 1, "label": "A"} for n in range(2500)]
    spans[2345]["end"] = "x"
    with pytest.raises(GoldspanError, match=r"field spans\[2345\]\.end: expected int, got str"):
        parse(json.dumps({"text": "a" * 2500, "spans": spans}).encode())


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line() + b"\r\n\n  \n" + line(text="ab"))
    records = read_records(path)
    assert next(records).document.text == "ab cd"
    with pytest.raises(GoldspanError, match=r"x\.jsonl, line 4, field tokens\[1\]"):
        next(records)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match="could not be read"):
        next(read_records(tmp_path / "no.jsonl"))


def test_rows_without_ids_get_ids_that_nobody_else_has() -> None:
    bare = {key: OTHER[key] for key in ("start", "end", "label")}
    read = parse(line(spans=[SPAN | {"id": "s7"}, bare], relations=[{"head": 0, "child": 1, "label": "r"}]))
    assert list(read.document.spans) == ["s7", "s8"]
    assert [(r.id, r.head, r.child) for r in read.document.relations.values()] == [("r9", "s7", "s8")]
    assert read.document.new_id("s") == "s10"


def test_what_stands_twice_stands_once_in_foreign_records_and_is_counted() -> None:
    again = SPAN | {"id": "s5"}
    read = parse(line(spans=[SPAN, OTHER, again], relations=[RELATION, RELATION | {"head_id": "s5"}]))
    assert read.twice == 2
    assert (len(read.document.spans), len(read.document.relations)) == (2, 1)
    ours = {"version": 1, "text_sha256": sha256("ab cd")}
    with pytest.raises(GoldspanError, match=r"spans\[2\]: 0 to 2 with the label A stands twice"):
        parse(line(spans=[SPAN, OTHER, again], goldspan=ours))


def test_without_an_answer_nobody_has_decided() -> None:
    content = json.dumps({"text": "ab cd", "spans": [SPAN, OTHER | {"source": "x"}]}).encode()
    read = parse(content).document
    assert read.state.status is Status.SUGGESTED
    assert {s.state for s in read.spans.values()} == {State.SUGGESTED}
    assert [s.sources for s in read.spans.values()] == [("imported",), ("x",)]


# -- other people's files and readers ------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["rel_component_annotations", "ner_tweets_test_annotated", "news_headlines_ner_manual"]
)
def test_prodigys_files_come_in_whole_and_go_out_field_for_field(shared: Path, name: str) -> None:
    path = shared / "data" / "real" / "prodigy" / f"{name}.jsonl"
    expected = json.loads((path.parents[1] / "expected.json").read_text())["files"][f"prodigy/{name}.jsonl"]
    originals = [json.loads(each) for each in path.read_bytes().splitlines()]
    records = list(read_records(path))
    assert sha256("".join(r.document.text for r in records)) == expected["text_sha256"]
    assert sum(len(r.document.spans) for r in records) == expected["entities"]
    assert sum(len(r.document.relations) + r.twice for r in records) == expected["relations"]
    for original, read in zip(originals, records, strict=True):
        ours = json.loads(record(read.document))
        for key, value in original.items():
            if key == "relations":
                found = [_mended(each) for each in ours[key]]
                assert all(any(_mended(each).items() <= our.items() for our in found) for each in value)
            elif key == "tokens":  # `ws` of the last token is a matter of taste
                assert all(_without_ws(a).items() <= b.items() for a, b in zip(value, ours[key], strict=True))
            elif key == "spans":
                assert all(a.items() <= b.items() for a, b in zip(value, ours[key], strict=True))
            else:
                assert ours[key] == value


def test_our_records_have_what_prodigys_relation_records_have(shared: Path) -> None:
    path = shared / "data" / "real" / "prodigy" / "rel_component_annotations.jsonl"
    theirs = [json.loads(each) for each in path.read_bytes().splitlines()]
    ours = json.loads(_odd_record())
    optional = {"_input_hash", "_task_hash", "_session_id", "color", "type", "disabled"}
    for of in (lambda r: r, *(lambda r, k=k: r[k][0] for k in ("tokens", "spans", "relations"))):
        shapes = {k: type(v) for r in theirs if r["relations"] for k, v in of(r).items() if k not in optional}
        assert shapes.items() <= {k: type(v) for k, v in of(ours).items()}.items()
    with_relation = next(r for r in theirs if r["relations"])
    for end in ("head_span", "child_span"):
        assert list(ours["relations"][0][end]) == list(with_relation["relations"][0][end])


@pytest.mark.parametrize("with_tokens", [True, False])
def test_the_way_of_reading_of_spacys_relation_tutorial_finds_every_relation(with_tokens: bool) -> None:
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.blank("xx")
    tokens = None
    if with_tokens:
        from annotations.offsets import Tokens

        tokens = Tokens.of([(t.idx, t.idx + len(t)) for t in nlp(ODD)], "blank:xx")
    example = json.loads(_odd_record(tokens))
    assert example["answer"] == "accept"
    doc = Doc(
        nlp.vocab, words=[t["text"] for t in example["tokens"]], spaces=[t["ws"] for t in example["tokens"]]
    )
    by_last_token, entities = {}, []
    for each in example["spans"]:
        entity = doc.char_span(each["start"], each["end"], label=each["label"])
        assert entity is not None
        assert (entity.start, entity.end - 1) == (each["token_start"], each["token_end"])
        by_last_token[each["token_end"]] = entity
        entities.append(entity)
    doc.ents = entities
    found = {
        (by_last_token[r["head"]].text, r["label"], by_last_token[r["child"]].text)
        for r in example["relations"]
    }
    assert found == {("Müller", "located_in", "Zürich"), ("Zürich", "part_of", "Moscow")}


def _odd_record(tokens: Any = None) -> bytes:
    spans = [
        span("s1", ODD, "Müller"),
        span("s2", ODD, "Zürich", "GPE"),
        span("s3", ODD, "Moscow", "GPE"),
    ]
    relations = [
        Relation("r1", "s1", "s2", "located_in", State.ACCEPTED),
        Relation("r2", "s2", "s3", "part_of", State.ACCEPTED),
    ]
    about = article(ODD, source="a file")
    return record(Document(about, ArticleState(Status.DONE), spans, relations, tokens))


def _without_ws(token: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in token.items() if key != "ws"}


def _mended(relation: dict[str, Any]) -> dict[str, Any]:
    """Prodigy wrote a `token_start` of 0 as that of the last token: leave it out of the comparison."""
    ends = {key: {**relation[key]} for key in ("head_span", "child_span")}
    for end in ends.values():
        if end["start"] == 0:
            del end["token_start"]
    return relation | ends
