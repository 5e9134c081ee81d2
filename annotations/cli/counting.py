"""`goldspan stats`: the numbers of a dataset or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import FormatOption, JsonOption, input_path
from annotations.cli.running import run, write
from annotations.cli.table import table

if TYPE_CHECKING:
    from annotations.stats import Lengths, Stats


def command(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="A dataset or a file; - is the input.")],
    format_id: FormatOption = "",
    as_json: JsonOption = False,
) -> None:
    """Count what a dataset or a file holds: articles by state, spans and relations by label, lengths, time.

    \b
    goldspan stats news.goldspan
    goldspan stats news.goldspan --json | python -m json.tool
    """
    run(lambda: _stats(dataset, format_id, as_json))


def _stats(name: str, format_id: str, as_json: bool) -> None:
    import msgspec

    from annotations.formats.report import Report
    from annotations.meter import Meter
    from annotations.sources import open_source
    from annotations.stats import stats

    with (
        input_path(name) as path,
        open_source(path, Report(), format_id=format_id) as source,
        Meter("Counting", source.total) as meter,
    ):
        found = stats(meter.through(source.records))
    write(msgspec.json.encode(found).decode() if as_json else _text(found))


def _text(found: Stats) -> str:
    minutes, hours = found.seconds / 60, found.seconds / 3600
    rows = [["Articles", f"{found.articles:,}"]]
    rows += [[f"  {status.replace('_', ' ')}", f"{n:,}"] for status, n in found.by_status.items() if n]
    rows += [
        ["Flagged", f"{found.flagged:,}"],
        ["Characters", f"{found.characters:,}"],
        ["Tokens", f"{found.tokens:,}"],
        ["Time", f"{hours:.1f} hours" if hours >= 1 else f"{minutes:.1f} minutes"],
        ["Drawn or changed by a person", f"{found.own:,}"],
        ["With a note", f"{found.notes:,}"],
    ]
    parts = [
        table(["", ""], rows).lstrip("\n").rstrip(),
        table(
            ["Length in characters", "least", "median", "mean", "most"],
            [_row("article", found.article_lengths), _row("span", found.span_lengths)],
        ),
    ]
    parts += [_labels(head, of) for head, of in (("Span", found.spans), ("Relation", found.relations)) if of]
    return "\n\n".join(parts)


def _row(name: str, lengths: Lengths) -> list[str]:
    return [name, f"{lengths.least:,}", f"{lengths.median:,.1f}", f"{lengths.mean:,.1f}", f"{lengths.most:,}"]


def _labels(head: str, labels: dict[str, dict[str, int]]) -> str:
    states = list(next(iter(labels.values())))
    rows = [[label, *(f"{counts[state]:,}" for state in states)] for label, counts in labels.items()]
    total = [f"{sum(counts[state] for counts in labels.values()):,}" for state in states]
    return table([head, *states], [*rows, ["total", *total]])
