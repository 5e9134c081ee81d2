"""What all commands share: running one, and saying things on the standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from annotations.errors import GoldspanError

if TYPE_CHECKING:
    from annotations.formats.report import Left, Report


def run(command: Callable[[], object]) -> None:
    """Run a command; what a person can mend becomes one sentence and exit code 1."""
    try:
        command()
        _flush()
    except GoldspanError as error:
        say(error.message)
    except BrokenPipeError:  # the reader of our output has enough, which is no news to anyone
        pass
    except KeyboardInterrupt:
        say("Stopped.")
    else:
        return
    _let_go_of_output()
    raise typer.Exit(1)


def write(text: str) -> None:
    """Write a line of the result to the standard output. Raises GoldspanError where it takes no more."""
    try:
        print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _full(error) from error


def say(sentence: str) -> None:
    """Write a line to the standard error."""
    print(sentence, file=sys.stderr)


def articles(count: int) -> str:
    """`1 article`, `1,200 articles`."""
    return "1 article" if count == 1 else f"{count:,} articles"


def say_report(report: Report) -> None:
    """Say what was not read, and what could not be taken over, with the first places."""
    for sentence in report.bad:
        say(f"Left out: {sentence}")
    say_left(report.left)


def say_left(left_by_kind: dict[str, Left]) -> None:
    """Say what could not be taken over or written, with the first places."""
    for what, left in left_by_kind.items():
        places = "; ".join(left.places[:3])
        more = "; …" if len(left.places) > 3 else ""
        say(f"Not kept or changed: {what}, {left.count:,} (first in {places}{more}).")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _full(error) from error


def _full(error: OSError) -> GoldspanError:
    return GoldspanError(
        f"The standard output could not be written ({error.strerror}). Choose another place."
    )


def _let_go_of_output() -> None:
    """Drop what could not be written to the output: Python would try again at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
