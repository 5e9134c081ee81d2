"""The command line: what needs no window. Records go to a file or the standard output, all else to the error.

Exit codes: 0 done, 1 something is wrong with a file or a pipeline, 2 the command was called wrongly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from annotations.errors import GoldspanError

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


class Only(StrEnum):
    """Which articles are exported."""

    DONE = "done"
    ALL = "all"


@app.callback()
def goldspan() -> None:
    """Turn articles into gold: spans and relations that spaCy suggests, confirmed by a person.

    Without one of these commands, goldspan opens its window.
    """


@app.command()
def export(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET", help="The dataset, NAME.goldspan.")],
    out: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="The file to write; - is the output.")],
    only: Annotated[Only, typer.Option(help="The articles marked done, or all as they stand.")] = Only.DONE,
) -> None:
    """Write the gold of a dataset as JSONL, a record an article.

    The records are checked against their texts, and replace the old file only when all is well. The dataset
    may be open in a window.

    \b
    goldspan export news.goldspan news.jsonl
    goldspan export news.goldspan - --only all | gzip > all.jsonl.gz
    """
    _run(lambda: _export(dataset, out, only))


@app.command()
def suggest(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Text files; - is the input.")],
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT.jsonl", help="The file to write.")] = "-",
    pipeline: Annotated[str, typer.Option(help="A pipeline's name or folder; else the default one.")] = "",
) -> None:
    """Write what a pipeline suggests for articles as JSONL, a record an article.

    \b
    goldspan suggest interview.txt report.txt -o suggestions.jsonl
    curl -s https://example.org/article.txt | goldspan suggest - --pipeline ./my_pipeline
    """
    _run(lambda: _suggest(articles, out, pipeline))


def main(argv: list[str]) -> int:
    """Run `export` or `suggest` with its arguments; returns the exit code."""
    try:
        app(args=argv, prog_name="goldspan")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _run(command: Callable[[], None]) -> None:
    """Run a command; what a person can mend becomes one sentence and exit code 1."""
    try:
        command()
    except GoldspanError as error:
        _say(error.message)
    except BrokenPipeError:  # the reader of our output has enough, which is no news to anyone
        pass
    except KeyboardInterrupt:
        _say("Stopped.")
    else:
        return
    _let_go_of_output()
    raise typer.Exit(1)


def _let_go_of_output() -> None:
    """Drop what could not be written to the output: Python would try again at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _export(path: Path, out: str, only: Only) -> None:
    from annotations.dataset import Dataset
    from annotations.formats.gold import export_gold
    from annotations.meter import Meter

    with Dataset.open(path, read_only=True) as dataset:
        totals = dataset.totals()
        with Meter("Writing", totals.done if only is Only.DONE else totals.articles) as meter:
            written = export_gold(dataset, out, only_done=only is Only.DONE, progress=meter)
    _say(f"{_count(written.records)} written, offsets verified.")


def _suggest(articles: list[str], out: str, pipeline: str) -> None:
    from annotations.formats.suggestions import read_articles, write_suggestions
    from annotations.meter import Meter

    read = read_articles(articles, out)
    for guess in read.guesses:
        _say(guess)
    with Meter("Suggesting", len(read.articles)) as meter:
        written = write_suggestions(read.articles, out, pipeline, note=_say, progress=meter)
    _say(f"{_count(written.records)} written, offsets verified.")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _count(records: int) -> str:
    return "1 article" if records == 1 else f"{records:,} articles"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
