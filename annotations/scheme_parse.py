"""A label scheme out of TOML, each fault a sentence with its file and line."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, NoReturn

from annotations.errors import GoldspanError
from annotations.label_keys import normal_key
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_check import problems, with_colours
from annotations.toml_lines import Path, fault_place, line_of

_SCHEME_KEYS = ("name", "entity", "relation")
_ENTITY_KEYS = ("name", "colour", "key", "guideline", "on")
_RELATION_KEYS = (*_ENTITY_KEYS, "pairs")


def parse(text: str, name: str) -> LabelScheme:
    """Return the label scheme of a TOML text; `name` is what the file is called in error sentences.

    Labels without a colour take the next hue of the palette. Raises GoldspanError for the first fault.
    """
    return _Parser(text, name).scheme()


class _Parser:
    """One text on its way to a scheme."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def scheme(self) -> LabelScheme:
        data = self._load()
        self._only(data, _SCHEME_KEYS, ())
        name = self._string(data, "name", ())
        entities = tuple(
            EntityLabel(**self._label(table, path, _ENTITY_KEYS))
            for path, table in self._tables(data, "entity")
        )
        relations = tuple(
            RelationLabel(**self._label(table, path, _RELATION_KEYS), pairs=self._pairs(table, path))
            for path, table in self._tables(data, "relation")
        )
        scheme = with_colours(LabelScheme(name, entities, relations))
        for problem in problems(scheme):
            self._refuse(problem.path, problem.sentence, problem.about)
        return scheme

    def _load(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            line, words = fault_place(error, self._text)
            sentence = f"{self._name}, line {line}: this is not TOML: {words}. Mend it and load it again."
            raise GoldspanError(sentence) from error
        except RecursionError as error:
            raise GoldspanError(f"{self._name}: this is no label scheme: it is nested too deeply.") from error

    def _tables(self, data: dict[str, Any], kind: str) -> list[tuple[Path, dict[str, Any]]]:
        value = data.get(kind, [])
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            self._refuse((kind,), f"write each {kind} label as a table that begins with [[{kind}]].")
        return [((kind, index), table) for index, table in enumerate(value)]

    def _label(self, table: dict[str, Any], path: Path, keys: Collection[str]) -> dict[str, Any]:
        """The fields that entity and relation labels share."""
        self._only(table, keys, path)
        on = table.get("on", True)
        if not isinstance(on, bool):
            self._refuse((*path, "on"), f"“on” is {_kind(on)}; write true or false.")
        return {
            "name": self._string(table, "name", path),
            "colour": self._string(table, "colour", path, ""),
            "key": normal_key(self._string(table, "key", path, "")),
            "guideline": self._string(table, "guideline", path, ""),
            "on": on,
        }

    def _pairs(self, table: dict[str, Any], path: Path) -> frozenset[tuple[str, str]]:
        pairs = table.get("pairs", {})
        if not isinstance(pairs, dict):
            self._refuse((*path, "pairs"), f'“pairs” is {_kind(pairs)}; write it as {{ HEAD = ["CHILD"] }}.')
        for head, children in pairs.items():
            where = (*path, "pairs", head)
            if not isinstance(children, list) or not all(isinstance(child, str) for child in children):
                self._refuse(where, f'{head} has no list of child labels; write {head} = ["CHILD"].')
            if not children:
                self._refuse(where, f"{head} has no child label; name one or take {head} out of the pairs.")
        return frozenset((head, child) for head, children in pairs.items() for child in children)

    def _string(self, table: dict[str, Any], key: str, path: Path, default: str | None = None) -> str:
        value = table.get(key, default)
        if value is None:
            what = f"this {path[0]} label" if path else "the scheme"
            self._refuse(path, f'{what} has no name. Add a line such as name = "{_EXAMPLES[path[:1]]}".')
        if not isinstance(value, str):
            self._refuse((*path, key), f"“{key}” is {_kind(value)}; write it as text in quotation marks.")
        return value

    def _only(self, table: dict[str, Any], keys: Collection[str], path: Path) -> None:
        for key in table:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                hint = f"Is “{near[0]}” meant?" if near else f"There can be {', '.join(keys)}."
                self._refuse((*path, key), f"“{key}” means nothing here. {hint}")

    def _refuse(self, path: Path, sentence: str, about: str = "") -> NoReturn:
        line = line_of(self._text, path, about)
        raise GoldspanError(f"{self._name}, line {line}: {sentence}")


_EXAMPLES: dict[Path, str] = {(): "news", ("entity",): "PERSON", ("relation",): "member_of"}


def _kind(value: object) -> str:
    kinds = {bool: "true or false", str: "text", list: "a list", dict: "a table"}
    number = isinstance(value, int | float)
    return kinds.get(type(value), "a number" if number else "a date or a time")
