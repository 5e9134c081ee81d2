"""Takes text files into a dataset. Nothing here knows the window: many or large ones are read behind it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Literal

from annotations.dataset import Dataset
from annotations.errors import GoldspanError
from annotations.formats.text import TextFile, encoding_name, read_text
from annotations.paths import data_dir
from annotations.scheme_file import default_scheme

SUFFIX = ".goldspan"
"""How the name of a dataset's file ends."""

DEFAULT_NAME = f"My articles{SUFFIX}"
"""The name of the person's own dataset."""

LARGE = 2_000_000
"""Bytes of text from which on the window would be seen to stand still."""

MANY = 20
"""Files from which on it would too."""

_PLAIN = ".txt"

_DATA_ENDS = (".json", ".jsonl", ".csv", ".tsv", ".conll", ".iob", ".bio", ".spacy", ".ann", ".zip")
"""How the names of files end that are asked about before they are imported."""

_LOOKED_AT = 4096

_DATA = re.compile(
    rb"\A\s*[\[{]|^#FORMAT=|^-DOCSTART-|^\S+[ \t]([^\r\n]*[ \t])?(O|[BIES]-\S+)\r?$", re.MULTILINE
)
"""What a text of another format begins with, or has a line of: worth a longer look."""

_NAMED = 4
"""Names in a sentence, at the most."""

Level = Literal["error", "warning", "info"]


@dataclass
class Taken:
    """What came of the files: each of them is in one of the lists, unless it was stopped."""

    dataset: Dataset | None = None
    opened: list[tuple[int, Path]] = field(default_factory=list)
    """The key of the article, and the file."""
    elsewhere: list[tuple[Path, str]] = field(default_factory=list)
    """Those of them whose text was in the dataset before under another title, and the title."""
    guessed: list[tuple[Path, TextFile]] = field(default_factory=list)
    """Those of them whose encoding is not certain."""
    refused: list[tuple[Path, GoldspanError]] = field(default_factory=list)


def default_dataset() -> Dataset:
    """The person's own dataset, for texts that are opened while none is; made where it is not there yet."""
    path = data_dir() / DEFAULT_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GoldspanError(
            f"The folder {path.parent}, in which Goldspan keeps its own dataset, cannot be made "
            f"({error.strerror or error}). Make it, or start a new dataset elsewhere and open the text in it."
        ) from error
    try:
        return Dataset.open(path) if path.exists() else Dataset.create(path, default_scheme())
    except GoldspanError as error:
        error.kept = (
            f"Texts go into {path} while no dataset is open: mend that, or open another dataset first."
        )
        raise


def take_files(
    taken: Taken,
    make: Callable[[], Dataset],
    paths: Sequence[Path],
    stopped: Event,
    encoding: str | None = None,
) -> None:
    """Read files, in `encoding` or the one that fits, and add each as an article unless its text is there.

    Where `taken` has no dataset, `make` gives one once something could be read. Raises GoldspanError where
    there is none to be had.
    """
    for path in paths:
        try:
            read = read_text(path, encoding)
        except GoldspanError as error:
            taken.refused.append((path, error))
            continue
        if stopped.is_set():
            break
        if taken.dataset is None:
            taken.dataset = make()
        try:
            title = shown_name(path.stem)
            key, known = add_text(taken.dataset, read.text, title, source_of(path))
            taken.opened.append((key, path))
            if known and taken.dataset.row(key).title != title:
                taken.elsewhere.append((path, taken.dataset.row(key).title))
        except GoldspanError as error:
            taken.refused.append((path, error))
            continue
        if not read.certain:
            taken.guessed.append((path, read))


