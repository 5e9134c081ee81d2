"""The second pass of a `.spacy` export: packed articles become DocBin files, and are read back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotations.errors import GoldspanError
from annotations.formats import docbin_block, docbin_relations
from annotations.formats.docbin_file import Found, documents
from annotations.formats.docbin_gather import Gathered
from annotations.formats.docbin_pack import Packed, digest

if TYPE_CHECKING:
    from spacy.tokens import DocBin

SHARD = 1000
"""Documents of one file."""

_NO_GROUPS = b"\x90"
"""An empty `doc.spans`, as spaCy writes it."""


def user_key(name: str) -> tuple[str, str, None, None]:
    """Where the value of an extension of Docs lies in their user data."""
    return ("._.", name, None, None)


class Shard:
    """A DocBin in the making. `gathered` says whether groups and relations belong into it."""

    def __init__(self, gathered: Gathered) -> None:
        from spacy.tokens import DocBin

        self._gathered = gathered
        self._labels = sorted(gathered.relations)
        self._bin: DocBin = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
        self._digests = hashlib.sha256()

    def __len__(self) -> int:
        return len(self._bin)

    @property
    def digest(self) -> bytes:
        """What `digest_of` must give for the file."""
        return self._digests.digest()

    def add(self, packed: Packed) -> None:
        """Add an article: what `DocBin.add` does, which looks nine texts up for each token."""
        import numpy

        into = self._bin
        into.tokens.append(numpy.frombuffer(packed.tokens, dtype="uint64").reshape(-1, len(into.attrs)))
        into.spaces.append(numpy.frombuffer(packed.spaces, dtype=bool).reshape(-1, 1))
        into.flags.append({"has_unknown_spaces": False})
        into.cats.append({})
        into.strings.update(packed.strings)
        into.span_groups.append(packed.groups if self._gathered.overlaps else _NO_GROUPS)
        user: dict[tuple[str, str, None, None], object] = {user_key(docbin_block.KEY): packed.block}
        if self._labels:
            user[user_key(docbin_relations.KEY)] = docbin_relations.pairs(
                packed.firsts, packed.relations, packed.refused, self._labels, whole=packed.whole
            )
        into.user_data.append(msgspec.msgpack.encode(user))
        self._digests.update(packed.digest)

    def to_bytes(self) -> bytes:
        """The file."""
        return self._bin.to_bytes()


def verify(path: Path, expected: bytes) -> None:
    """Raise GoldspanError where a file does not hold the texts, spans and blocks that went into it."""
    found = hashlib.sha256()
    for document in documents(path):
        found.update(_digest(document))
    if found.digest() != expected:
        raise GoldspanError(f"{path.name} does not hold what was written into it. Report this.")


def _digest(found: Found) -> bytes:
    spans = [*found.entities, *(span for group in found.groups.values() for span in group)]
    bounds = {(*span.bounds(found.tokens), span.label) for span in spans}
    return digest(found.text, bounds, found.user[user_key(docbin_block.KEY)])
