"""All formats that Goldspan reads and writes: a row each; a module is loaded when it is first used."""

from __future__ import annotations

import codecs
import os
import zipfile
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import NamedTuple, cast

from annotations.errors import GoldspanError
from annotations.formats.format import Holds, Reader, Sample, Writer
from annotations.formats.magic import looks_like

_HEAD = 1 << 16

_NAMES = 10_000
"""Names of a folder or an archive that are looked at."""


class Format(NamedTuple):
    """A format: what a command line calls it, what people call it, and what it can hold."""

    id: str
    name: str
    module: str
    suffix: str
    """How the name of a file ends, with its dot; empty for a folder."""
    holds: Holds
    purpose: str
    """What it is for, in one sentence."""
    reads: bool = True
    writes: bool = True

    @property
    def reader(self) -> Reader:
        """The module, as what reads."""
        return cast(Reader, import_module(f"annotations.formats.{self.module}"))

    @property
    def writer(self) -> Writer:
        """The module, as what writes."""
        return cast(Writer, import_module(f"annotations.formats.{self.module}"))


_ALL = Holds(tokens=True, rejected=True, undecided=True, notes=True, sources=True)
_TEXT = Holds(overlapping=False, off_token=False, relations=False)
_TOKENS = Holds(text=False, tokens=True, overlapping=False, off_token=False, relations=False)

FORMATS: tuple[Format, ...] = (
    Format(
        "goldspan",
        "Goldspan JSONL",
        "goldspan_jsonl",
        ".jsonl",
        _ALL,
        "For another Goldspan, an archive, and programs that read Prodigy's records.",
    ),
    Format(
        "prodigy",
        "Prodigy JSONL",
        "prodigy",
        ".jsonl",
        Holds(tokens=True, sources=True),
        "For Prodigy's recipes and what reads its files, in its fields only.",
    ),
    Format(
        "doccano",
        "doccano JSONL",
        "doccano",
        ".jsonl",
        Holds(),
        "For a sequence labelling project of doccano.",
    ),
    Format(
        "label-studio",
        "Label Studio JSON",
        "label_studio",
        ".json",
        Holds(undecided=True),
        "For a project of Label Studio; suggestions become its predictions.",
    ),
    Format(
        "spert",
        "SpERT JSON",
        "spert",
        ".json",
        Holds(text=False, tokens=True, off_token=False),
        "For SpERT and other models that find spans and relations together.",
    ),
    Format(
        "huggingface",
        "Hugging Face JSON",
        "huggingface",
        ".json",
        _TOKENS,
        "For token classification with transformers; a folder is what load_dataset takes.",
    ),
    Format(
        "spacy",
        "spaCy .spacy",
        "docbin",
        ".spacy",
        Holds(tokens=True, off_token=False, rejected=True, undecided=True, notes=True, sources=True),
        "For spacy train: a folder has a split and the configs that train spans and relations.",
    ),
    Format(
        "brat",
        "brat standoff",
        "brat",
        "",
        Holds(notes=True),
        "For brat: a folder of texts with their annotations.",
    ),
    Format(
        "conll", "CoNLL IOB2", "conll", ".conll", _TOKENS, "For taggers that read a token and its tag a line."
    ),
    Format(
        "bioes",
        "CoNLL BIOES",
        "bioes",
        ".bioes.conll",
        _TOKENS,
        "The same with tags that mark the last token and single ones too.",
    ),
    Format(
        "csv",
        "CSV",
        "table",
        ".csv",
        Holds(rejected=True, undecided=True, notes=True, sources=True),
        "For a spreadsheet: a row a span, with texts and relations in files beside it.",
    ),
    Format(
        "html",
        "HTML page",
        "html_page",
        ".html",
        Holds(undecided=True),
        "For a colleague: one page that any browser shows, with the relations as arcs.",
        reads=False,
    ),
    Format("text", "Plain text", "plain", ".txt", _TEXT, "For texts without any annotation.", writes=False),
)
"""In the order in which they are asked whether a file is theirs."""


def by_id(format_id: str) -> Format:
    """The format that a command line calls so."""
    found = next((f for f in FORMATS if f.id == format_id), None)
    if found is None:
        names = ", ".join(f.id for f in FORMATS)
        raise GoldspanError(f"There is no format “{format_id}”. Choose one of {names}.")
    return found


def by_name(name: str) -> Format:
    """The format in which a file of this name is written: what its ending says, else Goldspan's own."""
    writers = [f for f in FORMATS if f.writes and f.suffix and name.lower().endswith(f.suffix)]
    longest = max((len(f.suffix) for f in writers), default=0)
    found = [f for f in writers if len(f.suffix) == longest]
    if not found or FORMATS[0] in found:
        return FORMATS[0]
    if len(found) > 1:
        names = ", ".join(f.id for f in found)
        raise GoldspanError(f"{name} can be of several formats. Say which it is to be: {names}.")
    return found[0]


def writing_format(name: str, format_id: str = "") -> Format:
    """The format in which `name` is to be written: the one that is asked for, else the one of its ending."""
    found = by_id(format_id) if format_id else by_name(name)
    if not found.writes:
        raise GoldspanError(f"{found.name} is read, not written. Name another format.")
    return found


def sniff(path: Path) -> Format:
    """The format of a file or folder, from its content. Raises GoldspanError where none fits."""
    sample = sample_of(path)
    found = next((f for f in FORMATS if f.reads and f.reader.sniff(sample)), None)
    if found is None:
        if not sample.head and not path.is_dir():
            raise GoldspanError(f"{path.name} is empty: there is nothing to read. Choose another file.")
        kind = looks_like(sample.head)
        if kind is not None:
            raise GoldspanError(f"{path.name} looks like {kind}, which holds no articles. Save it as text.")
        raise GoldspanError(f"{path} is in no format that can be read. Name its format, or convert it first.")
    return found


def sample_of(path: Path) -> Sample:
    """What a file or folder is recognised by."""
    try:
        if path.is_dir():
            return Sample(path.name.lower(), b"", tuple(sorted(names_in(path))))
        with path.open("rb") as file:
            head = file.read(_HEAD)
        names: tuple[str, ...] = ()
        if head.startswith(b"PK\x03\x04") and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = tuple(archive.namelist()[:_NAMES])
    except FileNotFoundError as error:
        raise GoldspanError(
            f"{path} is not there: moved, renamed or removed. Look for its new place."
        ) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise GoldspanError(f"{path} could not be read ({error}). Check it, or copy it.") from error
    return Sample(path.name.lower(), _whole_lines(head), names)


def names_in(folder: Path) -> Iterator[str]:
    """The names of what is in a folder and below it, relative and with slashes; 10,000 at the most.

    Hidden ones are left out, and links to folders are not followed. Raises OSError.
    """
    return islice(_walk(folder), _NAMES)


def _walk(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = Path(parent).relative_to(folder)
        for name in (*folders, *sorted(names)):
            if not name.startswith("."):
                yield (place / name).as_posix()


def _whole_lines(head: bytes) -> bytes:
    head = head.removeprefix(codecs.BOM_UTF8)
    if len(head) < _HEAD - len(codecs.BOM_UTF8):
        return head
    cut = head.rfind(b"\n")
    return head[: cut + 1] if cut > 0 else head
