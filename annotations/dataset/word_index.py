"""The index of the full-text search: which words stand in the title, the id and the text of each article.

It holds no text of its own and no places (an eighth of the size, and as much faster to write): it answers
which articles have all of some words, or beginnings of words. Case and accents do not matter. A SQLite
without FTS5 has no index; then articles are noted as not indexed, and a search reads them.

Words of a removed article can stay in the index, without a text around them, until it is compacted.
"""

from __future__ import annotations

import sqlite3

TABLE = "article_words"

NO_INDEX = (
    "The SQLite of this Python has no full-text search, so a search reads every article and is slower. "
    "Python from python.org or from a distribution has it."
)


def make(connection: sqlite3.Connection) -> bool:
    """Make the index where there is none yet; False where this SQLite cannot have one."""
    if exists(connection):
        return usable(connection)
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, text, content='', detail='none',"
            " tokenize='unicode61 remove_diacritics 2')"
        )
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        return False
    return True


def exists(connection: sqlite3.Connection) -> bool:
    """Whether the file has an index."""
    return bool(
        connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone()[0]
    )


def usable(connection: sqlite3.Connection) -> bool:
    """Whether the file has an index that this SQLite can use."""
    try:
        connection.execute(f"SELECT rowid FROM {TABLE} LIMIT 0")
    except sqlite3.OperationalError:
        return False
    return True


def add(connection: sqlite3.Connection, key: int, search: str, text: str) -> None:
    """Index an article that was just added, or note that it is not indexed."""
    try:
        connection.execute(f"INSERT INTO {TABLE} (rowid, title, text) VALUES (?, ?, ?)", (key, search, text))
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        connection.execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (key,))


def remove(connection: sqlite3.Connection, where: str, *values: object) -> None:
    """Take articles out of the index, before their rows go or change; `where` is a condition on `article`."""
    if usable(connection):
        connection.execute(
            f"INSERT INTO {TABLE} ({TABLE}, rowid, title, text) SELECT 'delete', key, search, text"
            " FROM article JOIN article_text ON article = key"
            f" WHERE {where} AND key NOT IN (SELECT article FROM unindexed)",
            values,
        )
    connection.execute(
        f"DELETE FROM unindexed WHERE article IN (SELECT key FROM article WHERE {where})", values
    )


def index_some(connection: sqlite3.Connection, limit: int) -> int:
    """Index so many of the articles that are not yet; returns how many were, 0 where none is left."""
    if not usable(connection):
        return 0
    found = connection.execute(
        "SELECT unindexed.article, search, text FROM unindexed JOIN article ON key = unindexed.article"
        " JOIN article_text ON article_text.article = key LIMIT ?",
        (limit,),
    ).fetchall()
    connection.executemany(f"INSERT INTO {TABLE} (rowid, title, text) VALUES (?, ?, ?)", found)
    connection.executemany("DELETE FROM unindexed WHERE article = ?", [(key,) for key, _, _ in found])
    return len(found)
