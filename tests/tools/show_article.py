"""Render an article with its spans to a PNG: `show_article.py TEXT SPANS.json OUT.png [--dark] [--scale 2]`.

SPANS is a list of objects with start, end, label and, if wanted, state, score, id; offsets are code points.
One with head and child (ids) is a relation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Read the arguments, show the article, save the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("spans", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0, help="device pixels a px")
    parser.add_argument("--zoom", type=float, default=1.0)
    parser.add_argument("--size", default="830x760")
    parser.add_argument("--selected", default="", help="ids, by commas")
    parser.add_argument("--hovered", default="", help="an id")
    parser.add_argument("--rejected", action="store_true", help="show rejected spans")
    parser.add_argument("--selection", default="", help="START-END of selected text")
    parser.add_argument(
        "--letters", default="", help="ID=LETTER, by commas: targets of a relation in the making"
    )
    parser.add_argument("--at", type=int, default=0, help="an offset to scroll to")
    options = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    render(options)


def render(options: argparse.Namespace) -> None:
    """Show the article as the options say, and save it."""
    from PySide6.QtWidgets import QApplication

    from annotations.document import Document
    from annotations.model import Article, ArticleState, Relation, Span, State
    from annotations.offsets import Tokens
    from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
    from gui.article.view import ArticleView
    from gui.theme import apply_theme

    app = QApplication([])
    apply_theme("dark" if options.dark else "light")
    text = options.text.read_bytes().decode("utf-8")
    rows = json.loads(options.spans.read_text())
    spans = [
        Span(**common(row, f"s{n}", State), start=row["start"], end=row["end"])
        for n, row in enumerate(rows)
        if "start" in row
    ]
    relations = [
        Relation(**common(row, f"r{n}", State), head=row["head"], child=row["child"])
        for n, row in enumerate(rows)
        if "head" in row
    ]
    article = Article(
        1, options.text.stem, options.text.stem, text, hashlib.sha256(text.encode()).hexdigest()
    )
    hues = ("purple", "blue", "green", "red", "amber", "violet")
    names = sorted({relation.label for relation in relations})
    scheme = LabelScheme(
        "shown",
        tuple(EntityLabel(name, hue) for name, hue in LABELS.items()),
        tuple(RelationLabel(name, hues[n % len(hues)]) for n, name in enumerate(names)),
    )
    tokens = Tokens.of([m.span() for m in re.finditer(r"\w+|[^\w\s]", text)], "words")
    view = ArticleView()
    view.resize(*map(int, options.size.split("x")))
    view.show()
    view.set_document(Document(article, ArticleState(), spans, relations, tokens), scheme)
    view.set_zoom(options.zoom)
    view.show_rejected(options.rejected)
    view.set_selected(filter(None, options.selected.split(",")))
    if options.selection:
        view.set_selection_range(*map(int, options.selection.split("-")))
    if options.letters:
        view.set_relating(dict(pair.split("=") for pair in options.letters.split(",")))
    view.show_offset(options.at)
    app.processEvents()
    if options.hovered:
        view.set_hovered(options.hovered, view.target_at(view.span_rect(options.hovered).center()).line)
    app.processEvents()
    view.grab().save(str(options.out))


def common(row: dict[str, Any], number: str, state: Callable[[str], Any]) -> dict[str, Any]:
    """What spans and relations have in common."""
    return {
        "id": row.get("id", number),
        "label": row["label"],
        "state": state(row.get("state", "suggested")),
        "sources": ("shown",),
        "score": row.get("score"),
    }


LABELS = {
    "PERSON": "azure",
    "ORG": "orange",
    "LOC": "cyan",
    "EVENT": "red",
    "TIME": "pink",
    "LAW": "blue",
    "PRODUCT": "sky",
    "NORP": "olive",
    "CARDINAL": "amber",
    "MONEY": "teal",
    "FAC": "rust",
    "PERCENT": "rose",
    "DATE": "indigo",
    "GPE": "jade",
    "QUANTITY": "green",
    "LANGUAGE": "purple",
    "ORDINAL": "lime",
    "WORK_OF_ART": "violet",
}
"""The labels of the default scheme with their hues."""


if __name__ == "__main__":
    main()
