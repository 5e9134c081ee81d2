"""`goldspan check`: what is wrong with annotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.cli.options import FormatOption, JsonOption, SchemeOption, input_path, scheme_in
from annotations.cli.running import articles, run, say, write

if TYPE_CHECKING:
    from annotations.check.corpus import Checking
    from annotations.check.found import Finding
    from annotations.meter import Meter


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="IN", help="Datasets or files; - is the input.")],
    format_id: FormatOption = "",
    scheme: SchemeOption = None,
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="Look at the undecided suggestions too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find what is wrong with annotations, each with its place; exit code 1 when something is found.

    Offsets, white space at the edges, spans off the tokens, duplicates, unknown labels and constraints of the
    label scheme, ends of relations that share a last token, and texts with different labels in one article or
    over all. With --json, a finding a line.

    \b
    goldspan check news.goldspan
    goldspan check train.jsonl dev.jsonl --scheme news.toml
    goldspan export news.goldspan - | goldspan check - --json | head
    """
    run(lambda: _check(inputs, format_id, scheme, suggestions, as_json))


def _check(inputs: list[str], format_id: str, scheme: Path | None, suggestions: bool, as_json: bool) -> None:
    from annotations.check.corpus import Checking
    from annotations.meter import Meter
    from annotations.model import State

    states = (State.ACCEPTED, State.SUGGESTED) if suggestions else (State.ACCEPTED,)
    checking = Checking(scheme_in(scheme), states)
    found = 0
    with Meter("Checking") as meter:
        for finding in _findings(inputs, format_id, checking, meter):
            found += 1
            meter.hide()
            write(_json(finding) if as_json else _line(finding))
    things = "nothing" if not found else "1 thing" if found == 1 else f"{found:,} things"
    say(f"{articles(meter.done)} checked, {things} found.")
    if found:
        raise typer.Exit(1)


def _findings(inputs: list[str], format_id: str, checking: Checking, meter: Meter) -> Iterator[Finding]:
    """The findings of all inputs, then those over all of them."""
    from annotations.check.contradictions import Contradictions
    from annotations.check.corpus import check_source
    from annotations.formats.report import Report
    from annotations.sources import open_source

    with Contradictions.open() as over_all:
        for name in inputs:
            report = Report(skip_bad=True)
            with input_path(name) as path, open_source(path, report, format_id=format_id) as source:
                counted = source._replace(records=meter.through(source.records))
                yield from check_source(counted, report, over_all, checking)
        yield from over_all.findings()


def _json(finding: Finding) -> str:
    import msgspec

    return msgspec.json.encode(finding).decode()


def _line(finding: Finding) -> str:
    """`news.goldspan: Title, 3:12: sentence [kind]`; a part that is not known is left out."""
    from annotations.check.found import Kind

    if finding.kind is Kind.RECORD:  # its sentence says where
        return f"{finding.sentence} [{finding.kind}]"
    place = finding.place.rpartition(f"{finding.source}, ")[2]
    spot = f"{finding.line}:{finding.column}" if finding.line else ""
    where = ", ".join(dict.fromkeys(part for part in (finding.title, place, spot) if part))
    return f"{finding.source}: {where}: {finding.sentence} [{finding.kind}]"
