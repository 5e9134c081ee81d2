"""The fields of one JSON line, and errors that name the file, the line and the field."""

from __future__ import annotations

import json
import re
from typing import NoReturn, TypeVar

import msgspec
from msgspec import Raw

from annotations.errors import GoldspanError
from annotations.formats import wire
from annotations.formats.text import check_text

_T = TypeVar("_T")
_S = TypeVar("_S", bound=msgspec.Struct)
_FIELD = re.compile(r" - at `\$(.*)`$")
_OBJECT = msgspec.json.Decoder(dict[str, Raw])
LONG = 500_000
"""Bytes from which on a list is decoded in parts, so that other threads are not held up."""
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


class Fields:
    """A JSON object whose values are decoded, and checked, as they are asked for.

    `place` is how its errors begin: file and line. `path` is where it lies in its line.
    """

    def __init__(self, line: bytes | Raw, place: str, path: str = "") -> None:
        self._place, self._path = place, path
        try:
            self.raw = _OBJECT.decode(line)
        except msgspec.ValidationError as error:
            where = f", field {path.removesuffix('.')}" if path else ""
            raise GoldspanError(f"{place}{where}: this is no JSON object. {_WAY_OUT}") from error
        except msgspec.DecodeError as error:
            if _HALF_PAIR.search(bytes(line)):
                _check_strings(bytes(line), place)
            raise GoldspanError(f"{place}: this is not valid JSON ({error}). {_WAY_OUT}") from error
        except RecursionError as error:
            raise GoldspanError(f"{place}: its JSON is nested too deeply. {_WAY_OUT}") from error

    def get(self, key: str, kind: type[_T]) -> _T | None:
        """The value of a field; None where it is missing or null."""
        raw = self._value(key)
        if raw is None:
            return None
        try:
            return msgspec.json.decode(raw, type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            self._fail_as(error, key)

    def name(self, key: str) -> str:
        """An id or a title, which may be written as a number; empty where it is missing or null."""
        raw = self._value(key)
        if raw is not None and bytes(raw)[:1] in b"-0123456789":
            return str(self.get(key, int))
        return self.get(key, str) or ""

    def inner(self, key: str) -> Fields:
        """The object in a field; an empty one where it is missing or null."""
        return Fields(self._value(key) or b"{}", self._place, f"{self._path}{key}.")

    def rows(self, key: str, kind: type[_S]) -> tuple[list[_S], list[str]]:
        """The objects of the list in a field, and the `extra` of each; no extras where none has any."""
        raw = self._value(key)
        if raw is None:
            return [], []
        if len(raw) < LONG:
            return self._split(raw, key, kind, 0)
        objects = self.get(key, list[Raw]) or []
        rows: list[_S] = []
        extras: list[str] = []
        for first in range(0, len(objects), wire.PART):
            part = objects[first : first + wire.PART]
            found, more = self._split(b"[" + b",".join(map(bytes, part)) + b"]", key, kind, first)
            rows += found
            extras += more or [""] * len(found)
        return rows, extras if any(extras) else []

    def _split(self, raw: bytes | Raw, key: str, kind: type[_S], first: int) -> tuple[list[_S], list[str]]:
        try:
            return wire.split(raw, kind)
        except (msgspec.DecodeError, RecursionError) as error:
            self._fail_as(error, key, first)

    def others(self, ours: frozenset[str]) -> dict[str, Raw]:
        """The fields that are not ours, as they were written; refused where one is nested too deeply."""
        for key, value in self.raw.items():
            if key not in ours and wire.is_deep(bytes(value)):
                self.fail(key, f"it is nested deeper than {wire.DEPTH} levels")
        return {key: value for key, value in self.raw.items() if key not in ours}

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raise GoldspanError for a field of this object."""
        raise GoldspanError(f"{self._place}, field {self._path}{field}: {problem}. {_WAY_OUT}")

    def _fail_as(self, error: Exception, key: str, first: int = 0) -> NoReturn:
        """Fail with the field that `error` names; its list begins with the row of the number `first`."""
        if isinstance(error, RecursionError):
            self.fail(key, "it is nested too deeply")
        found = _FIELD.search(str(error))
        inner = found.group(1).replace("[...]", "") if found else ""
        inner = re.sub(r"^\[(\d+)\]", lambda n: f"[{int(n.group(1)) + first}]", inner)
        self.fail(key + inner, _FIELD.sub("", str(error)).replace("`", "").lower())

    def _value(self, key: str) -> Raw | None:
        raw = self.raw.get(key)
        return None if raw is None or (len(raw) == 4 and bytes(raw) == b"null") else raw


_WAY_OUT = "Mend the line, or take it out."


def _check_strings(line: bytes, place: str) -> None:
    """Raise GoldspanError for a half surrogate pair in one of the object's texts, which JSON can name."""
    try:
        found = json.loads(line)
    except ValueError:
        return
    for key, value in found.items() if isinstance(found, dict) else ():
        if isinstance(value, str):
            check_text(value, f"{place}, field {key},")
