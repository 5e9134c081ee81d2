"""A label scheme that grows by the labels of what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from annotations.formats.report import Report
from annotations.label_keys import free_key
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_check import name_faults, with_colours


class NewLabels(NamedTuple):
    """Labels that a scheme does not have, with how often they were read, the most frequent first."""

    entities: tuple[tuple[str, int], ...] = ()
    relations: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entities or self.relations)

    @property
    def words(self) -> str:
        """All of them: `CITY (12), leads (3)`."""
        return ", ".join(f"{name} ({count:,})" for name, count in (*self.entities, *self.relations))


def new_labels(scheme: LabelScheme, report: Report) -> NewLabels:
    """The labels that were read and that the scheme does not have."""
    return NewLabels(
        tuple((name, n) for name, n in report.labels.most_common() if scheme.entity(name) is None),
        tuple((name, n) for name, n in report.relations.most_common() if scheme.relation(name) is None),
    )


def grown(scheme: LabelScheme, new: NewLabels) -> LabelScheme:
    """The scheme with the new labels behind its own, each with the next colour and a free key.

    A label whose name a scheme cannot have is left out.
    """
    entities, relations = [*scheme.entities], [*scheme.relations]
    for name in _sound(new.entities):
        entities.append(EntityLabel(name, key=free_key(name, {label.key for label in entities})))
    for name in _sound(new.relations):
        relations.append(RelationLabel(name, key=free_key(name, {label.key for label in relations})))
    return with_colours(replace(scheme, entities=tuple(entities), relations=tuple(relations)))


def _sound(labels: Iterable[tuple[str, int]]) -> Iterable[str]:
    return (name for name, _ in labels if not any(name_faults(name, "the label")))
