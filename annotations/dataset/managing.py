"""What a person does to articles as a whole: title, place in the queue, removal; each with its inverse.

A step is a value, made for how the dataset stands now; `perform` does it, in one transaction.
"""

from __future__ import annotations

import sqlite3

import msgspec

from annotations.dataset import articles, word_index
from annotations.dataset.dataset import Dataset
from annotations.errors import GoldspanError


class Retitle(msgspec.Struct, frozen=True):
    """Give an article another title."""

    article: int
    before: str
    after: str

    @property
    def text(self) -> str:
        """What the Edit menu says of it."""
        return "Rename article"

    def inverse(self) -> Retitle:
        """The step that takes this one back."""
        return Retitle(self.article, self.after, self.before)


class Move(msgspec.Struct, frozen=True):
    """Move an article to behind another one; None is the beginning of the queue."""

    article: int
    before: int | None
    after: int | None

    @property
    def text(self) -> str:
        """What the Edit menu says of it."""
        return "Move article"

    def inverse(self) -> Move:
        """The step that takes this one back."""
        return Move(self.article, self.after, self.before)


class Remove(msgspec.Struct, frozen=True):
    """Take an article out, or with `back` bring it back as it was; possible until the dataset is closed."""

    article: int
    back: bool = False

    @property
    def text(self) -> str:
        """What the Edit menu says of it."""
        return "Remove article"

    def inverse(self) -> Remove:
        """The step that takes this one back."""
        return Remove(self.article, not self.back)


Step = Retitle | Move | Remove


def retitle(dataset: Dataset, article: int, title: str) -> Retitle:
    """The step that gives an article this title, without white space at its ends."""
    return Retitle(article, dataset.row(article).title, title.strip())


def move(dataset: Dataset, article: int, behind: int | None) -> Move:
    """The step that moves an article to behind another one, or (None) to the beginning of the queue."""
    return Move(article, dataset.previous_key(article), behind)


def perform(dataset: Dataset, step: Step) -> None:
    """Do a step. Raises GoldspanError, and does nothing, where the article or its neighbour is not there."""
    with dataset.store.write("The article") as connection:
        match step:
            case Retitle(article, _, title):
                _set_title(connection, article, title)
            case Move(article, _, behind):
                _move(connection, article, behind)
            case Remove(article, back):
                articles.hide_article(connection, article, not back)


def twins(dataset: Dataset) -> list[list[int]]:
    """The keys of articles that have the same text, together, each group in the order in which they came."""
    with dataset.store.read() as connection:
        found = connection.execute(
            "SELECT text_sha256, key FROM article_text JOIN article ON key = article WHERE hidden = 0 AND"
            " text_sha256 IN (SELECT text_sha256 FROM article_text JOIN article ON key = article"
            " WHERE hidden = 0 GROUP BY text_sha256 HAVING count(*) > 1) ORDER BY key"
        ).fetchall()
    groups: dict[str, list[int]] = {}
    for sha256, key in found:
        groups.setdefault(sha256, []).append(key)
    return list(groups.values())


def _set_title(connection: sqlite3.Connection, key: int, title: str) -> None:
    found = connection.execute(
        "SELECT id, text FROM article JOIN article_text ON article = key WHERE key = ? AND hidden = 0", (key,)
    ).fetchone()
    if found is None:
        raise _gone()
    article_id, text = found
    search = articles.searched(f"{title}\n{article_id}")
    word_index.remove(connection, "key = ?", key)
    connection.execute("UPDATE article SET title = ?, search = ? WHERE key = ?", (title, search, key))
    word_index.add(connection, key, search, text)


def _move(connection: sqlite3.Connection, key: int, behind: int | None) -> None:
    lower = 0.0 if behind is None else _position(connection, behind)
    if _position(connection, key) == lower:
        return
    position = _between(connection, key, lower)
    if position is None:
        _spread(connection)
        lower = 0.0 if behind is None else _position(connection, behind)
        position = _between(connection, key, lower)
        assert position is not None
    connection.execute("UPDATE article SET position = ? WHERE key = ?", (position, key))


def _position(connection: sqlite3.Connection, key: int) -> float:
    found = connection.execute("SELECT position FROM article WHERE key = ? AND hidden = 0", (key,)).fetchone()
    if found is None:
        raise _gone()
    return float(found[0])


def _between(connection: sqlite3.Connection, key: int, lower: float) -> float | None:
    """A free position between `lower` and the article behind it; None where no number is left there.

    Removed articles count, since they can come back to their places.
    """
    # Removed ones apart from the others: so each comes straight from the index.
    found = [
        connection.execute(
            "SELECT min(position) FROM article WHERE hidden = ? AND position > ? AND key <> ?",
            (hidden, lower, key),
        ).fetchone()[0]
        for hidden in (0, 1)
    ]
    behind = [position for position in found if position is not None]
    if not behind:
        return float(int(lower) + 1)
    position = (lower + min(behind)) / 2
    return position if lower < position < min(behind) else None


def _spread(connection: sqlite3.Connection) -> None:
    """Number the queue anew: after some fifty moves into one gap there is no number left in it."""
    connection.execute(
        "UPDATE article SET position = place FROM"
        " (SELECT key AS k, row_number() OVER (ORDER BY position, key) AS place FROM article) WHERE key = k"
    )


def _gone() -> GoldspanError:
    return GoldspanError("The article is no longer in the dataset.")
