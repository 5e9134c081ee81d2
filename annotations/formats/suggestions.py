"""Records of suggestions for texts that are in no dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from annotations.formats.gold import Progress, verify_as
from annotations.formats.goldspan import suggestion_record
from annotations.formats.writing import Written, write_records
from annotations.model import Article
from annotations.suggest.results import Setup


def write_suggestions(
    articles: Iterable[Article],
    out: str,
    setup: Setup,
    *,
    workers: int = 1,
    note: Callable[[str], object],
    progress: Progress,
) -> Written:
    """Write what a pipeline suggests, in `workers` processes, as a file of records or to the output (`-`).

    `note` is told what is worth knowing: what the pipeline cannot do, and which labels are left out.
    """
    from annotations.suggest.corpus import Corpus

    unmapped: Counter[str] = Counter()
    with Corpus(setup, workers) as corpus:
        if corpus.loaded.note:
            note(corpus.loaded.note)

        def records() -> Iterator[bytes]:
            for n, suggested in enumerate(corpus.suggest(articles), 1):
                unmapped.update(suggested.unmapped)
                yield suggestion_record(suggested.document)
                progress(n)

        written = write_records(out, records(), verify_as(out))
    if unmapped:
        named = ", ".join(f"{label} ({count:,})" for label, count in unmapped.most_common())
        note(f"Left out, because the label scheme has no such label: {named}.")
    return written
