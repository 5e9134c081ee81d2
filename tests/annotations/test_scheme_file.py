"""Label schemes as TOML: what goes out comes back, and each fault gets a sentence with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import scheme_file
from annotations.errors import GoldspanError
from annotations.label_keys import KEYS, free_key, key_fault, normal_key
from annotations.palette import HUES
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from annotations.scheme_check import problems, with_colours
from annotations.toml_lines import line_of

NAMES = st.text(min_size=1, max_size=12).filter(lambda text: text == text.strip() and text.isprintable())
AWKWARD = "\"'\\\n\r\t\0\x7f  é🧑‍🚀א "
GUIDELINES = (
    st.text() | st.text(alphabet=AWKWARD) | st.sampled_from(["", 'Yes: "a".\nNo: """b"""\n', '\\"\n"'])
)
COLOURS = st.sampled_from([hue.name for hue in HUES]) | st.sampled_from(["#aB0019", "#000000"])


@st.composite
def schemes(draw: st.DrawFn) -> LabelScheme:
    names = draw(st.lists(NAMES, unique=True, max_size=6))
    keys = draw(st.permutations(KEYS))
    entities = tuple(
        EntityLabel(
            name, draw(COLOURS), draw(st.sampled_from(["", key])), draw(GUIDELINES), draw(st.booleans())
        )
        for name, key in zip(names, keys, strict=False)
    )
    pairs = (
        st.frozensets(st.tuples(st.sampled_from(names), st.sampled_from(names)))
        if names
        else st.just(frozenset())
    )
    relations = tuple(
        RelationLabel(
            name,
            draw(COLOURS),
            draw(st.sampled_from(["", key])),
            draw(GUIDELINES),
            draw(st.booleans()),
            draw(pairs),
        )
        for name, key in zip(draw(st.lists(NAMES, unique=True, max_size=4)), keys, strict=False)
    )
    return LabelScheme(draw(NAMES), entities, relations)


@given(schemes())
def test_what_is_dumped_is_parsed_back(scheme: LabelScheme) -> None:
    assert not problems(scheme)
    assert scheme_file.parse(scheme_file.dump(scheme), "scheme.toml") == scheme


@given(schemes(), st.text() | st.text(alphabet=AWKWARD + "[]={}#"), st.integers(0, 400))
def test_a_damaged_file_parses_or_gets_a_sentence(scheme: LabelScheme, noise: str, where: int) -> None:
    text = scheme_file.dump(scheme)
    damaged = text[:where] + noise + text[where:]
    sentence = _fault(damaged)
    if sentence:
        assert sentence.startswith("scheme.toml, line ")
        assert 1 <= int(sentence.split("line ")[1].split(":")[0]) <= damaged.count("\n") + 1


def _fault(text: str) -> str:
    try:
        scheme_file.parse(text, "scheme.toml")
    except GoldspanError as error:
        return str(error)
    return ""


def test_the_news_scheme_is_whole() -> None:
    scheme = scheme_file.default_scheme()
    assert scheme.name == "news"
    assert len(scheme.entities) == 18
    assert {label.colour for label in scheme.entities} == {hue.name for hue in HUES}
    assert [label.key for label in scheme.entities[:9]] == list("123456789")
    assert all(label.key and label.guideline for label in (*scheme.entities, *scheme.relations))
    assert len(scheme.relations) == 10
    assert scheme.relations_between("PERSON", "PERSON") == tuple(
        label for label in scheme.relations if label.name in ("met_with", "alias_of")
    )


def test_a_dump_reads_well() -> None:
    text = scheme_file.dump(
        LabelScheme(
            "small",
            (
                EntityLabel("GPE", "jade", "4", 'Places.\n\nNo: "Dutch".'),
                EntityLabel("LOC", "cyan", on=False),
            ),
            (
                RelationLabel(
                    "borders", "red", pairs=frozenset({("GPE", "LOC"), ("GPE", "GPE"), ("LOC", "GPE")})
                ),
            ),
        )
    )
    assert text == (
        'name = "small"\n\n'
        '[[entity]]\nname = "GPE"\ncolour = "jade"\nkey = "4"\n'
        'guideline = """\nPlaces.\n\nNo: "Dutch"."""\n\n'
        '[[entity]]\nname = "LOC"\ncolour = "cyan"\non = false\n\n'
        '[[relation]]\nname = "borders"\ncolour = "red"\n'
        'pairs = { GPE = ["GPE", "LOC"], LOC = ["GPE"] }\n'
    )


PERSON = '[[entity]]\nname = "PERSON"\n'
LEADS = '[[relation]]\nname = "leads"\n'
FAULTS = {
    "syntax": ('name = "x"\n\n[[entity]\n', 3, "not TOML"),
    "syntax at the end": ('name = "x"\nname2 = """a\n\n', 2, "not TOML"),
    "twice the same key": ('name = "x"\nname = "y"\n', 2, "not TOML"),
    "no scheme name": ("\n" + PERSON, 1, 'Add a line such as name = "news"'),
    "empty scheme name": ('\nname = ""\n', 2, "The scheme has no name"),
    "no label name": (f'name = "x"\n{PERSON}\n[[entity]]\nkey = "2"\n', 5, "this entity label has no name"),
    "label twice": (f'name = "x"\n{PERSON}{PERSON}', 5, "two entity labels “PERSON”"),
    "name with a line break": ('name = "x"\n[[entity]]\nkey = ""\nname = "a\\nb"\n', 4, "control character"),
    "key clash": (
        f'name = "x"\n{PERSON}key = "1"\n[[entity]]\nname = "ORG"\nkey = "1"\n',
        7,
        "PERSON has the key 1. Give ORG another",
    ),
    "key of the program": (f'name = "x"\n{PERSON}key = "a"\n', 4, "The key A accepts."),
    "shifted key of the program": (f'name = "x"\n{PERSON}key = "Shift+R"\n', 4, "reverses a relation"),
    "no key": (f'name = "x"\n{PERSON}key = "F1"\n', 4, "“F1” is no key"),
    "colour": (
        f'name = "x"\n{PERSON}guideline = """\na\n\nb"""\ncolour = "mauve"\n',
        8,
        "“mauve” is no colour",
    ),
    "constraint on a missing label": (
        f'name = "x"\n{PERSON}{LEADS}pairs = {{ PERSON = ["PERSON", "GPE"] }}\n',
        6,
        "leads may join “GPE”, but the scheme has no such entity label",
    ),
    "missing label in a long list": (
        f'name = "x"\n{PERSON}{LEADS}[relation.pairs]\nPERSON = [\n  "PERSON",\n  "GPE",\n]\n',
        9,
        "may join “GPE”",
    ),
    "missing head": (
        f'name = "x"\n{PERSON}{LEADS}[relation.pairs]\nPERSON = ["PERSON"]\nORG = ["PERSON"]\n',
        8,
        "may join “ORG”",
    ),
    "no child": (
        f'name = "x"\n{PERSON}{LEADS}pairs = {{ PERSON = [] }}\n',
        6,
        "no child",
    ),
    "name is a number": ("name = 7\n", 1, "“name” is a number"),
    "on is text": (f'name = "x"\n{PERSON}on = "yes"\n', 4, "“on” is text"),
    "pairs is a list": (
        f'name = "x"\n{PERSON}{LEADS}pairs = [["PERSON", "PERSON"]]\n',
        6,
        "“pairs” is a list",
    ),
    "children are text": (
        f'name = "x"\n{PERSON}{LEADS}pairs = {{ PERSON = "PERSON" }}\n',
        6,
        "no list of child labels",
    ),
    "entity is one table": ('name = "x"\n[entity]\nname = "PERSON"\n', 2, "[[entity]]"),
    "unknown key": (
        f'name = "x"\n{PERSON}color = "azure"\n',
        4,
        "“color” means nothing here. Is “colour” meant?",
    ),
    "unknown key far off": ('name = "x"\nzzz = 1\n', 2, "There can be name, entity, relation"),
    "pairs of an entity": (f'name = "x"\n{PERSON}pairs = {{}}\n', 4, "“pairs” means nothing here"),
    "a date": (f'name = "x"\n{PERSON}guideline = 2020-01-01\n', 4, "a date or a time"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_gets_its_file_and_line(text: str, line: int, words: str, line_end: str) -> None:
    with pytest.raises(GoldspanError) as caught:
        scheme_file.parse(text.replace("\n", line_end), "mine.toml")
    assert str(caught.value).startswith(f"mine.toml, line {line}: ")
    assert words in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


def test_deep_nesting_gets_a_sentence() -> None:
    with pytest.raises(GoldspanError, match="nested too deeply"):
        scheme_file.parse("a = " + "[" * 100_000, "mine.toml")


def test_lines_are_found_in_inline_tables() -> None:
    text = 'name = "x"\nentity = [\n  { name = "A" },\n  { name = "B", key = "?" },\n]\n'
    assert line_of(text, ("entity", 1, "key"), "?") == 4
    assert line_of(text, ("entity",)) == 2
    assert line_of(text, ("nothing",)) == 1


def test_labels_without_a_colour_take_the_next_hues() -> None:
    text = f'name = "x"\n{PERSON}[[entity]]\nname = "ORG"\ncolour = "azure"\n[[entity]]\nname = "GPE"\n'
    assert [label.colour for label in scheme_file.parse(text, "x").entities] == ["orange", "azure", "cyan"]
    assert with_colours(scheme_file.default_scheme()) == scheme_file.default_scheme()


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "news.toml"
    scheme_file.write(path, scheme_file.default_scheme())
    assert scheme_file.read(path) == scheme_file.default_scheme()
    assert [entry.name for entry in tmp_path.iterdir()] == ["news.toml"]
    assert path.read_text(encoding="utf-8") == scheme_file.dump(scheme_file.default_scheme())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [label.key for label in scheme_file.read(path).entities[:2]] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'name = "x"\n# \xff\n', "mine.toml, line 2: this is not UTF-8"),
        (b"\x7fELF\0\0\0", "mine.toml, line 1: this is not TOML"),
        (b" " * (scheme_file.LIMIT + 1), "mine.toml is no label scheme: it has more than 2 MB"),
        (b"", "mine.toml, line 1: the scheme has no name"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(GoldspanError) as caught:
        scheme_file.read(path)
    assert str(caught.value).startswith(words)


def test_places_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(GoldspanError, match=r"^gone\.toml could not be read: No such file"):
        scheme_file.read(tmp_path / "gone.toml")
    with pytest.raises(GoldspanError, match="could not be read"):
        scheme_file.read(tmp_path)
    with pytest.raises(GoldspanError, match="could not be written: its folder is not there"):
        scheme_file.write(tmp_path / "nowhere" / "x.toml", scheme_file.default_scheme())
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(GoldspanError, match="is a folder"):
        scheme_file.write(folder, scheme_file.default_scheme())
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder.toml"]


def test_keys() -> None:
    assert normal_key(" b ") == "B"
    assert normal_key("shift + b") == "Shift+B"
    assert not any(key_fault(key) for key in ("", *KEYS))
    assert all(
        key_fault(key) for key in ("A", "X", "R", "U", "Shift+A", "Shift+X", "Shift+R", "Shift+1", "é", "Tab")
    )
    assert key_fault("Shift+U") == ""
    assert free_key("EVENT", ()) == "E"
    assert free_key("EVENT", ("E", "V")) == "N"
    assert free_key("AXR", ("1",)) == "2"
    assert free_key("AXR", KEYS) == ""
    assert free_key("BUX", [key for key in KEYS if not key.startswith("Shift")]) == "Shift+B"
