"""What is wrong with a label scheme; one rule book for the editor, the file and the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from annotations.label_keys import key_fault
from annotations.palette import is_colour, next_hue
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.toml_lines import Path

Label = EntityLabel | RelationLabel
AnyLabel = TypeVar("AnyLabel", EntityLabel, RelationLabel)


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong, as a sentence that says what to do.

    `path` leads to it: `("entity", 3, "key")`, `("relation", 0, "pairs", "PERSON")`, `("name",)`. `about` is
    the name or key that it is about.
    """

    path: Path
    sentence: str
    about: str = ""


def problems(scheme: LabelScheme) -> list[Problem]:
    """Return all that is wrong with a scheme, in the scheme's order; empty if it can be used."""
    found = [Problem(("name",), fault) for fault in name_faults(scheme.name, "the scheme")]
    found += _label_problems("entity", scheme.entities)
    found += _label_problems("relation", scheme.relations)
    known = {label.name for label in scheme.entities}
    for index, relation in enumerate(scheme.relations):
        found += _pair_problems(index, relation, known)
    return found


def with_colours(scheme: LabelScheme) -> LabelScheme:
    """Give each label that has no colour the next hue of the palette, entities and relations apart."""
    return msgspec.structs.replace(
        scheme, entities=_coloured(scheme.entities), relations=_coloured(scheme.relations)
    )


def _coloured(labels: tuple[AnyLabel, ...]) -> tuple[AnyLabel, ...]:
    colours = [label.colour for label in labels]
    for index, colour in enumerate(colours):
        colours[index] = colour or next_hue(colours)
    return tuple(
        msgspec.structs.replace(label, colour=colour) for label, colour in zip(labels, colours, strict=True)
    )


def _label_problems(kind: str, labels: Sequence[Label]) -> Iterator[Problem]:
    named: dict[str, int] = {}
    keyed: dict[str, str] = {}
    for index, label in enumerate(labels):
        for fault in name_faults(label.name, f"the {kind} label"):
            yield Problem((kind, index, "name"), fault, label.name)
        if label.name in named:
            fault = f"There are two {kind} labels “{label.name}”. Rename one or take it out."
            yield Problem((kind, index, "name"), fault, label.name)
        named.setdefault(label.name, index)
        if fault := key_fault(label.key):
            yield Problem((kind, index, "key"), fault, label.key)
        elif label.key in keyed:
            fault = f"{keyed[label.key]} has the key {label.key}. Give {label.name} another one or none."
            yield Problem((kind, index, "key"), fault, label.key)
        if label.key:
            keyed.setdefault(label.key, label.name)
        if not is_colour(label.colour):
            fault = (
                f"“{label.colour}” is no colour for {label.name}. "
                "Take a hue of the palette, such as azure, or #rrggbb."
            )
            yield Problem((kind, index, "colour"), fault, label.colour)


def name_faults(name: str, what: str) -> Iterator[str]:
    """Yield what is wrong with a name, by itself, of `what`: "the scheme", "the entity label"."""
    if not name:
        yield f"{what[0].upper()}{what[1:]} has no name. Give it one."
    elif name != name.strip() or not name.isprintable():
        yield (
            f"The name {name!r} begins or ends with white space or has a control character. "
            "Write it in letters, digits and signs on one line."
        )


def _pair_problems(index: int, relation: RelationLabel, known: set[str]) -> Iterator[Problem]:
    missing: dict[str, str] = {}
    for head, child in sorted(relation.pairs):
        for name in (head, child):
            if name not in known:
                missing.setdefault(name, head)
    for name, head in missing.items():
        fault = (
            f"{relation.name} may join “{name}”, but the scheme has no such entity label. "
            "Add the label or take it out of the pairs."
        )
        yield Problem(("relation", index, "pairs", head), fault, name)
