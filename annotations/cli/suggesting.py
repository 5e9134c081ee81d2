"""`goldspan suggest`: what a pipeline suggests for articles, as JSONL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import (
    INPUT,
    FormatOption,
    SchemeOption,
    SkipBad,
    Split,
    SplitOption,
    input_path,
    scheme_in,
)
from annotations.cli.running import articles as count
from annotations.cli.running import run, say, say_report

if TYPE_CHECKING:
    from annotations.formats.format import Reading
    from annotations.formats.report import Report
    from annotations.model import Article


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN", help="Texts, files, folders, datasets; - is the input.")
    ],
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT.jsonl", help="The file to write.")] = "-",
    pipeline: Annotated[str, typer.Option(help="A pipeline's name or folder; else the default one.")] = "",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that work, a pipeline in each.")] = 1,
    format_id: FormatOption = "",
    split: SplitOption = Split.FILE,
    scheme: SchemeOption = None,
    skip_bad: SkipBad = False,
) -> None:
    """Write what a pipeline suggests for articles as JSONL, a record an article, in their order.

    The articles may be in any format that is read; what is annotated there is left aside.

    \b
    goldspan suggest interview.txt report.txt -o suggestions.jsonl
    goldspan suggest corpus/ export.jsonl -o suggestions.jsonl --workers 2
    cat lines.txt | goldspan suggest - --split line --pipeline ./my_pipeline | head
    """
    from annotations.formats.format import Reading

    reading = Reading(split=split.value)
    run(lambda: _suggest(inputs, out, pipeline, workers, format_id, reading, scheme, skip_bad))


def _suggest(
    inputs: list[str],
    out: str,
    pipeline: str,
    workers: int,
    format_id: str,
    reading: Reading,
    scheme: Path | None,
    skip_bad: bool,
) -> None:
    from annotations.formats.report import Report
    from annotations.formats.suggestions import write_suggestions
    from annotations.meter import Meter
    from annotations.scheme_file import default_scheme
    from annotations.suggest.pipelines import default_pipeline
    from annotations.suggest.results import Setup

    for name in inputs:
        _look(name, out)
    report = Report(skip_bad=skip_bad)
    setup = Setup(pipeline or default_pipeline().name, scheme_in(scheme) or default_scheme())
    articles = _articles(inputs, format_id, reading, report)
    with Meter("Suggesting") as meter:
        written = write_suggestions(articles, out, setup, workers=workers, note=say, progress=meter)
    say_report(report)
    say(f"{count(written.records)} written, offsets verified.")


def _look(name: str, out: str) -> None:
    """Refuse what is not there before any work begins, and what the suggestions would replace."""
    from annotations.errors import GoldspanError

    path = Path(name)
    if name != INPUT and not path.exists():
        raise GoldspanError(f"{name} is not there: moved, renamed or removed. Look for its new place.")
    if INPUT not in (name, out) and Path(out).exists() and path.samefile(out):
        raise GoldspanError(f"{name} is to be read: the suggestions would replace it. Name another file.")


def _articles(inputs: list[str], format_id: str, reading: Reading, report: Report) -> Iterator[Article]:
    import msgspec

    from annotations.sources import open_source

    for name in inputs:
        with (
            input_path(name) as path,
            open_source(path, report, format_id=format_id, reading=reading) as source,
        ):
            for record in source.records:
                yield msgspec.structs.replace(record.document.article, extra="")
