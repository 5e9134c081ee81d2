"""Files with a mutation, for readers that may answer with a sentence only."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats.format import Reader, Reading
from annotations.formats.record import Record
from annotations.formats.report import Report

EXAMPLES = int(os.environ.get("GOLDSPAN_FUZZ", "40"))
"""Mutated files a format; 10,000 before a release."""

fuzz = settings(max_examples=EXAMPLES, deadline=None)

_CHARACTERS = [bytes([byte]) for byte in b'\0\t\n\r ",-#9;:*O\xff']
_WORDS = [
    b"",
    b"99999999999999999999",
    b"T1",
    b"R1",
    b"E1",
    b"B-",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x91\xa9",
    b"\xef\xbb\xbf",
]
_PIECES = st.sampled_from(_CHARACTERS + _WORDS)


@st.composite
def mutations(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Changes of a file: bytes replaced, taken out or put in, a line twice or gone, its end cut off."""
    changes = draw(
        st.lists(
            st.tuples(
                st.floats(0, 1), st.integers(0, 8), _PIECES, st.sampled_from(["put", "twice", "gone", "cut"])
            ),
            min_size=1,
            max_size=3,
        )
    )

    def apply(data: bytes) -> bytes:
        for share, length, piece, kind in changes:
            at = int(share * len(data))
            if kind == "put":
                data = data[:at] + piece + data[at + length :]
            elif kind == "cut":
                data = data[:at]
            else:
                start = data.rfind(b"\n", 0, at) + 1
                end = data.find(b"\n", at) + 1 or len(data)
                data = data[:start] + data[start:end] * (2 if kind == "twice" else 0) + data[end:]
        return data

    return apply


def read_all(reader: Reader, path: Path, reading: Reading | None = None) -> list[Record]:
    """All articles of a file."""
    return list(reader.read(path, reading or Reading(), Report()))


def survives(reader: Reader, path: Path) -> None:
    """Fail where a read ends in anything but records or a sentence, bad records skipped or not."""
    for skip_bad in (False, True):
        with contextlib.suppress(GoldspanError):
            for record in reader.read(path, Reading(), Report(skip_bad=skip_bad)):
                document = record.document
                for span in document.spans.values():
                    assert 0 <= span.start < span.end <= len(document.text)
                for relation in document.relations.values():
                    assert {relation.head, relation.child} <= document.spans.keys()
