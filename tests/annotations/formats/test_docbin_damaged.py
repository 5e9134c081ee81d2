"""A damaged `.spacy` file gets a sentence, whatever the damage is, and nothing in it is ever run."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats import docbin
from annotations.formats.format import Reading
from annotations.formats.report import Report
from tests.annotations.formats.test_docbin import foreign, overlapping, read, write

FUZZ = settings(
    max_examples=int(os.environ.get("GOLDSPAN_FUZZ", "100")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module", params=["ours", "foreign"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "x.spacy"
    if request.param == "ours":
        write([overlapping(), overlapping()], path)
    else:
        foreign(path)
    return path.read_bytes()


edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["set", "cut", "insert", "repeat"]),
        st.binary(min_size=1, max_size=9),
    ),
    min_size=1,
    max_size=4,
)


def mutated(data: bytes, edits: list[tuple[float, str, bytes]]) -> bytes:
    for share, how, new in edits:
        at = int(share * len(data))
        if how == "set":
            data = data[:at] + new + data[at + len(new) :]
        elif how == "cut":
            data = data[:at] + data[at + 8 * len(new) :]
        elif how == "insert":
            data = data[:at] + new + data[at:]
        else:
            data = data[:at] + data[max(0, at - 40) :]
    return data


@FUZZ
@given(edits=edits)
def test_a_damaged_file_gets_a_sentence(
    sound: bytes, tmp_path: Path, edits: list[tuple[float, str, bytes]]
) -> None:
    attempt(tmp_path / "x.spacy", mutated(sound, edits))


@FUZZ
@given(edits=edits)
def test_damaged_content_in_a_sound_stream_gets_a_sentence(
    sound: bytes, tmp_path: Path, edits: list[tuple[float, str, bytes]]
) -> None:
    attempt(tmp_path / "x.spacy", zlib.compress(mutated(zlib.decompress(sound), edits)))


values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | st.binary(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@FUZZ
@given(data=st.data())
def test_another_value_in_a_field_gets_a_sentence(sound: bytes, tmp_path: Path, data: st.DataObject) -> None:
    content = msgspec.msgpack.decode(zlib.decompress(sound))
    field = data.draw(st.sampled_from(sorted(content)))
    if isinstance(content[field], list) and content[field] and data.draw(st.booleans()):
        content[field][data.draw(st.integers(0, len(content[field]) - 1))] = data.draw(values)
    elif isinstance(content[field], bytes) and data.draw(st.booleans()):
        content[field] = mutated(content[field], data.draw(edits))
    else:
        content[field] = data.draw(values)
    attempt(tmp_path / "x.spacy", zlib.compress(msgspec.msgpack.encode(content)))


@FUZZ
@given(data=st.data())
def test_damaged_user_data_and_groups_get_a_sentence(
    sound: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    content = msgspec.msgpack.decode(zlib.decompress(sound))
    field = data.draw(st.sampled_from(["user_data", "span_groups"]))
    content[field][0] = mutated(content[field][0], data.draw(edits))
    attempt(tmp_path / "x.spacy", zlib.compress(msgspec.msgpack.encode(content)))


def attempt(path: Path, data: bytes) -> None:
    """Read it: articles come, or a GoldspanError that names the file; each that is there is sound."""
    path.write_bytes(data)
    found, sentence = [], path.name
    try:
        found = read(path)
    except GoldspanError as error:
        sentence = str(error)
    assert path.name in sentence
    for record in found:
        assert record.document.text
        assert all(s.label and s.start < s.end for s in record.document.spans.values())


def test_every_cut_is_noticed(sound: bytes, tmp_path: Path) -> None:
    for end in range(0, len(sound), max(1, len(sound) // 50)):
        (tmp_path / "x.spacy").write_bytes(sound[:end])
        with pytest.raises(GoldspanError, match=r"x\.spacy"):
            read(tmp_path / "x.spacy")


def test_one_bad_document_can_be_left_out(tmp_path: Path) -> None:
    write([overlapping()] * 3, tmp_path / "x.spacy")
    content = msgspec.msgpack.decode(zlib.decompress((tmp_path / "x.spacy").read_bytes()))
    content["user_data"][1] = b"\xc1"
    (tmp_path / "x.spacy").write_bytes(zlib.compress(msgspec.msgpack.encode(content)))
    with pytest.raises(GoldspanError, match=r"x\.spacy, document 2: it is damaged"):
        read(tmp_path / "x.spacy")
    report = Report(skip_bad=True)
    assert len(read(tmp_path / "x.spacy", report)) == 2
    assert len(report.bad) == 1


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    with (tmp_path / "x.spacy").open("wb") as file:
        for _ in range(300):
            file.write(packer.compress(bytes(1 << 20)))
        file.write(packer.flush())
    with pytest.raises(GoldspanError, match="unpacks to more than 256 MB"):
        read(tmp_path / "x.spacy")


class Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, ("sprung",))


def test_nothing_is_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    trap = pickle.dumps(Trap())
    write([overlapping()], tmp_path / "x.spacy")
    content = msgspec.msgpack.decode(zlib.decompress((tmp_path / "x.spacy").read_bytes()))
    array = {b"nd": True, b"type": "|O", b"kind": b"O", b"shape": [1], b"data": trap}
    content["user_data"][0] = msgspec.msgpack.encode({("._.", "rel", None, None): array, "x": array})
    for data in (zlib.compress(msgspec.msgpack.encode(content)), trap, zlib.compress(trap)):
        attempt(tmp_path / "x.spacy", data)
    assert not (tmp_path / "sprung").exists()


def test_what_is_missing_or_empty_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match=r"none\.spacy could not be read"):
        read(tmp_path / "none.spacy")
    with pytest.raises(GoldspanError, match=r"without a \.spacy file"):
        list(docbin.read(tmp_path, Reading(), Report()))
