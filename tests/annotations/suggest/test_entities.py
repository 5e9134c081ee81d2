from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotations.scheme import EntityLabel, LabelScheme
from annotations.suggest.entities import find_entities
from annotations.suggest.pieces import Piece, blanked, pieces
from annotations.suggest.results import Setup
from annotations.suggest.suggester import Suggester

ODD = (
    "\tDas\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 Barack Obama\r\nmet Angela\r\nMerkel "
    "in\xa0Berlin\u2028and\x00 Paris.\r\n\r\nשלום from New\nYork."
)


def _bounds(suggester: Suggester, text: str, setup: Setup) -> list[tuple[int, int, str]]:
    return [span.ends for piece in pieces(text) for span in suggester.suggest(piece, setup).spans]


@pytest.mark.parametrize("which", ["news", "odd"])
def test_suggested_is_what_the_pipeline_finds(
    which: str, news: str, suggester: Suggester, setup: Setup
) -> None:
    text = news if which == "news" else ODD
    doc = suggester.nlp(blanked(text))
    assert _bounds(suggester, text, setup) == [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def test_an_entity_runs_across_a_hard_break(suggester: Suggester, setup: Setup) -> None:
    text = "He praised the World Health\nOrganization in New\r\nYork on Monday."
    found = [text[start:end] for start, end, _ in _bounds(suggester, text, setup)]
    assert {"the World Health\nOrganization", "New\r\nYork"} <= set(found)


def test_tokens_are_those_of_the_article(suggester: Suggester, setup: Setup) -> None:
    piece = Piece(100, "Ada \U0001f600 met\n\nBob.")
    found = suggester.suggest(piece, setup)
    assert [piece.text[a - 100 : b - 100] for a, b in found.tokens] == [
        "Ada",
        "\U0001f600",
        "met",
        "\n\n",
        "Bob",
        ".",
    ]
    assert (found.start, found.end) == (100, 115)
    assert found.tokenizer.startswith("en_core_web_sm 3.8.0 / spacy 3.8.")


def test_labels_are_mapped_switched_off_and_named(ruler_folder: Path) -> None:
    suggester = Suggester(str(ruler_folder))
    text = "Ada Lovelace left the Collective Security Treaty\nOrganization."
    scheme = LabelScheme("x", (EntityLabel("PERSON", on=False), EntityLabel("ORG")))
    setup = Setup(str(ruler_folder), scheme)
    found = suggester.suggest(pieces(text)[0], setup)
    assert (found.spans, found.unmapped) == ([], {"ORGANISATION": 1})

    mapped = msgspec.structs.replace(setup, mapping={"ORGANISATION": "ORG", "PERSON": "ORG"})
    found = suggester.suggest(pieces(text)[0], mapped)
    assert [(text[s.start : s.end], s.label) for s in found.spans] == [
        ("Ada Lovelace", "ORG"),
        ("Collective Security Treaty\nOrganization", "ORG"),
    ]
    assert {s.source for s in found.spans} == {"ruler 0.0.0"}

    unwanted = msgspec.structs.replace(setup, mapping={"ORGANISATION": ""})
    assert suggester.suggest(pieces(text)[0], unwanted).unmapped == {}


def test_a_span_categorizer_gives_nested_spans_with_scores(spancat_folder: Path, scheme: LabelScheme) -> None:
    suggester = Suggester(str(spancat_folder))
    text = "Ada Lovelace wrote to Charles Babbage in London ."
    setup = Setup(str(spancat_folder), scheme)
    found = suggester.suggest(pieces(text)[0], setup).spans
    assert {(0, 12, "PERSON"), (0, 3, "PERSON")} <= {span.ends for span in found}
    assert all(span.score is not None and 0.3 <= span.score <= 1 for span in found)
    assert [span.start for span in found] == sorted(span.start for span in found)
    doc = suggester.nlp(text)
    assert {(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]} == {span.ends for span in found}


def test_the_same_span_of_several_components_is_one_with_the_best_score(
    suggester: Suggester, setup: Setup
) -> None:
    from spacy.tokens import Span, SpanGroup

    doc = suggester.nlp("Ada Lovelace met Bob.")
    people = [Span(doc, 0, 2, "PERSON"), Span(doc, 0, 2, "PERSON"), Span(doc, 1, 2, "PERSON")]
    doc.ents = people[:1]
    doc.spans["sc"] = SpanGroup(doc, name="sc", spans=people, attrs={"scores": [0.5, 0.75, 0.25]})
    doc.spans["people"] = [Span(doc, 3, 4)]
    found = find_entities(doc, 1000, setup, "both")
    assert [(*span.ends, span.score) for span in found.spans] == [
        (1000, 1012, "PERSON", 0.75),
        (1004, 1012, "PERSON", 0.25),
    ]
    assert found.unmapped == {"people": 1}


def test_white_space_at_the_edges_is_left_out(suggester: Suggester, setup: Setup) -> None:
    from spacy.tokens import Span

    doc = suggester.nlp.make_doc("to\n\nBob\n\n")
    doc.spans["x"] = [Span(doc, 1, 4, "PERSON"), Span(doc, 1, 2, "PERSON")]
    assert [span.ends for span in find_entities(doc, 0, setup, "x").spans] == [(4, 7, "PERSON")]
