"""What trains on exported documents: `config.cfg`, and for relations another with a component of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.formats.docbin_gather import Gathered
from annotations.formats.docbin_pack import GROUP
from annotations.suggest.loading import load
from annotations.suggest.pipelines import BLANK
from resources.loader import read_bytes, read_text

if TYPE_CHECKING:
    from thinc.config import Config

LONGEST = 12
"""Tokens of the longest span that a span categorizer is told to look for: each length costs a candidate."""

COMPONENT = "relation_component.py"


def write(folder: Path, gathered: Gathered) -> None:
    """Write the configs into an export folder; each is run in it, for its paths are relative."""
    kind = "spancat" if gathered.overlaps else "ner"
    config = _config(kind, gathered)
    if gathered.overlaps:
        suggester = config["components"]["spancat"]["suggester"]
        suggester["max_size"] = min(gathered.longest, LONGEST)
    _write(folder / "config.cfg", config, "spacy train config.cfg --output model")
    if gathered.relations:
        relations = _config("relations", gathered)
        for part in (relations["components"]["relation_extractor"], *relations["corpora"].values()):
            part["spans_key"] = GROUP if gathered.overlaps else ""
        command = f"spacy train config_relations.cfg --code {COMPONENT} --output relation_model"
        _write(folder / "config_relations.cfg", relations, command)
        (folder / COMPONENT).write_bytes(read_bytes(f"training/{COMPONENT}"))


def _config(kind: str, gathered: Gathered) -> Config:
    """A complete config: spaCy's defaults with what our template has, and the tokenizer of the language."""
    from spacy.language import DEFAULT_CONFIG
    from thinc.config import Config

    template = Config().from_str(read_text(f"training/{kind}.cfg"), interpolate=False)
    config = Config(DEFAULT_CONFIG).merge(template)
    language: dict[str, Any] = load(f"{BLANK}{gathered.language}")[0].config["nlp"]
    config["nlp"]["lang"] = gathered.language
    config["nlp"]["tokenizer"] = language["tokenizer"]
    if gathered.foreign or len(gathered.languages) > 1:
        for corpus in config["corpora"].values():
            if "gold_preproc" in corpus:  # else the tokenizer would cut spans that sit on other tokens
                corpus["gold_preproc"] = True
    return config


def _write(path: Path, config: Config, command: str) -> None:
    head = f"# Run in this folder: {command}\n"
    path.write_text(head + config.to_str(interpolate=False) + "\n", encoding="utf-8")
