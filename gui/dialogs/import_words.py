"""What is said of an import: one sentence for the bar, and the whole report as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.importing import ImportEnd
    from gui.widgets.message_bar import Level


def articles(count: int) -> str:
    """`1 article`, `1,200 articles`."""
    return "1 article" if count == 1 else f"{count:,} articles"


def outcome(end: ImportEnd) -> tuple[Level, str]:
    """How bad it is, and a sentence."""
    report, result = end.report, end.result
    into = f" into {end.plan.into.name}" if end.plan.into is not None else ""
    if not result.articles and not result.skipped and not report.bad:
        return "warning", f"There is no article in {end.plan.name}. Nothing was imported."
    parts = [f"{articles(result.articles)} imported{into}."]
    if result.skipped:
        were = "was" if result.skipped == 1 else "were"
        parts.append(f"{articles(result.skipped)} {were} left out: their text is there already.")
    if report.bad:
        were = "record was" if len(report.bad) == 1 else "records were"
        parts.append(f"{len(report.bad):,} bad {were} left out.")
    if others(end):
        parts.append("Not all that was there could be kept.")
    return ("warning" if report.bad or others(end) else "info"), " ".join(parts)


def others(end: ImportEnd) -> dict[str, tuple[int, list[str]]]:
    """What was left or changed but for articles that were known: how often, and its first places."""
    from annotations.dataset.importing import TWIN

    return {what: (left.count, left.places) for what, left in end.report.left.items() if what != TWIN}


def report_text(end: ImportEnd) -> str:
    """All that is known of an import, to be read and copied."""
    report, result = end.report, end.result
    lines = ["READ"]
    lines += [f"  {item.path} ({item.format.name if item.format else 'not read'})" for item in end.plan.items]
    lines += [f"  {articles(report.articles)} read, {result.articles:,} imported, {result.skipped:,} known"]
    for title, counts in (("SPANS", report.labels), ("RELATIONS", report.relations)):
        if counts:
            lines += ["", f"{title} ({counts.total():,})"]
            lines += [f"  {label}: {count:,}" for label, count in counts.most_common()]
    if report.left:
        lines += ["", "NOT KEPT, OR CHANGED"]
        for what, left in report.left.items():
            lines.append(f"  {left.count:,} × {what}")
            lines += [f"      {place}" for place in left.places]
            if left.count > len(left.places):
                lines.append("      …")
    if report.bad:
        lines += ["", f"BAD RECORDS, LEFT OUT ({len(report.bad):,})"]
        lines += [f"  {sentence}" for sentence in report.bad]
    return "\n".join(lines) + "\n"
