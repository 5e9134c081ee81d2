"""Indexing what is not in the full-text search yet: the articles of a dataset of an earlier program."""

from __future__ import annotations

from collections.abc import Callable

from annotations.dataset import word_index
from annotations.dataset.copying import Batch
from annotations.dataset.dataset import Dataset


def index_words(dataset: Dataset, *, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Index all articles that are not, in short transactions; until then a search reads the texts.

    Where it ends early the next call goes on.
    """
    if dataset.read_only:
        return
    batch = Batch(dataset.store, "The index for the search")
    with dataset.store.alone("Indexing for the search"):
        while not cancelled():
            with batch.write() as connection:
                if not word_index.index_some(connection, batch.size):
                    return
