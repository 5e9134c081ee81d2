"""From a parsed text and the spans in it to suggested relations, by pattern files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.scheme import LabelScheme
from annotations.suggest.results import Ends, SuggestedRelation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class RelationFinder:
    """Finds relations."""

    def __init__(self, nlp: Language, files: tuple[str, ...] | None) -> None:
        self.sources: tuple[str, ...] = ()

    def find(self, doc: Doc, offset: int, spans: list[Ends], scheme: LabelScheme) -> list[SuggestedRelation]:
        """Relations."""
        return []
