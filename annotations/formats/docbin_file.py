"""The insides of a `.spacy` file, decoded and checked without spaCy's own code, which trusts its input.

A DocBin is one zlib stream of one msgpack map. It is decoded by type: no object in it is made by name,
nothing in it is unpickled, and a damaged one cannot bring C code down. spaCy itself is not loaded.
"""

from __future__ import annotations

import mmap
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.docbin_strings import strings_of
from annotations.offsets import Tokens

_ORTH, _ENT_IOB, _ENT_TYPE, _KB_ID, _ENT_ID, _SENT_START = 65, 77, 78, 452, 454, 80
_NOT_KEPT = {
    73: "lemma",
    74: "part of speech",
    75: "tag",
    76: "dependency",
    453: "morphology",
}
"""Attributes of tokens that Goldspan has no place for, by spaCy's numbers."""

_MOST = 4 << 30
"""Bytes of the content from which on a file is refused; spaCy's own packing ends there."""

_FREE, _RATIO = 256 << 20, 500
"""A content of more bytes than `_FREE` may be so many times its file; real ones are 5 to 100 times."""

SPAN = struct.Struct(">QQQllll")
"""A span of a group: id, id in a knowledge base, label, then tokens and characters it runs from and to."""

_BEGIN, _IN = 3, 1


class _Content(msgspec.Struct):
    """The map of a DocBin. `tokens` has a row of `attrs` for each token, 64 bits each."""

    attrs: list[int]
    tokens: memoryview
    spaces: memoryview
    lengths: bytes
    strings: list[str]
    cats: list[Any] = []
    flags: list[dict[str, Any]] = []
    span_groups: list[bytes] = []
    user_data: list[bytes | None] = []


class _Group(msgspec.Struct):
    name: str
    spans: list[bytes]


class DocSpan(msgspec.Struct, frozen=True):
    """A span of a Doc by its tokens, end exclusive, with its label and the ids that it may have."""

    first: int
    end: int
    label: str
    kb_id: str = ""
    id: str = ""

    def bounds(self, tokens: Tokens) -> tuple[int, int]:
        """Its characters."""
        return tokens.starts[self.first], tokens.ends[self.end - 1]


class Found(msgspec.Struct):
    """One document. `user` is its user data; `not_kept` names the annotations that were not read."""

    text: str
    tokens: Tokens
    entities: list[DocSpan]
    groups: dict[str, list[DocSpan]]
    user: dict[Any, Any]
    not_kept: list[str]
    unknown_spaces: bool