def outcome(taken: Taken) -> tuple[Level, str]:
    """What a person is to know of it: how bad it is, and in words; no words where all went as it should."""
    guesses = ""
    if taken.guessed:
        names = [f"{shown_name(path.name)} as {encoding_name(read.encoding)}" for path, read in taken.guessed]
        guesses = f"Encodings were guessed: {_list(names)}. Open one alone to choose another."
    if taken.refused:
        first, *others = taken.refused
        also = f"Not opened either: {_list([shown_name(path.name) for path, _ in others])}." if others else ""
        return "error", " ".join(filter(None, (first[1].message, also, guesses)))
    if guesses:
        return "warning", guesses
    if taken.elsewhere:
        path, title = taken.elsewhere[0]
        return "info", (
            f"{shown_name(path.name)} has the text of the article “{title}”: that is opened, with all that "
            "is annotated in it."
        )
    return "info", ""


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def add_text(dataset: Dataset, text: str, title: str, source: str) -> tuple[int, bool]:
    """Add a text as an article unless it is there; its key, and whether it was."""
    known = dataset.find(sha256(text.encode("utf-8")).hexdigest())
    if known is not None:
        return known, True
    return dataset.add_article(text, id=title, title=title, source=source), False


def title_of(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[:400].split())
    return line if len(line) <= 60 else line[:59].rsplit(" ", 1)[0] + "…"


def texts_in(path: Path) -> list[Path]:
    """The file itself, or the text files of a folder; GoldspanError where a folder gives none."""
    if not os.path.isdir(path):  # noqa: PTH112 - of a folder that may not be entered, Path.is_dir raises
        return [path]
    try:
        found = sorted(entry for entry in path.iterdir() if entry.suffix.lower() == ".txt")
    except OSError as error:
        raise GoldspanError(
            f"The folder {path} cannot be read ({error.strerror or error}). "
            "Change its permissions, or choose the files in it one by one."
        ) from error
    if not found:
        raise GoldspanError(f"There is no text file (.txt) in the folder {path}. Choose another one.")
    return found


def is_plain(path: Path) -> bool:
    """Whether a path is opened at once, as an article or a folder of articles, not asked about first.

    What cannot be read is too: it gets the sentence that says why.
    """
    try:
        if path.is_dir():
            return _is_plain_folder(path)
        if not path.is_file():
            return True
        if path.suffix.lower() == _PLAIN:
            with path.open("rb") as file:
                if not _DATA.search(file.read(_LOOKED_AT)):
                    return True
        return _sniffed(path) == "text"
    except OSError:
        return True


def _is_plain_folder(path: Path) -> bool:
    """Whether a folder has no data and no texts in folders of its own: then its texts are opened."""
    from annotations.formats.registry import names_in

    return not any(
        name.lower().endswith(_DATA_ENDS) or ("/" in name and name.lower().endswith(_PLAIN))
        for name in names_in(path)
    )


def pasted_data(text: str) -> Path | None:
    """A file with the pasted text where it is data in a format other than plain text, else None."""
    if not _DATA.search(text[:_LOOKED_AT].encode()):
        return None
    path = data_dir() / f"clipboard{_PLAIN}"  # one file, which the next paste replaces
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise GoldspanError(f"{path} could not be written ({error.strerror}). Make room there.") from error
    return path if _sniffed(path) != "text" else None


def _sniffed(path: Path) -> str:
    """The format of a file; text where none fits, whose reader knows best what is wrong with it."""
    from annotations.formats import registry  # loads all formats

    try:
        return registry.sniff(path).id
    except GoldspanError:
        return "text"


def is_much(paths: Sequence[Path]) -> bool:
    """Whether these files are better read behind the window."""
    return len(paths) > MANY or sum(map(_size, paths)) > LARGE


def shown_name(name: str) -> str:
    """A file's name as it can be shown and kept: one that is not Unicode gets a mark for each odd byte."""
    if os.name != "posix":
        return name
    try:
        return os.fsencode(name).decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a character, which no file's name is: it was written by hand
        return name.encode(errors="replace").decode()


def source_of(path: Path) -> str:
    """Where a text came from, as the dataset keeps it; empty where the name is not Unicode."""
    place = os.path.realpath(path)
    return place if shown_name(place) == place else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
