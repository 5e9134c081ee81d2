"""An open dataset: the one way to its articles, annotations and settings."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from annotations.dataset import articles, listing, order, queue, settings
from annotations.dataset.leftovers import settle
from annotations.dataset.store import Store
from annotations.dataset.values import EVERYTHING, PipelineChoice, QueueRow, Totals, Wanted
from annotations.dataset.writing import write_change, write_document
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Article, Change
from annotations.offsets import Tokens
from annotations.scheme import LabelScheme

if TYPE_CHECKING:
    from annotations.dataset.statistics import Statistics

_AT_ONCE = 100
"""Articles that are read in one transaction: until then a log cannot be cleared."""


class Dataset:
    """One `NAME.goldspan`. Methods may be called from any thread; what writes is on disk when it returns.

    Every method raises GoldspanError for what the disk does; a write that raises has changed nothing.
    `notices` are sentences about how it could be opened, to be shown once.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.path = store.path
        self.read_only = store.read_only
        self.notices = store.notices
        with store.read() as connection:
            self._scheme = settings.read_scheme(connection, store.path)
            self._pipeline = settings.read_pipeline(connection, store.path)

    @classmethod
    def create(cls, path: Path, scheme: LabelScheme) -> Dataset:
        """Make a new file with no article in it; one that exists is refused."""
        store = Store.create(Path(os.path.realpath(path)))
        try:
            with store.write("The dataset") as connection:
                settings.write_scheme(connection, scheme)
            return cls(store)
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Dataset:
        """Open a file that exists. An older one is brought up to date; where nothing may be written, and with
        `read_only`, it is open for reading and needs no lock.
        """
        store = Store.open(Path(os.path.realpath(path)), read_only=read_only)
        try:
            dataset = cls(store)
            if not dataset.read_only:
                dataset._forget_removed()
                settle(store)
        except BaseException:
            store.close()
            raise
        return dataset

    def close(self) -> None:
        """Bring everything into the one file and let go of it. Removed articles are gone for good."""
        if not self.store.closed:
            with contextlib.suppress(GoldspanError):
                self._forget_removed()  # else at the next opening
            self.store.close()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- articles ---------------------------------------------------------------------------------

    def add_article(
        self,
        text: str,
        *,
        id: str = "",
        title: str = "",
        source: str = "",
        meta: str = "",
        extra: str = "",
        tokens: Tokens | None = None,
    ) -> int:
        """Add a text at the end of the queue; returns its key. Refuses an empty text or a lone surrogate."""
        article = Article(0, id, title, text, articles.hash_of(text), source, meta, extra)
        with self.store.write("The article") as connection:
            return articles.insert_article(connection, article, tokens)

    def add_document(self, document: Document) -> int:
        """Add an article with its annotations and state; returns its key, a new one."""
        article = msgspec.structs.replace(document.article, text_sha256=articles.hash_of(document.text))
        with self.store.write("The article") as connection:
            key = articles.insert_article(connection, article, document.tokens)
            write_document(connection, key, document)
        return key

    def find(self, text_sha256: str) -> int | None:
        """The key of the first article with the text of this SHA-256 (of its UTF-8, hexadecimal)."""
        with self.store.read() as connection:
            return articles.find_article(connection, text_sha256)

    def load(self, key: int) -> Document:
        """The article with its annotations and tokens."""
        with self.store.read() as connection:
            return articles.load_document(connection, self.path, key)

    def records(self, keys: Iterable[int]) -> Iterator[tuple[Document, float]]:
        """The articles of these keys, in their order, with the seconds spent on each.

        One is in memory at a time. Decisions may be made meanwhile: each hundred comes as it was when it was
        begun.
        """
        keys = list(keys)
        for first in range(0, len(keys), _AT_ONCE):
            with self.store.read() as connection:
                for key in keys[first : first + _AT_ONCE]:
                    yield articles.load_record(connection, self.path, key)

    def remove_article(self, key: int) -> Document:
        """Take an article out; until the dataset is closed `restore_article` brings it back."""
        document = self.load(key)
        with self.store.write("The removal") as connection:
            articles.hide_article(connection, key, True)
        return document

    def restore_article(self, document: Document) -> None:
        """Bring a removed article back with its key, its place in the queue and all that belonged to it."""
        with self.store.write("The article") as connection:
            articles.hide_article(connection, document.article.key, False)

    def set_tokens(self, key: int, tokens: Tokens) -> None:
        """Keep the tokens of an article, in place of others."""
        with self.store.write("The tokens") as connection:
            articles.write_tokens(connection, key, tokens)

    def add_seconds(self, key: int, seconds: float) -> None:
        """Add to the time that was spent on an article."""
        with self.store.write("The time") as connection:
            connection.execute("UPDATE article SET seconds = seconds + ? WHERE key = ?", (seconds, key))

    def seconds(self, key: int) -> float:
        """The time that was spent on an article so far."""
        with self.store.read() as connection:
            row = connection.execute("SELECT seconds FROM article WHERE key = ?", (key,)).fetchone()
        return 0.0 if row is None else float(row[0])

    def _forget_removed(self) -> None:
        if not self.read_only:
            with self.store.write("The removal") as connection:
                articles.purge_hidden(connection)

    # -- edits ------------------------------------------------------------------------------------

    def apply(self, change: Change, *, last_id: int = 0) -> None:
        """Write a change in one transaction. `last_id` is that of the document which gave the new ids.

        Raises LookupError, and writes nothing, where the change does not fit what is there.
        """
        with self.store.write("The decision") as connection:
            write_change(connection, change, last_id)

    # -- the queue --------------------------------------------------------------------------------

    def queue(
        self, wanted: Wanted = EVERYTHING, *, after: QueueRow | None = None, limit: int = 200
    ) -> list[QueueRow]:
        """At most `limit` of the wanted articles from behind the row `after`, the last of the page before."""
        return queue.page(self.store, wanted, after, limit)

    def found(
        self,
        wanted: Wanted,
        *,
        after: QueueRow | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[QueueRow, None, None]:
        """The wanted articles as they are found: a search that has to read texts gives its first ones soon.

        Close the iterator where it is left early: until then it holds a view of the dataset as it was.
        """
        return queue.stream(self.store, wanted, after, cancelled)

    def row(self, key: int) -> QueueRow:
        """One article as the queue lists it."""
        with self.store.read() as connection:
            found = listing.row(connection, key)
        if found is None:
            raise GoldspanError("The article is no longer in the dataset.")
        return found

    def totals(self) -> Totals:
        """How many articles there are, done and flagged."""
        with self.store.read() as connection:
            return listing.totals(connection)

    def next_key(self, after: int | None, *, not_done: bool = True) -> int | None:
        """The key of the article that comes behind the one with the key `after`, past the end the first.

        With `not_done` those that are done or skipped are passed over. None where there is no other.
        """
        with self.store.read() as connection:
            return order.next_key(connection, after, not_done=not_done)

    def ahead(self, key: int, count: int) -> list[int]:
        """The keys of the next `count` articles behind `key` that are neither done nor skipped, in order."""
        with self.store.read() as connection:
            return order.ahead(connection, key, count)

    def previous_key(self, before: int) -> int | None:
        """The key of the article that comes before the one with the key `before`; None before the first."""
        with self.store.read() as connection:
            return order.previous_key(connection, before)

    def done_keys(self) -> Iterator[int]:
        """The keys of the articles that are done, in the order of the queue."""
        with self.store.read() as connection:
            return iter(order.keys(connection, done=True))

    def keys(self) -> Iterator[int]:
        """The keys of all articles, in the order of the queue."""
        with self.store.read() as connection:
            return iter(order.keys(connection, done=False))

    # -- label scheme, pipeline, settings ---------------------------------------------------------

    @property
    def scheme(self) -> LabelScheme:
        """The label scheme."""
        return self._scheme

    def set_scheme(
        self,
        scheme: LabelScheme,
        renames: Mapping[str, str] | None = None,
        relation_renames: Mapping[str, str] | None = None,
    ) -> None:
        """Take over a label scheme; annotations follow the renames (old name to new), in one transaction.

        Two labels can change places; to become one they cannot, which is refused. What the pipeline's labels
        are mapped to follows as well.
        """
        renamed = bool(renames or relation_renames)
        # Not beside an import: what it copies later would keep the old names.
        with (
            self.store.alone("Renaming labels") if renamed else contextlib.nullcontext(),
            self.changing_scheme(scheme, renames or {}, "The label scheme") as connection,
        ):
            settings.rename(connection, "span", renames or {})
            settings.rename(connection, "relation", relation_renames or {})

    @contextlib.contextmanager
    def changing_scheme(
        self, scheme: LabelScheme, renames: Mapping[str, str], what: str
    ) -> Iterator[sqlite3.Connection]:
        """A transaction that takes over a label scheme; the pipeline's mapping follows the renames."""
        pipeline = settings.renamed(self._pipeline, renames)
        with self.store.write(what) as connection:
            settings.write_scheme(connection, scheme)
            settings.write_pipeline(connection, pipeline)
            yield connection
        self._scheme, self._pipeline = scheme, pipeline

    def label_counts(self) -> dict[str, tuple[int, int]]:
        """For each entity label: how many spans are accepted or suggested, and in how many articles."""
        from annotations.dataset import queries

        with self.store.read() as connection:
            return queries.label_counts(connection, "span")

    def relation_counts(self) -> dict[str, tuple[int, int]]:
        """For each relation label: how many are accepted or suggested, and in how many articles."""
        from annotations.dataset import queries

        with self.store.read() as connection:
            return queries.label_counts(connection, "relation")

    def statistics(self) -> Statistics:
        """Figures about the whole dataset."""
        from annotations.dataset.statistics import statistics

        with self.store.read() as connection:
            return statistics(connection)

    @property
    def pipeline(self) -> PipelineChoice:
        """The chosen pipeline."""
        return self._pipeline

    @pipeline.setter
    def pipeline(self, choice: PipelineChoice) -> None:
        with self.store.write("The choice of the pipeline") as connection:
            settings.write_pipeline(connection, choice)
        self._pipeline = choice

    def setting(self, name: str, default: str = "") -> str:
        """What the window keeps with this dataset under a name."""
        with self.store.read() as connection:
            return settings.read(connection, f"window.{name}") or default

    def set_setting(self, name: str, value: str) -> None:
        """Keep something with this dataset under a name; an empty value takes it away."""
        with self.store.write("The setting") as connection:
            settings.write(connection, f"window.{name}", value)
