"""Valid files made invalid, in ways that are the same at each run: readers owe a sentence for each.

`GOLDSPAN_FUZZ` in the environment is how many files a format gets (200 unless it is set).
"""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.errors import GoldspanError
from annotations.formats.format import Reader, Reading
from annotations.formats.report import Report

COUNT = int(os.environ.get("GOLDSPAN_FUZZ", "200"))

_PIECES = [
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\n", b"\0", b"null", b"-1", b"1e999", b"[[[["),
    *(b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8", rb"\ud800", rb"\udc00\ud83d", b"\xef\xbb\xbf", b"9" * 40),
    *(b"true", b"{}", b"[]", b'""', b"0.5", b'"\\u0000"', b"/*", b"NaN", b"-", b"PK\x03\x04"),
]
_VALUES: list[Any] = [
    *(None, True, -1, 0, 1, 10**6, 2**70, 0.5, 1e300, "", "x", "s1", "\0", "\U0001f469", [], {}, [[]], [{}]),
    *([None], {"x": {}}, "O", ["a"], [0, 1, "A"], [1, 0, "A"], [[0, 1]]),
]


def broken(valid: bytes) -> Iterator[bytes]:
    """Files that are `valid` but for one to three bytes, pieces or lines."""
    chance = random.Random(1)
    for _ in range(COUNT):
        data = bytearray(valid)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(data) + 1)
            to = min(len(data), at + chance.choice([1, 1, 2, 5, 40, len(data)]))
            match chance.randrange(5):
                case 0:
                    del data[at:to]
                case 1:
                    data[at:to] = chance.choice(_PIECES)
                case 2:
                    data[at:at] = chance.choice(_PIECES)
                case 3:
                    data[at:at] = data[at:to]
                case _:
                    data[at:to] = bytes(chance.randrange(256) for _ in range(min(3, to - at)))
        yield bytes(data)


def altered(records: list[dict[str, Any]]) -> Iterator[tuple[list[dict[str, Any]], int]]:
    """The records with one value of one of them changed, and the number of that one, from 0."""
    chance = random.Random(2)
    for _ in range(COUNT):
        changed = json.loads(json.dumps(records))
        number = chance.randrange(len(changed))
        _alter(changed[number], chance)
        yield changed, number


def _alter(value: Any, chance: random.Random) -> None:
    """Change a value somewhere within an object or a list: put another there, take it out, or rename it."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        inner = value[key]
        if isinstance(inner, (dict, list)) and inner and chance.random() < 0.8:
            value = inner
            continue
        if chance.random() < 0.2:
            del value[key]
        else:
            value[key] = copy.deepcopy(chance.choice(_VALUES))
        return


def check_broken(reader: Reader, valid: bytes, path: Path) -> None:
    """Whatever was broken, the file is read, or refused with a GoldspanError that names it."""
    for data in broken(valid):
        path.write_bytes(data)
        for report in (Report(), Report(skip_bad=True)):
            said, count = read_or_refused(reader, path, report)
            assert path.name in said if said else count == report.articles, data


def check_altered(reader: Reader, records: list[dict[str, Any]], path: Path, *, array: bool) -> None:
    """A changed value is read, or refused with a sentence that names the record and the field."""
    for changed, number in altered(records):
        text = json.dumps(changed) if array else "\n".join(map(json.dumps, changed))
        path.write_text(text, encoding="utf-8")
        said, _ = read_or_refused(reader, path, Report())
        if said:
            assert f"{'record' if array else 'line'} {number + 1}" in said, changed[number]
            assert "field " in said or "text is empty" in said, changed[number]


def read_or_refused(reader: Reader, path: Path, report: Report) -> tuple[str, int]:
    """The sentence with which a file is refused, or an empty one; and how many articles came before."""
    count = 0
    try:
        for _ in reader.read(path, Reading(), report):
            count += 1
    except GoldspanError as error:
        return error.message, count
    return "", count
