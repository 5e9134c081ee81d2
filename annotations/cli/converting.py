"""`goldspan convert`: a file of one format into another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotations.cli.options import INPUT, SchemeOption, SkipBad, input_path, output_path, scheme_in
from annotations.cli.running import articles, run, say, say_report


def command(
    source: Annotated[str, typer.Argument(metavar="IN", help="A file, folder or dataset; - is the input.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The file or folder to write; - is the output.")],
    read_as: Annotated[
        str, typer.Option("--from", metavar="FORMAT", help="IN's format; else found by content.")
    ] = "",
    write_as: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="OUT's format; else found by its name.")
    ] = "",
    scheme: SchemeOption = None,
    skip_bad: SkipBad = False,
) -> None:
    """Turn a file of one format into another format; what that cannot hold is said on the standard error.

    \b
    goldspan convert corpus.conll corpus.jsonl
    goldspan convert brat_folder - --from brat --to doccano | wc -l
    cat export.jsonl | goldspan convert - train.spacy --skip-bad
    """
    run(lambda: _convert(source, out, read_as, write_as, scheme, skip_bad))


def _convert(name: str, out: str, read_as: str, write_as: str, scheme: Path | None, skip_bad: bool) -> None:
    from annotations.errors import GoldspanError
    from annotations.formats.format import Writing
    from annotations.formats.registry import writing_format
    from annotations.formats.report import Report
    from annotations.meter import Meter
    from annotations.sources import open_source

    format_ = writing_format(out, write_as)
    if out != INPUT and name != INPUT and Path(out).exists() and Path(out).samefile(name):
        raise GoldspanError(f"{out} is what is to be converted. Choose another name for the result.")
    report = Report(skip_bad=skip_bad)
    with (
        input_path(name) as path,
        open_source(path, report, format_id=read_as) as source,
        output_path(out, format_.suffix) as target,
        Meter("Converting", source.total) as meter,
    ):
        writing = Writing(scheme_in(scheme) or source.scheme_or_empty)
        format_.writer.write(meter.through(source.records), target, writing, report)
    say_report(report)
    say(f"{articles(meter.done)} converted to {format_.name}.")
