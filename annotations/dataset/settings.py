"""What a dataset keeps beside its articles: label scheme, pipeline, and what the window leaves with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import msgspec

from annotations.dataset import failures
from annotations.dataset.values import PipelineChoice
from annotations.errors import GoldspanError
from annotations.scheme import LabelScheme

_SCHEME = "scheme"
_PIPELINE = "pipeline"


def read(connection: sqlite3.Connection, name: str) -> str:
    """A value, empty where none is kept."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def write(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value; an empty one takes it away."""
    if value:
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))
    else:
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def read_scheme(connection: sqlite3.Connection, path: Path) -> LabelScheme:
    """The label scheme, empty until one was kept. Raises GoldspanError where what is kept is not one."""
    kept = read(connection, _SCHEME)
    if not kept:
        return LabelScheme(path.stem)
    try:
        return msgspec.json.decode(kept, type=LabelScheme)
    except msgspec.MsgspecError as error:
        raise failures.damaged(path, f"its label scheme: {error}") from error


def write_scheme(connection: sqlite3.Connection, scheme: LabelScheme) -> None:
    """Keep the label scheme."""
    write(connection, _SCHEME, msgspec.json.encode(scheme, order="deterministic").decode())


def read_pipeline(connection: sqlite3.Connection, path: Path) -> PipelineChoice:
    """The chosen pipeline. Raises GoldspanError where what is kept is not one."""
    try:
        return msgspec.json.decode(read(connection, _PIPELINE) or "{}", type=PipelineChoice)
    except msgspec.MsgspecError as error:
        raise failures.damaged(path, f"its choice of the pipeline: {error}") from error


def write_pipeline(connection: sqlite3.Connection, choice: PipelineChoice) -> None:
    """Keep the chosen pipeline."""
    write(connection, _PIPELINE, msgspec.json.encode(choice).decode())


def renamed(choice: PipelineChoice, renames: Mapping[str, str]) -> PipelineChoice:
    """The choice with its labels mapped to the new names of the scheme's.

    A label of the pipeline that is mapped to nothing keeps its name, so a renamed one is mapped from now on.
    """
    mapping = dict(renames) | {theirs: renames.get(ours, ours) for theirs, ours in choice.mapping.items()}
    return msgspec.structs.replace(choice, mapping=mapping)


def rename(connection: sqlite3.Connection, kind: str, renames: Mapping[str, str]) -> None:
    """Rename the labels of `span` or `relation` in all articles. Raises GoldspanError if two became one."""
    if not renames:
        return
    from annotations.dataset import queries

    names = list(renames.values())
    twice = sorted({name for name in names if names.count(name) > 1})
    taken = twice or queries.labels_in_use(connection, kind, [n for n in names if n not in renames])
    if taken:
        raise GoldspanError(
            f"There are annotations with the label {taken[0]} already, so no other label can be renamed "
            "to it. Relabel or remove those first, or choose another name.",
            kept="The label scheme is as it was.",
        )
    queries.rename_labels(connection, kind, renames)
