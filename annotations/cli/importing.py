"""`goldspan import`: articles of any format into a dataset."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import (
    FormatOption,
    SchemeOption,
    SkipBad,
    Split,
    SplitOption,
    input_path,
    scheme_in,
)
from annotations.cli.running import articles, run, say, say_report

if TYPE_CHECKING:
    from annotations.dataset import Dataset
    from annotations.formats.format import Reading
    from annotations.formats.record import Record
    from annotations.formats.report import Report
    from annotations.scheme import LabelScheme


class As(StrEnum):
    """What becomes of the annotations of a file."""

    GOLD = "gold"
    SUGGESTIONS = "suggestions"


def command(
    dataset: Annotated[
        Path, typer.Argument(metavar="DATASET", help="The dataset, NAME.goldspan; made where there is none.")
    ],
    inputs: Annotated[list[str], typer.Argument(metavar="IN", help="Files or folders; - is the input.")],
    format_id: FormatOption = "",
    become: Annotated[
        As | None, typer.Option("--as", help="Take all annotations so, whatever the file says.")
    ] = None,
    split: SplitOption = Split.FILE,
    scheme: SchemeOption = None,
    skip_bad: SkipBad = False,
) -> None:
    """Bring articles of any format into a dataset: all of them, or none.

    A text that is there already is left out. A new dataset takes the label scheme that is named, else the
    labels that were read. A dataset that is open in a window is refused.

    \b
    goldspan import news.goldspan export.jsonl
    goldspan import news.goldspan corpus/ --format brat --as suggestions
    cat lines.txt | goldspan import news.goldspan - --format text --split line
    """
    run(lambda: _import(dataset, inputs, format_id, become, split, scheme, skip_bad))


def _import(
    path: Path,
    inputs: list[str],
    format_id: str,
    become: As | None,
    split: Split,
    scheme: Path | None,
    skip_bad: bool,
) -> None:
    from annotations.dataset.importing import import_records
    from annotations.formats.format import Reading
    from annotations.formats.report import Report
    from annotations.meter import Meter
    from annotations.scheme import LabelScheme
    from annotations.scheme_growth import grown, new_labels

    report = Report(skip_bad=skip_bad)
    reading = Reading(None if become is None else become is As.GOLD, split.value)
    chosen = scheme_in(scheme)
    with _opened(path, chosen) as (dataset, made), Meter("Importing") as meter:
        records = _records(inputs, format_id, reading, report)
        result = import_records(dataset, meter.through(records), report)
        if made and chosen is None:
            empty = LabelScheme(path.stem)
            dataset.set_scheme(grown(empty, new_labels(empty, report)))
        missing = new_labels(dataset.scheme, report).words
    say_report(report)
    if missing:
        say(f"Not in the label scheme: {missing}. Add them there, or relabel.")
    say(f"{articles(result.articles)} imported into {path.name}.")


def _records(inputs: list[str], format_id: str, reading: Reading, report: Report) -> Iterator[Record]:
    from annotations.errors import GoldspanError
    from annotations.sources import is_dataset, open_source

    for name in inputs:
        with input_path(name) as path:
            if is_dataset(path):
                raise GoldspanError(f"{name} is a dataset. Export it first, and import what was written.")
            with open_source(path, report, format_id=format_id, reading=reading) as source:
                yield from source.records


@contextlib.contextmanager
def _opened(path: Path, scheme: LabelScheme | None) -> Iterator[tuple[Dataset, bool]]:
    """The dataset, and whether it was made: then it goes again where the block raises."""
    from annotations.dataset import Dataset
    from annotations.errors import GoldspanError
    from annotations.scheme import LabelScheme

    made = not path.exists()
    dataset = Dataset.create(path, scheme or LabelScheme(path.stem)) if made else Dataset.open(path)
    try:
        with dataset:
            if dataset.read_only:
                raise GoldspanError(" ".join(dataset.notices))
            if scheme is not None and not made:
                raise GoldspanError(f"{path.name} has a label scheme already. Leave --scheme out.")
            yield dataset, made
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise
