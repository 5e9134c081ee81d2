"""From a parsed text to suggested spans. Runs where the pipeline does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from annotations.suggest.results import Setup, SuggestedSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


class Found(NamedTuple):
    """Spans in reading order, outer before inner, and the count of those that the scheme has no label for."""

    spans: list[SuggestedSpan]
    unmapped: dict[str, int]


def find_entities(doc: Doc, offset: int, setup: Setup, source: str) -> Found:
    """The spans of `doc.ents` and of every `doc.spans[key]`, under the scheme's labels, each once.

    `offset` is the place of the doc's text in the article.
    """
    best: dict[tuple[int, int, str], float | None] = {}
    unmapped: Counter[str] = Counter()
    labels = Labels(setup)
    for span, name, score in _all(doc):
        bounds = _trimmed(span)
        label = labels.shown(name)
        if label is None:
            if bounds and labels.is_unmapped(name):
                unmapped[name] += 1
            continue
        if bounds is None:
            continue
        key = (offset + bounds[0], offset + bounds[1], label)
        known = best.get(key)
        best[key] = score if known is None else max(known, score or 0.0)
    ordered = sorted(best, key=lambda key: (key[0], -key[1], key[2]))
    return Found([SuggestedSpan(*key, source, best[key]) for key in ordered], dict(unmapped))


class Labels:
    """What becomes of a pipeline's labels in a label scheme."""

    def __init__(self, setup: Setup) -> None:
        self._mapping = setup.mapping
        self._on = {label.name: label.on for label in setup.scheme.entities}

    def shown(self, name: str) -> str | None:
        """The scheme's label for one of the pipeline; None where it has none or it is switched off."""
        label = self._mapping.get(name, name)
        return label if self._on.get(label) else None

    def is_unmapped(self, name: str) -> bool:
        """Whether nobody said what becomes of it, and the scheme has no label of that name."""
        label = self._mapping.get(name, name)
        return bool(label) and label not in self._on


def _all(doc: Doc) -> Iterator[tuple[Span, str, float | None]]:
    """Every span with its label and score; one without a label goes by the name of its group."""
    for span in doc.ents:
        yield span, span.label_, None
    for group, spans in doc.spans.items():
        scores = spans.attrs.get("scores")
        known = scores is not None and len(scores) == len(spans)
        for n, span in enumerate(spans):
            yield span, span.label_ or group, float(scores[n]) if known else None


def _trimmed(span: Span) -> tuple[int, int] | None:
    """The characters it covers without tokens of white space at its edges; None where nothing is left."""
    tokens = [token for token in span if not token.is_space]
    if not tokens:
        return None
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
