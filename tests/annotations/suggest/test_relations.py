from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from annotations.scheme import LabelScheme, RelationLabel
from annotations.suggest.patterns import Pattern, PatternError, pattern_files
from annotations.suggest.pieces import Piece, pieces
from annotations.suggest.relations import RelationFinder
from annotations.suggest.results import Ends, Setup
from annotations.suggest.suggester import Suggester


def _seed() -> Path | None:
    """An article that lies beside the repository where Goldspan is developed."""
    shared = Path(os.environ.get("GOLDSPAN_SHARED") or Path(__file__).parents[4] / "shared")
    path = shared / "data" / "seed_article.txt"
    return path if path.is_file() else None


SEED = _seed()
SHIPPED = [pattern for file in pattern_files(None) for pattern in file.patterns]


def _found(
    suggester: Suggester, text: str, setup: Setup, known: tuple[Ends, ...] = ()
) -> set[tuple[str, str, str]]:
    return {
        (text[r.head[0] : r.head[1]], r.label, text[r.child[0] : r.child[1]])
        for piece in pieces(text)
        for r in suggester.suggest(piece, setup, known).relations
    }


def _known(text: str, *spans: tuple[str, str]) -> tuple[Ends, ...]:
    return tuple((text.index(words), text.index(words) + len(words), label) for words, label in spans)


@pytest.fixture(scope="module")
def finder(suggester: Suggester) -> RelationFinder:
    return RelationFinder(suggester.nlp)


@pytest.mark.parametrize("pattern", SHIPPED, ids=lambda pattern: pattern.place)
def test_each_pattern_finds_something_in_its_example(
    pattern: Pattern, suggester: Suggester, finder: RelationFinder
) -> None:
    doc = suggester.nlp(pattern.example)
    assert pattern in [found for _, found, _ in finder.matches(doc)]


def test_every_relation_of_the_news_has_a_pattern(scheme: LabelScheme) -> None:
    roles = {relation for file in pattern_files(None) for relation in file.roles.values()}
    assert roles | {pattern.relation for pattern in SHIPPED} - {""} == {
        label.name for label in scheme.relations
    }


def test_the_news(news: str, suggester: Suggester, setup: Setup) -> None:
    assert _found(suggester, news, setup) == {
        ("William Ruto", "leads", "Kenyan"),
        ("William Ruto", "met_with", "Yoweri Museveni"),
        ("Kenya", "borders", "Uganda"),
        ("Kenya", "borders", "Tanzania"),
        ("Geneva", "located_in", "Switzerland"),
        ("Finland", "member_of", "NATO"),
        ("Finland", "borders", "Russia"),
        ("Tim Cook", "leads", "Apple"),
        ("Jane Miller", "spokesperson_of", "Apple"),
        ("the Louvre Museum", "located_in", "Paris"),
        ("Maria Lopez", "works_for", "Siemens"),
        ("Rafael Nadal", "citizen_of", "Spanish"),
        ("Heathrow Airport", "located_in", "London"),
        ("Berlin", "located_in", "Germany"),
        ("Satya Nadella", "leads", "Microsoft"),
        ("LinkedIn", "part_of", "Microsoft"),
        ("Angela Merkel", "met_with", "Barack Obama"),
        ("Andrzej Duda", "leads", "Poland"),
    }


def test_accepted_spans_are_joined_too(suggester: Suggester, setup: Setup) -> None:
    text = (
        "The two countries met through the Collective Security Treaty\nOrganization (CSTO), a defense pact."
    )
    assert _found(suggester, text, setup) == set()
    known = _known(text, ("Collective Security Treaty\nOrganization", "ORG"), ("CSTO", "ORG"))
    assert _found(suggester, text, setup, known) == {
        ("CSTO", "alias_of", "Collective Security Treaty\nOrganization")
    }


def test_offsets_are_those_of_the_article(suggester: Suggester, setup: Setup) -> None:
    found = suggester.suggest(Piece(1000, "Vladimir Putin met Nikol Pashinyan in Moscow."), setup)
    relation = next(r for r in found.relations if r.label == "met_with")
    assert (relation.head, relation.child) == ((1000, 1014, "PERSON"), (1019, 1034, "PERSON"))
    assert relation.source == "news patterns"


