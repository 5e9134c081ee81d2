"""Texts that were given different labels in different articles, over any number of them, in flat memory.

What is met is sorted by its text's hash into parts on the disk, which are then read one at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile

import msgspec

from annotations.check.found import Finding, Kind, Places
from annotations.check.labels import rarest_first, text_labels, times
from annotations.document import Document
from annotations.edits.step import quoted
from annotations.model import Span

_PARTS = 64
_IN_MEMORY = 1 << 18
"""Bytes of a part that are kept in memory before it goes to the disk."""


class _Met(msgspec.Struct, array_like=True, gc=False):
    """One text in one article: how often with each label, and the first place of each."""

    digest: bytes
    counts: dict[str, int]
    first: dict[str, Finding]


class _Text:
    """What is known of a text so far."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, Finding] = {}
        self.within: set[frozenset[str]] = set()

    def take(self, met: _Met) -> None:
        for label, count in met.counts.items():
            self.counts[label] = self.counts.get(label, 0) + count
            self.first.setdefault(label, met.first[label])
        if len(met.counts) > 1:
            self.within.add(frozenset(met.counts))

    @property
    def is_news(self) -> bool:
        """Whether it has several labels, and no article has all of them: that would be its own finding."""
        return len(self.counts) > 1 and frozenset(self.counts) not in self.within


class Contradictions:
    """Takes in the articles as they come; `findings` says at the end which texts have several labels."""

    def __init__(self, parts: list[SpooledTemporaryFile[bytes]]) -> None:
        self._parts = parts
        self._encoder = msgspec.msgpack.Encoder()

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Contradictions]:
        """Have the parts for as long as the block lasts."""
        with ExitStack() as stack:
            yield cls([stack.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY)) for _ in range(_PARTS)])

    def add(self, document: Document, spans: Iterable[Span], source: str = "", place: str = "") -> None:
        """Take in the spans of one article; `source` and `place` say of which file and record."""
        places = Places(document)
        for text, labels in text_labels(document, spans).items():
            if not text:  # bounds outside the text
                continue
            digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
            first = {
                label: msgspec.structs.replace(
                    places.finding(Kind.CORPUS_CONTRADICTION, quoted(text), found[0]),
                    source=source,
                    place=place,
                )
                for label, found in labels.items()
            }
            met = _Met(digest, {label: len(found) for label, found in labels.items()}, first)
            packed = self._encoder.encode(met)
            self._parts[digest[0] % len(self._parts)].write(len(packed).to_bytes(4, "little") + packed)

    def findings(self) -> Iterator[Finding]:
        """One for each text; its place is the first one with the label that is used least."""
        for part in self._parts:
            texts: dict[bytes, _Text] = {}
            for met in _read(part):
                texts.setdefault(met.digest, _Text()).take(met)
            for text in texts.values():
                if text.is_news:
                    yield _finding(text)


def _read(part: SpooledTemporaryFile[bytes]) -> Iterator[_Met]:
    decoder = msgspec.msgpack.Decoder(_Met)
    part.seek(0)
    while size := part.read(4):
        yield decoder.decode(part.read(int.from_bytes(size, "little")))


def _finding(text: _Text) -> Finding:
    order = rarest_first(text.counts)
    said = ", ".join(
        f"{label} {times(text.counts[label])} (first in {_where(text.first[label])})"
        for label in reversed(order)
    )
    rarest = text.first[order[0]]
    sentence = f"{rarest.sentence} has several labels over the articles: {said}. Are all meant?"
    return msgspec.structs.replace(rarest, sentence=sentence)


def _where(finding: Finding) -> str:
    return f"{finding.title or finding.place or 'an article without a title'}, line {finding.line}"
