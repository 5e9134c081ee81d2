"""Reading CoNLL files: a token a line, its tag in the last column, an empty line after each sentence."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.building import IMPORTED, Builder
from annotations.formats.conll_tags import TAG, split, stretches
from annotations.formats.format import Reading, Sample
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.text_lines import head_text, lines_of, open_text
from annotations.offsets import Tokens

DOCSTART = "-DOCSTART-"
_NEW_DOCUMENT = re.compile(r"#\s*newdoc\b")


class Word(msgspec.Struct, frozen=True):
    """A line of the file."""

    text: str
    tag: str
    columns: int
    line: int


class Block(msgspec.Struct):
    """An article in the making: its sentences, and the line at which it begins."""

    line: int
    sentences: list[list[Word]] = []
    error: GoldspanError | None = None


def sniff(sample: Sample) -> bool:
    """Whether nearly all lines end in a tag, and some tag says more than `O`, or documents are marked."""
    if sample.names or sample.head.startswith(b"#FORMAT="):
        return False
    rows = [columns_of(line) for line in head_text(sample).splitlines()[:2000] if line.strip()]
    rows = [row for row in rows if row[0] != "#"]
    words = [row for row in rows if row[0] != DOCSTART]
    if not words:
        return False
    tagged = sum(len(row) > 1 and bool(TAG.fullmatch(row[-1])) for row in words)
    telling = len(words) < len(rows) or any(row[-1] != "O" for row in words if len(row) > 1)
    return tagged >= 0.9 * len(words) and (telling or sample.name.endswith((".conll", ".iob", ".bio")))


def read(path: Path, reading: Reading, report: Report) -> Iterator[Record]:
    """The articles of a file: what stands between `-DOCSTART-` lines, else each sentence.

    A file without such lines is most often one of tweets or shuffled sentences, which are no article
    together. Tokens are joined by blanks, sentences by line feeds. A tag without `B-` or `I-` is a label.
    Raises GoldspanError for a line that has no tag, and for a tag without a label.
    """
    with open_text(path, reading.encoding, report) as file:
        lines = lines_of(file, path.name)
        whole, iob1 = _scan(lines)
        file.seek(0)
        blocks = _blocks(lines_of(file, path.name), path.name, whole)
        number = 0
        for block in blocks:
            if block.error is not None:
                report.skip(block.error)
                continue
            if not block.sentences:
                report.leave("a document without tokens", f"{path.name}, line {block.line}")
                continue
            number += 1
            try:
                record = _record(block, f"{path.stem}-{number}", path.name, iob1, reading, report)
            except GoldspanError as error:
                report.skip(error)
                continue
            yield record


def columns_of(line: str) -> list[str]:
    """The columns of a line: by tabs where there are any, so that a token may have blanks; else by blanks."""
    parts = line.split("\t") if "\t" in line else line.split(" ")
    return [part for part in (part.strip(" \t") for part in parts) if part] or [""]


def _scan(lines: Iterable[tuple[int, str]]) -> tuple[bool, bool]:
    """Whether documents are marked, and whether the tags are IOB1: no span but one after its like has B."""
    marked, letters, last, iob1 = False, set[str](), "", True
    for _, line in lines:
        columns = columns_of(line)
        marked = marked or columns[0] == DOCSTART or bool(_NEW_DOCUMENT.match(line))
        letter, label = split(columns[-1]) if len(columns) > 1 else ("O", "")
        letters.add(letter)
        iob1 = iob1 and (letter != "B" or label == last)
        last = label
    return marked, iob1 and letters <= {"I", "O", "B"}


def _blocks(lines: Iterable[tuple[int, str]], name: str, whole: bool) -> Iterator[Block]:
    """The articles; the one before the first `-DOCSTART-` is there only if it has a token."""
    block, sentence, usual = Block(1), list[Word](), 0
    started = False
    for number, line in itertools.chain(lines, [(0, "")]):
        columns = columns_of(line)
        if columns[0] == DOCSTART or _NEW_DOCUMENT.match(line):
            _end(block, sentence)
            if started or block.sentences or block.error:
                yield block
            block, sentence, started = Block(number), [], True
        elif not line.strip():
            _end(block, sentence)
            sentence = []
            if not whole and (block.sentences or block.error):
                yield block
                block = Block(number + 1)
        elif not (sentence == [] and _is_comment(columns, usual)):
            usual = usual or len(columns)
            try:
                sentence.append(_word(columns, number, name))
            except GoldspanError as error:
                block.error = block.error or error
    if started or block.sentences or block.error:
        yield block


def _end(block: Block, sentence: list[Word]) -> None:
    if sentence:
        block.sentences.append(sentence)


def _is_comment(columns: list[str], usual: int) -> bool:
    """Whether a line before a sentence is one like `# id = 7`; a token may be `#` too."""
    if not columns[0].startswith("#"):
        return False
    return len(columns) < 2 or not TAG.fullmatch(columns[-1]) or bool(usual and len(columns) != usual)


def _word(columns: list[str], number: int, name: str) -> Word:
    place = f"CoNLL, {name}, line {number}"
    if len(columns) < 2:
        raise GoldspanError(
            f"{place}, tag: it is missing; a token and its tag are expected, as in “Moscow B-LOC”, and "
            f"the line has “{columns[0][:40]}” only. Mend the line, or take it out."
        )
    tag = columns[-1]
    if tag != "O" and tag not in ("_", "-") and not split(tag)[1]:
        raise GoldspanError(
            f"{place}, tag: “{tag}” names no label; O, or a tag such as B-LOC, is expected. "
            "Mend the line, or take it out."
        )
    return Word(columns[0], tag, len(columns), number)


def _record(block: Block, id: str, name: str, iob1: bool, reading: Reading, report: Report) -> Record:
    text = "\n".join(" ".join(word.text for word in sentence) for sentence in block.sentences)
    builder = Builder(text, f"CoNLL, {name}, from line {block.sentences[0][0].line}", reading, report)
    bounds: list[tuple[int, int]] = []
    counts = Counter(word.columns for sentence in block.sentences for word in sentence)
    usual = counts.most_common(1)[0][0]
    for sentence in block.sentences:
        first = len(bounds)
        for word in sentence:
            start = bounds[-1][1] + 1 if bounds else 0
            bounds.append((start, start + len(word.text)))
            _note(word, usual, name, report)
        for found in stretches(word.tag for word in sentence):
            line = sentence[found.first].line
            if not found.begins and not iob1 and TAG.fullmatch(sentence[found.first].tag):
                report.leave("a span that begins with I- (taken as B-)", f"{name}, line {line}")
            start, end = bounds[first + found.first][0], bounds[first + found.last][1]
            builder.span(start, end, found.label, f"line {line}")
    return builder.record(id=id, source=name, tokens=Tokens.of(bounds, IMPORTED))


def _note(word: Word, usual: int, name: str, report: Report) -> None:
    if word.columns != usual:
        report.leave("a line with another number of columns", f"{name}, line {word.line}")
    if word.tag not in ("_", "-") and not TAG.fullmatch(word.tag):
        report.leave("a tag without B- or I- (taken as a label)", f"{name}, line {word.line}")
