"""A label scheme while it is edited: a copy that refuses what cannot be and remembers what was renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from annotations.errors import EditRefused
from annotations.label_keys import free_key, key_fault, normal_key
from annotations.palette import next_hue
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_check import Label, name_faults, with_colours

Kind = Literal["entity", "relation"]
"""Which of the two lists of labels."""

Counts = Mapping[str, tuple[int, int]]
"""How much a label is used: its spans or relations, and the articles that have any."""

_NEW = {"entity": "NEW_LABEL", "relation": "new_relation"}
_THINGS = {"entity": "span", "relation": "relation"}


@dataclass(slots=True)
class _Row:
    """A label, what it was called when the editing began (empty: new), and whether its key is our guess."""

    label: Label
    origin: str
    guessed: bool = False

    def set(self, **fields: Any) -> None:
        self.label = msgspec.structs.replace(self.label, **fields)


class SchemeDraft:
    """The working copy of a scheme. Each verb either does it or raises EditRefused with the reason.

    Labels are named by kind and index. A label in use cannot be removed: its spans would lose their label.
    """

    def __init__(self, scheme: LabelScheme, counts: Counts, relation_counts: Counts) -> None:
        self._original = with_colours(scheme)
        self._counts: dict[Kind, Counts] = {"entity": counts, "relation": relation_counts}
        self._name = scheme.name
        self._rows: dict[Kind, list[_Row]] = {
            "entity": [_Row(label, label.name) for label in self._original.entities],
            "relation": [_Row(label, label.name) for label in self._original.relations],
        }

    @property
    def scheme(self) -> LabelScheme:
        """The scheme as it stands."""
        entities = tuple(label for label in self.labels("entity") if isinstance(label, EntityLabel))
        relations = tuple(label for label in self.labels("relation") if isinstance(label, RelationLabel))
        return LabelScheme(self._name, entities, relations)

    @property
    def changed(self) -> bool:
        """Whether it differs from the scheme that the editing began with."""
        return self.scheme != self._original

    def labels(self, kind: Kind) -> Sequence[Label]:
        """The labels of one kind, in order."""
        return [row.label for row in self._rows[kind]]

    def renames(self, kind: Kind) -> dict[str, str]:
        """The labels that are called otherwise now, old name to new; to be applied all at once."""
        pairs = {row.origin: row.label.name for row in self._rows[kind] if row.origin}
        return {old: new for old, new in pairs.items() if old != new}

    def used(self, kind: Kind, index: int) -> tuple[int, int]:
        """How many spans or relations have the label, in how many articles."""
        return self._counts[kind].get(self._rows[kind][index].origin, (0, 0))

    def rename(self, kind: Kind, index: int, name: str) -> None:
        """Call a label otherwise; the pairs of relations follow, and the guessed key of a new label too."""
        row = self._rows[kind][index]
        old = row.label.name
        for fault in name_faults(name, f"the {kind} label"):
            raise EditRefused(fault)
        others = [other.label for other in self._rows[kind] if other is not row]
        if any(label.name == name for label in others):
            raise EditRefused(f"There is a label “{name}” already. Take another name.")
        key = free_key(name, {label.key for label in others}) if row.guessed else row.label.key
        row.set(name=name, key=key)
        if kind == "entity":
            self._map_labels({old: name})

    def set_key(self, kind: Kind, index: int, key: str) -> None:
        """Give a label a key, or none."""
        row, key = self._rows[kind][index], normal_key(key)
        if fault := key_fault(key):
            raise EditRefused(fault)
        holders = [r.label.name for r in self._rows[kind] if r is not row and key and r.label.key == key]
        if holders:
            raise EditRefused(
                f"{holders[0]} has the key {key}. Press another, or change that label's key first."
            )
        row.set(key=key)
        row.guessed = False

    def set_colour(self, kind: Kind, index: int, colour: str) -> None:
        """Give a label a hue of the palette or `#rrggbb`."""
        self._rows[kind][index].set(colour=colour)

    def set_guideline(self, kind: Kind, index: int, guideline: str) -> None:
        """Say what the label is for."""
        self._rows[kind][index].set(guideline=guideline)

    def switch(self, kind: Kind, index: int, on: bool) -> None:
        """Switch a label on or off."""
        self._rows[kind][index].set(on=on)

    def add(self, kind: Kind) -> int:
        """Add a label with a name, a hue and a key that are free; return its index."""
        labels = self.labels(kind)
        names = {label.name for label in labels}
        numbered = (f"{_NEW[kind]}_{number}" for number in range(2, len(names) + 3))
        name = next(name for name in (_NEW[kind], *numbered) if name not in names)
        make = EntityLabel if kind == "entity" else RelationLabel
        key = free_key(name, {label.key for label in labels})
        label = make(name, next_hue([label.colour for label in labels]), key)
        self._rows[kind].append(_Row(label, "", guessed=True))
        return len(labels)

    def remove(self, kind: Kind, index: int) -> None:
        """Take out a label that nothing uses; the pairs that name it go along."""
        label = self._rows[kind][index].label
        count, articles = self.used(kind, index)
        if count:
            raise EditRefused(
                f"{label.name} stays: {usage(kind, count, articles)} would lose their label. "
                "Relabel or remove them first, or switch the label off."
            )
        if kind == "entity":
            for relation in self.scheme.relations:
                if relation.pairs and all(label.name in pair for pair in relation.pairs):
                    raise EditRefused(
                        f"{label.name} stays: without it {relation.name} would have no pair left, "
                        "and so join anything. Change its pairs or remove it first."
                    )
            self._keep_labels({other.name for other in self.labels(kind)} - {label.name})
        del self._rows[kind][index]

    def move(self, kind: Kind, index: int, step: int) -> int:
        """Move a label up (-1) or down (1); return its new index, the same at either end."""
        rows = self._rows[kind]
        target = min(max(index + step, 0), len(rows) - 1)
        rows.insert(target, rows.pop(index))
        return target

    def allow(self, index: int, head: str, child: str, allowed: bool) -> None:
        """Allow a relation label a pair of entity labels, or not. With none left, every pair is allowed."""
        pairs = self.scheme.relations[index].pairs
        self._rows["relation"][index].set(
            pairs=pairs | {(head, child)} if allowed else pairs - {(head, child)}
        )

    def load(self, scheme: LabelScheme) -> list[str]:
        """Take over another scheme; return the names of the labels that were kept because they are used.

        Labels go by their names: what is called as a label was when the editing began is that label.
        """
        self._name = scheme.name
        kept = self._take("entity", self._original.entities, scheme.entities)
        kept += self._take("relation", self._original.relations, scheme.relations)
        self._keep_labels({label.name for label in self.labels("entity")})
        return kept

    def _take(self, kind: Kind, old: Sequence[Label], new: Sequence[Label]) -> list[str]:
        origins, names = {label.name for label in old}, {label.name for label in new}
        rows = [_Row(label, label.name if label.name in origins else "") for label in new]
        kept = [
            label
            for label in old
            if label.name not in names and self._counts[kind].get(label.name, (0, 0))[0]
        ]
        for label in kept:
            taken = {row.label.key for row in rows}
            key = "" if label.key in taken else label.key
            rows.append(_Row(msgspec.structs.replace(label, key=key), label.name))
        self._rows[kind] = rows
        return [label.name for label in kept]

    def _map_labels(self, names: Mapping[str, str]) -> None:
        """Rename entity labels in the pairs of all relations."""
        for row, relation in zip(self._rows["relation"], self.scheme.relations, strict=True):
            row.set(pairs=frozenset((names.get(h, h), names.get(c, c)) for h, c in relation.pairs))

    def _keep_labels(self, names: set[str]) -> None:
        """Leave only the pairs of these entity labels."""
        for row, relation in zip(self._rows["relation"], self.scheme.relations, strict=True):
            row.set(pairs=frozenset(pair for pair in relation.pairs if names.issuperset(pair)))


def usage(kind: Kind, count: int, articles: int) -> str:
    """Return the use of a label in words: `1,377 spans in 118 articles`."""
    things = f"{count:,} {_THINGS[kind]}{'' if count == 1 else 's'}"
    return f"{things} in {articles:,} article{'' if articles == 1 else 's'}"
