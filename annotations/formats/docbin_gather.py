"""The first pass of a `.spacy` export: articles packed into a spool file, and what they are like as a whole.

Overlaps, labels of relations and the split are known only when all articles were seen, and none are kept in
memory.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.alignment import Problem
from annotations.formats.docbin_pack import Packed, Seen, pack
from annotations.formats.format import Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import Status
from annotations.offsets import Tokens
from annotations.suggest.languages import language_of
from annotations.suggest.loading import load
from annotations.suggest.pipelines import BLANK, default_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

RENEW = 1000
"""Articles after which a new vocabulary begins: one would grow with the export."""

_SHOWN = 10


class Gathered(msgspec.Struct):
    """What is known of all articles. `counts` are packed label counts, an article each."""

    counts: list[bytes] = []
    tokens: int = 0
    relations: set[str] = set()
    overlaps: bool = False
    longest: int = 1
    unfinished: list[str] = []
    languages: Counter[str] = msgspec.field(default_factory=Counter)
    foreign: bool = False
    """Whether tokens came in that spaCy did not make."""

    def label_counts(self) -> Iterator[dict[str, int]]:
        """How often each article has each label."""
        return (msgspec.msgpack.decode(row, type=dict[str, int]) for row in self.counts)

    @property
    def language(self) -> str:
        """The language of most articles."""
        return self.languages.most_common(1)[0][0]


class Spool:
    """A file of packed articles, written once and read once, in one order."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def gather(self, records: Iterable[Record], writing: Writing, report: Report) -> Gathered:
        """Pack all articles. Raises GoldspanError where spans are misplaced and that is to be refused."""
        from spacy.vocab import Vocab

        gathered, bad, tokenizer = Gathered(), list[Problem](), _Tokenizer()
        misplaced = 0
        with self._path.open("wb") as file:
            for n, record in enumerate(records):
                if n % RENEW == 0:
                    vocab = Vocab()
                tokenizer.meet(record)
                packed, seen = pack(record, vocab, tokenizer.tokens)
                _note(gathered, record, packed, seen, tokenizer.language)
                for problem in seen.problems:
                    report.leave(problem.what, problem.place, id=problem.span.id)
                misplaced += len(seen.problems)
                bad += seen.problems[: _SHOWN - len(bad)]
                row = zlib.compress(msgspec.msgpack.encode(packed), 1)
                file.write(len(row).to_bytes(4, "big") + row)
        if bad and writing.misplaced == "refuse":
            raise _refused(bad, misplaced)
        return gathered

    def read(self) -> Iterator[Packed]:
        """The articles again, in their order."""
        with self._path.open("rb") as file:
            while size := file.read(4):
                yield msgspec.msgpack.decode(
                    zlib.decompress(file.read(int.from_bytes(size, "big"))), type=Packed
                )


class _Tokenizer:
    """Makes the tokens of articles without any, in the language of the articles before."""

    def __init__(self) -> None:
        self._made: dict[str, Language] = {}
        self.language = default_pipeline().lang

    def meet(self, record: Record) -> None:
        """Take note of an article's language, where its tokens tell."""
        tokens = record.document.tokens
        self.language = (language_of(tokens.tokenizer) if tokens is not None else "") or self.language

    def tokens(self, text: str) -> Tokens:
        """The tokens that `spacy train` will make of it. Raises GoldspanError where that needs a package."""
        if self.language not in self._made:
            self._made[self.language] = load(f"{BLANK}{self.language}")[0]
        nlp = self._made[self.language]
        with nlp.memory_zone():  # so that its vocabulary does not grow with each article
            return Tokens.of([(token.idx, token.idx + len(token)) for token in nlp.make_doc(text)], "")


def _note(gathered: Gathered, record: Record, packed: Packed, seen: Seen, language: str) -> None:
    document = record.document
    gathered.counts.append(msgspec.msgpack.encode(seen.counts))
    gathered.tokens += len(packed.spaces)
    gathered.relations.update(map(sys.intern, seen.relations))
    gathered.overlaps |= seen.overlaps
    gathered.longest = max(gathered.longest, seen.longest)
    gathered.languages[language] += 1
    gathered.foreign |= document.tokens is not None and not language_of(document.tokens.tokenizer)
    if document.state.status is not Status.DONE:
        gathered.unfinished.append(document.article.title or document.article.id or record.place)


def _refused(bad: list[Problem], count: int) -> GoldspanError:
    listed = "\n".join(f"{problem.place}: {problem.what.split(':')[0]}" for problem in bad)
    more = f"\nand {count - len(bad):,} more" if count > len(bad) else ""
    return GoldspanError(
        f"Nothing was written, for {count:,} {'span is' if count == 1 else 'spans are'} misplaced. Snap them "
        f"to tokens and trim them, or leave them out.\n{listed}{more}"
    )
