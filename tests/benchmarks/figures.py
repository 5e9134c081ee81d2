"""A measured figure beside its goal, as text, as a row of Markdown, and as JSON between processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One figure; it is met at `goal` or below, with `at_least` at `goal` or above.

    `note` says how it came about, where that matters.
    """

    what: str
    goal: float
    value: float
    unit: str
    note: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    @property
    def line(self) -> str:
        """The figure for a terminal."""
        verdict = "pass" if self.met else "FAIL"
        note = f"  ({self.note})" if self.note else ""
        sign = "≥" if self.at_least else "≤"
        value, goal = _number(self.value), _number(self.goal)
        return f"{verdict}  {value:>8} {self.unit:7} goal {sign} {goal:>6}  {self.what}{note}"

    @property
    def row(self) -> str:
        """The figure as a row of a table."""
        unit = f" {self.unit}" if self.unit else ""
        note = f"; {self.note}" if self.note else ""
        verdict = "yes" if self.met else "**no**"
        goal = f"{'≥ ' if self.at_least else ''}{_number(self.goal)}{unit}"
        return f"| {self.what}{note} | {goal} | {_number(self.value)}{unit} | {verdict} |"

    def plain(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return asdict(self)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"


TABLE_HEAD = "| what | at most (≥ at least) | measured | met |\n| --- | --- | --- | --- |"


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies, one of them."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
