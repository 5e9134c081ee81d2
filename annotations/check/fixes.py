"""The fixes of findings, as edits: one at a time, or all of a kind in an article; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection

from annotations.check.bounds import flaws
from annotations.check.found import Finding, Kind
from annotations.check.twins import twin_relations, twin_spans
from annotations.document import Document
from annotations.edits.mend import Bounds, fit, remove_twins
from annotations.model import Annotation, Change, Span, State
from annotations.offsets import trim
from annotations.scheme import LabelScheme

Make = Callable[[Document], Change]
"""What an undo stack is given: makes the change of a document as it is then."""

TEXTS = {
    Kind.WHITE_SPACE: "Trim white space",
    Kind.OFF_TOKEN: "Snap to tokens",
    Kind.DUPLICATE: "Remove duplicates",
}
"""The kinds that can be fixed, and what the Edit menu says of the fix."""


def fix(finding: Finding, scheme: LabelScheme) -> Make | None:
    """The fix of one finding; None where a person has to decide."""
    return _make(finding.kind, scheme, frozenset(finding.ids)) if finding.fix else None


def fix_all(kind: Kind, scheme: LabelScheme) -> Make | None:
    """The fix of all findings of a kind in an article; None for a kind that a person has to decide on."""
    return _make(kind, scheme, None) if kind in TEXTS else None


def words_of_fix(document: Document, kind: Kind, annotation: Annotation) -> str:
    """What the fix of a finding about an annotation would do; empty where there is none."""
    if kind in (Kind.WHITE_SPACE, Kind.OFF_TOKEN):
        bounds = _mended(document, kind, annotation) if isinstance(annotation, Span) else None
        if bounds is None:
            return ""
        return TEXTS[kind] if bounds[0] < bounds[1] else "Remove it: it is nothing but white space"
    return TEXTS.get(kind, "")


def _make(kind: Kind, scheme: LabelScheme, ids: Collection[str] | None) -> Make:
    if kind is Kind.DUPLICATE:
        return lambda document: _without_twins(document, ids)

    def make(document: Document) -> Change:
        if ids is None:
            spans = [s for s in document.spans.values() if s.state is State.ACCEPTED]
        else:
            spans = [document.spans[i] for i in ids if i in document.spans]
        found = {
            span.id: bounds
            for span, flawed in flaws(document, spans)
            if flawed is kind and (bounds := _mended(document, kind, span)) is not None
        }
        return fit(document, scheme, found, TEXTS[kind])

    return make


def _without_twins(document: Document, ids: Collection[str] | None) -> Change:
    spans = [g for g in twin_spans(document) if ids is None or g[0].id in ids]
    relations = [g for g in twin_relations(document) if ids is None or g[0].id in ids]
    return remove_twins(document, spans, relations, TEXTS[Kind.DUPLICATE])


def _mended(document: Document, kind: Kind, span: Span) -> Bounds | None:
    """The bounds without the flaw; equal ones where nothing is left, None where there are none."""
    if kind is Kind.WHITE_SPACE:
        return trim(document.text, span.start, span.end)
    snapped = document.tokens.snap(span.start, span.end) if document.tokens is not None else None
    if snapped is None or trim(document.text, *snapped) != snapped:
        return None
    return snapped
