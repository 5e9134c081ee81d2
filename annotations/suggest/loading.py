"""Loads pipelines: in the worker and in the shell only, for it loads spaCy."""

from __future__ import annotations

import re
import shlex
import warnings
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from annotations.errors import GoldspanError
from annotations.suggest.pipelines import BLANK, PipelineInfo, find, span_source

if TYPE_CHECKING:
    from spacy.language import Language

_FACTORY = re.compile(r"Can't find factory for '([^']+)'")
_REGISTERED = re.compile(r"Could not find function '([^']+)'|Can't find '([^']+)' in registry")


def load(name: str) -> tuple[Language, PipelineInfo]:
    """Load an installed pipeline, a folder or `blank:xx`; GoldspanError says what hinders it."""
    info = find(name)
    if info.kind == "blank":
        return _blank(info), info
    _require_version(info)
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return spacy.load(info.path if info.kind == "folder" else _package(info)), info
    except ModuleNotFoundError as error:
        raise GoldspanError(
            _needs(info, f"the package {error.name}", f"it (pip install {error.name})")
        ) from None
    except Exception as error:
        raise GoldspanError(_broken(info, error)) from None


def tokenizer_of(info: PipelineInfo) -> str:
    """Who made the tokens, as the gold names it: `en_core_web_sm 3.8.0 / spacy 3.8.18`."""
    from spacy.about import __version__

    return f"{span_source(info)} / spacy {__version__}"


def note_of(nlp: Language, info: PipelineInfo) -> str:
    """A sentence that says what a loaded pipeline cannot do, or nothing."""
    if info.kind == "blank" or any(_finds_spans(nlp, pipe) for pipe in nlp.pipe_names):
        return ""
    return (
        f"The pipeline “{span_source(info)}” has no component that finds spans "
        "(ner, a ruler or spancat): it gives tokens only."
    )


def _finds_spans(nlp: Language, pipe: str) -> bool:
    """Whether a component says that it sets spans; one that is not spaCy's own may do so unsaid."""
    assigns = nlp.get_pipe_meta(pipe).assigns
    if any(name.startswith(("doc.ents", "doc.spans", "token.ent_type")) for name in assigns):
        return True
    return not assigns and not type(nlp.get_pipe(pipe)).__module__.startswith(("spacy.", "thinc."))


def _package(info: PipelineInfo) -> str:
    from pathlib import Path

    return Path(info.path).name


def _blank(info: PipelineInfo) -> Language:
    import spacy

    try:
        return spacy.blank(info.lang)
    except ImportError as error:
        if "E048" in str(error):
            raise GoldspanError(
                f"spaCy knows no language “{info.lang}”. Choose another code, for example {BLANK}en, or "
                f"{BLANK}xx for any language."
            ) from None
        raise GoldspanError(
            f"Tokens for “{info.lang}” need a package that is not installed: {error} Install it, or choose "
            f"{BLANK}xx."
        ) from None


def _require_version(info: PipelineInfo) -> None:
    """Refuse what was made for another minor version of spaCy: it would load at best with other results."""
    from spacy.about import __version__ as here
    from spacy.util import get_model_lower_version, is_compatible_version, is_minor_version_match

    if not info.spacy or is_compatible_version(here, info.spacy):
        return
    lowest = get_model_lower_version(info.spacy)
    if lowest and is_minor_version_match(here, lowest):
        return
    raise GoldspanError(
        f"The pipeline “{span_source(info)}” was made for spaCy {info.spacy}, and this is spaCy {here}. "
        "Install a version of it that was made for this spaCy, or train it again."
    )


def _broken(info: PipelineInfo, error: Exception) -> str:
    words = str(error)
    for kind, pattern in (("component", _FACTORY), ("function", _REGISTERED)):
        found = pattern.search(words)
        if found:
            name = next(filter(None, found.groups()))
            return _needs(info, f"the {kind} “{name}”", _provider(info))
    first = words.strip().splitlines()[0] if words.strip() else type(error).__name__
    again = "Save it again, or choose another." if info.kind == "folder" else "Install it again."
    return f"The pipeline “{span_source(info)}” in {info.path} is broken: {first} {again}"


def _provider(info: PipelineInfo) -> str:
    """What to install for a part that is missing: the packages that the pipeline requires, if it says so."""
    lacking = [package for package in info.requires if not _is_installed(package)]
    return (
        f"what it requires (pip install {' '.join(map(shlex.quote, lacking))})"
        if lacking
        else "the package that provides it"
    )


def _is_installed(requirement: str) -> bool:
    name = re.match(r"[\w.-]+", requirement)
    try:
        return bool(name and distribution(name[0]))
    except PackageNotFoundError:
        return False


def _needs(info: PipelineInfo, what: str, remedy: str) -> str:
    return (
        f"The pipeline “{span_source(info)}” needs {what}, which is not installed. "
        f"Install {remedy}, or choose another pipeline."
    )
