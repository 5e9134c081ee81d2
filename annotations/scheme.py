"""The label scheme: which entities and relations there are, and which relation may join what."""

from __future__ import annotations

import msgspec

from annotations.errors import EditRefused


class EntityLabel(msgspec.Struct, frozen=True):
    """A label for spans.

    `colour` names a hue of the palette or is `#rrggbb`; `key` is empty or, for example, `1` or `Shift+B`.
    """

    name: str
    colour: str = ""
    key: str = ""
    guideline: str = ""
    on: bool = True


class RelationLabel(msgspec.Struct, frozen=True):
    """A label for relations. `pairs` holds the allowed (head label, child label); empty allows every pair."""

    name: str
    colour: str = ""
    key: str = ""
    guideline: str = ""
    on: bool = True
    pairs: frozenset[tuple[str, str]] = frozenset()

    def allows(self, head: str, child: str) -> bool:
        """Whether it may join a head and a child of these labels."""
        return not self.pairs or (head, child) in self.pairs


class LabelScheme(msgspec.Struct, frozen=True):
    """The labels of a dataset, in the order in which they are shown."""

    name: str
    entities: tuple[EntityLabel, ...] = ()
    relations: tuple[RelationLabel, ...] = ()

    def entity(self, name: str) -> EntityLabel | None:
        """The entity label of this name."""
        return next((label for label in self.entities if label.name == name), None)

    def relation(self, name: str) -> RelationLabel | None:
        """The relation label of this name."""
        return next((label for label in self.relations if label.name == name), None)

    def relations_between(self, head: str, child: str) -> tuple[RelationLabel, ...]:
        """The relation labels, of those switched on, that may join a head and a child of these labels."""
        return tuple(label for label in self.relations if label.on and label.allows(head, child))

    def require(self, relation: str, head: str, child: str) -> None:
        """Raise EditRefused with the reason where `relation` may not join these labels."""
        label = self.relation(relation)
        if label is None:
            raise EditRefused(f"The label scheme has no relation “{relation}”.")
        if label.allows(head, child):
            return
        heads = sorted({pair[0] for pair in label.pairs if pair[1] == child})
        children = sorted({pair[1] for pair in label.pairs if pair[0] == head})
        if children:
            reason = f"From {head} it may lead to {_any_of(children)}, not to {child}."
        elif heads:
            reason = f"To {child} it may come from {_any_of(heads)}, not from {head}."
        else:
            reason = f"It joins neither {head} as its head nor {child} as its child."
        raise EditRefused(f"{relation} may not join {head} to {child}. {reason}")


class SchemeChange(msgspec.Struct, frozen=True):
    """An edit of the label scheme over all articles: one transaction, one undo step.

    The renames lead from a label's old name to its new one; annotations follow them.
    """

    before: LabelScheme
    after: LabelScheme
    renames: dict[str, str] = {}
    relation_renames: dict[str, str] = {}

    @property
    def text(self) -> str:
        """What the Edit menu says of it."""
        return "Change the label scheme"

    def inverse(self) -> SchemeChange:
        """The change that takes this one back."""
        return SchemeChange(
            self.after,
            self.before,
            {new: old for old, new in self.renames.items()},
            {new: old for old, new in self.relation_renames.items()},
        )


def _any_of(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
