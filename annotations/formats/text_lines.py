"""The lines of a text file of any size and encoding, one in memory at a time."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from annotations.errors import GoldspanError
from annotations.formats.format import Sample
from annotations.formats.report import Report
from annotations.formats.text import LIMIT, TextFile, encoding_name, read_text

WHOLE = 8_000_000
"""Bytes up to which a file is read whole, so that its encoding can be told from all of it."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def note_guess(read: TextFile, name: str, report: Report) -> None:
    """Put into the report that the encoding of a file was guessed."""
    if not read.certain:
        report.leave(f"a text read as {encoding_name(read.encoding)}, which is a guess", name)


@contextmanager
def open_text(path: Path, encoding: str, report: Report) -> Iterator[TextIO]:
    """Open a text file with its line ends as they are; without an encoding, the one that fits.

    A file of more than 8 MB is UTF-8 where no byte order mark says otherwise. Raises GoldspanError, also for
    what does not decode as it is read.
    """
    if not path.exists() or path.stat().st_size <= WHOLE or not path.is_file():
        read = read_text(path, encoding or None)
        note_guess(read, path.name, report)
        yield io.StringIO(read.text, newline="")
        return
    try:
        with path.open(encoding=encoding or _marked(path), newline="") as file:
            yield file
    except LookupError as error:
        raise GoldspanError(
            f"There is no text encoding “{encoding}”. Choose another, such as utf-8."
        ) from error
    except UnicodeError as error:
        name = encoding_name(encoding or "utf-8")
        raise GoldspanError(f"{path.name} is not in {name} ({error}). Choose its encoding.") from error
    except OSError as error:
        raise GoldspanError(f"{path.name} could not be read ({error}). Check it, or copy it.") from error


def lines_of(file: TextIO, name: str) -> Iterator[tuple[int, str]]:
    """The lines of an open text with their numbers, without their ends (`\\n`, `\\r\\n` or `\\r`)."""
    number = 0
    while line := file.readline(LIMIT):
        number += 1
        if len(line) >= LIMIT:
            raise GoldspanError(f"{name}, line {number}: it has 100 MB or more. Split the file first.")
        yield number, line[:-2] if line.endswith("\r\n") else line.removesuffix("\n").removesuffix("\r")


def head_text(sample: Sample) -> str:
    """The beginning of a file as text, as far as that can be told without reading it all."""
    head = sample.head
    codec = next((codec for mark, codec in _WIDE if head.startswith(mark)), "utf-8")
    return head.decode(codec, errors="replace").rstrip("\ufffd")


def _marked(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    return next((codec for mark, codec in _WIDE if head.startswith(mark)), "utf-8-sig")
