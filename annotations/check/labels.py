"""Labels: those that the scheme does not have, and texts that were given several."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.document import Document
from annotations.model import Annotation, Span, State
from annotations.scheme import LabelScheme

TextLabels = dict[str, dict[str, list[Span]]]
"""By the text of spans, then by label, in the order in which they came."""


def unknown(scheme: LabelScheme, annotation: Annotation) -> bool:
    """Whether the scheme has no such label."""
    find = scheme.entity if isinstance(annotation, Span) else scheme.relation
    return find(annotation.label) is None


def text_labels(document: Document, spans: Iterable[Span], into: TextLabels | None = None) -> TextLabels:
    """The spans by their text and label, put to those that are known so far where there are any."""
    found: TextLabels = {} if into is None else into
    for span in spans:
        found.setdefault(document.text_of(span), {}).setdefault(span.label, []).append(span)
    return found


def accepted_labels(document: Document) -> dict[str, set[str]]:
    """The labels that each text is accepted under."""
    accepted = (s for s in document.spans.values() if s.state is State.ACCEPTED)
    return {text: set(labels) for text, labels in text_labels(document, accepted).items()}


def contradictions(labelled: TextLabels) -> TextLabels:
    """The texts with more than one label."""
    return {text: labels for text, labels in labelled.items() if len(labels) > 1}


def rarest_first(counts: dict[str, int]) -> list[str]:
    """Labels, the one that is used least first: most likely the slip, and the place to look at."""
    return sorted(counts, key=lambda label: (counts[label], label))


def times(count: int) -> str:
    """`once`, `2 times`."""
    return "once" if count == 1 else f"{count:,} times"
