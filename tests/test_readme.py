"""What the README says of the program is what the program does."""

from __future__ import annotations

from pathlib import Path

from annotations.formats.format import Holds
from annotations.formats.registry import FORMATS

README = Path(__file__).resolve().parents[1] / "README.md"

_HEAD = (
    "| format | `--format` | for | exact text | overlaps | off tokens "
    "| relations | undecided | rejected | notes |"
)


def _row(name: str, format_id: str, purpose: str, holds: Holds) -> str:
    held = (
        holds.text,
        holds.overlapping,
        holds.off_token,
        holds.relations,
        holds.undecided,
        holds.rejected,
        holds.notes,
    )
    cells = [name, f"`{format_id}`", purpose.rstrip("."), *("yes" if each else "–" for each in held)]
    return f"| {' | '.join(cells)} |"


def test_the_table_of_formats_is_that_of_the_registry() -> None:
    text = README.read_text("utf-8")
    written = [f for f in FORMATS if f.writes]
    lines = [_HEAD, f"|{' --- |' * 10}", *(_row(f.name, f.id, f.purpose, f.holds) for f in written)]
    assert "\n".join(lines) in text, "\n".join(["the README has another table than", *lines])
