"""`goldspan formats`: the formats and what each holds."""

from __future__ import annotations

from annotations.cli.options import JsonOption
from annotations.cli.running import run, write
from annotations.cli.table import table


def command(as_json: JsonOption = False) -> None:
    """List the formats that are read and written, and what each can hold.

    \b
    goldspan formats
    goldspan formats --json
    """
    run(lambda: _formats(as_json))


def _formats(as_json: bool) -> None:
    import msgspec

    from annotations.formats.holding import keeps
    from annotations.formats.registry import FORMATS

    if as_json:
        rows = [
            {
                "id": f.id,
                "name": f.name,
                "suffix": f.suffix,
                "reads": f.reads,
                "writes": f.writes,
                "holds": f.holds,
                "purpose": f.purpose,
            }
            for f in FORMATS
        ]
        write(msgspec.json.encode(rows).decode())
        return
    heads = ["format", "name", "reads", "writes", "holds"]
    lines = [[f.id, f.name, _yes(f.reads), _yes(f.writes), ", ".join(keeps(f.holds))] for f in FORMATS]
    write(table(heads, lines, words=5))


def _yes(does: bool) -> str:
    return "yes" if does else "–"
