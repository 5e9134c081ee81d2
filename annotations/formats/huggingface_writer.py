"""Articles as lines of tokens and tags, and the folder of them that `datasets.load_dataset` loads."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.errors import GoldspanError
from annotations.formats.accepted import place_of
from annotations.formats.conll_tags import tags_of
from annotations.formats.folder import write_folder
from annotations.formats.format import Writing
from annotations.formats.goldspan import one_line
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.split import assign
from annotations.formats.token_words import longest, words_of
from annotations.formats.writing import Verify, Written
from annotations.scheme import LabelScheme

PARTS = ("train", "validation", "test")
"""The names that `datasets` knows, and gives to its splits."""

_CARD = "README.md"


class Line(NamedTuple):
    """An article as it is written, and how often it has each label."""

    raw: bytes
    labels: Counter[str]


def lines_of(records: Iterable[Record], report: Report) -> Iterator[Line]:
    """The line of each article that has a token."""
    for record in records:
        words = words_of(record, report)
        if not words.texts:
            report.leave("an article without a token", place_of(record))
            continue
        for relation in words.accepted.relations:
            report.leave("a relation", place_of(record), id=relation.id)
        spans = longest(words, record, report)
        tags = tags_of(len(words.texts), spans, bioes=False)
        row = {"id": record.document.article.id, "tokens": words.texts, "ner_tags": tags}
        yield Line(one_line(msgspec.json.encode(row)), Counter(label for _, _, label in spans))


def write_parts(path: Path, lines: Iterable[Line], writing: Writing, verify: Verify) -> Written:
    """Write a folder of the parts of a split (without one, `train` alone) and the card with the labels."""
    shares = writing.split or (1.0,)
    if len(shares) > len(PARTS):
        raise GoldspanError(f"{len(shares)} parts are too many: give shares of train, dev and test.")
    names = PARTS[: len(shares)]
    written: list[Written] = []

    def fill(folder: Path) -> None:
        written.append(_fill(folder, lines, names, shares, writing))

    def check(folder: Path) -> None:
        for part in sorted(folder.glob("*.json")):
            with part.open("rb") as file:
                for number, line in enumerate(file, 1):
                    verify(line.removesuffix(b"\n"), number)

    write_folder(path, fill, check)
    return written[0]


def _fill(
    folder: Path, lines: Iterable[Line], names: tuple[str, ...], shares: tuple[float, ...], writing: Writing
) -> Written:
    """Write the lines to one file first: which part is whose is known when all have been seen."""
    all_lines = folder / "all.json"
    counts: list[Counter[str]] = []
    digest, size = hashlib.sha256(), 0
    with all_lines.open("wb") as file:
        for line in lines:
            file.write(line.raw + b"\n")
            digest.update(line.raw + b"\n")
            size += len(line.raw) + 1
            counts.append(line.labels)
    if not counts:
        raise GoldspanError("There is no article to write: none is done, or none has a token. Mark one done.")
    parts = assign(counts, shares, writing.seed)
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context((folder / f"{name}.json").open("wb")) for name in names]
        for raw, part in zip(stack.enter_context(all_lines.open("rb")), parts, strict=True):
            files[part].write(raw)
    all_lines.unlink()
    used = [name for n, name in enumerate(names) if n in set(parts)]
    for name in set(names) - set(used):
        (folder / f"{name}.json").unlink()
    labels = {label for count in counts for label in count}
    (folder / _CARD).write_text(_card(writing.scheme, labels, used), encoding="utf-8")
    return Written(len(counts), size, digest.hexdigest())


def _card(scheme: LabelScheme, labels: set[str], parts: list[str]) -> str:
    """The data set's card: its head names the columns, so that tags are classes with names."""
    ordered = [label.name for label in scheme.entities if label.name in labels]
    ordered += sorted(labels - set(ordered))
    tags = ["O", *(f"{letter}-{label}" for label in ordered for letter in "BI")]
    names = "".join(f"          '{n}': {json.dumps(tag, ensure_ascii=False)}\n" for n, tag in enumerate(tags))
    files = "".join(f"  - split: {part}\n    path: {part}.json\n" for part in parts)
    return (
        "---\nconfigs:\n- config_name: default\n  data_files:\n" + files + "dataset_info:\n  features:\n"
        "  - name: id\n    dtype: string\n  - name: tokens\n    sequence: string\n"
        "  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n" + names + "---\n"
        f"\n# {scheme.name}\n\nTokens and their tags in the IOB2 scheme, written by Goldspan.\n"
    )
