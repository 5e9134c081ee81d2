"""A measured figure beside its goal, as text, as a row of Markdown, and as JSON between processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One figure; it is met at `goal` or below. `note` says how it came about, where that matters."""

    what: str
    goal: float
    value: float
    unit: str
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal

    @property
    def line(self) -> str:
        """The figure for a terminal."""
        verdict = "pass" if self.met else "FAIL"
        note = f"  ({self.note})" if self.note else ""
        return f"{verdict}  {self.value:8.4g} {self.unit:7} goal {self.goal:5.4g}  {self.what}{note}"

    @property
    def row(self) -> str:
        """The figure as a row of a table."""
        unit = f" {self.unit}" if self.unit else ""
        note = f"; {self.note}" if self.note else ""
        verdict = "yes" if self.met else "**no**"
        return f"| {self.what}{note} | {self.goal:g}{unit} | {self.value:.3g}{unit} | {verdict} |"

    def plain(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return asdict(self)


TABLE_HEAD = "| what | at most | measured | met |\n| --- | --- | --- | --- |"


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies, one of them."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
