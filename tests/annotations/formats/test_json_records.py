"""The objects of a JSON file are found whichever way they are laid out, one at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats import json_records, prodigy
from annotations.formats.format import Reading
from annotations.formats.json_records import beginnings, items
from annotations.formats.report import Report

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('a"\\{}[],:\n\u2028\U0001f469', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('k"{\\', max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
objects = st.lists(st.dictionaries(st.text("ab", max_size=2), values, min_size=1, max_size=4), max_size=5)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records") / "a.json"


@settings(max_examples=80)
@given(records=objects, indent=st.sampled_from([None, 1]), chunk=st.integers(3, 40), mark=st.booleans())
@pytest.mark.parametrize("array", [True, False])
def test_objects_come_out_as_they_stand(
    records: list[object], array: bool, indent: int | None, chunk: int, mark: bool, path: Path
) -> None:
    text = (
        json.dumps(records, indent=indent)
        if array
        else "\n".join(json.dumps(r, indent=indent) for r in records)
    )
    path.write_text("\ufeff" * mark + text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_records, "_CHUNK", chunk)
        assert [json.loads(item.raw) for item in items(path, "F", Report())] == records


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "a.json, after record 0: its last bracket is missing"),
        ("{\n", "record 1: the file ends in the middle of it"),
        ('[{"a":"b]', "record 1: the file ends in the middle of it"),
        ("[{},]", "after record 1: it ends with “,]”"),
        ("[{} {}]", "record 2: nothing stands where a comma was expected"),
        ("[1,{}]", "record 1: “1,” stands where an object was expected"),
        ("[{}]x", "after record 1: it ends with “]x”"),
    ],
)
def test_a_file_that_breaks_off_or_is_torn_is_named(content: str, said: str, path: Path) -> None:
    path.write_text(content)
    with pytest.raises(GoldspanError) as refused:
        list(items(path, "F", Report()))
    assert said in str(refused.value)


@pytest.mark.parametrize("content", ["{}\n" + "x" * 50 + "\n{}\n", "[{}," + '{"a":"' + "x" * 50 + '"}]'])
def test_what_is_too_long_is_refused(content: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "LIMIT", 40)
    monkeypatch.setattr(json_records, "_CHUNK", 8)
    path.write_text(content)
    report = Report(skip_bad=True)
    assert {item.raw.strip() for item in items(path, "F", report)} == {b"{}"}
    assert "2: it is longer than 40 bytes" in report.bad[0]


def test_the_beginning_of_a_file_shows_keys_and_what_their_values_begin_with() -> None:
    head = b'[{"a": [1, {"x": 2}], "b": "t:"}, {"c": [ [ 1,'
    found = beginnings(head)
    assert [list(each) for each in found] == [["a", "b"], ["c"]]
    assert found[0]["a"].startswith(b"[1,")
    assert found[1]["c"] == b"[[1,"
    assert beginnings(b"no JSON") == []


def test_fields_that_are_nested_too_deeply_are_refused(path: Path) -> None:
    for depth in (250, 5000, 200_000):
        deep = "[" * depth + "]" * depth
        for line in (
            f'{{"text":"a","x":{deep}}}',
            f'{{"text":"a","spans":[{{"start":0,"end":1,"label":"A","x":{deep}}}]}}',
        ):
            path.write_text(line)
            with pytest.raises(GoldspanError, match="nested"):
                list(prodigy.read(path, Reading(), Report()))