class DocBinFile:
    """An open `.spacy` file. Raises GoldspanError where it is none, is cut off or does not fit together."""

    def __init__(self, path: Path, name: str = "") -> None:
        """Open it; `name` is what errors call it, else its own name."""
        self._name = name or path.name
        content = self._decode(_inflate(path, self._name))
        self._content = content
        self._width = len(content.attrs)
        self._columns = {attr: n for n, attr in enumerate(content.attrs)}
        self._lengths, self._starts = self._checked()
        self._strings = strings_of(content.strings)

    def __len__(self) -> int:
        return len(self._lengths)

    def place(self, n: int) -> str:
        """What errors and reports call the document of this number."""
        return f"{self._name}, document {n + 1:,}"

    def document(self, n: int) -> Found:
        """The document of this number, from 0; GoldspanError where it is damaged, and others may not be."""
        place = self.place(n)
        try:
            return self._document(n, place)
        except (ValueError, TypeError, KeyError, RecursionError, struct.error) as error:
            fail(place, f"it is damaged ({_reason(error)})")

    def _document(self, n: int, place: str) -> Found:
        content = self._content
        length, start = self._lengths[n], self._starts[n]
        flat = content.tokens[start * self._width * 8 : (start + length) * self._width * 8].cast("Q").tolist()
        columns = {attr: flat[at :: self._width] for attr, at in self._columns.items()}
        unknown = n < len(content.flags) and content.flags[n].get("has_unknown_spaces") is True
        spaces = bytes(content.spaces[start : start + length])
        text, tokens = self._text(columns[_ORTH], b"\1" * length if unknown else spaces)
        user = content.user_data[n] if n < len(content.user_data) else None
        groups = content.span_groups[n] if n < len(content.span_groups) else b""
        return Found(
            text,
            tokens,
            self._entities(columns, length, place),
            self._groups(groups, length, place),
            msgspec.msgpack.decode(user, type=dict[Any, Any]) if user else {},
            self._not_kept(columns, n),
            unknown,
        )

    def _not_kept(self, columns: dict[int, list[int]], n: int) -> list[str]:
        found = [name for attr, name in _NOT_KEPT.items() if any(columns.get(attr, ()))]
        if any(columns.get(_SENT_START, ())[1:]):  # each document begins a sentence, whoever wrote it
            found.append("sentence")
        if n < len(self._content.cats) and self._content.cats[n]:
            found.append("category of the text")
        return found

    def _text(self, words: list[int], spaces: bytes) -> tuple[str, Tokens]:
        pieces = [self._strings[word] for word in words]
        sizes = [len(piece) for piece in pieces]
        steps = [size + (space != 0) for size, space in zip(sizes, spaces, strict=True)]
        starts = list(accumulate(steps, initial=0))[:-1]
        text = "".join(p + " " if space else p for p, space in zip(pieces, spaces, strict=True))
        bounds = [(start, start + size) for start, size in zip(starts, sizes, strict=True)]
        return text, Tokens.of(bounds, "")

    def _entities(self, columns: dict[int, list[int]], length: int, place: str) -> list[DocSpan]:
        """The entities out of the tokens' marks: 3 begins one, 1 goes on, 2 is outside, 0 unknown."""
        nothing = [0] * length
        marks = columns.get(_ENT_IOB, nothing)
        labels = columns.get(_ENT_TYPE, nothing)
        ids, kb_ids = columns.get(_ENT_ID, nothing), columns.get(_KB_ID, nothing)
        found: list[DocSpan] = []
        for n, (mark, label) in enumerate(zip(marks, labels, strict=True)):
            if mark == _BEGIN and label:
                name = self._strings[label]
                found.append(DocSpan(n, n + 1, name, self._strings[kb_ids[n]], self._strings[ids[n]]))
            elif mark == _IN:
                if not found or found[-1].end != n:
                    fail(place, f"token {n + 1} goes on with an entity that none before it begins")
                found[-1] = msgspec.structs.replace(found[-1], end=n + 1)
            elif mark not in (0, 2, _BEGIN):
                fail(place, f"token {n + 1} has the entity mark {mark}, where 0 to 3 are known")
        return found

    def _groups(self, data: bytes, length: int, place: str) -> dict[str, list[DocSpan]]:
        """The groups of `doc.spans`; older files have a list of them, newer ones their keys too."""
        listed = msgspec.msgpack.decode(data, type=list[bytes] | dict[bytes, list[str]]) if data else []
        groups: dict[str, list[DocSpan]] = {}
        for packed in listed:
            group = msgspec.msgpack.decode(packed, type=_Group)
            spans = []
            for row in group.spans:
                id_, kb_id, label, first, end, *_ = SPAN.unpack(row)
                if not 0 <= first <= end <= length:
                    fail(place, f"a span of the group “{group.name}” is outside of its {length} tokens")
                names = (self._strings[label], self._strings[kb_id], self._strings[id_])
                spans.append(DocSpan(first, end, *names))
            keys = listed[packed] if isinstance(listed, dict) else [group.name]
            groups.update(dict.fromkeys(keys, spans))
        return groups

    def _decode(self, data: mmap.mmap | bytes) -> _Content:
        try:
            return msgspec.msgpack.decode(data, type=_Content)
        except (ValueError, RecursionError, MemoryError) as error:
            fail(self._name, f"this is no .spacy file, or a damaged one ({_reason(error)})")

    def _checked(self) -> tuple[list[int], list[int]]:
        """The lengths of the documents and where each begins, in tokens."""
        content = self._content
        if _ORTH not in self._columns or len(self._columns) != self._width:
            fail(self._name, "its documents have no words, or an attribute twice")
        if len(content.lengths) % 4:
            fail(self._name, "its list of lengths is cut off")
        lengths = memoryview(content.lengths).cast("i").tolist()
        total = sum(lengths)
        sizes = (len(content.tokens), len(content.spaces))
        if min(lengths, default=0) < 0 or sizes != (total * self._width * 8, total):
            fail(self._name, "its tokens are not as many as its documents say they have")
        if sys.byteorder != "little":
            fail(self._name, "a .spacy file can be read on little-endian machines only")
        return lengths, list(accumulate(lengths, initial=0))[:-1]


def documents(path: Path) -> Iterator[Found]:
    """All documents of a file, in its order; the first damaged one ends it with GoldspanError."""
    file = DocBinFile(path)
    return (file.document(n) for n in range(len(file)))


def looks_right(head: bytes) -> bool:
    """Whether a file that begins so is a DocBin."""
    if head[:1] != b"\x78":
        return False
    try:
        inside = zlib.decompressobj().decompress(head, 4096)
    except zlib.error:
        return False
    return inside[:1] >= b"\x80" and b"\xa5attrs" in inside


def fail(place: str, problem: str) -> NoReturn:
    """Raise GoldspanError for a file or a document."""
    raise GoldspanError(f"{place}: {problem}. Write the file with spaCy again, or leave it out.")


def _inflate(path: Path, name: str) -> mmap.mmap | bytes:
    """The content of a file, mapped from a temporary file: the system may take its memory back."""
    try:
        size = path.stat().st_size
        limit = min(_MOST, max(_FREE, size * _RATIO))
        with path.open("rb") as source, tempfile.TemporaryFile() as target:
            unpack, written = zlib.decompressobj(), 0
            while chunk := source.read(1 << 18):
                for part in _parts(unpack, chunk):
                    written += len(part)
                    if written > limit:
                        fail(name, f"it unpacks to more than {limit >> 20:,} MB, which no real one does")
                    target.write(part)
            if not unpack.eof:
                fail(name, "this is no .spacy file, or one that is cut off")
            if not written:
                return b""
            target.flush()
            return mmap.mmap(target.fileno(), 0, access=mmap.ACCESS_READ)
    except zlib.error as error:
        fail(name, f"this is no .spacy file, or a damaged one ({_reason(error)})")
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldspanError(f"{path} could not be read ({reason}). Check that it is there.") from error


def _parts(unpack: Any, chunk: bytes) -> Iterator[bytes]:
    """What a chunk unpacks to, a megabyte at a time."""
    while chunk and not unpack.eof:
        yield unpack.decompress(chunk, 1 << 20)
        chunk = unpack.unconsumed_tail


def _reason(error: Exception) -> str:
    """What a decoder says, in one line."""
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
