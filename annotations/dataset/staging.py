"""Where an import waits until all of it is checked: a file of its own beside the dataset.

Beside it, since that disk has to have room for the articles anyway, where the one for temporary files may be
small. It has the rows as the dataset will have them, so that SQLite copies them by itself.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from annotations.dataset import failures
from annotations.dataset.articles import find_article, hash_of, searched
from annotations.dataset.leftovers import prefix
from annotations.dataset.rows import (
    RELATION_COLUMNS,
    SPAN_COLUMNS,
    pack_tokens,
    relation_row,
    span_row,
    write_sources,
)
from annotations.dataset.store import Store
from annotations.errors import GoldspanError
from annotations.formats.record import Record
from annotations.model import State
from annotations.offsets import lone_surrogate

ARTICLE_COLUMNS = (
    "id, title, search, status, flagged, done_at, seconds, last_id, undecided, accepted, relations, length"
)
TEXT_COLUMNS = "text_sha256, source, meta, extra, text"

_PLAIN = 'article, id, start, "end", label, state, sources'
"""The columns of a span with neither score, note, history nor extra fields: nearly all that come in."""

_TABLES = (
    f"CREATE TABLE article (n INTEGER PRIMARY KEY, {ARTICLE_COLUMNS}, place)",
    f"CREATE TABLE text (n INTEGER PRIMARY KEY, {TEXT_COLUMNS})",
    "CREATE TABLE tokens (n INTEGER PRIMARY KEY, tokenizer, bounds)",
    f"CREATE TABLE span ({_PLAIN}, score, note DEFAULT '', was, extra DEFAULT '')",
    f"CREATE TABLE relation ({RELATION_COLUMNS})",
    "CREATE TABLE skipped (n INTEGER PRIMARY KEY)",
)

_FLUSH = 30_000
"""Values that are in memory at a time, a text counting as one for each 20 characters."""

_AT_ONCE = 100
"""Rows that one statement inserts: a third of the time of one row a statement."""


class _Pending:
    """Rows that are not written yet, value after value; the first of each row is the article's number."""

    def __init__(self, table: str, columns: str) -> None:
        self.width = columns.count(",") + 1
        self.values: list[Any] = []
        row = f"({', '.join('?' * self.width)})"
        self._one = f"INSERT INTO {table} ({columns}) VALUES {row}"
        self._many = f"{self._one}{f', {row}' * (_AT_ONCE - 1)}"

    def write(self, file: sqlite3.Connection) -> None:
        """Insert all rows."""
        values, self.values = self.values, []
        step = self.width * _AT_ONCE
        whole = len(values) // step * step
        file.executemany(self._many, (values[at : at + step] for at in range(0, whole, step)))
        rest = range(whole, len(values), self.width)
        file.executemany(self._one, (values[at : at + self.width] for at in rest))


