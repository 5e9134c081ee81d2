"""The text of an article as HTML: paragraphs with a mark for each span, nested and crossing ones too."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from annotations.model import Span, State

_BREAK = re.compile(r"\r\n|\n|\r")
_PICTURES = {n: 0x2400 + n for n in range(32) if chr(n) not in "\t\n"} | {0x7F: 0x2421}
"""Pictures of the control characters, which HTML cannot hold."""

_TEXT_PX, _LABEL_PX, _APART_PX = 8.0, 7.2, 5.0
"""The average width of a character of the text and of a label, and what keeps two labels apart."""


def escaped(text: str) -> str:
    """A text for HTML, also for an attribute, with pictures for control characters."""
    return html.escape(text.translate(_PICTURES))


def paragraphs(text: str, spans: Sequence[Span], look: Callable[[Span], str], prefix: str) -> Iterator[str]:
    """The text's lines as paragraphs. `spans` are in reading order; `look` gives the classes of a span.

    A mark's id is `prefix` and the span's number. Its `--in` counts the spans nested in it, `--row` how many
    rows of labels its own stands above, so that labels do not cover each other.
    """
    inside, rows = _levels(spans), _rows(text, spans)

    def opened(n: int, first: bool, last: bool) -> str:
        edges = ("first " if first else "") + ("last " if last else "")
        style = f"--in:{inside[n]};--row:{rows[n]}" if inside[n] or rows[n] else ""
        attributes = f' id="{prefix}{n}"' if first else ""
        attributes += f' style="{style}"' if style else ""
        label = f'<i></i><b data-label="{escaped(_label(spans[n]))}"></b>' if first else ""
        return f'<mark class="{edges}{look(spans[n])}"{attributes}>{label}'

    since, start, pending = 0, 0, 0
    going: list[int] = []
    for end, after in [*(m.span() for m in _BREAK.finditer(text)), (len(text), len(text))]:
        going = [n for n in going if spans[n].end > start]
        while pending < len(spans) and spans[pending].start < max(end, start + 1):
            going.append(pending)
            pending += 1
        inner = "".join(_line(text, (since, start, end, after), spans, going, opened))
        yield f'<p dir="auto">{inner}</p>\n' if inner else '<p class="blank"><br></p>\n'
        since, start = end, after


def _line(
    text: str,
    line: tuple[int, int, int, int],
    spans: Sequence[Span],
    present: list[int],
    opened: Callable[[int, bool, bool], str],
) -> Iterator[str]:
    """The pieces of a line. A span that crosses the end of another is closed there and opened again.

    `line` is where the line before ended, the line's own bounds, and where the next one starts: a span may
    begin or end in a line break.
    """
    since, start, end, after = line
    bounds = {start, end}
    for n in present:
        bounds |= {min(max(spans[n].start, start), end), min(max(spans[n].end, start), end)}
    cuts = sorted(bounds)
    stack, covering = list[int](), list[int]()
    waiting = iter([*present, None])
    coming = next(waiting)
    for left, right in itertools.pairwise(cuts):
        covering = [n for n in covering if spans[n].end > left]
        while coming is not None and spans[coming].start <= left:
            covering.append(coming)
            coming = next(waiting)
        keep = 0
        while keep < len(stack) and keep < len(covering) and stack[keep] == covering[keep]:
            keep += 1
        yield "</mark>" * (len(stack) - keep)
        for n in covering[keep:]:
            closes = _closes(n, covering, spans)
            first = spans[n].start == left or (left == start and since <= spans[n].start)
            yield opened(n, first, spans[n].end <= min(closes, after))
        stack = covering
        yield escaped(text[left:right])
    yield "</mark>" * len(stack)


def _closes(n: int, covering: list[int], spans: Sequence[Span]) -> int:
    """Where a mark opened now is closed at the latest: with the first of those that hold it."""
    return min(spans[outer].end for outer in covering[: covering.index(n) + 1])


def _label(span: Span) -> str:
    suggested = span.state is State.SUGGESTED and span.score is not None
    return f"{span.label} {span.score:.2f}" if suggested else span.label


def _levels(spans: Sequence[Span]) -> list[int]:
    """For each span, how many levels of others are nested in it."""
    levels = [0] * len(spans)
    stack: list[int] = []
    for n, span in enumerate(spans):
        stack = [m for m in stack if spans[m].end > span.start]
        for depth, outer in enumerate(reversed([m for m in stack if spans[m].end >= span.end]), 1):
            levels[outer] = max(levels[outer], depth)
        stack.append(n)
    return levels


def _rows(text: str, spans: Sequence[Span]) -> list[int]:
    """For each span, the lowest row in which its label does not run into one before it."""
    rows: list[int] = []
    taken: list[float] = []
    for span in spans:
        at = span.start * _TEXT_PX
        row = next((n for n, end in enumerate(taken) if end + _APART_PX <= at), len(taken))
        taken[row : row + 1] = [at + len(_label(span)) * _LABEL_PX]
        rows.append(row)
        if "\n" in text[span.start : span.end]:
            taken.clear()
    return rows
