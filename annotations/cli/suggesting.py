"""`goldspan suggest`: what a pipeline suggests for articles, as JSONL."""

from __future__ import annotations

from typing import Annotated

import typer

from annotations.cli.running import articles as count
from annotations.cli.running import run, say


def command(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Text files; - is the input.")],
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT.jsonl", help="The file to write.")] = "-",
    pipeline: Annotated[str, typer.Option(help="A pipeline's name or folder; else the default one.")] = "",
) -> None:
    """Write what a pipeline suggests for articles as JSONL, a record an article.

    \b
    goldspan suggest interview.txt report.txt -o suggestions.jsonl
    curl -s https://example.org/article.txt | goldspan suggest - --pipeline ./my_pipeline
    """
    run(lambda: _suggest(articles, out, pipeline))


def _suggest(articles: list[str], out: str, pipeline: str) -> None:
    from annotations.formats.suggestions import read_articles, write_suggestions
    from annotations.meter import Meter

    read = read_articles(articles, out)
    for guess in read.guesses:
        say(guess)
    with Meter("Suggesting", len(read.articles)) as meter:
        written = write_suggestions(read.articles, out, pipeline, note=say, progress=meter)
    say(f"{count(written.records)} written, offsets verified.")
