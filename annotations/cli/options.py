"""Arguments and options that several commands have, and what they are turned into."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.errors import GoldspanError

if TYPE_CHECKING:
    from annotations.scheme import LabelScheme

INPUT = "-"
"""What stands for the standard input or output."""


class Only(StrEnum):
    """Which articles of a dataset are meant."""

    DONE = "done"
    ALL = "all"


class Split(StrEnum):
    """How a plain text becomes articles."""

    FILE = "file"
    LINE = "line"
    PARAGRAPH = "paragraph"


SplitOption = Annotated[Split, typer.Option(help="A plain text is an article a file, line or paragraph.")]
FormatOption = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="One of `goldspan formats`; else found by content.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs, not text for people.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave out records that cannot be read.")]
SchemeOption = Annotated[
    Path | None, typer.Option("--scheme", metavar="SCHEME.toml", help="A label scheme to take.")
]


@contextlib.contextmanager
def input_path(name: str) -> Iterator[Path]:
    """The path of what a person named; the standard input is put into a file while the block lasts."""
    if name != INPUT:
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="goldspan-") as folder:
        path = Path(folder, "standard input")
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            raise GoldspanError(
                f"The standard input could not be kept ({error.strerror}). Make room."
            ) from error
        yield path


@contextlib.contextmanager
def output_path(name: str, suffix: str) -> Iterator[Path]:
    """Where to write what a person named; for the standard output a file that is copied there at the end."""
    if name != INPUT:
        yield Path(name)
        return
    if not suffix:
        raise GoldspanError("This format is a folder, which the standard output cannot take. Name a folder.")
    with tempfile.TemporaryDirectory(prefix="goldspan-") as folder:
        path = Path(folder, f"output{suffix}")
        yield path
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def scheme_in(path: Path | None) -> LabelScheme | None:
    """The label scheme in a file, None where none was named."""
    if path is None:
        return None
    from annotations.scheme_file import read

    return read(path)


def shares(split: str) -> tuple[float, ...]:
    """The shares of train, dev and test in `0.8/0.1/0.1`; anything else is a wrong call."""
    from annotations.formats.split import parse

    try:
        return parse(split)
    except GoldspanError as error:
        raise typer.BadParameter(error.message, param_hint="--split") from error
