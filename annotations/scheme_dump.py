"""A label scheme as TOML that a person can read and edit."""

from __future__ import annotations

import re

import tomli_w

from annotations.scheme import EntityLabel, LabelScheme, RelationLabel

_WIDTH = 100
"""Pairs go on one line up to this many characters, else each head gets its own."""

_LONE_QUOTE = re.compile(r'(?<!\\)\\"(?!\\?"|$)')
"""A quotation mark with a backslash that it does not need: inside three others, with none beside it."""


def dump(scheme: LabelScheme) -> str:
    """Return a scheme as TOML; `parse` reads back the same. What is empty or switched on is left out."""
    blocks = [_entry("name", scheme.name)]
    blocks += [f"[[entity]]\n{_fields(label)}" for label in scheme.entities]
    blocks += [f"[[relation]]\n{_fields(label)}{_pairs(label, scheme)}" for label in scheme.relations]
    return "\n".join(blocks)


def _fields(label: EntityLabel | RelationLabel) -> str:
    fields = {"name": label.name, "colour": label.colour, "key": label.key, "guideline": label.guideline}
    lines = [_entry(key, value) for key, value in fields.items() if value or key == "name"]
    return "".join(lines) + ("" if label.on else "on = false\n")


def _pairs(label: RelationLabel, scheme: LabelScheme) -> str:
    """The pairs, heads and children in the order of the scheme's entity labels."""
    order = {entity.name: index for index, entity in enumerate(scheme.entities)}
    children: dict[str, list[str]] = {}
    for head, child in sorted(label.pairs, key=lambda pair: [(order.get(n, len(order)), n) for n in pair]):
        children.setdefault(head, []).append(child)
    rows = [_row(head, names) for head, names in children.items()]
    line = f"pairs = {{ {', '.join(rows)} }}\n"
    if not rows:
        return ""
    if len(line) <= _WIDTH:
        return line
    return "\n[relation.pairs]\n" + "".join(f"{row}\n" for row in rows)


def _row(head: str, children: list[str]) -> str:
    """`HEAD = ["CHILD", …]`; tomli-w would give each child its own line."""
    quoted = [_entry("x", child).removeprefix("x = ").removesuffix("\n") for child in children]
    key = _entry(head, "").removesuffix(' = ""\n')
    return f"{key} = [{', '.join(quoted)}]"


def _entry(key: str, value: str) -> str:
    # A text in """ is read back with its line ends as \n, so one that has others is written with escapes.
    if "\n" not in value or "\r" in value:
        return tomli_w.dumps({key: value})
    return _LONE_QUOTE.sub('"', tomli_w.dumps({key: value}, multiline_strings=True))
