"""`goldspan export`: the articles of a dataset in a file of any format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotations.cli.options import Only, output_path, shares
from annotations.cli.running import articles, run, say, say_report

_SPLIT = ("spacy", "huggingface")
"""The formats that are written in parts for training."""


def command(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET", help="The dataset, NAME.goldspan.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The file or folder to write; - is the output.")],
    format_id: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="One of `goldspan formats`; else by OUT's name.")
    ] = "",
    only: Annotated[Only, typer.Option(help="The articles marked done, or all as they stand.")] = Only.DONE,
    split: Annotated[
        str, typer.Option(metavar="SHARES", help="Shares of train, dev and test, such as 0.8/0.1/0.1.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Chooses the articles of each share.")] = 0,
) -> None:
    """Write the gold of a dataset: as JSONL, a record an article, or in another format.

    What is written is checked against the texts, and replaces the old file only when all is well. The dataset
    may be open in a window.

    \b
    goldspan export news.goldspan news.jsonl
    goldspan export news.goldspan - --only all | gzip > all.jsonl.gz
    goldspan export news.goldspan training --format spacy --split 0.8/0.1/0.1 --seed 7
    """
    parts = shares(split)
    run(lambda: _export(dataset, out, format_id, only, parts, seed))


def _export(path: Path, out: str, format_id: str, only: Only, parts: tuple[float, ...], seed: int) -> None:
    from annotations.errors import GoldspanError
    from annotations.formats.registry import writing_format

    format_ = writing_format(out, format_id)
    if parts and format_.id not in _SPLIT:
        raise GoldspanError(
            f"{format_.name} is not written in parts. Leave --split out, or take --format spacy."
        )
    if format_.id == "goldspan":
        _export_gold(path, out, only)
    else:
        _export_as(path, out, format_.id, only, parts, seed)


def _export_gold(path: Path, out: str, only: Only) -> None:
    from annotations.dataset import Dataset
    from annotations.formats.gold import export_gold
    from annotations.meter import Meter

    with Dataset.open(path, read_only=True) as dataset:
        totals = dataset.totals()
        with Meter("Writing", totals.done if only is Only.DONE else totals.articles) as meter:
            written = export_gold(dataset, out, only_done=only is Only.DONE, progress=meter)
    say(f"{articles(written.records)} written, offsets verified.")


def _export_as(path: Path, out: str, format_id: str, only: Only, parts: tuple[float, ...], seed: int) -> None:
    from annotations.formats.format import Writing
    from annotations.formats.registry import by_id
    from annotations.formats.report import Report
    from annotations.meter import Meter
    from annotations.sources import dataset_source

    report, format_ = Report(), by_id(format_id)
    with dataset_source(path, only_done=only is Only.DONE) as source:
        writing = Writing(source.scheme_or_empty, parts, seed)
        suffix = "" if parts else format_.suffix
        with output_path(out, suffix) as target, Meter("Writing", source.total) as meter:
            format_.writer.write(meter.through(source.records), target, writing, report)
    say_report(report)
    say(f"{articles(meter.done)} written as {format_.name}.")
