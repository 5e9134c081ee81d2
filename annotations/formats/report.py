"""What a read could not take over: named and counted, never dropped in silence."""

from __future__ import annotations

from collections import Counter

import msgspec

from annotations.errors import GoldspanError

_PLACES = 20
"""Places that are kept for each thing left: enough to look for the cause."""


class Left(msgspec.Struct):
    """One kind of thing that was left out or changed on the way, how often, and where first."""

    count: int = 0
    places: list[str] = []
    spots: list[tuple[int, str]] = []
    """For each place the key of its article in the dataset and the id of the span or relation: 0 and empty
    where they are not known."""


class Report:
    """Told by a reader as it goes; one for all the files of an import.

    With `skip_bad` a malformed record is left out and named in `bad`; else it ends the read. `places` is how
    many places of each thing are kept.
    """

    def __init__(self, *, skip_bad: bool = False, places: int = _PLACES) -> None:
        self._skip_bad, self._places = skip_bad, places
        self.article = 0
        """The key of the article that is being written, where a dataset is."""
        self.bad: list[str] = []
        """A sentence for each record that was not read."""
        self.left: dict[str, Left] = {}
        """By what it is (`attribute of a span`), in the order in which it was met."""
        self.articles = 0
        self.labels: Counter[str] = Counter()
        """How many spans of each label were read."""
        self.relations: Counter[str] = Counter()
        """How many relations of each label were read."""

    def skip(self, error: GoldspanError) -> None:
        """Note a record that cannot be read, and go on; raises `error` where that is not wanted."""
        if not self._skip_bad:
            raise error
        self.bad.append(error.message)

    def has_room(self, what: str) -> bool:
        """Whether another place of this is kept."""
        return what not in self.left or len(self.left[what].places) < self._places

    def leave(self, what: str, place: str, count: int = 1, *, id: str = "") -> None:
        """Note what one side holds and the other cannot, or holds otherwise: what it is, and where.

        `id` is the span's or relation's in the article that is being written.
        """
        left = self.left.setdefault(what, Left())
        left.count += count
        if len(left.places) < self._places:
            left.places.append(place)
            left.spots.append((self.article, id))
