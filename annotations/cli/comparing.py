"""`goldspan compare`: how far two sets of annotations agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import JsonOption, Only, input_path
from annotations.cli.running import articles, run, say, write
from annotations.cli.table import table

if TYPE_CHECKING:
    from annotations.agreement.differences import Difference
    from annotations.agreement.values import Agreement, Line
    from annotations.document import Document
    from annotations.scheme import LabelScheme

Pair = tuple["Document", "Document"]


def command(
    first: Annotated[str, typer.Argument(metavar="A", help="The reference: a dataset or a file.")],
    second: Annotated[str, typer.Argument(metavar="B", help="What is compared with it.")] = "",
    pipeline: Annotated[
        str, typer.Option(help="Compare what this pipeline finds in the texts of A, in place of B.")
    ] = "",
    only: Annotated[Only, typer.Option(help="Of a dataset, the articles marked done, or all.")] = Only.DONE,
    with_list: Annotated[
        bool, typer.Option("--differences/--no-differences", help="List the differences too.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Say how far two annotators agree, or a pipeline with gold: articles are matched by their texts.

    Precision, recall and F1 of spans (exact, and where they overlap), Cohen's kappa over tokens, F1 of
    relations; for each label and in all. Then the differences, each with its place.

    \b
    goldspan compare anna.goldspan ben.goldspan
    goldspan compare gold.jsonl --pipeline en_core_web_sm --no-differences
    """
    if bool(second) == bool(pipeline):
        raise typer.BadParameter("Name either B or a --pipeline.", param_hint="B")
    run(lambda: _compare(first, second, pipeline, only, with_list, as_json))


def _compare(first: str, second: str, pipeline: str, only: Only, with_list: bool, as_json: bool) -> None:
    from annotations.agreement.comparing import Comparing
    from annotations.agreement.differences import differences
    from annotations.agreement.matching import Matched
    from annotations.errors import GoldspanError
    from annotations.meter import Meter

    comparing = Comparing()
    listed: list[Difference] = []
    with ExitStack() as stack:
        scheme, documents = _documents(first, only, stack)
        others = _documents(second, only, stack)[1] if second else iter(())
        matched = Matched(documents, others)
        pairs = _suggested(documents, pipeline, scheme) if pipeline else iter(matched)
        with Meter("Comparing") as meter:
            for one, two in meter.through(pairs):
                comparing.add(one, two)
                if with_list:
                    listed += differences(one, two)
    if not meter.done:
        raise GoldspanError("No article of A has a text of B, so there is nothing to compare. Check the two.")
    result = comparing.result(meter.done, matched.only_first, matched.only_second)
    write(_json(result, listed) if as_json else _text(result, listed))
    alone = f"{matched.only_first:,} only in A, {matched.only_second:,} only in B"
    say(f"{articles(meter.done)} compared, {alone}.")


def _documents(name: str, only: Only, stack: ExitStack) -> tuple[LabelScheme | None, Iterator[Document]]:
    from annotations.formats.report import Report
    from annotations.sources import open_source

    path = stack.enter_context(input_path(name))
    source = stack.enter_context(open_source(path, Report(), only_done=only is Only.DONE))
    return source.scheme, (record.document for record in source.records)


def _suggested(documents: Iterator[Document], pipeline: str, scheme: LabelScheme | None) -> Iterator[Pair]:
    """Each document, and its text with what the pipeline finds there."""
    from annotations.scheme_file import default_scheme
    from annotations.suggest.batch import Batch
    from annotations.suggest.results import Setup

    batch = Batch(Setup(pipeline, scheme or default_scheme()))
    if batch.loaded.note:
        say(batch.loaded.note)
    for document in documents:
        for suggested in batch.suggest([document.article]):
            yield document, suggested.document


def _json(result: Agreement, listed: list[Difference]) -> str:
    import msgspec

    return msgspec.json.encode({**msgspec.structs.asdict(result), "differences": listed}).decode()


def _text(result: Agreement, listed: list[Difference]) -> str:
    spans = ["precision", "recall", "F1", "overlap P", "overlap R", "overlap F1", "kappa"]
    parts = [table(["Span", "in A", "in B", *spans], [_row(line, spans=True) for line in result.spans])]
    if len(result.relations) > 1:
        heads = ["Relation", "in A", "in B", "precision", "recall", "F1"]
        parts.append(table(heads, [_row(line, spans=False) for line in result.relations]))
    if listed:
        parts.append("\n".join(map(_line, listed)))
    return "\n\n".join(parts)


def _row(line: Line, *, spans: bool) -> list[str]:
    numbers = [line.precision, line.recall, line.f1]
    if spans:
        numbers += [line.partial_precision, line.partial_recall, line.partial_f1, line.kappa]
    shown = ["–" if number is None else f"{number:.3f}" for number in numbers]
    return [line.label, f"{line.first:,}", f"{line.second:,}", *shown]


def _line(difference: Difference) -> str:
    said = " / ".join(part for part in (difference.first, difference.second) if part)
    return f"{difference.article}, {difference.line}:{difference.column}: {difference.kind}: {said}"
