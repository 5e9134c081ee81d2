"""Heights of a long column of blocks, and where each begins: both read and set in logarithmic time."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """Sums over heights that change one at a time (a Fenwick tree); px, top to bottom."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        tree = [0.0, *self._heights]
        for at in range(1, len(tree)):
            above = at + (at & -at)
            if above < len(tree):
                tree[above] += tree[at]
        self._tree = tree
        self._top = 1 << (len(self._heights).bit_length() - 1) if self._heights else 0

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def set(self, index: int, height: float) -> float:
        """Set one height; returns by how much it grew."""
        grown = height - self._heights[index]
        if grown:
            self._heights[index] = height
            at = index + 1
            while at < len(self._tree):
                self._tree[at] += grown
                at += at & -at
        return grown

    def before(self, index: int) -> float:
        """The sum of the heights before `index`: where that block begins."""
        total, at = 0.0, index
        while at:
            total += self._tree[at]
            at -= at & -at
        return total

    @property
    def total(self) -> float:
        """The sum of all heights."""
        return self.before(len(self._heights))

    def at(self, y: float) -> int:
        """The index of the block that `y` falls into; the first above all of them, the last below."""
        found, step = 0, self._top
        while step:
            if found + step < len(self._tree) and self._tree[found + step] <= y:
                found += step
                y -= self._tree[found]
            step //= 2
        return min(found, len(self._heights) - 1)
