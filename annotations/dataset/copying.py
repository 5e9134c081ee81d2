"""From the staging file into the dataset, in transactions so short that no decision waits for them."""

from __future__ import annotations

import contextlib
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import NamedTuple

from annotations.dataset import word_index
from annotations.dataset.articles import end_position
from annotations.dataset.rows import RELATION_COLUMNS, SPAN_COLUMNS
from annotations.dataset.staging import ARTICLE_COLUMNS, TEXT_COLUMNS, Staging
from annotations.dataset.store import Store

_BATCH = 0.010
"""Seconds that a transaction is to take."""

_CHECKPOINT = 0.2
"""Seconds of writing after which the write-ahead log is brought into the file."""

_WHAT = "The import"

_KEPT = "NOT IN (SELECT n FROM staging.skipped)"


class _Part(NamedTuple):
    """What is copied of one table; `texts` where a row costs as much as its text is long."""

    table: str
    statement: str
    texts: bool = False


_SPANS = SPAN_COLUMNS.removeprefix("article, ")
_RELATIONS = RELATION_COLUMNS.removeprefix("article, ")
_BETWEEN = "BETWEEN :first AND :last"

_PARTS = (
    _Part(
        "article",
        f"INSERT INTO incoming (key, {ARTICLE_COLUMNS}) SELECT n + :offset, {ARTICLE_COLUMNS}"
        f" FROM staging.article WHERE n {_BETWEEN} AND n {_KEPT}",
    ),
    _Part(
        "text",
        f"INSERT INTO article_text (article, {TEXT_COLUMNS}) SELECT n + :offset, {TEXT_COLUMNS}"
        f" FROM staging.text WHERE n {_BETWEEN} AND n {_KEPT}",
        texts=True,
    ),
    _Part(
        "tokens",
        "INSERT INTO article_tokens (article, tokenizer, bounds) SELECT n + :offset, tokenizer, bounds"
        f" FROM staging.tokens WHERE n {_BETWEEN} AND n {_KEPT}",
    ),
    _Part(
        "span",
        f"INSERT INTO span ({SPAN_COLUMNS}) SELECT article + :offset, {_SPANS}"
        f" FROM staging.span WHERE rowid {_BETWEEN} AND article {_KEPT}",
    ),
    _Part(
        "relation",
        f"INSERT INTO relation ({RELATION_COLUMNS}) SELECT article + :offset, {_RELATIONS}"
        f" FROM staging.relation WHERE rowid {_BETWEEN} AND article {_KEPT}",
    ),
)
_WORDS = _Part(
    "text",
    f"INSERT INTO {word_index.TABLE} (rowid, title, text) SELECT n + :offset, search, text"
    f" FROM staging.article CROSS JOIN staging.text USING (n) WHERE n {_BETWEEN} AND n {_KEPT}",
    texts=True,
)
_NO_WORDS = _Part(
    "article",
    f"INSERT INTO unindexed SELECT n + :offset FROM staging.article WHERE n {_BETWEEN} AND n {_KEPT}",
)


