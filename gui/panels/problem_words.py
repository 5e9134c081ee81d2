"""What a list calls the kinds of problems, and where one is."""

from __future__ import annotations

from annotations.check.fixes import TEXTS
from annotations.check.found import Finding, Kind

KINDS = {
    Kind.RECORD: "Unreadable record",
    Kind.OFFSETS: "Outside the text",
    Kind.WHITE_SPACE: "White space at an edge",
    Kind.OFF_TOKEN: "Inside a token",
    Kind.DUPLICATE: "Duplicate",
    Kind.UNKNOWN_LABEL: "Unknown label",
    Kind.CONSTRAINT: "Constraint of the scheme",
    Kind.SHARED_TOKEN: "Shared last token",
    Kind.CONTRADICTION: "Contradicting labels",
    Kind.CORPUS_CONTRADICTION: "Contradicting labels over articles",
}
"""The kinds in words, in the order in which they are listed."""


def where(finding: Finding, *, with_article: bool) -> str:
    """The kind and the place: `Duplicate · line 12`, with the article's title behind it if wanted."""
    line = f"line {finding.line:,}" if finding.line else ""
    title = " ".join(finding.title.split()) if with_article else ""
    return " · ".join(part for part in (KINDS[finding.kind], line, title) if part)


def fix_all_words(kind: Kind, count: int) -> str:
    """What the button says that mends all of a kind: `Trim white space, all 12`."""
    return f"{TEXTS[kind]}, all {count:,}"
