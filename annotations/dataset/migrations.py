"""The tables of a dataset, as the ordered steps that make them.

A step that was ever released is never changed: what comes next is a step of its own at the end.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x476C6453
"""`GldS` in the file's header, by which `file` and we know a dataset from another SQLite file."""

_FIRST = """
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The queue reads this table alone, so it holds no text. AUTOINCREMENT: a key is never given twice.
-- The counts are kept in step by each change. `hidden` articles were removed and can still be brought back.
CREATE TABLE article (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    done_at TEXT NOT NULL,
    seconds REAL NOT NULL DEFAULT 0,
    last_id INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    relations INTEGER NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_position ON article (hidden, position);
CREATE INDEX article_status ON article (hidden, status, position, flagged);

CREATE TABLE article_text (
    article INTEGER PRIMARY KEY,
    text_sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    meta TEXT NOT NULL,
    extra TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX article_text_sha256 ON article_text (text_sha256);

CREATE TABLE article_tokens (
    article INTEGER PRIMARY KEY,
    tokenizer TEXT NOT NULL,
    bounds BLOB NOT NULL
);

CREATE TABLE span (
    article INTEGER NOT NULL,
    id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    sources TEXT NOT NULL,
    score REAL,
    note TEXT NOT NULL,
    was TEXT,
    extra TEXT NOT NULL,
    PRIMARY KEY (article, id)
) WITHOUT ROWID;

CREATE TABLE relation (
    article INTEGER NOT NULL,
    id TEXT NOT NULL,
    head TEXT NOT NULL,
    child TEXT NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    sources TEXT NOT NULL,
    score REAL,
    note TEXT NOT NULL,
    extra TEXT NOT NULL,
    PRIMARY KEY (article, id)
) WITHOUT ROWID;
"""

_SECOND = """
-- Positions have gaps and may be fractions: an article moves by getting one between two others'.
ALTER TABLE article ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
UPDATE article SET length = (SELECT code_points(text) FROM article_text WHERE article = key);
CREATE INDEX article_length ON article (hidden, length, position);
CREATE INDEX article_undecided ON article (hidden, undecided, position);
CREATE INDEX span_label ON span (label, article);
CREATE INDEX relation_label ON relation (label, article);

-- How many articles of each kind the queue has, kept by triggers, so that no total counts them.
CREATE TABLE tally (
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (status, flagged)
) WITHOUT ROWID;
INSERT INTO tally SELECT status, flagged, count(*) FROM article WHERE hidden = 0 GROUP BY 1, 2;
CREATE TRIGGER article_comes AFTER INSERT ON article WHEN new.hidden = 0 BEGIN
    INSERT INTO tally VALUES (new.status, new.flagged, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_goes AFTER DELETE ON article WHEN old.hidden = 0 BEGIN
    UPDATE tally SET articles = articles - 1 WHERE status = old.status AND flagged = old.flagged;
END;
CREATE TRIGGER article_changes AFTER UPDATE OF status, flagged, hidden ON article
WHEN (old.status, old.flagged, old.hidden) <> (new.status, new.flagged, new.hidden) BEGIN
    UPDATE tally SET articles = articles - 1
        WHERE old.hidden = 0 AND status = old.status AND flagged = old.flagged;
    INSERT INTO tally SELECT new.status, new.flagged, 1 WHERE new.hidden = 0
        ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

-- An import that is under way has the keys from `first` to `last`. Its texts, tokens and annotations go to
-- their tables at once, which shows nothing as long as `article` has no row; those rows wait in `incoming`.
-- Once it is `complete` they move over, and what ends that early is gone on with; before, it is undone.
-- `indexed` is the last key whose words are in the index of the full-text search.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    indexed INTEGER NOT NULL,
    complete INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE incoming (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    done_at TEXT NOT NULL,
    seconds REAL NOT NULL,
    last_id INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    relations INTEGER NOT NULL,
    length INTEGER NOT NULL
);

-- The articles whose words are not in the index of the full-text search yet.
CREATE TABLE unindexed (article INTEGER PRIMARY KEY);
INSERT INTO unindexed SELECT key FROM article;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND)
"""Step n makes a file of version n into one of version n + 1."""

VERSION = len(MIGRATIONS)
"""The version that this program writes."""


def application_id(connection: sqlite3.Connection) -> int:
    """Whose file it is."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def version(connection: sqlite3.Connection) -> int:
    """How many steps the file has behind it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are left. Call it inside a transaction: then it happens wholly or not at all."""
    # SQLite's own `length` ends at a NUL.
    connection.create_function("code_points", 1, len, deterministic=True)
    for script in MIGRATIONS[version(connection) :]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> list[str]:
    """The statements one by one: the driver's `executescript` would commit before them."""
    found: list[str] = []
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found