def test_the_scheme_has_the_last_word(suggester: Suggester, setup: Setup) -> None:
    text = "Vladimir Putin met Nikol Pashinyan in Moscow."
    for label in (
        RelationLabel("met_with", on=False),
        RelationLabel("met_with", pairs=frozenset({("ORG", "ORG")})),
        RelationLabel("meets"),
    ):
        scheme = msgspec.structs.replace(setup.scheme, relations=(label,))
        assert _found(suggester, text, msgspec.structs.replace(setup, scheme=scheme)) == set()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Angela Merkel, the former chancellor of Germany, spoke.", "leads"),
        ("German Foreign Minister Annalena Baerbock spoke.", "leads"),
        ("Turkey, Iran and Syria signed.", "located_in"),
        ("Paris (France) is far.", "alias_of"),
    ],
)
def test_what_is_not_said_is_not_found(text: str, wrong: str, suggester: Suggester, setup: Setup) -> None:
    assert wrong not in {relation for _, relation, _ in _found(suggester, text, setup)}


def test_without_a_parser_only_patterns_of_tokens_work(scheme: LabelScheme) -> None:
    suggester = Suggester("blank:en")
    text = "The World Health Organization (WHO) said that Vladimir Putin met Nikol Pashinyan."
    names = (("World Health Organization", "ORG"), ("WHO", "ORG"))
    people = (("Vladimir Putin", "PERSON"), ("Nikol Pashinyan", "PERSON"))
    found = _found(suggester, text, Setup("blank:en", scheme), _known(text, *names, *people))
    assert found == {("WHO", "alias_of", "World Health Organization")}


def test_patterns_of_another_language_are_left_out(scheme: LabelScheme) -> None:
    assert Suggester("blank:xx").loaded(Setup("blank:xx", scheme)).sources == {"blank:xx"}


OWN = """
name = "my patterns"

[words]
bought = ["bought", "acquired"]

[[pattern]]
relation = "part_of"
head = "what"
child = "whole"
tokens = [{ ID = "whole", IS_TITLE = true }, { LOWER = { IN = "bought" } }, { ID = "what" }]
"""


def test_a_file_of_ones_own(tmp_path: Path, suggester: Suggester, setup: Setup) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, "utf-8")
    own = msgspec.structs.replace(setup, patterns=(str(path),))
    text = "On Friday Google bought Fitbit."
    known = _known(text, ("Google", "ORG"), ("Fitbit", "ORG"))
    assert _found(suggester, text, own, known) == {("Fitbit", "part_of", "Google")}
    assert suggester.loaded(own).sources == {"en_core_web_sm 3.8.0", "my patterns"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "my', "name = my", "line 2"),
        ("[words]", "[wordz]", "“wordz” is none of name"),
        (
            'child = "whole"',
            'child = "hole"',
            "line 7, pattern 1: “child” names “hole”, which is none of its tokens",
        ),
        ('IN = "bought"', 'IN = "brought"', "line 7, pattern 1: “brought” is no list in [words]"),
        ('relation = "part_of"', "", "line 7, pattern 1: it needs either “relation” or “role”"),
        ("tokens = [", "tree = 5 #", "line 7, pattern 1: “tree” has the wrong kind of value"),
        ("IS_TITLE = true", 'ISTITLE = "x"', "line 7, pattern 1: spaCy does not take it"),
        (
            'relation = "part_of"',
            'relation = "part_of"\ncolour = "red"',
            "line 7, pattern 1: “colour” is none of",
        ),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    old: str, new: str, said: str, tmp_path: Path, suggester: Suggester
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN.replace(old, new, 1), "utf-8")
    with pytest.raises(PatternError) as raised:
        RelationFinder(suggester.nlp, (str(path),))
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="cannot be read: No such file"):
        pattern_files((str(tmp_path / "none.toml"),))


@pytest.mark.skipif(SEED is None, reason="the seed article is not here")
def test_the_seed_article(suggester: Suggester, setup: Setup) -> None:
    assert SEED is not None
    text = SEED.read_bytes().decode("utf-8")
    found = _found(suggester, text, setup)
    assert found >= {
        ("Vladimir Putin", "leads", "Russian"),
        ("Vladimir Putin", "met_with", "Nikol Pashinyan"),
        ("Nikol Pashinyan", "leads", "Armenian"),
        ("Dmitry Peskov", "spokesperson_of", "Kremlin"),
        ("Moscow", "located_in", "Russia"),
    }
    names = [(name, "GPE") for name in ("Armenia's borders", "Armenia also")]
    known = [(text.index(words), text.index(words) + len("Armenia"), label) for words, label in names]
    organisation = "Collective Security Treaty\nOrganization"
    known += _known(text, (organisation, "ORG"), ("CSTO", "ORG"))
    more = _found(suggester, text, setup, tuple(known)) - found
    assert more == {
        ("Armenia", "borders", "Turkey"),
        ("Armenia", "borders", "Iran"),
        ("Armenia", "member_of", "the International Criminal Court"),
        ("CSTO", "alias_of", organisation),
    }
