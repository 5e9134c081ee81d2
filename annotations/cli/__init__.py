"""The command line: what needs no window. Results go to a file or the standard output, all else to the error.

Exit codes: 0 done, 1 something is wrong with a file, a pipeline or (`check`) the annotations, 2 the command
was called wrongly. A module a command; what a command needs is imported when it runs.
"""

from __future__ import annotations

import typer

from annotations.cli import (
    checking,
    comparing,
    converting,
    counting,
    exporting,
    importing,
    listing,
    suggesting,
)

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def goldspan() -> None:
    """Turn articles into gold: spans and relations that spaCy suggests, confirmed by a person.

    Without one of these commands, goldspan opens its window.
    """


app.command("import")(importing.command)
app.command("export")(exporting.command)
app.command("convert")(converting.command)
app.command("suggest")(suggesting.command)
app.command("check")(checking.command)
app.command("compare")(comparing.command)
app.command("stats")(counting.command)
app.command("formats")(listing.command)


def main(argv: list[str]) -> int:
    """Run one of the commands with its arguments; returns the exit code."""
    try:
        app(args=argv, prog_name="goldspan")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
