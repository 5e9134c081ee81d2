"""Reads pattern files: TOML that says which words, in which build of a sentence, make a relation.

The shipped file, `resources/patterns/news.toml`, explains the form in its comments.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from annotations.errors import GoldspanError

_KEYS = {
    "relation": str,
    "role": str,
    "head": str,
    "child": str,
    "example": str,
    "tree": list,
    "tokens": list,
    "unless": str,
    "also": list,
    "either_way": bool,
}


class PatternError(GoldspanError):
    """A pattern file that cannot be used; the sentence names file, line and fault."""


class Pattern(msgspec.Struct, frozen=True):
    """One pattern. `nodes` are the names of its tokens, in the order of `rules`.

    `rules` are spaCy's: of a `DependencyMatcher` for a tree, of a `Matcher` else. `relation` is the label; it
    is empty where the word of the node `role` decides (see `PatternFile.roles`). For the nodes in `also`,
    what is joined to them by "and" counts too. `unless` holds words (lower case) that make it void,
    `either_way` makes the end that is named first the head. `place` is file, line and number.
    """

    relation: str
    role: str
    head: str
    child: str
    example: str
    tree: bool
    nodes: tuple[str, ...]
    rules: tuple[dict[str, Any], ...]
    unless: frozenset[str]
    also: frozenset[str]
    either_way: bool
    place: str


class PatternFile(msgspec.Struct, frozen=True):
    """A pattern file. `name` is the source of its suggestions; `language` a code, or empty for any.

    `roles` leads from a phrase in lower case (as words) to the relation that it stands for.
    """

    name: str
    language: str
    roles: dict[tuple[str, ...], str]
    patterns: tuple[Pattern, ...]


def pattern_files(paths: tuple[str, ...] | None) -> list[PatternFile]:
    """Read these files, or for None the ones that come with the program; PatternError names a fault."""
    if paths is None:
        shipped = sorted(files("resources").joinpath("patterns").iterdir(), key=lambda entry: entry.name)
        return [_read(entry, entry.name) for entry in shipped if entry.name.endswith(".toml")]
    return [_read(Path(path), path) for path in paths]


def _read(entry: Traversable, name: str) -> PatternFile:
    try:
        text = entry.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PatternError(f"The pattern file {name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise PatternError(f"The pattern file {name} is not UTF-8. Save it as UTF-8.") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"The pattern file {name} is no TOML: {error}.") from None
    return _Reader(name, text).file(table)


class _Reader:
    """Turns the tables of one file into patterns, and says where one is at fault."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        lines = enumerate(text.splitlines(), 1)
        self._lines = [n for n, line in lines if re.match(r"\s*\[\[\s*pattern\s*\]\]", line)]
        self._place = name
        self._words: dict[str, list[str]] = {}
        self._roles: dict[tuple[str, ...], str] = {}

    def file(self, table: dict[str, Any]) -> PatternFile:
        """The whole file."""
        unknown = set(table) - {"name", "language", "words", "roles", "pattern"}
        if unknown:
            self._fail(f"“{min(unknown)}” is none of name, language, words, roles, pattern")
        self._words = self._lists(table.get("words", {}), "words")
        for relation, phrases in self._lists(table.get("roles", {}), "roles").items():
            for phrase in phrases:
                self._roles[tuple(phrase.lower().split())] = relation
        found = table.get("pattern", [])
        if not isinstance(found, list) or len(found) != len(self._lines):
            self._fail("each pattern begins with a line [[pattern]]")
        patterns = [
            self._pattern(n, line, entry)
            for n, (line, entry) in enumerate(zip(self._lines, found, strict=True), 1)
        ]
        name, language = table.get("name", Path(self._name).stem), table.get("language", "")
        if not isinstance(name, str) or not isinstance(language, str):
            self._fail("name and language are texts")
        return PatternFile(name, language, self._roles, tuple(patterns))

    def _lists(self, value: object, what: str) -> dict[str, list[str]]:
        if not isinstance(value, dict):
            self._fail(f"[{what}] is a table of lists")
        for key, words in value.items():
            if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                self._fail(f"“{key}” in [{what}] is no list of texts")
        return value

    def _pattern(self, number: int, line: int, entry: dict[str, Any]) -> Pattern:
        self._place = f"{self._name}, line {line}, pattern {number}"
        for key, value in entry.items():
            kind = _KEYS.get(key)
            if kind is None:
                self._fail(f"“{key}” is none of {', '.join(_KEYS)}")
            if not isinstance(value, kind):
                self._fail(f"“{key}” has the wrong kind of value")
        if ("relation" in entry) == ("role" in entry):
            self._fail("it needs either “relation” or “role”")
        if ("tree" in entry) == ("tokens" in entry):
            self._fail("it needs either “tree” or “tokens”")
        role, tree = entry.get("role", ""), "tree" in entry
        nodes, rules = self._nodes(entry["tree"] if tree else entry["tokens"], role, tree=tree)
        named = {
            "head": entry.get("head", ""),
            "child": entry.get("child", ""),
            **({"role": role} if role else {}),
        }
        for key, node in [*named.items(), *(("also", node) for node in entry.get("also", []))]:
            if not node or node not in nodes:
                known = ", ".join(node for node in nodes if node)
                self._fail(f"“{key}” names “{node}”, which is none of its tokens ({known})")
        unless = entry.get("unless", "")
        if unless and unless not in self._words:
            self._fail(f"“unless” names “{unless}”, which is no list in [words]")
        return Pattern(
            entry.get("relation", ""),
            role,
            named["head"],
            named["child"],
            entry.get("example", ""),
            tree,
            nodes,
            rules,
            frozenset(word.lower() for word in self._words.get(unless, ())),
            frozenset(entry.get("also", [])),
            entry.get("either_way", False),
            self._place,
        )

    def _nodes(
        self, entries: list[Any], role: str, *, tree: bool
    ) -> tuple[tuple[str, ...], tuple[dict[str, Any], ...]]:
        """The names of the nodes, and the rules with the lists of words in place."""
        nodes: list[str] = []
        rules: list[dict[str, Any]] = []
        for entry in entries:
            if not isinstance(entry, dict):
                self._fail("a token is written as { … }")
            rule = dict(entry)
            node = rule.get("RIGHT_ID", "") if tree else rule.pop("ID", "")
            nodes.append(node)
            attributes = rule.get("RIGHT_ATTRS", {}) if tree else rule
            filled = self._filled(attributes)
            if role and node == role:
                filled = {"LOWER": {"IN": sorted({phrase[-1] for phrase in self._roles})}, **filled}
            rules.append({**rule, "RIGHT_ATTRS": filled} if tree else filled)
        return tuple(nodes), tuple(rules)

    def _filled(self, attributes: object) -> dict[str, Any]:
        """The attributes of a token, with `IN = "list"` replaced by the words of that list."""
        if not isinstance(attributes, dict):
            self._fail("the attributes of a token are written as { … }")
        filled: dict[str, Any] = {}
        for key, value in attributes.items():
            if isinstance(value, dict):
                value = {test: self._list(test, words) for test, words in value.items()}
            filled[key] = value
        return filled

    def _list(self, test: str, words: object) -> object:
        if test not in ("IN", "NOT_IN") or not isinstance(words, str):
            return words
        if words not in self._words:
            self._fail(f"“{words}” is no list in [words]")
        return self._words[words]

    def _fail(self, what: str) -> NoReturn:
        raise PatternError(f"{self._place}: {what}.")