class Copy:
    """One import's way into the dataset. The keys from `first` to `last` are its own."""

    def __init__(self, store: Store, staging: Staging) -> None:
        self._store, self._staging = store, staging
        self.first = self.last = 0

    def run(self, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> bool:
        """Copy everything, then show it; whether that was done. Raises GoldspanError, and takes all back."""
        with attached(self._store, self._staging):
            self._begin()
            try:
                done = self._copy(progress, cancelled)
                if done:
                    self._complete()
            except BaseException:
                with contextlib.suppress(Exception):  # else when the dataset is opened again
                    undo(self._store)
                raise
            finish(self._store) if done else undo(self._store)
        return done

    def _begin(self) -> None:
        """Reserve the keys: articles that are added meanwhile get later ones."""
        with self._store.write(_WHAT) as connection:
            given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
            self.first = 1 + (given[0] if given else 0)
            self.last = self.first + len(self._staging) - 1
            if given:
                connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'article'", (self.last,))
            else:
                connection.execute("INSERT INTO sqlite_sequence VALUES ('article', ?)", (self.last,))
            connection.execute(
                "INSERT INTO import (first, last, indexed) VALUES (?, ?, ?)",
                (self.first, self.last, self.first - 1),
            )

    def _copy(self, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> bool:
        with self._store.read() as connection:
            words = _WORDS if word_index.usable(connection) else _NO_WORDS
        parts = (*_PARTS, words)
        for n, part in enumerate(parts):
            rows = self._staging.count(part.table)
            for _, last in self._batches(part, rows):
                progress((n + last / rows) / len(parts))
                if cancelled():
                    return False
        return True

    def _batches(self, part: _Part, rows: int) -> Iterator[tuple[int, int]]:
        """Copy a table; yields which rows were copied, after each transaction."""
        batch = Batch(self._store)
        first = 1
        while first <= rows:
            last = self._end(part, first, rows, batch.size)
            with batch.write() as connection:
                connection.execute(part.statement, {"first": first, "last": last, "offset": self.first - 1})
                if part is _WORDS:
                    connection.execute("UPDATE import SET indexed = ?", (self.first - 1 + last,))
            yield first, last
            first = last + 1

    def _end(self, part: _Part, first: int, rows: int, size: int) -> int:
        """The last row of a batch that begins with `first`."""
        if not part.texts:
            return min(rows, first + size - 1)
        lengths = self._staging.lengths
        reached = bisect_right(lengths, lengths[first - 1] + 50 * size) - 1
        return min(max(first, reached), first + size - 1, rows)

    def _complete(self) -> None:
        with self._store.write(_WHAT) as connection:
            connection.execute("UPDATE import SET complete = 1")


class Batch:
    """Transactions of about ten milliseconds each: `size` says how many rows the next one may have."""

    def __init__(self, store: Store, what: str = _WHAT) -> None:
        self._store, self._what = store, what
        self.size = 200
        self._since = 0.0

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction of `size` rows at the most."""
        with self._store.write(self._what, patient=True) as connection:
            started = perf_counter()
            yield connection
            taken = perf_counter() - started
        self.size = int(min(max(self.size * min(max(_BATCH / max(taken, 1e-6), 0.5), 1.5), 1), 20_000))
        self._since += taken
        if self._since > _CHECKPOINT:
            self._store.checkpoint()
            self._since = 0.0


@contextlib.contextmanager
def attached(store: Store, staging: Staging) -> Iterator[None]:
    """The staging file as `staging` on the connection that writes.

    For reading only: else each decision would begin a transaction there too. Meanwhile it is for `Batch` to
    bring the write-ahead log in, so that no decision has to.
    """
    with store.writer(_WHAT) as writer:
        writer.execute("ATTACH ? AS staging", (f"{staging.path.as_uri()}?mode=ro",))
        writer.execute("PRAGMA wal_autocheckpoint = 0")
    try:
        yield
    finally:
        if not store.closed:
            store.checkpoint()
            with store.writer(_WHAT) as writer:
                writer.execute("DETACH staging")
                writer.execute("PRAGMA wal_autocheckpoint = 1000")


def finish(store: Store) -> None:
    """Show the articles of a complete import, in the order of their keys, at the end of the queue."""
    batch = Batch(store)
    while True:
        with batch.write() as connection:
            keys = connection.execute(
                "SELECT key FROM incoming ORDER BY key LIMIT ?", (batch.size,)
            ).fetchall()
            if not keys:
                break
            first, last = keys[0][0], keys[-1][0]
            connection.execute(
                f"INSERT INTO article (key, position, {ARTICLE_COLUMNS})"
                f" SELECT key, key + ?, {ARTICLE_COLUMNS} FROM incoming WHERE key <= ?",
                (end_position(connection) - first, last),
            )
            connection.execute("DELETE FROM incoming WHERE key <= ?", (last,))
    with store.write(_WHAT) as connection:
        connection.execute("DELETE FROM import")


def undo(store: Store) -> None:
    """Take back what an import that was not completed has copied; its keys are not given again."""
    with store.read() as connection:
        first, last, indexed = connection.execute("SELECT first, last, indexed FROM import").fetchone()
    batch = Batch(store)
    while first <= last:
        keys = (first, min(last, first + batch.size - 1))
        with batch.write() as connection:
            if first <= indexed and word_index.usable(connection):
                connection.execute(
                    f"INSERT INTO {word_index.TABLE} ({word_index.TABLE}, rowid, title, text)"
                    " SELECT 'delete', key, search, text FROM incoming JOIN article_text ON article = key"
                    " WHERE key BETWEEN ? AND ?",
                    (keys[0], min(keys[1], indexed)),
                )
            for table in ("article_text", "article_tokens", "span", "relation", "unindexed"):
                connection.execute(f"DELETE FROM {table} WHERE article BETWEEN ? AND ?", keys)
            connection.execute("DELETE FROM incoming WHERE key BETWEEN ? AND ?", keys)
            connection.execute("UPDATE import SET first = ?", (keys[1] + 1,))
        first = keys[1] + 1
    with store.write(_WHAT) as connection:
        connection.execute("DELETE FROM import")
