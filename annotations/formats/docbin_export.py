"""Writing `.spacy`: one file, or a folder with a split in shards and configs that `spacy train` takes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from annotations.errors import GoldspanError
from annotations.formats import training
from annotations.formats.docbin_gather import Gathered, Spool
from annotations.formats.docbin_shards import SHARD, Shard, verify
from annotations.formats.folder import write_folder
from annotations.formats.format import Writing
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.formats.split import assign, sizes
from annotations.formats.writing import Written, write_whole

PARTS = ("train", "dev", "test")
"""The folders of a split, in the order of its shares."""

_SHARES = (0.8, 0.2)
"""The split of a folder where nobody says otherwise: training needs both."""

_MOST_TOKENS = 4_000_000
"""Tokens from which on one file is refused: spaCy packs, and unpacks, a file as a whole in memory."""


def write_file(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write one file of all articles, without a split."""
    if writing.split:
        raise GoldspanError(f"{path} is one file, and a split needs a folder. Name a folder.")
    with tempfile.TemporaryDirectory() as scratch:
        spool = Spool(Path(scratch) / "spool")
        gathered = spool.gather(records, writing, report)
        if gathered.tokens > _MOST_TOKENS:
            raise GoldspanError(
                f"{path} would hold {gathered.tokens:,} tokens, and spaCy takes a file into memory whole. "
                "Name a folder: it gets files of 1,000 documents."
            )
        _report(gathered, report)
        shard = Shard(gathered)
        for packed in spool.read():
            shard.add(packed)
        written = write_whole(path, [shard.to_bytes()], lambda file: verify(file, shard.digest))
    return msgspec.structs.replace(written, records=len(shard))


def write_split(records: Iterable[Record], path: Path, writing: Writing, report: Report) -> Written:
    """Write `train`, `dev` and, with three shares, `test`, and what trains on them, into a folder."""
    shares = writing.split or _SHARES
    if not 2 <= len(shares) <= len(PARTS):
        raise GoldspanError(
            "A split has two shares (train, dev) or three (train, dev, test). Give 0.8/0.2, say."
        )
    sizes(0, shares)
    digests: dict[str, bytes] = {}
    written: list[Written] = []

    def fill(folder: Path) -> None:
        spool = Spool(folder / ".spool")
        gathered = spool.gather(records, writing, report)
        if not gathered.counts:
            raise GoldspanError(f"{path}: there is no article to write. Mark articles done, or export all.")
        _report(gathered, report)
        _report_training(gathered, report)
        parts = assign(gathered.label_counts(), shares, writing.seed)
        for empty in set(range(len(shares))) - set(parts):
            report.leave(f"part {PARTS[empty]}, which got no article: there are too few", str(path))
        written.append(_write_parts(folder, spool, gathered, parts, digests))
        (folder / ".spool").unlink()
        training.write(folder, gathered)

    def check(folder: Path) -> None:
        for name, expected in digests.items():
            verify(folder / name, expected)

    write_folder(path, fill, check)
    return written[0]


def _write_parts(
    folder: Path, spool: Spool, gathered: Gathered, parts: list[int], digests: dict[str, bytes]
) -> Written:
    """Write the shards of all parts side by side; `digests` gets what each file must read back as."""
    digest, size = hashlib.sha256(), 0
    width = max(3, len(str(len(parts) // SHARD)))
    made = [0] * len(PARTS)
    shards = {part: Shard(gathered) for part in set(parts)}

    def close(part: int) -> None:
        nonlocal size
        name = f"{PARTS[part]}/{made[part]:0{width}d}.spacy"
        (folder / PARTS[part]).mkdir(exist_ok=True)
        data = shards[part].to_bytes()
        (folder / name).write_bytes(data)
        digests[name] = shards[part].digest
        digest.update(data)
        size += len(data)
        made[part] += 1

    for part, packed in zip(parts, spool.read(), strict=True):
        shards[part].add(packed)
        if len(shards[part]) == SHARD:
            close(part)
            shards[part] = Shard(gathered)
    for part in sorted(shards):
        if len(shards[part]):
            close(part)
    return Written(len(parts), size, digest.hexdigest())


def _report(gathered: Gathered, report: Report) -> None:
    if gathered.overlaps:
        for place in gathered.unfinished:
            report.leave(
                "unfinished article among overlapping spans, where unmarked text counts as none", place
            )


def _report_training(gathered: Gathered, report: Report) -> None:
    if gathered.overlaps and gathered.longest > training.LONGEST:
        report.leave(
            f"spans of more than {training.LONGEST} tokens, which config.cfg does not look for",
            f"the longest has {gathered.longest:,} tokens",
        )
