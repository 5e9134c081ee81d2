"""brat's `annotation.conf`: the labels of a scheme, and those that the articles have beyond it."""

from __future__ import annotations

import re
from collections import defaultdict

from annotations.scheme import LabelScheme, RelationLabel


def brat_label(label: str) -> str:
    """A label as brat takes it: without white space."""
    return re.sub(r"\s+", "_", label)


class Conf:
    """Gathers the labels of the articles as they are written."""

    def __init__(self, scheme: LabelScheme) -> None:
        self._relations = {brat_label(label.name): _pairs(label) for label in scheme.relations}
        self._entities = dict.fromkeys(brat_label(label.name) for label in scheme.entities)
        self._attributes: dict[str, dict[str, None]] = {}

    def entity(self, label: str) -> None:
        """Note a span's label."""
        self._entities.setdefault(label)

    def relation(self, label: str) -> None:
        """Note a relation's label; one that the scheme does not have may join all."""
        self._relations.setdefault(label, ["Arg1:<ENTITY>, Arg2:<ENTITY>"])

    def attribute(self, name: str, values: list[str]) -> None:
        """Note an attribute and the value it has."""
        self._attributes.setdefault(name, {}).update(dict.fromkeys(values))

    def text(self) -> str:
        """The file."""
        lines = ["[entities]", *self._entities, "", "[relations]"]
        lines += [f"{name}\t{pair}" for name, pairs in self._relations.items() for pair in pairs]
        lines += ["", "[events]", "", "[attributes]"]
        for name, values in self._attributes.items():
            lines.append(f"{name}\tArg:<ANY>" + (f", Value:{'|'.join(values)}" if values else ""))
        return "\n".join([*lines, ""])


def _pairs(label: RelationLabel) -> list[str]:
    """What a relation may join: a line for each head, with all that it may lead to."""
    if not label.pairs:
        return ["Arg1:<ENTITY>, Arg2:<ENTITY>"]
    children: dict[str, list[str]] = defaultdict(list)
    for head, child in sorted(label.pairs):
        children[brat_label(head)].append(brat_label(child))
    return [f"Arg1:{head}, Arg2:{'|'.join(found)}" for head, found in children.items()]
