"""The colours of labels on an HTML page: a class for each label, in a light and a dark theme."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.palette import is_colour, label_colour, next_hue
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel


class Colours:
    """Gives each label its class; labels that the scheme does not have get the next hues."""

    def __init__(self, scheme: LabelScheme) -> None:
        self._entities, self._relations = _chosen(scheme.entities), _chosen(scheme.relations)
        self._entity_order = {label: n for n, label in enumerate(self._entities)}
        self._relation_order = {label: n for n, label in enumerate(self._relations)}
        self._styled: set[str] = set()

    def entity(self, label: str) -> str:
        """The class of a span's label."""
        return f"l{_number(label, self._entity_order, self._entities)}"

    def relation(self, label: str) -> str:
        """The class of a relation's label."""
        return f"r{_number(label, self._relation_order, self._relations)}"

    def in_order(self, labels: Iterable[str]) -> list[str]:
        """Span labels, in the order of the scheme."""
        return sorted(labels, key=lambda label: int(self.entity(label)[1:]))

    def relations_in_order(self, labels: Iterable[str]) -> list[str]:
        """Relation labels, in the order of the scheme."""
        return sorted(labels, key=lambda label: int(self.relation(label)[1:]))

    def style(self, entities: Iterable[str], relations: Iterable[str]) -> str:
        """The style of those labels that have had none yet, or nothing."""
        wanted = {self.entity(label): self._entities[label] for label in entities}
        wanted |= {self.relation(label): self._relations[label] for label in relations}
        new = {name: colour for name, colour in sorted(wanted.items()) if name not in self._styled}
        if not new:
            return ""
        self._styled |= new.keys()
        light, dark = (
            "".join(_rule(name, colour, dark=theme) for name, colour in new.items())
            for theme in (False, True)
        )
        return f"<style>\n{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n</style>\n"


def _chosen(labels: Iterable[EntityLabel | RelationLabel]) -> dict[str, str]:
    """The colours of a scheme's labels by name; one without a colour gets the next hue."""
    chosen: dict[str, str] = {}
    for label in labels:
        chosen[label.name] = label.colour if is_colour(label.colour) else next_hue(chosen.values())
    return chosen


def _number(label: str, order: dict[str, int], colours: dict[str, str]) -> int:
    if label not in order:
        order[label] = len(order)
        colours[label] = next_hue(colours.values())
    return order[label]


def _rule(name: str, colour: str, *, dark: bool) -> str:
    found = label_colour(colour, dark=dark)
    return f".{name} {{ --fill: {found.fill}; --pale: {found.pale}; --line: {found.line}; }}\n"
