"""What goes into the worker and what comes out of it: small values that are cheap to send."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from annotations.scheme import LabelScheme

Ends = tuple[int, int, str]
"""A span as a relation names it: start, end, label."""


class SuggestedSpan(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A span that a suggester found; offsets are those of the whole article."""

    start: int
    end: int
    label: str
    source: str
    score: float | None = None

    @property
    def ends(self) -> Ends:
        """Bounds and label, which tell it from every other."""
        return (self.start, self.end, self.label)


class SuggestedRelation(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A relation that a suggester found between spans that were suggested or given."""

    head: Ends
    child: Ends
    label: str
    source: str
    score: float | None = None

    @property
    def place(self) -> int:
        """Where it stands in reading order: the start of the later of its two ends."""
        return max(self.head[0], self.child[0])


class Suggestions(msgspec.Struct, frozen=True, array_like=True):
    """What was found in `[start, end)` of an article: spans that start there, relations whose later end does.

    `tokens` are the bounds of the tokens that start there, with the pipeline's tokens of white space.
    `tokenizer` is, for example, `en_core_web_sm 3.8.0 / spacy 3.8.18`. `unmapped` counts, by the pipeline's
    label, the spans that are not shown because the scheme has no label for them.
    """

    start: int
    end: int
    spans: list[SuggestedSpan]
    relations: list[SuggestedRelation]
    tokens: list[tuple[int, int]]
    tokenizer: str
    unmapped: dict[str, int]


class Setup(msgspec.Struct, frozen=True):
    """How suggestions are made: which pipeline, what becomes of its labels, which pattern files.

    `mapping` leads from a label of the pipeline to one of the scheme, or to "" for one that is not wanted;
    a label that it does not name keeps its name. `patterns` are paths of pattern files; None stands for the
    ones that come with the program.
    """

    pipeline: str
    scheme: LabelScheme
    mapping: dict[str, str] = {}
    patterns: tuple[str, ...] | None = None


class Loaded(msgspec.Struct, frozen=True):
    """A pipeline that is ready. `sources` are the names that its suggestions carry; `note` is a sentence
    about what it cannot do, or empty.
    """

    name: str
    source: str
    tokenizer: str
    sources: frozenset[str]
    note: str = ""


PART_ROWS = 100
"""Spans and relations that one `Suggestions` holds at the most, so that taking it over is no stall."""


def parts(found: Suggestions, rows: int = PART_ROWS) -> list[Suggestions]:
    """Cut `found` (spans and tokens in order) into parts of at most `rows` spans and relations.

    It is cut between starts: only where more than `rows` begin at one character is a part larger.
    """
    if len(found.spans) + len(found.relations) <= rows:
        return [found]
    starts = sorted([s.start for s in found.spans] + [r.place for r in found.relations])
    cuts = [found.start]
    since = 0
    while len(starts) - since > rows:
        cut = starts[since + rows]
        first = bisect_left(starts, cut)
        if first <= since:
            later = next((s for s in starts[since + rows :] if s > cut), None)
            if later is None:
                break
            cut, first = later, bisect_left(starts, later)
        cuts.append(cut)
        since = first
    bounds = zip(cuts, [*cuts[1:], found.end], strict=True)
    return [_between(found, start, end, first=not n) for n, (start, end) in enumerate(bounds)]


def _between(found: Suggestions, start: int, end: int, *, first: bool) -> Suggestions:
    return Suggestions(
        start,
        end,
        [s for s in found.spans if start <= s.start < end],
        [r for r in found.relations if start <= r.place < end],
        [t for t in found.tokens if start <= t[0] < end],
        found.tokenizer,
        found.unmapped if first else {},
    )
