"""CoNLL with BIOES tags: a span's last token has E, a span of one token S; the rest is as in `conll`."""

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
    """Write a file with BIOES tags."""
    return write_tags(records, path, writing, report, bioes=True)
