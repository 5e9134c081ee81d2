"""`goldspan export`: the articles of a dataset in a file of any format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import INPUT, Only, output_path, shares
from annotations.cli.running import articles, run, say, say_left

if TYPE_CHECKING:
    from annotations.exporting import Job

_STREAMED = ("goldspan", "prodigy")
"""The formats whose records can go to the standard output one by one."""


class Misplaced(StrEnum):
    """What becomes of spans off the tokens."""

    LEAVE = "leave"
    REFUSE = "refuse"


class Overlaps(StrEnum):
    """What becomes of overlapping spans."""

    LONGEST = "longest"
    REFUSE = "refuse"


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
    misplaced: Annotated[
        Misplaced, typer.Option(help="Spans off the tokens, where the format holds none.")
    ] = Misplaced.LEAVE,
    overlaps: Annotated[
        Overlaps, typer.Option(help="Overlapping spans, where the format holds none.")
    ] = Overlaps.LONGEST,
) -> None:
    """Write the gold of a dataset: as JSONL, a record an article, or in another format.

    What is written is checked against the texts, and replaces the old file only when all is well. The dataset
    may be open in a window.

    \b
    goldspan export news.goldspan news.jsonl
    goldspan export news.goldspan - --only all | gzip > all.jsonl.gz
    goldspan export news.goldspan training --format spacy --split 0.8/0.1/0.1 --seed 7 --misplaced refuse
    """
    from annotations.exporting import Chosen, Job

    job = Job(
        Chosen(str(dataset), only.value),
        out,
        format_id,
        shares(split),
        seed,
        misplaced.value,
        overlaps.value,
    )
    run(lambda: _export(job))


def _export(job: Job) -> None:
    import msgspec

    from annotations.exporting import export
    from annotations.formats.registry import writing_format
    from annotations.meter import Meter

    format_ = writing_format(job.out, job.format_id)
    suffix = "" if job.split else format_.suffix
    with Meter("Writing") as meter:
        if job.out == INPUT and format_.id not in _STREAMED:
            with output_path(job.out, suffix) as target:
                done = export(msgspec.structs.replace(job, out=str(target), format_id=format_.id), meter.of)
        else:
            done = export(msgspec.structs.replace(job, format_id=format_.id), meter.of)
    say_left(done.left)
    if format_.id == "goldspan":
        say(f"{articles(done.articles)} written, offsets verified.")
        return
    say(f"{articles(done.articles)} written as {format_.name}.")
    for line in done.train:
        say(f"To train, in {job.out}: {line}")
