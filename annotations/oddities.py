"""Which suggestions differ from the rest, so that a person looks at them before many are accepted at once."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.check.labels import accepted_labels
from annotations.document import Document
from annotations.model import Annotation, Span, State

DOUBTFUL = 0.5
"""The score below which a suggestion is doubtful."""


def oddities(document: Document, ids: Iterable[str]) -> dict[str, str]:
    """The odd ones among suggestions, each with a few words on why.

    Odd is what crosses another undecided span, what is accepted elsewhere in the article under another
    label, and what has a low score; of several reasons the first is given.
    """
    chosen = [a for i in ids if (a := document.get(i)) is not None]
    accepted = accepted_labels(document)
    crossing = _crossing(document)
    found = {}
    for annotation in chosen:
        reason = _reason(document, annotation, accepted, crossing)
        if reason:
            found[annotation.id] = reason
    return found


def _reason(
    document: Document, annotation: Annotation, accepted: dict[str, set[str]], crossing: dict[str, str]
) -> str:
    if isinstance(annotation, Span):
        if annotation.id in crossing:
            return crossing[annotation.id]
        elsewhere = accepted.get(document.text_of(annotation), set()) - {annotation.label}
        if elsewhere:
            return f"elsewhere {', '.join(sorted(elsewhere))}"
    if annotation.score is not None and annotation.score < DOUBTFUL:
        return f"score {annotation.score:.2f}"
    return ""


def _crossing(document: Document) -> dict[str, str]:
    """For each undecided span that shares characters with another undecided one: how."""
    undecided = sorted(
        (s for s in document.spans.values() if s.state is State.SUGGESTED), key=lambda s: (s.start, -s.end)
    )
    found: dict[str, str] = {}
    widest: Span | None = None
    for span in undecided:
        if widest is not None and span.start < widest.end:
            if (span.start, span.end) == (widest.start, widest.end):
                found[span.id] = f"also {widest.label}"
                found.setdefault(widest.id, f"also {span.label}")
            else:
                within = span.end <= widest.end
                found[span.id] = f"{'inside' if within else 'overlaps'} {widest.label}"
                found.setdefault(widest.id, f"{'around' if within else 'overlaps'} {span.label}")
        if widest is None or span.end > widest.end:
            widest = span
    return found
