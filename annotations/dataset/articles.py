"""Articles with their texts and tokens: adding, loading, finding, removing; by the driver, for its speed."""

from __future__ import annotations

import sqlite3
import zlib
from hashlib import sha256
from pathlib import Path

from annotations.dataset import failures, word_index
from annotations.dataset.rows import (
    RELATION_COLUMNS,
    SPAN_COLUMNS,
    pack_tokens,
    read_relations,
    read_spans,
    unpack_tokens,
)
from annotations.document import Document
from annotations.errors import GoldspanError
from annotations.model import Article, ArticleState, Status
from annotations.offsets import Tokens


def hash_of(text: str) -> str:
    """The SHA-256 of the text in UTF-8, hexadecimal. Raises GoldspanError for a text that cannot be kept."""
    if not text:
        raise GoldspanError("The article is empty: there is nothing to annotate.")
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        place = error.start
        line = text.count("\n", 0, place) + 1
        raise GoldspanError(
            f"The article has half a character (the lone surrogate U+{ord(text[place]):04X}) at place "
            f"{place}, in line {line}. No file can hold it: remove it there and add the article again."
        ) from None


def insert_article(connection: sqlite3.Connection, article: Article, tokens: Tokens | None) -> int:
    """Add an article at the end of the queue, with a key of its own; returns the key."""
    search = searched(f"{article.title}\n{article.id}")
    cursor = connection.execute(
        "INSERT INTO article (position, id, title, search, status, flagged, done_at, last_id,"
        " undecided, accepted, relations, length) VALUES (?, ?, ?, ?, ?, 0, '', 0, 0, 0, 0, ?)",
        (
            end_position(connection),
            article.id,
            article.title,
            search,
            Status.UNTOUCHED.value,
            len(article.text),
        ),
    )
    key = cursor.lastrowid
    assert key is not None
    connection.execute(
        "INSERT INTO article_text (article, text_sha256, source, meta, extra, text)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (key, article.text_sha256, article.source, article.meta, article.extra, article.text),
    )
    if tokens is not None:
        write_tokens(connection, key, tokens)
    word_index.add(connection, key, search, article.text)
    return key


def end_position(connection: sqlite3.Connection) -> int:
    """The position behind the last article; removed ones keep theirs, for they can come back."""
    found = connection.execute(
        "SELECT max((SELECT ifnull(max(position), 0) FROM article WHERE hidden = 0),"
        " (SELECT ifnull(max(position), 0) FROM article WHERE hidden = 1))"
    ).fetchone()
    return int(found[0]) + 1


def searched(text: str) -> str:
    """The form in which titles are kept and searched for, so that case does not matter in any language."""
    return text.casefold().encode(errors="replace").decode()


def write_tokens(connection: sqlite3.Connection, key: int, tokens: Tokens) -> None:
    """Keep the tokens of an article, in place of others."""
    connection.execute(
        "INSERT OR REPLACE INTO article_tokens (article, tokenizer, bounds) VALUES (?, ?, ?)",
        (key, tokens.tokenizer, pack_tokens(tokens)),
    )


def load_document(connection: sqlite3.Connection, path: Path, key: int) -> Document:
    """The article with all that belongs to it.

    Raises GoldspanError where it is not there, or is not what was written.
    """
    return load_record(connection, path, key)[0]


def load_record(connection: sqlite3.Connection, path: Path, key: int) -> tuple[Document, float]:
    """The article with all that belongs to it, and the seconds that were spent on it; else as above."""
    try:
        return _load(connection, key)
    except (ValueError, KeyError, zlib.error) as error:
        raise failures.damaged(path, f"article {key}: {error}") from error


def _load(connection: sqlite3.Connection, key: int) -> tuple[Document, float]:
    row = connection.execute(
        "SELECT id, title, text, text_sha256, source, meta, extra, status, flagged, done_at, last_id, seconds"
        " FROM article JOIN article_text ON article = key WHERE key = ? AND hidden = 0",
        (key,),
    ).fetchone()
    if row is None:
        raise GoldspanError("The article is no longer in the dataset. Choose another one in the queue.")
    article = Article(key, *row[:7])
    if sha256(article.text.encode()).hexdigest() != article.text_sha256:
        raise ValueError("its text is not the one that was added")
    spans = connection.execute(f"SELECT {SPAN_COLUMNS} FROM span WHERE article = ?", (key,))
    relations = connection.execute(f"SELECT {RELATION_COLUMNS} FROM relation WHERE article = ?", (key,))
    packed = connection.execute(
        "SELECT bounds, tokenizer FROM article_tokens WHERE article = ?", (key,)
    ).fetchone()
    document = Document(
        article,
        ArticleState(Status(row[7]), bool(row[8]), row[9]),
        read_spans(spans.fetchall()),
        read_relations(relations.fetchall()),
        tokens=None if packed is None else unpack_tokens(*packed),
        last_id=row[10],
    )
    for relation in document.relations.values():
        if relation.head not in document.spans or relation.child not in document.spans:
            raise ValueError(f"an end of relation {relation.id} is missing")
    return document, float(row[11])


def find_article(connection: sqlite3.Connection, text_sha256: str) -> int | None:
    """The first article with this text."""
    row = connection.execute(
        # In this order: left to itself, SQLite goes through all articles for the one with the text.
        "SELECT min(key) FROM article_text CROSS JOIN article ON article = key"
        " WHERE text_sha256 = ? AND hidden = 0",
        (text_sha256,),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def hide_article(connection: sqlite3.Connection, key: int, hidden: bool) -> None:
    """Take an article out of sight, or bring it back as it was. Raises GoldspanError where there is none."""
    cursor = connection.execute(
        "UPDATE article SET hidden = ? WHERE key = ? AND hidden = ?", (hidden, key, not hidden)
    )
    if cursor.rowcount != 1:
        raise GoldspanError("The article is no longer in the dataset.")


def purge_hidden(connection: sqlite3.Connection) -> None:
    """Delete the removed articles for good."""
    word_index.remove(connection, "hidden = 1")
    for table in ("article_text", "article_tokens", "span", "relation"):
        connection.execute(f"DELETE FROM {table} WHERE article IN (SELECT key FROM article WHERE hidden = 1)")
    connection.execute("DELETE FROM article WHERE hidden = 1")
