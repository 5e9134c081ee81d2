"""CoNLL: reads all of its tags (IOB1, IOB2, BIOES, BILOU), writes IOB2."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotations.formats.conll_reader import read, sniff
from annotations.formats.conll_writer import write_tags
from annotations.formats.format import Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.writing import Written

__all__ = ["read", "sniff", "write"]


def write(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write a file with IOB2 tags: each span begins with B."""
    return write_tags(records, path, writing, report, bioes=False)