class Staging:
    """Articles on their way into a dataset, numbered from 1. Raises GoldspanError for what the disk does.

    `lengths` has the lengths of the texts, summed up: element n those of the first n articles.
    """

    def __init__(self, dataset: Path) -> None:
        self.path = dataset.with_name(f"{prefix(dataset)}{os.urandom(4).hex()}.tmp")
        self.lengths = array("Q", [0])
        self._articles = _Pending("article", f"n, {ARTICLE_COLUMNS}, place")
        self._texts = _Pending("text", f"n, {TEXT_COLUMNS}")
        self._tokens = _Pending("tokens", "n, tokenizer, bounds")
        self._plain = _Pending("span", _PLAIN)
        self._spans = _Pending("span", SPAN_COLUMNS)
        self._relations = _Pending("relation", RELATION_COLUMNS)
        self._waiting = 0
        try:
            self._file = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            for statement in ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", *_TABLES):
                self._file.execute(statement)
        except sqlite3.Error as error:
            self.path.unlink(missing_ok=True)
            raise failures.staging(dataset.parent, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self.lengths) - 1

    def add(self, record: Record) -> None:
        """Take in an article. Raises GoldspanError, and takes nothing, where it cannot be kept."""
        try:
            sha256 = hash_of(record.document.text)
        except GoldspanError as error:
            raise GoldspanError(f"{record.place}: {error}" if record.place else str(error)) from error
        n = len(self) + 1
        self._add_article(n, record, sha256)
        for span in record.document.spans.values():
            if span.score is None and span.was is None and not span.note and not span.extra:
                sources = write_sources(span.sources)
                self._plain.values += (n, span.id, span.start, span.end, span.label, str(span.state), sources)
            else:
                self._spans.values += span_row(n, span)
        for relation in record.document.relations.values():
            self._relations.values += relation_row(n, relation)
        length = len(record.document.text)
        self.lengths.append(self.lengths[-1] + length)
        self._waiting += length // 20 + 10 * (len(record.document.spans) + len(record.document.relations) + 3)
        if self._waiting > _FLUSH:
            self.flush()

    def _add_article(self, n: int, record: Record, sha256: str) -> None:
        document = record.document
        article, state, tokens = document.article, document.state, document.tokens
        spans = [span.state for span in document.spans.values()]
        relations = [relation.state for relation in document.relations.values()]
        self._articles.values += (
            n,
            article.id,
            article.title,
            searched(f"{article.title}\n{article.id}"),
            state.status.value,
            int(state.flagged),
            state.done_at,
            float(record.seconds),
            document.last_id,
            spans.count(State.SUGGESTED) + relations.count(State.SUGGESTED),
            spans.count(State.ACCEPTED),
            relations.count(State.ACCEPTED),
            len(article.text),
            record.place,
        )
        self._texts.values += (n, sha256, article.source, article.meta, article.extra, article.text)
        if tokens is not None:
            self._tokens.values += (n, tokens.tokenizer, pack_tokens(tokens))

    def flush(self) -> None:
        """Write what was taken in."""
        pending = (self._articles, self._texts, self._tokens, self._plain, self._spans, self._relations)
        kept = [(rows.values, rows.width) for rows in pending]
        self._waiting = 0
        try:
            self._file.execute("BEGIN")
            for rows in pending:
                rows.write(self._file)
            self._file.execute("COMMIT")
        except (UnicodeEncodeError, OverflowError):
            raise _unfit(kept) from None
        except sqlite3.Error as error:
            raise failures.staging(self.path.parent, error) from error

    def count(self, table: str) -> int:
        """How many rows a table has; they are numbered from 1."""
        return int(self._file.execute(f"SELECT ifnull(max(rowid), 0) FROM {table}").fetchone()[0])

    def skip_twins(self, store: Store) -> int:
        """Leave out articles whose text is in the dataset or came before; returns how many."""
        try:
            self._file.execute("CREATE INDEX text_sha256 ON text (text_sha256, n)")
            self._file.execute(
                "INSERT INTO skipped SELECT n FROM text WHERE n >"
                " (SELECT min(n) FROM text AS first WHERE first.text_sha256 = text.text_sha256)"
            )
            with store.read() as dataset:
                known = self._known(store, dataset)
                self._file.executemany("INSERT OR IGNORE INTO skipped VALUES (?)", known)
            return int(self._file.execute("SELECT count(*) FROM skipped").fetchone()[0])
        except sqlite3.Error as error:
            raise failures.staging(self.path.parent, error) from error

    def skipped(self) -> Iterator[str]:
        """The places of the articles that are left out."""
        for (place,) in self._file.execute("SELECT place FROM skipped JOIN article USING (n) ORDER BY n"):
            yield place

    def _known(self, store: Store, dataset: sqlite3.Connection) -> Iterator[tuple[int]]:
        """The numbers of the articles whose text the dataset has."""
        for n, sha256 in self._file.execute("SELECT n, text_sha256 FROM text"):
            store.give_way()
            if find_article(dataset, sha256) is not None:
                yield (n,)


def _unfit(kept: list[tuple[list[Any], int]]) -> GoldspanError:
    """The sentence for the first value that SQLite cannot hold, of rows that are given with their width."""
    articles, width = kept[0]
    places = dict(zip(articles[::width], articles[width - 1 :: width], strict=True))
    for values, width in kept:
        for at, value in enumerate(values):
            problem = _problem(value)
            if problem:
                place = places[values[at // width * width]] or "An article"
                return GoldspanError(f"{place}: {problem}. Mend the record, or take it out.")
    raise AssertionError("every value can be kept")


def _problem(value: object) -> str:
    if isinstance(value, str) and lone_surrogate(value) is not None:
        return f"a title, label, id or note has half a character (“{ascii(value)[1:-1]}”)"
    if isinstance(value, int) and value.bit_length() > 63:
        return f"the number {value} is too large"
    return ""
